//! YAML 1.2 as the Python package `ruamel.yaml` writes it by default: block style, sequences not indented below their
//! key, lines folded near 80 columns.

mod resolve;
mod scalar;

use super::append::indent;
use super::document::{Fields, Items, Text, Value, View};
use super::{RenderError, Writer, number};
use scalar::Place;

/// The step from one level to the next, in columns.
const STEP: usize = 2;

/// A key with this many characters or more is written behind a question mark: the longest simple key has 127, and the
/// tag that goes unwritten, `!!str`, counts.
const LONG_KEY: usize = 123;

/// Writes YAML.
pub struct Yaml;

impl Writer for Yaml {
    fn object(&mut self, object: Fields, out: &mut Vec<u8>) {
        match object.is_empty() {
            true => out.extend_from_slice(b"{}\n"),
            false => Page { out }.mapping(object, 0, false),
        }
        out.push(b'\n');
    }

    fn record(&mut self, record: Value, out: &mut Vec<u8>) -> Result<(), RenderError> {
        Page { out }.entry(record, 0);
        Ok(())
    }

    fn end_list(&mut self, out: &mut Vec<u8>) {
        out.extend_from_slice(if out.is_empty() { b"[]\n\n" } else { b"\n" });
    }
}

/// YAML being written.
struct Page<'p> {
    out: &'p mut Vec<u8>,
}

impl Page<'_> {
    /// Writes a sequence whose dashes stand at `indent`; the first may stand on the line that was begun.
    fn sequence(&mut self, items: Items, indent: usize, mut begun: bool) {
        for item in items {
            if !begun {
                self.indent(indent);
            }
            begun = false;
            self.entry(item, indent);
        }
    }

    /// Writes a dash at `indent`, where the line is, and the value behind it.
    fn entry(&mut self, value: Value, indent: usize) {
        self.out.extend_from_slice(b"- ");
        self.compact(value, indent + 1, indent + STEP);
    }

    /// Writes a mapping whose keys stand at `indent`; the first may stand on the line that was begun.
    fn mapping(&mut self, fields: Fields, indent: usize, mut begun: bool) {
        for (key, value) in fields {
            if !begun {
                self.indent(indent);
            }
            begun = false;
            match self.key(key, indent) {
                Some(column) => self.value(value, column, indent),
                None => {
                    self.indent(indent);
                    self.out.push(b':');
                    if !value.is_null() {
                        self.out.push(b' ');
                    }
                    self.compact(value, indent + 1, indent + STEP);
                }
            }
        }
    }

    /// Writes a key and its colon. Returns the column behind them, or none if the key stands on a line of its own, behind
    /// a question mark.
    fn key(&mut self, key: Text, indent: usize) -> Option<usize> {
        if key.verbatim().is_some_and(|plain| plain.len() < LONG_KEY) {
            let column = scalar::write_text(self.out, key, Place::Key { column: indent });
            self.out.push(b':');
            return Some(column + 1);
        }
        let text = key.decoded();
        if text.chars().count() < LONG_KEY && !text.contains(scalar::is_break) {
            let column = scalar::write(self.out, &text, Place::Key { column: indent });
            self.out.push(b':');
            return Some(column + 1);
        }
        self.out.extend_from_slice(b"? ");
        scalar::write(self.out, &text, Place::Value { column: indent + 2, indent: indent + STEP });
        self.out.push(b'\n');
        None
    }

    /// Writes the value of a key that ends before `column`.
    fn value(&mut self, value: Value, column: usize, indent: usize) {
        match value.view() {
            View::Array(items) if !items.is_empty() => {
                self.out.push(b'\n');
                self.sequence(items, indent, false);
            }
            View::Object(fields) if !fields.is_empty() => {
                self.out.push(b'\n');
                self.mapping(fields, indent + STEP, false);
            }
            View::Null => self.out.push(b'\n'),
            _ => {
                self.out.push(b' ');
                self.compact(value, column, indent + STEP);
            }
        }
    }

    /// Writes a value behind an indicator that ends before `column` and is followed by a space, on the same line.
    fn compact(&mut self, value: Value, column: usize, indent: usize) {
        let place = Place::Value { column: column + 1, indent };
        match value.view() {
            View::Array(items) if !items.is_empty() => return self.sequence(items, indent, true),
            View::Object(fields) if !fields.is_empty() => return self.mapping(fields, indent, true),
            View::Array(_) => self.out.extend_from_slice(b"[]"),
            View::Object(_) => self.out.extend_from_slice(b"{}"),
            View::Null => {}
            View::Bool(truth) => self.out.extend_from_slice(if truth { b"true" } else { b"false" }),
            View::Number(_) | View::Text(_) => {
                write_scalar(self.out, value.view(), place);
            }
        }
        self.out.push(b'\n');
    }

    fn indent(&mut self, columns: usize) {
        indent(self.out, columns);
    }
}

/// Writes a number or a string.
fn write_scalar(out: &mut Vec<u8>, value: View, place: Place) {
    match value {
        View::Number(text) => scalar::write_plain(out, &number::python(text).to_ascii_lowercase(), place),
        View::Text(text) => scalar::write_text(out, text, place),
        _ => place.column(),
    };
}

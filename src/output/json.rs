//! JSON as Python's `json.dumps(document, indent=2)` writes it: ASCII only, two spaces a level.

use super::append::indent;
use super::document::{Fields, Text, Value, View};
use super::{RenderError, Writer, number};

/// The step from one level to the next, in columns.
const STEP: usize = 2;

/// Writes JSON.
pub struct Json;

impl Writer for Json {
    fn object(&mut self, object: Fields, out: &mut Vec<u8>) {
        write_object(object, 0, out);
        out.push(b'\n');
    }

    fn record(&mut self, record: Value, out: &mut Vec<u8>) -> Result<(), RenderError> {
        out.extend_from_slice(if out.is_empty() { b"[\n" } else { b",\n" });
        indent(out, STEP);
        write(record, 1, out);
        Ok(())
    }

    fn end_list(&mut self, out: &mut Vec<u8>) {
        out.extend_from_slice(if out.is_empty() { b"[]\n" } else { b"\n]\n" });
    }
}

/// Writes a value whose line is indented this deep.
pub fn write(value: Value, depth: usize, out: &mut Vec<u8>) {
    match value.view() {
        View::Null => out.extend_from_slice(b"null"),
        View::Bool(truth) => out.extend_from_slice(if truth { b"true" } else { b"false" }),
        View::Number(text) => out.extend_from_slice(number::python(text).as_bytes()),
        View::Text(text) => write_text(out, text),
        View::Array(items) if items.is_empty() => out.extend_from_slice(b"[]"),
        View::Array(items) => {
            let mut before = b"[\n";
            for item in items {
                out.extend_from_slice(before);
                indent(out, STEP * (depth + 1));
                write(item, depth + 1, out);
                before = b",\n";
            }
            out.push(b'\n');
            indent(out, STEP * depth);
            out.push(b']');
        }
        View::Object(fields) => write_object(fields, depth, out),
    }
}

fn write_object(fields: Fields, depth: usize, out: &mut Vec<u8>) {
    let mut before = b"{\n";
    for (key, value) in fields {
        out.extend_from_slice(before);
        indent(out, STEP * (depth + 1));
        match value.view() {
            View::Text(text) if key.append_pair(text, out) => {}
            _ => {
                write_text(out, key);
                out.extend_from_slice(b": ");
                write(value, depth + 1, out);
            }
        }
        before = b",\n";
    }
    if before == b"{\n" {
        return out.extend_from_slice(b"{}");
    }
    out.push(b'\n');
    indent(out, STEP * depth);
    out.push(b'}');
}

/// Writes a value on one line, without any space.
pub fn push_compact(value: Value, out: &mut Vec<u8>) {
    match value.view() {
        View::Array(items) => {
            out.push(b'[');
            for (index, item) in items.enumerate() {
                out.extend_from_slice(if index == 0 { b"" } else { b"," });
                push_compact(item, out);
            }
            out.push(b']');
        }
        View::Object(fields) => {
            out.push(b'{');
            for (index, (key, value)) in fields.enumerate() {
                out.extend_from_slice(if index == 0 { b"" } else { b"," });
                write_text(out, key);
                out.push(b':');
                push_compact(value, out);
            }
            out.push(b'}');
        }
        _ => write(value, 0, out),
    }
}

#[inline(always)]
fn write_text(out: &mut Vec<u8>, text: Text) {
    if !text.append_quoted(out) {
        out.push(b'"');
        text.units().for_each(|unit| write_unit(out, unit));
        out.push(b'"');
    }
}

fn write_unit(out: &mut Vec<u8>, unit: u16) {
    let short = match unit {
        8 => b'b',
        9 => b't',
        10 => b'n',
        12 => b'f',
        13 => b'r',
        0x22 => b'"',
        0x5c => b'\\',
        0x20..0x7f => return out.push(unit as u8),
        _ => return out.extend_from_slice(format!("\\u{unit:04x}").as_bytes()),
    };
    out.extend_from_slice(&[b'\\', short]);
}

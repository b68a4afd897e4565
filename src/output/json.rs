//! JSON as Python's `json.dumps(document, indent=2)` writes it: ASCII only, two spaces a level.

use super::Writer;
use super::document::{Text, Value, View};
use super::list::{List, Scalar};
use super::number;
use super::template::{Notes, Templates};
use std::io;

/// Writes JSON.
pub struct Json;

impl Writer for Json {
    type Place = ();

    fn document(&mut self, value: Value, out: &mut Vec<u8>) {
        write(value, 0, out, &mut Notes::default());
        out.push(b'\n');
    }

    fn record(&mut self, value: Value, out: &mut Vec<u8>, notes: &mut Notes<()>) {
        write(value, 1, out, notes);
    }

    fn scalar(out: &mut Vec<u8>, scalar: Scalar, (): ()) {
        if scalar.write_verbatim(out) {
            return;
        }
        match scalar.view() {
            View::Text(text) => write_content(out, text),
            View::Number(text) => out.extend_from_slice(number::python(text).as_bytes()),
            _ => {}
        }
    }

    fn list(&mut self, list: &List, sink: &mut dyn io::Write) -> io::Result<()> {
        if list.len() == 0 {
            return sink.write_all(b"[]\n");
        }
        sink.write_all(b"[\n  ")?;
        Templates::new(self, list).write(sink, b",\n  ")?;
        sink.write_all(b"\n]\n")
    }
}

fn write(value: Value, depth: usize, out: &mut Vec<u8>, notes: &mut Notes<()>) {
    match value.view() {
        View::Null => out.extend_from_slice(b"null"),
        View::Bool(truth) => out.extend_from_slice(if truth { b"true" } else { b"false" }),
        View::Number(text) => {
            let from = out.len();
            out.extend_from_slice(number::python(text).as_bytes());
            notes.value(value, from..out.len(), ());
        }
        View::Text(text) => {
            let from = out.len() + 1;
            write_text(out, text);
            notes.value(value, from..out.len() - 1, ());
        }
        View::Array(items) if items.is_empty() => out.extend_from_slice(b"[]"),
        View::Array(items) => {
            let mut opening = b'[';
            for item in items {
                begin_line(out, opening, depth + 1);
                write(item, depth + 1, out, notes);
                opening = b',';
            }
            break_line(out, depth);
            out.push(b']');
        }
        View::Object(fields) if fields.is_empty() => out.extend_from_slice(b"{}"),
        View::Object(fields) => {
            let mut opening = b'{';
            for (key, value) in fields {
                begin_line(out, opening, depth + 1);
                write_text(out, key);
                out.extend_from_slice(b": ");
                write(value, depth + 1, out, notes);
                opening = b',';
            }
            break_line(out, depth);
            out.push(b'}');
        }
    }
}

/// Writes a value on one line, without any space.
pub fn push_compact(out: &mut Vec<u8>, value: Value) {
    match value.view() {
        View::Array(items) => {
            out.push(b'[');
            for (index, item) in items.enumerate() {
                out.extend_from_slice(if index == 0 { b"" } else { b"," });
                push_compact(out, item);
            }
            out.push(b']');
        }
        View::Object(fields) => {
            out.push(b'{');
            for (index, (key, value)) in fields.enumerate() {
                out.extend_from_slice(if index == 0 { b"" } else { b"," });
                write_text(out, key);
                out.push(b':');
                push_compact(out, value);
            }
            out.push(b'}');
        }
        _ => write(value, 0, out, &mut Notes::default()),
    }
}

fn begin_line(out: &mut Vec<u8>, after: u8, depth: usize) {
    out.push(after);
    break_line(out, depth);
}

fn break_line(out: &mut Vec<u8>, depth: usize) {
    out.push(b'\n');
    out.resize(out.len() + 2 * depth, b' ');
}

fn write_text(out: &mut Vec<u8>, text: Text) {
    out.push(b'"');
    write_content(out, text);
    out.push(b'"');
}

fn write_content(out: &mut Vec<u8>, text: Text) {
    match text.verbatim() {
        Some(plain) => out.extend_from_slice(plain.as_bytes()),
        None => text.units().for_each(|unit| write_unit(out, unit)),
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

//! JSON as Python's `json.dumps(document, indent=2)` writes it: ASCII only, two spaces a level.

use super::block::Block;
use super::document::{Text, Value, View};
use super::number;
use std::io;

/// Writes a document.
pub fn write(document: Value, out: &mut Block) -> io::Result<()> {
    match document.view() {
        View::Array(items) if !items.is_empty() => {
            let mut opening = b'[';
            for item in items {
                begin_line(&mut out.bytes, opening, 1);
                push(&mut out.bytes, item, 1);
                out.pass_on_if_full()?;
                opening = b',';
            }
            out.bytes.extend_from_slice(b"\n]");
        }
        _ => push(&mut out.bytes, document, 0),
    }
    out.bytes.push(b'\n');
    Ok(())
}

/// A value of any kind, as a document.
pub fn text(value: Value) -> Vec<u8> {
    let mut out = Vec::new();
    push(&mut out, value, 0);
    out.push(b'\n');
    out
}

/// Writes a value that stands at this depth.
fn push(out: &mut Vec<u8>, value: Value, depth: usize) {
    match value.view() {
        View::Null => out.extend_from_slice(b"null"),
        View::Bool(truth) => out.extend_from_slice(if truth { b"true" } else { b"false" }),
        View::Number(text) => out.extend_from_slice(number::python(text).as_bytes()),
        View::Text(text) => push_text(out, text),
        View::Array(items) if items.is_empty() => out.extend_from_slice(b"[]"),
        View::Array(items) => {
            let mut opening = b'[';
            for item in items {
                begin_line(out, opening, depth + 1);
                push(out, item, depth + 1);
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
                push_text(out, key);
                out.extend_from_slice(b": ");
                push(out, value, depth + 1);
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
                push_text(out, key);
                out.push(b':');
                push_compact(out, value);
            }
            out.push(b'}');
        }
        _ => push(out, value, 0),
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

fn push_text(out: &mut Vec<u8>, text: Text) {
    out.push(b'"');
    match text.verbatim() {
        Some(plain) => out.extend_from_slice(plain.as_bytes()),
        None => text.units().for_each(|unit| push_unit(out, unit)),
    }
    out.push(b'"');
}

fn push_unit(out: &mut Vec<u8>, unit: u16) {
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

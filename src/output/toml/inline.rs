//! Keys and values on one line.

use super::super::document::{Text, Value, View};
use super::super::number;

/// Writes a key and its value.
#[inline(always)]
pub fn pair(name: Text, value: Value, out: &mut Vec<u8>) {
    key(name, out);
    out.extend_from_slice(b" = ");
    match value.view() {
        // Most values are texts.
        View::Text(string) => text(string, out),
        _ => write(value, out),
    }
}

/// Writes an element of an array.
pub fn element(value: Value, out: &mut Vec<u8>) {
    out.push(b' ');
    write(value, out);
    out.push(b',');
}

/// Writes a key, with quotes if it needs them.
#[inline(always)]
pub fn key(key: Text, out: &mut Vec<u8>) {
    match key.verbatim() {
        Some(bare) if !bare.is_empty() && bare.iter().all(|byte| is_bare(*byte)) => drop(key.append(out)),
        _ => text(key, out),
    }
}

fn is_bare(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'_' | b'A'..=b'Z' | b'0'..=b'9' | b'-')
}

fn write(value: Value, out: &mut Vec<u8>) {
    match value.view() {
        View::Null => {}
        View::Bool(truth) => out.extend_from_slice(if truth { b"true" } else { b"false" }),
        View::Number(number) => write_number(number, out),
        View::Text(string) => text(string, out),
        View::Array(items) => {
            out.push(b'[');
            items.filter(|item| !item.is_null()).for_each(|item| element(item, out));
            out.push(b']');
        }
        View::Object(fields) => {
            let mut before: &[u8] = b"{ ";
            for (key, value) in fields.filter(|(_, value)| !value.is_null()) {
                out.extend_from_slice(before);
                pair(key, value, out);
                before = b", ";
            }
            out.extend_from_slice(if before == b", " { b" }" } else { b"{}" });
        }
    }
}

fn write_number(text: &str, out: &mut Vec<u8>) {
    let python = number::python(text);
    match python.contains("e-0") || python.contains("e+0") {
        true => out.extend_from_slice(python.replace("e-0", "e-").replace("e+0", "e+").as_bytes()),
        false => out.extend_from_slice(python.as_bytes()),
    }
}

#[inline(always)]
fn text(text: Text, out: &mut Vec<u8>) {
    if !text.append_quoted(out) {
        escaped(&text.decoded(), out);
    }
}

#[cold]
fn escaped(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    text.chars().for_each(|character| write_character(character, out));
    out.push(b'"');
}

fn write_character(character: char, out: &mut Vec<u8>) {
    match character {
        '\n' => out.extend_from_slice(b"\\n"),
        '\r' => out.extend_from_slice(b"\\r"),
        '\t' => out.extend_from_slice(b"\\t"),
        '"' => out.extend_from_slice(b"\\\""),
        '\\' => out.extend_from_slice(b"\\\\"),
        _ if is_printable(character) => {
            out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        }
        _ if u32::from(character) > 0xffff => {
            out.extend_from_slice(format!("\\U{:08x}", u32::from(character)).as_bytes());
        }
        _ => out.extend_from_slice(format!("\\u{:04x}", u32::from(character)).as_bytes()),
    }
}

/// Returns `true` if Python's `repr` would leave the character as it is. The standard library knows the same classes of
/// characters; it escapes combining marks too, but only at the start of a string.
fn is_printable(character: char) -> bool {
    match character {
        ' '..='~' => true,
        '\0'..='\u{9f}' => false,
        _ => {
            let pair: String = ['a', character].iter().collect();
            pair.escape_debug().nth(1) == Some(character)
        }
    }
}

//! TOML as the Python package `toml` 0.10 writes it, wherever that parses back: nulls left out, arrays as `[ "a", "b",]`,
//! arrays of tables before sub-tables, tables level by level. What that package cannot write (objects among other values
//! in an array) becomes inline tables.

use super::block::Block;
use super::document::{Fields, Items, Text, Value, View};
use super::number;
use std::io;

/// The name under which a list stands, since a TOML document is a table.
const LIST: &[u8] = b"results";

/// Writes a document.
pub fn write(document: Value, out: &mut Block) -> io::Result<()> {
    match document.view() {
        View::Array(items) if is_array_of_tables(items) => {
            for item in items {
                if let View::Object(fields) = item.view() {
                    Page { out: &mut out.bytes, path: LIST.to_vec() }.table_of_array(fields);
                    out.pass_on_if_full()?;
                }
            }
        }
        View::Array(items) => {
            out.bytes.extend_from_slice(LIST);
            out.bytes.extend_from_slice(b" = [");
            for item in items.filter(|item| !item.is_null()) {
                push_element(&mut out.bytes, item);
                out.pass_on_if_full()?;
            }
            out.bytes.extend_from_slice(b"]\n");
        }
        View::Object(fields) => Page { out: &mut out.bytes, path: Vec::new() }.document_tables(fields),
        _ => {}
    }
    out.bytes.push(b'\n');
    Ok(())
}

/// Whether these values, nulls aside, are objects and there is one.
fn is_array_of_tables(items: Items) -> bool {
    let mut objects = false;
    for item in items {
        match item.view() {
            View::Object(_) => objects = true,
            View::Null => {}
            _ => return false,
        }
    }
    objects
}

/// Tables being written.
struct Page<'p> {
    out: &'p mut Vec<u8>,
    /// The dotted name of the table being written.
    path: Vec<u8>,
}

impl Page<'_> {
    /// The values and arrays of tables of the root, then every table below it, level by level.
    fn document_tables(&mut self, root: Fields) {
        self.body(root);
        let mut level = 1;
        while self.tables_at(root, level, &mut |page, fields, deeper| {
            // A table that has nothing but sub-tables needs no header of its own.
            let start = page.out.len();
            if !page.out.is_empty() && !page.out.ends_with(b"\n\n") {
                page.out.push(b'\n');
            }
            page.header(b"[", b"]\n");
            let empty = !page.body(fields);
            if empty && deeper {
                page.out.truncate(start);
            }
        }) {
            level += 1;
        }
    }

    /// One element of an array of tables: its values, then the tables below it, level by level.
    fn table_of_array(&mut self, fields: Fields) {
        self.header(b"[[", b"]]\n");
        let bare = !has_values(fields);
        if bare {
            self.out.push(b'\n');
        }
        self.body(fields);
        if !bare {
            self.out.push(b'\n');
        }
        let mut level = 1;
        while self.tables_at(fields, level, &mut |page, fields, _| {
            let start = page.out.len();
            page.header(b"[", b"]\n");
            if !page.body(fields) {
                page.out.truncate(start);
            }
        }) {
            level += 1;
        }
    }

    /// Calls `write` for each table that is `level` levels below `fields`, with the path set to its name and told whether
    /// it has sub-tables. Returns whether there are tables further down.
    fn tables_at(&mut self, fields: Fields, level: usize, write: &mut impl FnMut(&mut Self, Fields, bool)) -> bool {
        let mut further = false;
        for (key, value) in fields {
            let View::Object(table) = value.view() else { continue };
            let length = self.descend(key);
            if level == 1 {
                let deeper = table.into_iter().any(|(_, value)| value.is_object());
                write(self, table, deeper);
                further |= deeper;
            } else {
                further |= self.tables_at(table, level - 1, write);
            }
            self.path.truncate(length);
        }
        further
    }

    /// What stands directly in a table: values first, then arrays of tables. Returns whether there was anything.
    fn body(&mut self, fields: Fields) -> bool {
        let start = self.out.len();
        for (key, value) in fields {
            match value.view() {
                View::Null | View::Object(_) => continue,
                View::Array(items) if is_array_of_tables(items) => continue,
                _ => {}
            }
            push_key(self.out, key);
            self.out.extend_from_slice(b" = ");
            push_inline(self.out, value);
            self.out.push(b'\n');
        }
        for (key, value) in fields {
            let View::Array(items) = value.view() else { continue };
            if !is_array_of_tables(items) {
                continue;
            }
            let length = self.descend(key);
            for item in items {
                if let View::Object(fields) = item.view() {
                    self.table_of_array(fields);
                }
            }
            self.path.truncate(length);
        }
        self.out.len() > start
    }

    fn header(&mut self, opening: &[u8], closing: &[u8]) {
        self.out.extend_from_slice(opening);
        self.out.extend_from_slice(&self.path);
        self.out.extend_from_slice(closing);
    }

    /// Adds a key to the path; returns the length to go back to.
    fn descend(&mut self, key: Text) -> usize {
        let length = self.path.len();
        if length > 0 {
            self.path.push(b'.');
        }
        push_key(&mut self.path, key);
        length
    }
}

/// Writes a value on one line; an object becomes an inline table.
fn push_inline(out: &mut Vec<u8>, value: Value) {
    match value.view() {
        View::Null => {}
        View::Bool(truth) => out.extend_from_slice(if truth { b"true" } else { b"false" }),
        View::Number(text) => push_number(out, text),
        View::Text(text) => push_text(out, text),
        View::Array(items) => {
            out.push(b'[');
            items.filter(|item| !item.is_null()).for_each(|item| push_element(out, item));
            out.push(b']');
        }
        View::Object(fields) => {
            let mut before: &[u8] = b"{ ";
            for (key, value) in fields.filter(|(_, value)| !value.is_null()) {
                out.extend_from_slice(before);
                push_key(out, key);
                out.extend_from_slice(b" = ");
                push_inline(out, value);
                before = b", ";
            }
            out.extend_from_slice(if before == b", " { b" }" } else { b"{}" });
        }
    }
}

fn push_element(out: &mut Vec<u8>, value: Value) {
    out.push(b' ');
    push_inline(out, value);
    out.push(b',');
}

/// Whether anything but tables and arrays of tables stands in these fields.
fn has_values(mut fields: Fields) -> bool {
    fields.any(|(_, value)| match value.view() {
        View::Null | View::Object(_) => false,
        View::Array(items) => !is_array_of_tables(items),
        _ => true,
    })
}

fn push_key(out: &mut Vec<u8>, key: Text) {
    match key.verbatim() {
        Some(bare) if is_bare(bare) => out.extend_from_slice(bare.as_bytes()),
        _ => push_text(out, key),
    }
}

fn is_bare(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

fn push_number(out: &mut Vec<u8>, text: &str) {
    let python = number::python(text);
    match python.contains("e-0") || python.contains("e+0") {
        true => out.extend_from_slice(python.replace("e-0", "e-").replace("e+0", "e+").as_bytes()),
        false => out.extend_from_slice(python.as_bytes()),
    }
}

fn push_text(out: &mut Vec<u8>, text: Text) {
    out.push(b'"');
    match text.verbatim() {
        Some(plain) => out.extend_from_slice(plain.as_bytes()),
        None => text.decoded().chars().for_each(|character| push_character(out, character)),
    }
    out.push(b'"');
}

fn push_character(out: &mut Vec<u8>, character: char) {
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

/// Whether Python's `repr` would leave the character as it is. The standard library knows the same classes of
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

//! TOML as the Python package `toml` 0.10 writes it, wherever that parses back: nulls left out, arrays as `[ "a", "b",]`,
//! arrays of tables before sub-tables, tables level by level. What that package cannot write (objects among other values
//! in an array) becomes inline tables.

use super::Writer;
use super::document::{Fields, Items, Text, Value, View};
use super::list::{List, Scalar};
use super::number;
use super::template::{Notes, Templates};
use std::io;

/// The name under which a list stands, since a TOML document is a table.
const LIST: &[u8] = b"results";

/// Writes TOML.
#[derive(Default)]
pub struct Toml {
    /// Whether the records of a list are tables; otherwise the list is one array.
    of_tables: bool,
}

impl Writer for Toml {
    type Place = ();

    fn document(&mut self, value: Value, out: &mut Vec<u8>) {
        let mut page = Page { out, notes: &mut Notes::default(), path: Vec::new() };
        match value.view() {
            View::Array(items) if is_array_of_tables(items) => {
                page.path = LIST.to_vec();
                items.for_each(|item| page.record(item, true));
            }
            View::Array(_) => {
                page.out.extend_from_slice(LIST);
                page.out.extend_from_slice(b" = ");
                page.inline(value);
                page.out.push(b'\n');
            }
            View::Object(fields) => page.document_tables(fields),
            _ => {}
        }
        out.push(b'\n');
    }

    fn record(&mut self, value: Value, out: &mut Vec<u8>, notes: &mut Notes<()>) {
        Page { out, notes, path: LIST.to_vec() }.record(value, self.of_tables);
    }

    fn scalar(out: &mut Vec<u8>, scalar: Scalar, (): ()) {
        if scalar.write_verbatim(out) {
            return;
        }
        match scalar.view() {
            View::Text(text) => write_content(out, text),
            View::Number(text) => write_number(out, text),
            _ => {}
        }
    }

    fn list(&mut self, list: &List, sink: &mut dyn io::Write) -> io::Result<()> {
        self.of_tables = list.is_of_objects();
        if self.of_tables {
            Templates::new(self, list).write(sink, b"")?;
            return sink.write_all(b"\n");
        }
        sink.write_all(LIST)?;
        sink.write_all(b" = [")?;
        Templates::new(self, list).write(sink, b"")?;
        sink.write_all(b"]\n\n")
    }
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

/// TOML being written.
struct Page<'p> {
    out: &'p mut Vec<u8>,
    notes: &'p mut Notes<()>,
    /// The dotted name of the table being written.
    path: Vec<u8>,
}

impl Page<'_> {
    /// One element of the list that is the whole document.
    fn record(&mut self, value: Value, of_tables: bool) {
        match value.view() {
            View::Null => {}
            View::Object(fields) if of_tables => self.table_of_array(fields),
            _ => self.element(value),
        }
    }

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
            write_key(self.out, key);
            self.out.extend_from_slice(b" = ");
            self.inline(value);
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

    fn inline(&mut self, value: Value) {
        match value.view() {
            View::Null => {}
            View::Bool(truth) => self.out.extend_from_slice(if truth { b"true" } else { b"false" }),
            View::Number(text) => {
                let from = self.out.len();
                write_number(self.out, text);
                self.notes.value(value, from..self.out.len(), ());
            }
            View::Text(text) => {
                let from = self.out.len() + 1;
                write_text(self.out, text);
                self.notes.value(value, from..self.out.len() - 1, ());
            }
            View::Array(items) => {
                self.out.push(b'[');
                items.filter(|item| !item.is_null()).for_each(|item| self.element(item));
                self.out.push(b']');
            }
            View::Object(fields) => {
                let mut before: &[u8] = b"{ ";
                for (key, value) in fields.filter(|(_, value)| !value.is_null()) {
                    self.out.extend_from_slice(before);
                    write_key(self.out, key);
                    self.out.extend_from_slice(b" = ");
                    self.inline(value);
                    before = b", ";
                }
                self.out.extend_from_slice(if before == b", " { b" }" } else { b"{}" });
            }
        }
    }

    fn element(&mut self, value: Value) {
        self.out.push(b' ');
        self.inline(value);
        self.out.push(b',');
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
        write_key(&mut self.path, key);
        length
    }
}

/// Whether anything but tables and arrays of tables stands in these fields.
fn has_values(mut fields: Fields) -> bool {
    fields.any(|(_, value)| match value.view() {
        View::Null | View::Object(_) => false,
        View::Array(items) => !is_array_of_tables(items),
        _ => true,
    })
}

fn write_key(out: &mut Vec<u8>, key: Text) {
    match key.verbatim() {
        Some(bare) if is_bare(bare) => out.extend_from_slice(bare.as_bytes()),
        _ => write_text(out, key),
    }
}

fn is_bare(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

fn write_number(out: &mut Vec<u8>, text: &str) {
    let python = number::python(text);
    match python.contains("e-0") || python.contains("e+0") {
        true => out.extend_from_slice(python.replace("e-0", "e-").replace("e+0", "e+").as_bytes()),
        false => out.extend_from_slice(python.as_bytes()),
    }
}

fn write_text(out: &mut Vec<u8>, text: Text) {
    out.push(b'"');
    write_content(out, text);
    out.push(b'"');
}

fn write_content(out: &mut Vec<u8>, text: Text) {
    match text.verbatim() {
        Some(plain) => out.extend_from_slice(plain.as_bytes()),
        None => text.decoded().chars().for_each(|character| write_character(out, character)),
    }
}

fn write_character(out: &mut Vec<u8>, character: char) {
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

//! TOML as the Python package `toml` 0.10 writes it, wherever that parses back: nulls left out, arrays as `[ "a", "b",]`,
//! arrays of tables before sub-tables, tables level by level. What that package cannot write (objects among other values
//! in an array) becomes inline tables.

mod inline;

use super::document::{Fields, Items, Text, Value, View};
use super::json::push_compact;
use super::records::Records;
use super::{RenderError, Writer};

/// The name under which a list stands, since a TOML document is a table.
const LIST: &[u8] = b"results";

/// How much of a list is kept, in bytes, in case that what begins with records goes on with other values.
const KEPT: usize = 256 * 1024;

/// Writes TOML.
#[derive(Default)]
pub struct Toml {
    form: Form,
    /// The beginning of a list of tables, as JSON.
    kept: Vec<u8>,
    path: Vec<u8>,
}

/// How a list is written.
#[derive(Clone, Copy, Default, PartialEq)]
enum Form {
    #[default]
    Unknown,
    Tables,
    Array,
}

impl Writer for Toml {
    fn object(&mut self, object: Fields, out: &mut Vec<u8>) {
        Page { out, path: &mut self.path }.document(object);
        out.push(b'\n');
    }

    fn record(&mut self, record: Value, out: &mut Vec<u8>) -> Result<(), RenderError> {
        match (self.form, record.view()) {
            (_, View::Null) => {}
            (Form::Unknown | Form::Tables, View::Object(fields)) => {
                self.form = Form::Tables;
                if self.kept.len() < KEPT {
                    self.kept.push(if self.kept.is_empty() { b'[' } else { b',' });
                    push_compact(record, &mut self.kept);
                }
                self.path.clear();
                self.path.extend_from_slice(LIST);
                Page { out, path: &mut self.path }.table_of_array(fields);
            }
            (Form::Unknown, _) => {
                self.begin_array(out);
                inline::element(record, out);
            }
            (Form::Tables, _) => {
                self.begin_array_anew(out)?;
                inline::element(record, out);
            }
            (Form::Array, _) => inline::element(record, out),
        }
        Ok(())
    }

    fn end_list(&mut self, out: &mut Vec<u8>) {
        match self.form {
            Form::Unknown => {
                self.begin_array(out);
                out.extend_from_slice(b"]\n\n");
            }
            Form::Array => out.extend_from_slice(b"]\n\n"),
            Form::Tables => out.push(b'\n'),
        }
    }
}

impl Toml {
    fn begin_array(&mut self, out: &mut Vec<u8>) {
        self.form = Form::Array;
        out.extend_from_slice(LIST);
        out.extend_from_slice(b" = [");
    }

    /// Writes what was written as tables as an array, since the list has other values too.
    fn begin_array_anew(&mut self, out: &mut Vec<u8>) -> Result<(), RenderError> {
        if self.kept.len() >= KEPT {
            return Err(RenderError::Mixed);
        }
        out.clear();
        self.begin_array(out);
        Records::default().feed(&std::mem::take(&mut self.kept), &mut |record, _| {
            inline::element(record, out);
            Ok(())
        })
    }
}

/// Returns `true` if these values, nulls aside, are objects and there is one.
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
    /// The dotted name of the table being written.
    path: &'p mut Vec<u8>,
}

impl Page<'_> {
    /// The values and arrays of tables of the root, then every table below it, level by level.
    fn document(&mut self, root: Fields) {
        self.body(root);
        let mut level = 1;
        while self.tables_at(root, level, &mut |page, fields, deeper| {
            // A table that has nothing but sub-tables needs no header of its own.
            let start = page.out.len();
            if !page.out.is_empty() && !page.out.ends_with(b"\n\n") {
                page.out.push(b'\n');
            }
            page.header(b"[", b"]\n");
            let is_empty = !page.body(fields);
            if is_empty && deeper {
                page.out.truncate(start);
            }
        }) {
            level += 1;
        }
    }

    /// One element of an array of tables: its values, then the tables below it, level by level.
    fn table_of_array(&mut self, fields: Fields) {
        self.header(b"[[", b"]]\n");
        let is_bare = !has_values(fields);
        if is_bare {
            self.out.push(b'\n');
        }
        self.body(fields);
        if !is_bare {
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
    /// it has sub-tables. Returns `true` if there are tables further down.
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

    /// What stands directly in a table: values first, then arrays of tables. Returns `true` if there was anything.
    fn body(&mut self, fields: Fields) -> bool {
        let start = self.out.len();
        let mut has_arrays_of_tables = false;
        for (key, value) in fields {
            match value.view() {
                View::Null | View::Object(_) => continue,
                View::Array(items) if is_array_of_tables(items) => {
                    has_arrays_of_tables = true;
                    continue;
                }
                _ => {}
            }
            inline::pair(key, value, self.out);
            self.out.push(b'\n');
        }
        if has_arrays_of_tables {
            self.arrays_of_tables(fields);
        }
        self.out.len() > start
    }

    fn arrays_of_tables(&mut self, fields: Fields) {
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
    }

    fn header(&mut self, opening: &[u8], closing: &[u8]) {
        self.out.extend_from_slice(opening);
        self.out.extend_from_slice(self.path);
        self.out.extend_from_slice(closing);
    }

    /// Adds a key to the path; returns the length to go back to.
    fn descend(&mut self, key: Text) -> usize {
        let length = self.path.len();
        if length > 0 {
            self.path.push(b'.');
        }
        inline::key(key, self.path);
        length
    }
}

/// Returns `true` if anything but tables and arrays of tables stands in these fields.
fn has_values(mut fields: Fields) -> bool {
    fields.any(|(_, value)| match value.view() {
        View::Null | View::Object(_) => false,
        View::Array(items) => !is_array_of_tables(items),
        _ => true,
    })
}

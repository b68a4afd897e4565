//! Columns for people: our own format, with nothing to be compatible with. A list shows one record a line, a single record
//! one field a line. On a terminal the lines of a list fit its width where they can; nothing else is cut off.

mod cell;
mod draw;
mod fit;

use super::block::Block;
use super::document::{Fields, Value, View};
use crate::error::harmless as escape;
pub use draw::grid;
use fit::{Facts, WIDEST, fit};
use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::{DefaultHasher, Entry};
use std::hash::{Hash, Hasher};
use std::io;

/// How a table looks.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// What is shown of each record of a list, most important first. If there is nothing here, its own fields are shown.
    pub columns: Cow<'static, [Column]>,
    /// The width of the terminal in columns; `None` where there is no terminal.
    pub width: Option<usize>,
}

/// One column of a list.
#[derive(Clone, Debug)]
pub struct Column {
    pub title: Cow<'static, str>,
    /// The name of the field, with dots between the levels.
    pub field: Cow<'static, str>,
}

impl Column {
    /// A column for a field that the user named.
    pub fn of(field: String) -> Self {
        Column { title: escape(&field.to_uppercase()).into_owned().into(), field: field.into() }
    }
}

/// How a document is laid out as a table.
pub struct Plan {
    titles: Vec<String>,
    /// The way to the field of each column; empty where the record itself is shown.
    paths: Vec<Vec<String>>,
    /// The width of each column; 0 for one that is not shown.
    widths: Vec<usize>,
    /// The titles of columns that have content and no room.
    left_out: Vec<String>,
}

impl Plan {
    /// Lays out a document. A list is read once for it.
    pub fn new(document: Value, layout: &Layout) -> Self {
        let mut plan = Plan { titles: Vec::new(), paths: Vec::new(), widths: Vec::new(), left_out: Vec::new() };
        let View::Array(mut items) = document.view() else { return plan };
        let Some(first) = items.next() else { return plan };
        match first.view() {
            View::Object(_) if !layout.columns.is_empty() => {
                for column in layout.columns.iter() {
                    plan.titles.push(column.title.to_string());
                    plan.paths.push(column.field.split('.').map(str::to_owned).collect());
                }
            }
            View::Object(record) if !record.is_empty() => {
                for (name, _) in record {
                    plan.titles.push(escape(&name.decoded().to_uppercase()).into_owned());
                    plan.paths.push(vec![name.decoded().into_owned()]);
                }
            }
            _ => {
                plan.titles.push("VALUE".to_owned());
                plan.paths.push(Vec::new());
            }
        }
        plan.measure(document, layout.width);
        plan
    }

    /// The titles of columns that have content and do not fit the terminal.
    pub fn left_out(&self) -> &[String] {
        &self.left_out
    }

    fn measure(&mut self, document: Value, room: Option<usize>) {
        let mut facts: Vec<_> =
            self.titles.iter().zip(&self.paths).map(|(title, path)| Facts::of(title, is_name(path))).collect();
        for record in items(document) {
            for (facts, path) in facts.iter_mut().zip(&self.paths) {
                facts.see(&shown(record, path));
            }
        }
        self.widths = facts.iter().map(|facts| facts.width).collect();
        let Some(room) = room else { return };
        let whole = std::mem::replace(&mut self.widths, fit(&facts, room));
        if self.widths != whole && self.makes_rows_alike(document) {
            self.widths = whole;
        }
        let is_missing = |(facts, width): (&Facts, &usize)| *width == 0 && facts.has_content();
        let missing = facts.iter().zip(&self.widths).map(is_missing);
        self.left_out = self.titles.iter().zip(missing).filter(|(_, is)| *is).map(|(title, _)| title.clone()).collect();
    }

    /// Returns `true` if two records that differ in their columns would be shown alike.
    fn makes_rows_alike(&self, document: Value) -> bool {
        let mut seen = HashMap::new();
        items(document).any(|record| {
            let whole: Vec<_> = self.paths.iter().map(|path| shown(record, path)).collect();
            match seen.entry(hash(&self.row(record))) {
                Entry::Occupied(other) => *other.get() != hash(&whole),
                Entry::Vacant(place) => {
                    place.insert(hash(&whole));
                    false
                }
            }
        })
    }

    /// The cells of a record that are shown, as narrow as they are to be.
    fn row<'d>(&self, record: Value<'d>) -> Vec<Cow<'d, str>> {
        let columns = self.paths.iter().zip(&self.widths).filter(|(_, width)| **width > 0);
        columns.map(|(path, width)| cell::cut(shown(record, path), *width)).collect()
    }

    /// Writes the document that was laid out.
    pub fn write(&self, document: Value, out: &mut Block) -> io::Result<()> {
        match document.view() {
            View::Array(items) if !items.is_empty() => {}
            View::Object(fields) => {
                let mut rows = vec![vec!["FIELD".to_owned(), "VALUE".to_owned()]];
                push_fields(&mut rows, fields, "");
                // Whoever looks at one record wants to read all of it.
                out.bytes.extend_from_slice(grid(&rows).as_bytes());
                return Ok(());
            }
            _ => return Ok(()),
        }
        let widths = self.widths.iter().filter(|width| **width > 0).map(|width| (*width).min(WIDEST)).collect();
        let titles = self.titles.iter().zip(&self.widths).filter(|(_, width)| **width > 0);
        let titles = titles.map(|(title, _)| Cow::Borrowed(title.as_str())).collect();
        let rows = std::iter::once(titles).chain(items(document).map(|record| self.row(record)));
        draw::rows(rows, widths, out)
    }
}

fn items<'d>(document: Value<'d>) -> impl Iterator<Item = Value<'d>> {
    match document.view() {
        View::Array(items) => Some(items),
        _ => None,
    }
    .into_iter()
    .flatten()
}

/// Names tell people which record it is, so they are shown whole before anything else is.
fn is_name(path: &[String]) -> bool {
    path == ["name"]
}

fn hash(cells: &[Cow<str>]) -> u64 {
    let mut hasher = DefaultHasher::new();
    cells.hash(&mut hasher);
    hasher.finish()
}

/// What a record shows in a column.
fn shown<'d>(record: Value<'d>, path: &[String]) -> Cow<'d, str> {
    cell::of(record, path, path.last().map_or("", String::as_str))
}

/// Adds a row for each field of a single record, and for each field of what is nested in it.
fn push_fields(rows: &mut Vec<Vec<String>>, fields: Fields, prefix: &str) {
    for (name, value) in fields {
        let name = name.decoded();
        push_field(rows, format!("{prefix}{}", escape(&name)), &name, value);
    }
}

fn push_field(rows: &mut Vec<Vec<String>>, path: String, name: &str, value: Value) {
    match value.view() {
        View::Object(fields) if !fields.is_empty() => push_fields(rows, fields, &format!("{path}.")),
        View::Array(items) if { items }.any(Value::is_object) => {
            for (index, item) in items.enumerate() {
                push_field(rows, format!("{path}.{index}"), "", item);
            }
        }
        _ => rows.push(vec![path, cell::of(value, &[], name).into_owned()]),
    }
}

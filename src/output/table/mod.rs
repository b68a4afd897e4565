//! Columns for people: our own format, with nothing to be compatible with. A list shows one record a line, a single record
//! one field a line. On a terminal the lines of a list fit its width; nothing else is cut off.

mod grid;

use super::Writer;
use super::document::{Fields, Text, Value, View};
use super::list::{List, Scalar};
use super::template::{Notes, Templates};
use crate::terminal::escape;
use crate::time::with_zone;
use grid::{CELL_END, Grid};
use std::borrow::Cow;
use std::io;

/// How a table looks.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// What is shown of each record of a list, most important first. If there is nothing here, its own fields are shown.
    pub columns: Cow<'static, [Column]>,
    /// The width of the terminal in columns; none where there is no terminal.
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

/// Writes tables.
pub struct Table {
    layout: Layout,
    /// What the columns of a list show.
    fields: Vec<Field>,
}

/// What a column of a list shows.
struct Field {
    /// The names that lead to it; none where a record itself is what its only column shows.
    path: Vec<Cow<'static, str>>,
    kind: Kind,
}

/// What a value is shown as.
#[derive(Clone, Copy)]
pub enum Kind {
    /// A time, shown with its zone.
    Time,
    Other,
}

/// The fields of records that hold times.
const TIMES: [&str; 2] = ["created", "deleted"];

impl Kind {
    /// What the field of this name holds.
    fn of(name: &str) -> Self {
        if TIMES.contains(&name) { Kind::Time } else { Kind::Other }
    }
}

impl Field {
    fn new(path: Vec<Cow<'static, str>>) -> Self {
        let kind = path.last().map_or(Kind::Other, |name| Kind::of(name));
        Field { path, kind }
    }
}

impl Table {
    pub fn new(layout: Layout) -> Self {
        Table { layout, fields: Vec::new() }
    }

    /// Sets the columns of a list that begins with this record, and returns the cells of the line with their titles.
    fn begin_list(&mut self, first: Value) -> Vec<u8> {
        let mut titles = Vec::new();
        match first.view() {
            View::Object(_) if !self.layout.columns.is_empty() => {
                for column in self.layout.columns.iter() {
                    push_cell(&mut titles, &column.title);
                    let path = column.field.split('.').map(|name| Cow::Owned(name.to_owned())).collect();
                    self.fields.push(Field::new(path));
                }
            }
            View::Object(record) if !record.is_empty() => {
                for (name, _) in record {
                    push_cell(&mut titles, &escape(&name.decoded().to_uppercase()));
                    self.fields.push(Field::new(vec![Cow::Owned(name.decoded().into_owned())]));
                }
            }
            _ => {
                push_cell(&mut titles, "VALUE");
                self.fields.push(Field::new(Vec::new()));
            }
        }
        titles
    }
}

impl Writer for Table {
    type Place = Kind;

    fn document(&mut self, value: Value, out: &mut Vec<u8>) {
        let (cells, columns, room) = match value.view() {
            View::Array(mut items) => {
                let Some(first) = items.next() else { return };
                let mut cells = self.begin_list(first);
                self.record(first, &mut cells, &mut Notes::default());
                items.for_each(|item| self.record(item, &mut cells, &mut Notes::default()));
                (cells, self.fields.len(), self.layout.width)
            }
            View::Object(fields) => {
                let mut cells = b"FIELD\nVALUE\n".to_vec();
                push_fields(&mut cells, fields, "");
                // Who looks at one record wants to read all of it.
                (cells, 2, None)
            }
            _ => return,
        };
        let mut grid = Grid::new(columns);
        grid.measure(&cells);
        grid.fit(room);
        grid.write(&cells, out);
    }

    /// Writes the cells of the record.
    fn record(&mut self, value: Value, out: &mut Vec<u8>, notes: &mut Notes<Kind>) {
        for field in &self.fields {
            if let Some(value) = find(value, &field.path) {
                write_value(out, value, field.kind, notes);
            }
            out.push(CELL_END);
        }
    }

    fn scalar(out: &mut Vec<u8>, scalar: Scalar, kind: Kind) {
        if matches!(kind, Kind::Other) && scalar.write_verbatim(out) {
            return;
        }
        match scalar.view() {
            View::Text(text) => write_text(out, text, kind),
            View::Number(text) => out.extend_from_slice(text.as_bytes()),
            _ => {}
        }
    }

    fn list(&mut self, list: &List, sink: &mut dyn io::Write) -> io::Result<()> {
        let Some(first) = list.shapes().first() else { return Ok(()) };
        let titles = self.begin_list(first.model());
        let mut grid = Grid::new(self.fields.len());
        let width = self.layout.width;
        let mut templates = Templates::new(self, list);
        grid.measure(&titles);
        templates.for_each(|cells| {
            grid.measure(cells);
            cells.clear();
            io::Result::Ok(())
        })?;
        grid.fit(width);
        let mut lines = Vec::new();
        grid.write(&titles, &mut lines);
        templates.for_each(|cells| {
            grid.write(cells, &mut lines);
            cells.clear();
            if lines.len() >= BLOCK {
                sink.write_all(&lines)?;
                lines.clear();
            }
            io::Result::Ok(())
        })?;
        sink.write_all(&lines)
    }
}

/// How much is written at a time, in bytes.
const BLOCK: usize = 64 * 1024;

fn push_cell(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(text.as_bytes());
    out.push(CELL_END);
}

/// Writes a line for each field of a single record, and for each field of what is nested in it.
fn push_fields(out: &mut Vec<u8>, fields: Fields, prefix: &str) {
    for (name, value) in fields {
        let name = name.decoded();
        push_field(out, &format!("{prefix}{}", escape(&name)), value, Kind::of(&name));
    }
}

fn push_field(out: &mut Vec<u8>, name: &str, value: Value, kind: Kind) {
    match value.view() {
        View::Object(fields) if !fields.is_empty() => return push_fields(out, fields, &format!("{name}.")),
        View::Array(items) if { items }.any(Value::is_object) => {
            for (index, item) in items.enumerate() {
                push_field(out, &format!("{name}.{index}"), item, Kind::Other);
            }
            return;
        }
        _ => {}
    }
    push_cell(out, name);
    write_value(out, value, kind, &mut Notes::default());
    out.push(CELL_END);
}

fn find<'d>(record: Value<'d>, path: &[Cow<str>]) -> Option<Value<'d>> {
    path.iter().try_fold(record, |value, name| match value.view() {
        View::Object(fields) => fields.get(name),
        _ => None,
    })
}

/// Writes a value on one line; nothing for null.
fn write_value(out: &mut Vec<u8>, value: Value, kind: Kind, notes: &mut Notes<Kind>) {
    let from = out.len();
    match value.view() {
        View::Null => {}
        View::Bool(truth) => out.extend_from_slice(if truth { b"true" } else { b"false" }),
        View::Number(text) => {
            out.extend_from_slice(text.as_bytes());
            notes.value(value, from..out.len(), kind);
        }
        View::Text(text) => {
            write_text(out, text, kind);
            notes.value(value, from..out.len(), kind);
        }
        View::Array(items) => {
            for (index, item) in items.enumerate() {
                out.extend_from_slice(if index == 0 { b"" } else { b"," });
                write_value(out, item, Kind::Other, notes);
            }
        }
        View::Object(fields) => {
            for (index, (name, value)) in fields.enumerate() {
                out.extend_from_slice(if index == 0 { b"" } else { b"," });
                write_text(out, name, Kind::Other);
                out.push(b'=');
                write_value(out, value, Kind::Other, notes);
            }
        }
    }
}

fn write_text(out: &mut Vec<u8>, text: Text, kind: Kind) {
    match (text.verbatim(), kind) {
        (Some(plain), Kind::Other) => out.extend_from_slice(plain.as_bytes()),
        (_, Kind::Other) => out.extend_from_slice(escape(&text.decoded()).as_bytes()),
        (_, Kind::Time) => out.extend_from_slice(escape(&with_zone(&text.decoded())).as_bytes()),
    }
}

//! Columns for people: our own format, with nothing to be compatible with. A list shows one record a line, a single record
//! one field a line. On a terminal the lines of a list fit its width where they can; nothing else is cut off.

mod cell;
mod draw;
mod fit;

use super::document::{Fields, Value, View};
use super::{RenderError, Rendered, Writer};
use crate::terminal::escape;
use cell::Kind;
use fit::{Facts, Role, fit};
use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::io;

/// How a table looks.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    pub columns: Columns,
    /// The width of the terminal in columns; `None` where there is no terminal.
    pub width: Option<usize>,
}

/// Which columns a list has.
#[derive(Clone, Debug, Default)]
pub enum Columns {
    /// The fields of its first record.
    #[default]
    Fields,
    /// The usual ones of these records, most important first.
    Usual(&'static [Column]),
    /// Those that the user asked for, which are neither cut nor left out.
    Asked(Vec<Column>),
}

impl Columns {
    fn named(&self) -> &[Column] {
        match self {
            Columns::Fields => &[],
            Columns::Usual(columns) => columns,
            Columns::Asked(columns) => columns,
        }
    }
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

/// Writes the cells of a table, one behind the other, to be drawn when the widths of all are known.
pub struct Table {
    layout: Layout,
    titles: Vec<String>,
    fields: Vec<Field>,
    facts: Vec<Facts>,
}

/// What a column of a list shows.
struct Field {
    /// The names that lead to it; none where a record itself is what its only column shows.
    path: Vec<String>,
    kind: Kind,
}

/// A table that is ready to be drawn.
pub struct Drawing {
    cells: String,
    widths: Vec<usize>,
    left_out: Option<String>,
}

impl Table {
    pub fn new(layout: Layout) -> Self {
        Table { layout, titles: Vec::new(), fields: Vec::new(), facts: Vec::new() }
    }

    /// Begins a list with this record.
    fn begin_list(&mut self, first: Value, out: &mut Vec<u8>) {
        match first.view() {
            View::Object(_) if !self.layout.columns.named().is_empty() => {
                for column in self.layout.columns.clone().named() {
                    let path = column.field.split('.').map(str::to_owned).collect();
                    self.add_column(column.title.to_string(), path, out);
                }
            }
            View::Object(record) if !record.is_empty() => {
                for (name, _) in record {
                    let name = name.decoded().into_owned();
                    self.add_column(escape(&name.to_uppercase()).into_owned(), vec![name], out);
                }
            }
            _ => self.add_column("VALUE".to_owned(), Vec::new(), out),
        }
        out.push(cell::LINE_END);
    }

    fn add_column(&mut self, title: String, path: Vec<String>, out: &mut Vec<u8>) {
        self.facts.push(Facts::of(&title, Role::of(&path)));
        cell::push(&title, out);
        self.titles.push(title);
        self.fields.push(Field { kind: path.last().map_or(Kind::Other, |name| Kind::of(name)), path });
    }

    /// Writes a line for each field of a single record, and for each field of what is nested in it.
    fn push_fields(&mut self, fields: Fields, prefix: &str, out: &mut Vec<u8>) {
        for (name, value) in fields {
            let name = name.decoded();
            self.push_field(&format!("{prefix}{}", escape(&name)), value, Kind::of(&name), out);
        }
    }

    fn push_field(&mut self, path: &str, value: Value, kind: Kind, out: &mut Vec<u8>) {
        match value.view() {
            View::Object(fields) if !fields.is_empty() => self.push_fields(fields, &format!("{path}."), out),
            View::Array(items) if { items }.any(Value::is_object) => {
                for (index, item) in items.enumerate() {
                    self.push_field(&format!("{path}.{index}"), item, Kind::Other, out);
                }
            }
            _ => {
                let start = out.len();
                cell::push(path, out);
                cell::push_value(Some(value), kind, out);
                self.end_line(start, out);
            }
        }
    }

    /// Ends the line whose cells begin here, and takes them into account.
    fn end_line(&mut self, start: usize, out: &mut Vec<u8>) {
        let cells = std::str::from_utf8(&out[start..]).unwrap_or_default();
        for (facts, cell) in self.facts.iter_mut().zip(cell::each(cells, cell::CELL_END)) {
            facts.see(cell);
        }
        out.push(cell::LINE_END);
    }
}

impl Writer for Table {
    fn object(&mut self, object: Fields, out: &mut Vec<u8>) {
        self.add_column("FIELD".to_owned(), Vec::new(), out);
        self.add_column("VALUE".to_owned(), Vec::new(), out);
        out.push(cell::LINE_END);
        // Whoever looks at one record wants to read all of it.
        self.layout.width = None;
        self.push_fields(object, "", out);
    }

    fn record(&mut self, record: Value, out: &mut Vec<u8>) -> Result<(), RenderError> {
        if self.fields.is_empty() {
            self.begin_list(record, out);
        }
        let start = out.len();
        for field in &self.fields {
            cell::push_value(find(record, &field.path), field.kind, out);
        }
        self.end_line(start, out);
        Ok(())
    }

    fn end_list(&mut self, _: &mut Vec<u8>) {}

    fn rendered(self: Box<Self>, out: Vec<u8>) -> Rendered {
        // Cells are written as text.
        let cells = String::from_utf8(out).unwrap_or_default();
        let whole: Vec<usize> = self.facts.iter().map(|facts| facts.width).collect();
        let fitted = match (self.layout.width, &self.layout.columns) {
            (None, _) | (_, Columns::Asked(_)) => whole.clone(),
            (Some(room), _) => fit(&self.facts, room),
        };
        let widths = if fitted != whole && makes_lines_alike(&cells, &fitted) { whole } else { fitted };
        let is_left_out = |column: &usize| widths[*column] == 0 && self.facts[*column].has_content;
        let left_out = (0..widths.len()).filter(is_left_out).map(|column| self.titles[column].as_str()).collect();
        let left_out = remark(left_out, &self.layout.columns);
        Rendered::Table(Drawing { cells, widths, left_out })
    }
}

/// Returns `true` if two lines that differ would be shown alike with columns of these widths.
fn makes_lines_alike(cells: &str, widths: &[usize]) -> bool {
    let hasher = RandomState::new();
    let mut seen = HashMap::new();
    cell::each(cells, cell::LINE_END).any(|line| {
        let cells = cell::each(line, cell::CELL_END).zip(widths).filter(|(_, room)| **room > 0);
        let shown: Vec<_> = cells.map(|(cell, room)| cell::cut(cell, *room)).collect();
        let whole = hasher.hash_one(line);
        *seen.entry(hasher.hash_one(shown)).or_insert(whole) != whole
    })
}

/// What is said of these columns, which do not fit the terminal.
fn remark(titles: Vec<&str>, columns: &Columns) -> Option<String> {
    let option = match columns {
        Columns::Fields => "--format json",
        Columns::Usual(_) | Columns::Asked(_) => "--columns",
    };
    (!titles.is_empty()).then(|| format!("left out: {}; `{option}` shows them", titles.join(", ")))
}

impl Drawing {
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Returns what is said of columns that have content and do not fit the terminal.
    pub fn left_out(&self) -> Option<&str> {
        self.left_out.as_deref()
    }

    /// Draws the table.
    pub fn write(&self, sink: &mut dyn io::Write) -> io::Result<()> {
        draw::draw(&self.cells, &self.widths, sink)
    }
}

fn find<'d>(record: Value<'d>, path: &[String]) -> Option<Value<'d>> {
    path.iter().try_fold(record, |value, name| match value.view() {
        View::Object(fields) => fields.get(name),
        _ => None,
    })
}

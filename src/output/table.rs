//! Columns for people: our own format, with nothing to be compatible with. A list shows one record a line, a single record
//! one field a line. On a terminal the lines of a list fit its width; nothing else is cut off.

use super::Writer;
use super::document::{Fields, Text, Value, View};
use super::list::{List, Scalar};
use super::template::{Notes, Templates};
use std::borrow::Cow;
use std::io;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

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
        Column { title: harmless(&field.to_uppercase()).into(), field: field.into() }
    }
}

/// What stands where a record has nothing.
const NOTHING: &[u8] = b"-";

/// What stands between two columns.
const GAP: usize = 2;

/// Texts of this width are words, which say little if a part is left out.
const SHORT: usize = 19;

/// Longer texts are made this narrow before times lose their hours, and this narrow in the end.
const COMFORTABLE: usize = 24;
const NARROWEST: usize = 14;

/// How much of a time is its day, and how much reaches to the minutes.
const DAY: usize = "2026-11-23".len();
const MINUTES: usize = "2026-11-23T22:27".len();

/// Writes tables.
pub struct Table {
    layout: Layout,
    /// The path to the field of each column of a list; empty where a record itself is what its only column shows.
    fields: Vec<Vec<Cow<'static, str>>>,
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
                    self.fields.push(column.field.split('.').map(|name| Cow::Owned(name.to_owned())).collect());
                }
            }
            View::Object(record) if !record.is_empty() => {
                for (name, _) in record {
                    push_cell(&mut titles, &harmless(&name.decoded().to_uppercase()));
                    self.fields.push(vec![Cow::Owned(name.decoded().into_owned())]);
                }
            }
            _ => {
                push_cell(&mut titles, "VALUE");
                self.fields.push(Vec::new());
            }
        }
        titles
    }
}

impl Writer for Table {
    type Place = ();

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
    fn record(&mut self, value: Value, out: &mut Vec<u8>, notes: &mut Notes<()>) {
        for path in &self.fields {
            if let Some(value) = find(value, path) {
                write_value(out, value, notes);
            }
            out.push(CELL_END);
        }
    }

    fn scalar(out: &mut Vec<u8>, scalar: Scalar, (): ()) {
        if scalar.write_verbatim(out) {
            return;
        }
        match scalar.view() {
            View::Text(text) => write_text(out, text),
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

/// What stands between the cells of a record until they are laid out; no cell holds it.
const CELL_END: u8 = b'\n';

/// How much is written at a time, in bytes.
const BLOCK: usize = 64 * 1024;

fn push_cell(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(text.as_bytes());
    out.push(CELL_END);
}

/// Writes a line for each field of a single record, and for each field of what is nested in it.
fn push_fields(out: &mut Vec<u8>, fields: Fields, prefix: &str) {
    for (name, value) in fields {
        push_field(out, &format!("{prefix}{}", harmless(&name.decoded())), value);
    }
}

fn push_field(out: &mut Vec<u8>, name: &str, value: Value) {
    match value.view() {
        View::Object(fields) if !fields.is_empty() => return push_fields(out, fields, &format!("{name}.")),
        View::Array(items) if { items }.any(Value::is_object) => {
            for (index, item) in items.enumerate() {
                push_field(out, &format!("{name}.{index}"), item);
            }
            return;
        }
        _ => {}
    }
    push_cell(out, name);
    write_value(out, value, &mut Notes::default());
    out.push(CELL_END);
}

/// The widths of the columns of a table.
struct Grid {
    /// The widths of the columns that are shown; of others 0.
    widths: Vec<usize>,
    /// What was seen of each column.
    seen: Vec<Seen>,
    /// How many cells were seen.
    count: usize,
}

/// What the cells of a column have in common.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    Nothing,
    /// Times, as the service writes them.
    Times,
    Anything,
}

impl Grid {
    fn new(columns: usize) -> Self {
        Grid { widths: vec![0; columns], seen: vec![Seen::Nothing; columns], count: 0 }
    }

    /// Makes the columns wide enough for these cells. The first ones are the titles.
    fn measure(&mut self, cells: &[u8]) {
        for cell in each_cell(cells) {
            let (column, is_title) = (self.count % self.widths.len(), self.count < self.widths.len());
            let widest = &mut self.widths[column];
            *widest = (*widest).max(width(cell));
            if !is_title && cell != NOTHING && self.seen[column] != Seen::Anything {
                self.seen[column] = if is_time(cell) { Seen::Times } else { Seen::Anything };
            }
            self.count += 1;
        }
    }

    /// Makes the columns fit the terminal. What says least goes first: columns without content, the seconds of times, the
    /// middle of long texts, the hours of times, and in the end the last columns. The first column, which names the record,
    /// stays whole, and so do short words.
    fn fit(&mut self, terminal: Option<usize>) {
        let Some(room) = terminal else { return };
        let natural = self.widths.clone();
        for column in (1..self.widths.len()).rev() {
            if self.total() > room && self.seen[column] == Seen::Nothing {
                self.widths[column] = 0;
            }
        }
        self.cut_times(room, MINUTES);
        self.cut_texts(&natural, room, COMFORTABLE);
        self.cut_times(room, DAY);
        self.cut_texts(&natural, room, NARROWEST);
        while self.total() > room
            && let Some(last) = (1..self.widths.len()).rev().find(|column| self.widths[*column] > 0)
        {
            self.widths[last] = 0;
        }
        self.widen_texts(&natural, room);
    }

    fn total(&self) -> usize {
        let shown = self.widths.iter().filter(|width| **width > 0);
        shown.clone().sum::<usize>() + GAP * shown.count().saturating_sub(1)
    }

    fn cut_times(&mut self, room: usize, length: usize) {
        for column in (1..self.widths.len()).rev() {
            if self.total() > room && self.seen[column] == Seen::Times {
                self.widths[column] = self.widths[column].min(length);
            }
        }
    }

    /// Narrows the widest of the long texts again and again, but none below this.
    fn cut_texts(&mut self, natural: &[usize], room: usize, narrowest: usize) {
        while self.total() > room {
            let is_long = |column: &usize| {
                let (seen, wide) = (self.seen[*column], natural[*column]);
                seen != Seen::Times && wide > SHORT && self.widths[*column] > narrowest
            };
            let longest = (1..self.widths.len()).filter(is_long).max_by_key(|column| self.widths[*column]);
            let Some(longest) = longest else { return };
            self.widths[longest] -= 1;
        }
    }

    /// Gives the room that is left to the texts that were narrowed, to the narrowest first.
    fn widen_texts(&mut self, natural: &[usize], room: usize) {
        while self.total() < room {
            let is_cut = |column: &usize| {
                let width = self.widths[*column];
                self.seen[*column] != Seen::Times && 0 < width && width < natural[*column]
            };
            let narrowest = (1..self.widths.len()).filter(is_cut).min_by_key(|column| self.widths[*column]);
            let Some(narrowest) = narrowest else { return };
            self.widths[narrowest] += 1;
        }
    }

    /// Lays out the cells, one line a record.
    fn write(&self, cells: &[u8], out: &mut Vec<u8>) {
        let last = self.widths.iter().rposition(|width| *width > 0).unwrap_or_default();
        for (index, cell) in each_cell(cells).enumerate() {
            let column = index % self.widths.len();
            let room = self.widths[column];
            if room == 0 {
                continue;
            }
            let used = match width(cell) {
                wide if wide > room && is_time(cell) => {
                    out.extend_from_slice(&cell[..room.min(cell.len())]);
                    room
                }
                wide if wide > room => cut(out, cell, room),
                used => {
                    out.extend_from_slice(cell);
                    used
                }
            };
            match column == last {
                true => out.push(b'\n'),
                false => out.resize(out.len() + room + GAP - used, b' '),
            }
        }
    }
}

fn each_cell(cells: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut start = 0;
    memchr::memchr_iter(CELL_END, cells).map(move |end| {
        let cell = &cells[start..end];
        start = end + 1;
        if cell.is_empty() { NOTHING } else { cell }
    })
}

/// Whether a cell holds a time as the service writes it.
fn is_time(cell: &[u8]) -> bool {
    let form = |(letter, byte): (u8, &u8)| if letter == b'0' { byte.is_ascii_digit() } else { letter == *byte };
    cell.len() > MINUTES && cell.is_ascii() && b"0000-00-00T00:00".iter().copied().zip(cell).all(form)
}

/// Writes the beginning and the end of a cell as far as they fit, and a mark in between, since names differ at both. Returns
/// the width of what was written.
fn cut(out: &mut Vec<u8>, cell: &[u8], room: usize) -> usize {
    let text = text(cell);
    let fitting = |mut room: usize, characters: &mut dyn Iterator<Item = char>| -> (usize, usize) {
        let (mut bytes, mut used) = (0, 0);
        for character in characters {
            let wide = character.width().unwrap_or(0);
            if wide > room {
                break;
            }
            room -= wide;
            used += wide;
            bytes += character.len_utf8();
        }
        (bytes, used)
    };
    let (head, used) = fitting(room / 2, &mut text.chars());
    let (tail, more) = fitting(room.saturating_sub(used + 1), &mut text.chars().rev());
    out.extend_from_slice(&text.as_bytes()[..head]);
    out.extend_from_slice("…".as_bytes());
    out.extend_from_slice(&text.as_bytes()[text.len() - tail..]);
    used + 1 + more
}

fn width(cell: &[u8]) -> usize {
    match cell.is_ascii() {
        true => cell.len(),
        false => text(cell).width(),
    }
}

/// A cell, which is UTF-8 since it was written as text.
fn text(cell: &[u8]) -> &str {
    std::str::from_utf8(cell).unwrap_or_default()
}

fn find<'d>(record: Value<'d>, path: &[Cow<str>]) -> Option<Value<'d>> {
    path.iter().try_fold(record, |value, name| match value.view() {
        View::Object(fields) => fields.get(name),
        _ => None,
    })
}

/// Writes a value on one line; nothing for null.
fn write_value(out: &mut Vec<u8>, value: Value, notes: &mut Notes<()>) {
    let from = out.len();
    match value.view() {
        View::Null => {}
        View::Bool(truth) => out.extend_from_slice(if truth { b"true" } else { b"false" }),
        View::Number(text) => {
            out.extend_from_slice(text.as_bytes());
            notes.value(value, from..out.len(), ());
        }
        View::Text(text) => {
            write_text(out, text);
            notes.value(value, from..out.len(), ());
        }
        View::Array(items) => {
            for (index, item) in items.enumerate() {
                out.extend_from_slice(if index == 0 { b"" } else { b"," });
                write_value(out, item, notes);
            }
        }
        View::Object(fields) => {
            for (index, (name, value)) in fields.enumerate() {
                out.extend_from_slice(if index == 0 { b"" } else { b"," });
                write_text(out, name);
                out.push(b'=');
                write_value(out, value, notes);
            }
        }
    }
}

fn write_text(out: &mut Vec<u8>, text: Text) {
    match text.verbatim() {
        Some(plain) => out.extend_from_slice(plain.as_bytes()),
        None => out.extend_from_slice(harmless(&text.decoded()).as_bytes()),
    }
}

/// The text with everything escaped that could break the line or drive a terminal.
fn harmless(text: &str) -> String {
    crate::error::harmless(text).into_owned()
}

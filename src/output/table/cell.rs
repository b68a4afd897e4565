//! A value as the text of a cell: on one line, escaped, and cut where it must be.

use super::super::document::{Fields, Text, Value, View};
use crate::terminal::escape;
use crate::time::with_zone;
use std::borrow::Cow;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What ends a cell, and a line of them, until the table is drawn; no cell holds either.
pub const CELL_END: u8 = b'\t';
pub const LINE_END: u8 = b'\n';

/// What stands where a record has nothing.
pub const NOTHING: &str = "-";

/// The zone that times are shown in.
const ZONE: char = 'Z';

/// How much of a time is its day, and how much reaches to the minutes, with the zone.
pub const DAY: usize = "2026-11-23Z".len();
pub const MINUTES: usize = "2026-11-23T22:27Z".len();

/// What a value is shown as.
#[derive(Clone, Copy)]
pub enum Kind {
    /// A time, shown with its zone.
    Time,
    Other,
}

impl Kind {
    /// What the field of this name holds.
    pub fn of(name: &str) -> Self {
        if holds_time(name) { Kind::Time } else { Kind::Other }
    }
}

/// Returns `true` if the field of this name holds a time.
pub fn holds_time(name: &str) -> bool {
    matches!(name, "created" | "deleted")
}

/// Appends a cell with this text.
pub fn push(text: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(text.as_bytes());
    out.push(CELL_END);
}

/// Appends a cell with this value.
pub fn push_value(value: Option<Value>, kind: Kind, out: &mut Vec<u8>) {
    let start = out.len();
    if let Some(value) = value {
        write(value, kind, out);
    }
    if out.len() == start {
        out.extend_from_slice(NOTHING.as_bytes());
    }
    out.push(CELL_END);
}

/// Writes a value on one line; nothing for null.
fn write(value: Value, kind: Kind, out: &mut Vec<u8>) {
    match value.view() {
        View::Null => {}
        View::Bool(truth) => out.extend_from_slice(if truth { b"true" } else { b"false" }),
        View::Number(text) => out.extend_from_slice(text.as_bytes()),
        View::Text(text) => write_text(text, kind, out),
        View::Array(items) => {
            for (index, item) in items.enumerate() {
                out.extend_from_slice(if index == 0 { b"" } else { b"," });
                write(item, Kind::Other, out);
            }
        }
        View::Object(fields) => write_fields(fields, out),
    }
}

fn write_fields(fields: Fields, out: &mut Vec<u8>) {
    for (index, (name, value)) in fields.enumerate() {
        out.extend_from_slice(if index == 0 { b"" } else { b"," });
        write_text(name, Kind::Other, out);
        out.push(b'=');
        write(value, Kind::Other, out);
    }
}

fn write_text(text: Text, kind: Kind, out: &mut Vec<u8>) {
    match kind {
        Kind::Time if text.verbatim().is_some() => out.extend_from_slice(with_zone(&text.decoded()).as_bytes()),
        Kind::Time => out.extend_from_slice(escape(&with_zone(&text.decoded())).as_bytes()),
        Kind::Other if text.append(out) => {}
        Kind::Other => out.extend_from_slice(escape(&text.decoded()).as_bytes()),
    }
}

/// Returns the pieces of a text that end so.
pub fn each(text: &str, end: u8) -> impl Iterator<Item = &str> {
    let mut start = 0;
    memchr::memchr_iter(end, text.as_bytes()).map(move |at| {
        let piece = &text[start..at];
        start = at + 1;
        piece
    })
}

/// Returns the width of a cell in columns of the terminal.
pub fn width(cell: &str) -> usize {
    if cell.is_ascii() { cell.len() } else { cell.width() }
}

/// Returns `true` if a cell holds a time of the service with its zone.
pub fn is_time(cell: &str) -> bool {
    let fits = |(form, byte): (u8, u8)| if form == b'0' { byte.is_ascii_digit() } else { form == byte };
    cell.len() >= MINUTES
        && cell.is_ascii()
        && cell.ends_with(ZONE)
        && b"0000-00-00T00:00".iter().copied().zip(cell.bytes()).all(fits)
}

/// Makes a cell as narrow as this. Of a time, the beginning and the zone stay; of other texts the beginning and the end, with
/// a mark in between, since names differ at both.
pub fn cut(cell: &str, room: usize) -> Cow<'_, str> {
    if cell.len() <= room || width(cell) <= room {
        return cell.into();
    }
    if is_time(cell) {
        return format!("{}{ZONE}", &cell[..room.saturating_sub(1)]).into();
    }
    let (head, used) = fitting(room / 2, cell.chars());
    let (tail, _) = fitting(room.saturating_sub(used + 1), cell.chars().rev());
    format!("{}…{}", &cell[..head], &cell[cell.len() - tail..]).into()
}

/// How many bytes of these characters fit, and how wide they are.
fn fitting(room: usize, characters: impl Iterator<Item = char>) -> (usize, usize) {
    let (mut bytes, mut used) = (0, 0);
    for character in characters {
        let wide = character.width().unwrap_or(0);
        if used + wide > room {
            break;
        }
        used += wide;
        bytes += character.len_utf8();
    }
    (bytes, used)
}

#[cfg(test)]
mod tests {
    use super::{cut, is_time};

    #[test]
    fn a_cut_text_keeps_its_beginning_and_its_end() {
        for (text, room, expected) in [
            ("compute-1.6-x86_64", 18, "compute-1.6-x86_64"),
            ("compute-1.6-x86_64", 11, "compu…86_64"),
            ("compute-1.6-x86_64", 2, "c…"),
            ("ab", 1, "…"),
            ("日本語日本語", 7, "日…本語"),
            ("日本語日本語", 12, "日本語日本語"),
        ] {
            assert_eq!(cut(text, room), expected, "{text} in {room}");
        }
    }

    #[test]
    fn a_cut_time_keeps_its_beginning_and_its_zone() {
        assert_eq!(cut("2026-11-23T22:27:19.123456Z", 11), "2026-11-23Z");
        assert!(is_time("2026-11-23T22:27:19Z") && !is_time("2026-11-23T22:27:19"));
        assert!(!is_time("2026-11-23Z") && !is_time("2026-11-2xT22:27:19Z"));
    }
}

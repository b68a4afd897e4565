//! A value as the text of a cell: on one line, escaped, and cut where it must be.

use super::super::document::{Text, Value, View};
use super::escape;
use crate::time::with_zone;
use std::borrow::Cow;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What stands where a record has nothing.
pub const NOTHING: &str = "-";

/// The zone that times are shown in.
const ZONE: char = 'Z';

/// How much of a time is its day, and how much reaches to the minutes, with the zone.
pub const DAY: usize = "2026-11-23Z".len();
pub const MINUTES: usize = "2026-11-23T22:27Z".len();

/// The fields of records that hold times.
const TIMES: [&str; 2] = ["created", "deleted"];

/// The text of what a record has under this path. `name` is that of the field.
pub fn of<'d>(record: Value<'d>, path: &[String], name: &str) -> Cow<'d, str> {
    let value = path.iter().try_fold(record, |value, name| match value.view() {
        View::Object(fields) => fields.get(name),
        _ => None,
    });
    let shown = match value.map(Value::view) {
        None => Cow::Borrowed(""),
        Some(View::Text(time)) if TIMES.contains(&name) => Cow::Owned(escape(&with_zone(&time.decoded())).into_owned()),
        Some(_) => value.map(text).unwrap_or_default(),
    };
    if shown.is_empty() { Cow::Borrowed(NOTHING) } else { shown }
}

/// A value on one line; nothing for null.
fn text(value: Value) -> Cow<str> {
    match value.view() {
        View::Null => Cow::Borrowed(""),
        View::Bool(truth) => Cow::Borrowed(if truth { "true" } else { "false" }),
        View::Number(number) => Cow::Borrowed(number),
        View::Text(text) => escaped(text),
        View::Array(items) => items.map(text).collect::<Vec<_>>().join(",").into(),
        View::Object(fields) => {
            let field = |(name, value)| format!("{}={}", escaped(name), text(value));
            fields.map(field).collect::<Vec<_>>().join(",").into()
        }
    }
}

fn escaped(text: Text) -> Cow<str> {
    match (text.verbatim(), text.decoded()) {
        (Some(plain), _) => Cow::Borrowed(plain),
        (None, Cow::Borrowed(text)) => escape(text),
        (None, Cow::Owned(text)) => escape(&text).into_owned().into(),
    }
}

/// Returns `true` if a cell holds a time of the service with its zone.
pub fn is_time(cell: &str) -> bool {
    let fits = |(form, byte): (u8, u8)| if form == b'0' { byte.is_ascii_digit() } else { form == byte };
    cell.len() >= MINUTES
        && cell.is_ascii()
        && cell.ends_with(ZONE)
        && b"0000-00-00T00:00".iter().copied().zip(cell.bytes()).all(fits)
}

/// Makes a cell as narrow as this. Of a time the beginning and the zone stay; of other texts the beginning and the end, with a mark in
/// between, since names differ at both.
pub fn cut(cell: Cow<str>, room: usize) -> Cow<str> {
    if cell.len() <= room || cell.width() <= room {
        return cell;
    }
    if is_time(&cell) {
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
            assert_eq!(cut(text.into(), room), expected, "{text} in {room}");
        }
    }

    #[test]
    fn a_cut_time_keeps_its_beginning_and_its_zone() {
        assert_eq!(cut("2026-11-23T22:27:19.123456Z".into(), 11), "2026-11-23Z");
        assert!(is_time("2026-11-23T22:27:19Z") && !is_time("2026-11-23T22:27:19"));
        assert!(!is_time("2026-11-23Z") && !is_time("2026-11-2xT22:27:19Z"));
    }
}

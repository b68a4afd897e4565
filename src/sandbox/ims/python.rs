//! Values in the words of Python, in which the real service is written: its JSON and its `repr`.
//!
//! Python's values are more than [`Value`] can hold. A number that is none of its numbers, and a name that is no text, are kept
//! as a [`literal`]; half of a surrogate pair as a [`half`].

use serde_json::Value;
use std::fmt::Write;

/// What a text in place of something else begins with: a character that no text has.
const LITERAL: char = '\u{ffff}';

/// What halves of surrogate pairs are moved by, to the end of the last plane.
const HALVES: u32 = 0x10_f800 - 0xd800;

/// A value that [`Value`] does not hold, as JSON writes it.
pub fn literal(text: &str) -> Value {
    Value::String(format!("{LITERAL}{text}"))
}

/// What a text stands for if it is a literal.
pub fn as_literal(text: &str) -> Option<&str> {
    text.strip_prefix(LITERAL)
}

/// The text of a value that is one.
pub fn as_text(value: &Value) -> Option<&str> {
    value.as_str().filter(|text| as_literal(text).is_none())
}

/// The character that stands for half of a surrogate pair.
pub fn half(surrogate: u16) -> char {
    char::from_u32(u32::from(surrogate) + HALVES).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Half of a surrogate pair that a character stands for.
fn as_half(character: char) -> Option<u32> {
    u32::from(character).checked_sub(HALVES).filter(|surrogate| (0xd800..=0xdfff).contains(surrogate))
}

/// Returns `true` if a text cannot be encoded, for want of the other halves.
pub fn has_halves(text: &str) -> bool {
    text.chars().any(|character| as_half(character).is_some())
}

/// What stands between items, and between a name and its value.
#[derive(Clone, Copy)]
pub enum Layout {
    /// `, ` and `: `
    Spaced,
    /// `,` and `:`
    Compact,
}

/// A value as `json.dumps` writes it, with everything beyond ASCII escaped.
pub fn dumps(value: &Value, layout: Layout) -> String {
    let mut text = String::new();
    write_json(&mut text, value, layout);
    text
}

fn write_json(text: &mut String, value: &Value, layout: Layout) {
    let (comma, colon) = match layout {
        Layout::Spaced => (", ", ": "),
        Layout::Compact => (",", ":"),
    };
    match value {
        Value::Object(fields) => write_items(text, ['{', '}'], comma, fields.iter(), |text, (key, value)| {
            // Every name becomes a text.
            write_string(text, as_literal(key).unwrap_or(key));
            text.push_str(colon);
            write_json(text, value, layout);
        }),
        Value::Array(items) => write_items(text, ['[', ']'], comma, items.iter(), |text, item| {
            write_json(text, item, layout);
        }),
        Value::String(string) => match as_literal(string) {
            Some(literal) => text.push_str(literal),
            None => write_string(text, string),
        },
        Value::Null | Value::Bool(_) | Value::Number(_) => text.push_str(&value.to_string()),
    }
}

fn write_items<T>(
    text: &mut String,
    [open, close]: [char; 2],
    comma: &str,
    items: impl Iterator<Item = T>,
    write: impl Fn(&mut String, T),
) {
    text.push(open);
    for (number, item) in items.enumerate() {
        if number > 0 {
            text.push_str(comma);
        }
        write(text, item);
    }
    text.push(close);
}

fn write_string(text: &mut String, string: &str) {
    text.push('"');
    for character in string.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            '\u{8}' => text.push_str("\\b"),
            '\u{c}' => text.push_str("\\f"),
            ' '..='~' => text.push(character),
            _ if let Some(surrogate) = as_half(character) => {
                // Writing to a String cannot fail.
                let _ = write!(text, "\\u{surrogate:04x}");
            }
            _ => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    let _ = write!(text, "\\u{unit:04x}");
                }
            }
        }
    }
    text.push('"');
}

/// A number with a fraction or an exponent as `repr` writes it.
pub fn float(number: f64) -> String {
    let exact = format!("{number:e}");
    let (digits, exponent) = exact.split_once('e').unwrap_or((&exact, "0"));
    match exponent.parse::<i32>().unwrap_or_default() {
        exponent @ -4..16 => match format!("{number}") {
            text if exponent >= 0 && !text.contains('.') => text + ".0",
            text => text,
        },
        exponent => format!("{digits}e{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.abs()),
    }
}

/// A value as `repr` writes it.
pub fn repr(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(string) => as_literal(string).map_or_else(|| repr_string(string), str::to_owned),
        Value::Array(items) => format!("[{}]", items.iter().map(repr).collect::<Vec<_>>().join(", ")),
        Value::Object(fields) => {
            let pairs = fields.iter().map(|(key, value)| format!("{}: {}", repr_string(key), repr(value)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
    }
}

/// Returns `true` for the blanks, marks of direction and private characters that Python escapes.
fn is_unprintable(code: u32) -> bool {
    matches!(code, 0x2000..0x2010 | 0x2028..0x2030 | 0x205f..0x2070 | 0x3000 | 0xe000..0xf900 | 0xfeff)
}

fn repr_string(string: &str) -> String {
    let quote = if string.contains('\'') && !string.contains('"') { '"' } else { '\'' };
    let mut text = String::from(quote);
    for character in string.chars() {
        match character {
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            '\\' => text.push_str("\\\\"),
            _ if character == quote => text.extend(['\\', character]),
            _ => {
                // Writing to a String cannot fail.
                let _ = match (as_half(character), u32::from(character)) {
                    (Some(code), _) => write!(text, "\\u{code:04x}"),
                    (None, code @ (0..0x20 | 0x7f..0xa1 | 0xad)) => write!(text, "\\x{code:02x}"),
                    (None, code) if is_unprintable(code) => write!(text, "\\u{code:04x}"),
                    (None, _) => write!(text, "{character}"),
                };
            }
        }
    }
    text.push(quote);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn json_is_laid_out_as_python_does() {
        let value = json!({"a": [1, "é😀\n"], "b": {}, "c": [], "\u{ffff}null": literal("NaN"), "h": half(0xd800)});
        assert_eq!(
            dumps(&value, Layout::Spaced),
            r#"{"a": [1, "\u00e9\ud83d\ude00\n"], "b": {}, "c": [], "null": NaN, "h": "\ud800"}"#
        );
        assert_eq!(dumps(&json!({"a": [1, "x"], "b": {}}), Layout::Compact), r#"{"a":[1,"x"],"b":{}}"#);
    }

    #[test]
    fn a_float_is_written_as_python_does() {
        for (number, text) in [
            (1.5, "1.5"),
            (-0.0, "-0.0"),
            (1e15, "1000000000000000.0"),
            (1e16, "1e+16"),
            (1e300, "1e+300"),
            (1e-5, "1e-05"),
            (0.0001, "0.0001"),
        ] {
            assert_eq!(float(number), text);
        }
    }

    #[test]
    fn a_value_is_represented_as_python_does() {
        let value = json!({"path": "it's", "etag": "", "n": null, "t": [true, 1]});
        assert_eq!(repr(&value), r#"{'path': "it's", 'etag': '', 'n': None, 't': [True, 1]}"#);
        assert_eq!(repr(&json!("'\"\\\n\u{1}")), r#"'\'"\\\n\x01'"#);
    }
}

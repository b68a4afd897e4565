//! Values in the words of Python, in which the real service is written: its JSON and its `repr`.

use serde::Serialize;
use serde_json::Value;
use serde_json::ser::{Formatter, Serializer};
use std::fmt::Write as _;
use std::io;

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
    let mut bytes = Vec::new();
    // Writing to memory cannot fail.
    let _ = value.serialize(&mut Serializer::with_formatter(&mut bytes, layout));
    String::from_utf8(bytes).unwrap_or_default()
}

impl Layout {
    fn comma<W: io::Write + ?Sized>(self, writer: &mut W, first: bool) -> io::Result<()> {
        match self {
            _ if first => Ok(()),
            Layout::Spaced => writer.write_all(b", "),
            Layout::Compact => writer.write_all(b","),
        }
    }
}

impl Formatter for Layout {
    fn begin_array_value<W: io::Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.comma(writer, first)
    }

    fn begin_object_key<W: io::Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.comma(writer, first)
    }

    fn begin_object_value<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        match self {
            Layout::Spaced => writer.write_all(b": "),
            Layout::Compact => writer.write_all(b":"),
        }
    }

    fn write_string_fragment<W: io::Write + ?Sized>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        for character in fragment.chars() {
            match character {
                ' '..='~' => write!(writer, "{character}")?,
                _ => character.encode_utf16(&mut [0; 2]).iter().try_for_each(|unit| write!(writer, "\\u{unit:04x}"))?,
            }
        }
        Ok(())
    }
}

/// A value as `repr` writes it.
pub fn repr(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(string) => repr_string(string),
        Value::Array(items) => format!("[{}]", items.iter().map(repr).collect::<Vec<_>>().join(", ")),
        Value::Object(fields) => {
            let pairs = fields.iter().map(|(key, value)| format!("{}: {}", repr_string(key), repr(value)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
    }
}

/// A value as `str` writes it.
pub fn str(value: &Value) -> String {
    value.as_str().map_or_else(|| repr(value), str::to_owned)
}

/// Returns `true` if a condition takes the value for false.
pub fn is_false(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(value) => !value,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
    }
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
            '\0'..' ' | '\x7f'..='\u{a0}' | '\u{ad}' => {
                // Writing to a String cannot fail.
                let _ = write!(text, "\\x{:02x}", u32::from(character));
            }
            _ => text.push(character),
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
        let value = json!({"a": [1, "é😀\n\u{1}\u{7f}\"\\"], "b": {}, "c": []});
        let spaced = r#"{"a": [1, "\u00e9\ud83d\ude00\n\u0001\u007f\"\\"], "b": {}, "c": []}"#;
        assert_eq!(dumps(&value, Layout::Spaced), spaced);
        assert_eq!(dumps(&json!({"a": [1, "x"], "b": {}}), Layout::Compact), r#"{"a":[1,"x"],"b":{}}"#);
    }

    #[test]
    fn a_value_is_represented_as_python_does() {
        let value = json!({"path": "it's", "etag": "", "n": null, "t": [true, 1]});
        assert_eq!(repr(&value), r#"{'path': "it's", 'etag': '', 'n': None, 't': [True, 1]}"#);
        assert_eq!(repr(&json!("'\"\\\n\u{1}")), r#"'\'"\\\n\x01'"#);
    }
}

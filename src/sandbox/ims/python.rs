//! Values in the words of Python, in which the real service is written: its JSON and its `repr`.

use serde_json::Value;
use std::fmt::Write;

/// The layout of a JSON text.
#[derive(Clone, Copy)]
pub enum Layout {
    /// All in one line.
    Line,
    /// One item a line, indented by so many spaces.
    Indented(usize),
}

/// A value as `json.dumps` writes it, with everything beyond ASCII escaped.
pub fn dumps(value: &Value, layout: Layout) -> String {
    let mut text = String::new();
    write_json(&mut text, value, layout, 1);
    text
}

fn write_json(text: &mut String, value: &Value, layout: Layout, depth: usize) {
    match value {
        Value::Object(fields) => write_items(text, ['{', '}'], fields.iter(), layout, depth, |text, (key, value)| {
            write_string(text, key);
            text.push_str(": ");
            write_json(text, value, layout, depth + 1);
        }),
        Value::Array(items) => write_items(text, ['[', ']'], items.iter(), layout, depth, |text, item| {
            write_json(text, item, layout, depth + 1);
        }),
        Value::String(string) => write_string(text, string),
        Value::Null | Value::Bool(_) | Value::Number(_) => text.push_str(&value.to_string()),
    }
}

fn write_items<I: ExactSizeIterator>(
    text: &mut String,
    [open, close]: [char; 2],
    items: I,
    layout: Layout,
    depth: usize,
    write: impl Fn(&mut String, I::Item),
) {
    text.push(open);
    let last = items.len();
    for (number, item) in (1..).zip(items) {
        break_line(text, layout, depth);
        write(text, item);
        match layout {
            _ if number == last => break_line(text, layout, depth - 1),
            Layout::Line => text.push_str(", "),
            Layout::Indented(_) => text.push(','),
        }
    }
    text.push(close);
}

fn break_line(text: &mut String, layout: Layout, depth: usize) {
    if let Layout::Indented(spaces) = layout {
        text.push('\n');
        text.extend(std::iter::repeat_n(' ', spaces * depth));
    }
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
            _ => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    // Writing to a String cannot fail.
                    let _ = write!(text, "\\u{unit:04x}");
                }
            }
        }
    }
    text.push('"');
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
            _ if character.is_control() => {
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
        let value = json!({"a": [1, "é😀\n"], "b": {}, "c": []});
        assert_eq!(dumps(&value, Layout::Line), r#"{"a": [1, "\u00e9\ud83d\ude00\n"], "b": {}, "c": []}"#);
        let indented = "{\n  \"a\": [\n    1,\n    \"x\"\n  ],\n  \"b\": {}\n}";
        assert_eq!(dumps(&json!({"a": [1, "x"], "b": {}}), Layout::Indented(2)), indented);
    }

    #[test]
    fn a_value_is_represented_as_python_does() {
        let value = json!({"path": "it's", "etag": "", "n": null, "t": [true, 1]});
        assert_eq!(repr(&value), r#"{'path': "it's", 'etag': '', 'n': None, 't': [True, 1]}"#);
        assert_eq!(repr(&json!("'\"\\\n\u{1}")), r#"'\'"\\\n\x01'"#);
    }
}

//! What is printed reads back as what was received, whatever that is, by readers that others wrote.

use cray_ims::output::{Format, Layout, Renderer};
use proptest::prelude::*;
use serde_json::{Map, Number, Value};

fn printed(document: &Value, format: Format) -> String {
    let mut renderer = Renderer::new(format, Layout::default());
    renderer.feed(document.to_string().as_bytes()).unwrap();
    let mut out = Vec::new();
    renderer.finish().unwrap().write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Texts of what means something to a format, and of everything else.
fn text() -> impl Strategy<Value = String> {
    let telling = [
        "",
        " ",
        "-",
        "- ",
        ": ",
        ":",
        " #",
        "#",
        "'",
        "\"",
        "\\",
        "\n",
        "\t",
        "\r",
        "true",
        "no",
        "null",
        "~",
        "1",
        "1_0",
        "0x1f",
        "0o7",
        ".5",
        "1e5",
        ".inf",
        "2026-11-23",
        "22:27",
        "[",
        "]",
        "{",
        "}",
        ",",
        "&a",
        "*a",
        "!",
        "|",
        ">",
        "%",
        "@",
        "`",
        "?",
        "---",
        "...",
        "<<",
        "=",
        "\u{85}",
        "\u{a0}",
        "\u{feff}",
        "\u{2028}",
        "é",
        "😀",
        "word",
        "\u{1b}[m",
        "\0",
        "\u{7f}",
    ];
    prop_oneof![
        prop::collection::vec(prop::sample::select(telling.to_vec()), 0..12).prop_map(|parts| parts.concat()),
        prop::collection::vec("[a-z]{1,12}", 0..30).prop_map(|words| words.join(" ")),
        any::<String>(),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        // Numbers that every reader reads exactly.
        (any::<i32>(), -20..20_i32).prop_filter_map("not finite", |(digits, exponent)| {
            let number = format!("{digits}e{exponent}").parse().ok().and_then(Number::from_f64);
            number.map(Value::Number)
        }),
        text().prop_map(Value::from),
    ];
    scalar.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((text(), inner), 0..5).prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// Objects and arrays, as the service sends them.
fn document() -> impl Strategy<Value = Value> {
    prop_oneof![
        prop::collection::vec(value(), 0..6).prop_map(Value::from),
        prop::collection::vec((text(), value()), 0..6).prop_map(|fields| Value::Object(fields.into_iter().collect())),
    ]
}

/// The document without what TOML cannot say: nulls. An object that has nothing else left is gone too, since tables that
/// have nothing but sub-tables need not be written.
fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().filter(|item| !item.is_null()).map(without_nulls).collect(),
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(_, value)| !value.is_null());
            Value::Object(kept.map(|(name, value)| (name.clone(), without_nulls(value))).collect())
        }
        other => other.clone(),
    }
}

/// The document without empty tables.
fn without_empty_tables(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(without_empty_tables).collect(),
        Value::Object(fields) => {
            let fields = fields.iter().map(|(name, value)| (name.clone(), without_empty_tables(value)));
            Value::Object(
                fields.filter(|(_, value)| !matches!(value, Value::Object(fields) if fields.is_empty())).collect(),
            )
        }
        other => other.clone(),
    }
}

/// A list stands under a name of its own in TOML.
fn as_table(document: &Value) -> Value {
    match document {
        Value::Array(_) => Value::Object(Map::from_iter([("results".to_owned(), document.clone())])),
        other => other.clone(),
    }
}

/// Readers of YAML 1.1, which the reference client's own is, take these for the end of a line and those of YAML 1.2 do not.
fn has_plain_breaks(document: &Value) -> bool {
    !document.to_string().contains(['\u{85}', '\u{2028}', '\u{2029}'])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn json_reads_back(document in document()) {
        let read: Value = serde_json::from_str(&printed(&document, Format::Json)).unwrap();
        prop_assert_eq!(read, document);
    }

    #[test]
    fn toml_reads_back(document in document()) {
        let text = printed(&document, Format::Toml);
        let read: toml::Table = text.parse().map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        let read = serde_json::to_value(read).unwrap();
        let expected = without_nulls(&as_table(&document));
        prop_assert_eq!(without_empty_tables(&read), without_empty_tables(&expected), "{}", text);
    }

    #[test]
    fn yaml_reads_back(document in document().prop_filter("a break or not, depending on the reader", has_plain_breaks)) {
        let text = printed(&document, Format::Yaml);
        // The booleans of YAML 1.2; `no` is a word.
        let options = serde_saphyr::options! { strict_booleans: true };
        let read = serde_saphyr::from_str_with_options(&text, options);
        let read: Value = read.map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        prop_assert_eq!(read, document, "{}", text);
    }
}

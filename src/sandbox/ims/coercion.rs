//! What Python makes of values that stand for others.

use super::{json, python};
use serde_json::Value;

/// The truth that a value stands for.
pub fn truth(value: &Value) -> Option<bool> {
    const TRUE: [&str; 12] = ["t", "T", "true", "True", "TRUE", "on", "On", "ON", "y", "Y", "yes", "Yes"];
    const FALSE: [&str; 12] = ["f", "F", "false", "False", "FALSE", "off", "Off", "OFF", "n", "N", "no", "No"];
    match value {
        Value::Bool(truth) => Some(*truth),
        Value::Number(number) if number.as_f64() == Some(1.0) => Some(true),
        Value::Number(number) if number.as_f64() == Some(0.0) => Some(false),
        Value::String(word) if TRUE.contains(&word.as_str()) || word == "YES" || word == "1" => Some(true),
        Value::String(word) if FALSE.contains(&word.as_str()) || word == "NO" || word == "0" => Some(false),
        _ => None,
    }
}

/// Why a value does not stand for a whole number.
#[derive(Debug, PartialEq, Eq)]
pub enum NoNumber {
    Invalid,
    Infinite,
}

/// How many digits a text may have that stands for a number.
const LONGEST: usize = 4300;

/// A number of any length, or a text that is one, without its fraction.
pub fn whole_number(value: &Value) -> Result<Value, NoNumber> {
    match value {
        Value::Number(number) => match number.as_f64().filter(|_| number.is_f64()) {
            // All digits of a large number, too.
            Some(number) => Ok(json::integer(&format!("{:.0}", number.trunc()))),
            None => Ok(value.clone()),
        },
        Value::String(text) => match python::as_literal(text) {
            Some("NaN") => Err(NoNumber::Invalid),
            Some("Infinity" | "-Infinity") => Err(NoNumber::Infinite),
            Some(_) => Ok(value.clone()),
            None => written(text).ok_or(NoNumber::Invalid),
        },
        _ => Err(NoNumber::Invalid),
    }
}

/// The number that a text writes.
fn written(text: &str) -> Option<Value> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix(['+', '-']) {
        Some(digits) => (if text.starts_with('-') { "-" } else { "" }, digits),
        None => ("", text),
    };
    let is_well_placed = !digits.starts_with('_') && !digits.ends_with('_') && !digits.contains("__");
    let digits = digits.replace('_', "");
    let is_number = (1..=LONGEST).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
    (is_well_placed && is_number).then(|| json::integer(&format!("{sign}{digits}")))
}

/// Returns `true` if a whole number is at least one.
pub fn is_positive(number: &Value) -> bool {
    match number {
        Value::Number(number) => number.as_u64().is_some_and(|number| number > 0),
        // One that is too long for anything else.
        Value::String(digits) => !digits.contains('-'),
        _ => false,
    }
}

/// A UUID in any of the forms that Python takes, in the one form that it prints.
pub fn uuid(text: &str) -> Option<String> {
    let digits = text.replace("urn:", "").replace("uuid:", "");
    let digits = digits.trim_matches(['{', '}']).replace('-', "");
    let sound = digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    sound.then(|| uuid::Uuid::parse_str(&digits).ok().map(|uuid| uuid.to_string())).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn words_and_numbers_stand_for_truths() {
        for value in [json!(true), json!("YES"), json!("t"), json!("1"), json!(1), json!(1.0)] {
            assert_eq!(truth(&value), Some(true), "{value}");
        }
        for value in [json!(false), json!("No"), json!("off"), json!("0"), json!(0), json!(0.0)] {
            assert_eq!(truth(&value), Some(false), "{value}");
        }
        for value in [json!("maybe"), json!("tRUE"), json!(""), json!(2), json!([]), json!({})] {
            assert_eq!(truth(&value), None, "{value}");
        }
    }

    #[test]
    fn texts_and_fractions_stand_for_whole_numbers() {
        for (value, number) in [
            (json!(5), json!(5)),
            (json!(" 1_000 "), json!(1000)),
            (json!("+5"), json!(5)),
            (json!("-5"), json!(-5)),
            (json!(7.9), json!(7)),
            (json!(-0.5), json!(0)),
            (json!(u64::MAX), json!(u64::MAX)),
            (json!("007"), json!(7)),
            (json!("-99999999999999999999"), python::literal("-99999999999999999999")),
            (json!(1e25), python::literal("10000000000000000905969664")),
            (json!(9e15), json!(9_000_000_000_000_000_u64)),
        ] {
            assert_eq!(whole_number(&value), Ok(number), "{value}");
        }
        for value in
            [json!("x"), json!("1__0"), json!("_1"), json!("1.5"), json!(true), json!([5]), json!("1".repeat(4301))]
        {
            assert_eq!(whole_number(&value), Err(NoNumber::Invalid), "{value}");
        }
        assert_eq!(whole_number(&python::literal("Infinity")), Err(NoNumber::Infinite));
    }

    #[test]
    fn a_uuid_may_be_written_in_several_ways() {
        let sound = "7284f850-4ce9-43b4-9a43-bc473b99b775";
        for text in [sound, "7284F8504CE943B49A43BC473B99B775", &format!("{{{sound}}}"), &format!("urn:uuid:{sound}")] {
            assert_eq!(uuid(text).as_deref(), Some(sound), "{text}");
        }
        for text in ["", "x", "7284f850-4ce9-43b4-9a43-bc473b99b77", "7284f850-4ce9-43b4-9a43-bc473b99b77g"] {
            assert_eq!(uuid(text), None, "{text}");
        }
    }
}

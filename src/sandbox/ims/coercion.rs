//! What Python makes of values that stand for others.

use serde_json::Value;

const TRUE: [&str; 14] = ["t", "T", "true", "True", "TRUE", "on", "On", "ON", "y", "Y", "yes", "Yes", "YES", "1"];
const FALSE: [&str; 14] = ["f", "F", "false", "False", "FALSE", "off", "Off", "OFF", "n", "N", "no", "No", "NO", "0"];

/// The boolean that a value stands for.
pub fn boolean(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(value) => Some(*value),
        Value::Number(number) if number.as_f64() == Some(1.0) => Some(true),
        Value::Number(number) if number.as_f64() == Some(0.0) => Some(false),
        Value::String(word) if TRUE.contains(&word.as_str()) => Some(true),
        Value::String(word) if FALSE.contains(&word.as_str()) => Some(false),
        _ => None,
    }
}

/// The whole number that a value stands for: a number without its fraction, or a text that is a number.
pub fn whole_number(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64().or_else(|| number.as_f64().map(|number| number as i64)),
        Value::String(text) => text.trim().replace('_', "").parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn words_and_numbers_stand_for_booleans() {
        for value in [json!(true), json!("YES"), json!("t"), json!("1"), json!(1), json!(1.0)] {
            assert_eq!(boolean(&value), Some(true), "{value}");
        }
        for value in [json!(false), json!("No"), json!("off"), json!("0"), json!(0), json!(0.0)] {
            assert_eq!(boolean(&value), Some(false), "{value}");
        }
        for value in [json!("maybe"), json!("tRUE"), json!(""), json!(2), json!([]), json!({})] {
            assert_eq!(boolean(&value), None, "{value}");
        }
    }

    #[test]
    fn texts_and_fractions_stand_for_whole_numbers() {
        for (value, number) in [
            (json!(5), Some(5)),
            (json!(" 1_000 "), Some(1000)),
            (json!("+5"), Some(5)),
            (json!(7.9), Some(7)),
            (json!(-0.5), Some(0)),
            (json!("x"), None),
            (json!("1.5"), None),
            (json!(true), None),
            (json!([5]), None),
        ] {
            assert_eq!(whole_number(&value), number, "{value}");
        }
    }
}

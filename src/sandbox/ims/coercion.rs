//! What Python makes of values that stand for others.

use serde_json::{Number, Value};

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

/// A number, or a text that is one, without its fraction.
pub fn whole_number(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) if number.is_f64() => number.as_f64().and_then(without_fraction),
        Value::Number(number) => Some(number.clone()),
        Value::String(string) => {
            let digits = string.trim();
            let unsigned = digits.strip_prefix(['+', '-']).unwrap_or(digits);
            let well_placed = !unsigned.starts_with('_') && !unsigned.ends_with('_') && !unsigned.contains("__");
            let digits = digits.replace('_', "");
            match digits.parse::<i64>() {
                Ok(number) if well_placed => Some(number.into()),
                _ => None,
            }
        }
        _ => None,
    }
}

fn without_fraction(number: f64) -> Option<Number> {
    // A cast saturates, so that only what fits comes through unchanged.
    match number.trunc() {
        whole if whole.abs() < 9e15 => Some((whole as i64).into()),
        whole => Number::from_f64(whole),
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
        ] {
            assert_eq!(whole_number(&value).map(Value::Number), Some(number), "{value}");
        }
        for value in [json!("x"), json!("1__0"), json!("_1"), json!("1.5"), json!(true), json!([5])] {
            assert_eq!(whole_number(&value), None, "{value}");
        }
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

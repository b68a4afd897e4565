//! The metadata of images: how a new image's is given, and how one key of it is changed.

use super::answer::Answer;
use serde_json::{Value, json};

/// The metadata of a new image may be given as the key and the value of its only entry. Whatever else is given with them is
/// dropped, and so they are before anything is checked. Fails, as the service does, where that is impossible.
pub fn unfold(body: &mut Value) -> Result<(), Answer> {
    if !body.is_object() {
        return Err(Answer::internal_error());
    }
    let Some(given) = body.get("metadata").filter(|given| given.get("key").is_some()) else {
        return Ok(());
    };
    let value = given.get("value").cloned().unwrap_or_else(|| json!(""));
    body["metadata"] = match &given["key"] {
        Value::String(key) => json!({key: value}),
        Value::Array(_) | Value::Object(_) => return Err(Answer::internal_error()),
        key => {
            let complaint = if key.is_null() { "Field may not be null." } else { "Not a valid string." };
            return Err(Answer::invalid(json!({"metadata": {key.to_string(): {"key": [complaint]}}})));
        }
    };
    Ok(())
}

/// The metadata with one key set or removed.
pub fn changed(metadata: Option<&Value>, change: &Value) -> Value {
    let part = |name: &str| change.get(name).and_then(Value::as_str).unwrap_or_default();
    let mut metadata = metadata.and_then(Value::as_object).cloned().unwrap_or_default();
    match part("operation") {
        "set" => drop(metadata.insert(part("key").to_owned(), json!(part("value")))),
        _ => drop(metadata.shift_remove(part("key"))),
    }
    Value::Object(metadata)
}

//! The metadata of images: how a new image's is given, and how one key of it is changed.

use super::answer::Answer;
use super::python::{self, as_literal};
use serde_json::{Map, Value, json};

/// The metadata of a new image may be given as the key and the value of its only entry. Whatever else is given with them is
/// dropped, and so they are before anything is checked. Fails, as the service does, where that is impossible.
pub fn unfold(body: &mut Value) -> Result<(), Answer> {
    let Value::Object(fields) = body else {
        return Err(Answer::fault());
    };
    let Some(Value::Object(given)) = fields.get("metadata") else {
        return Ok(());
    };
    if let Some(key) = given.get("key") {
        let value = given.get("value").cloned().unwrap_or_else(|| json!(""));
        let entry = Map::from_iter([(name(key)?, value)]);
        fields.insert("metadata".to_owned(), Value::Object(entry));
    }
    Ok(())
}

/// A key of a dictionary of Python, which may be almost anything.
fn name(key: &Value) -> Result<String, Answer> {
    let literal = match key {
        Value::String(text) if as_literal(text).is_none() => return Ok(text.clone()),
        Value::Array(_) | Value::Object(_) => return Err(Answer::fault()),
        Value::String(_) => return Ok(key.as_str().unwrap_or_default().to_owned()),
        Value::Number(number) if number.is_f64() => python::float(number.as_f64().unwrap_or_default()),
        Value::Null | Value::Bool(_) | Value::Number(_) => key.to_string(),
    };
    Ok(python::literal(&literal).as_str().unwrap_or_default().to_owned())
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

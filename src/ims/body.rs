//! Request bodies: they hold what was given and nothing else.

use crate::error::Error;
use serde::Serialize;
use serde::ser::{Error as _, SerializeSeq, Serializer};
use serde_json::{Map, Value};

/// The JSON of a body, without what was not given. Fails if its parts do not fit together.
pub fn of(given: &impl Serialize) -> Result<Value, Error> {
    let whole = serde_json::to_value(given).map_err(|error| Error::Usage(error.to_string()))?;
    Ok(without_missing(whole).unwrap_or_else(|| Value::Object(Map::new())))
}

/// The value without nulls and without the objects that are empty for lack of anything given; `None` if nothing is left.
fn without_missing(value: Value) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::Object(fields) => {
            let given: Map<_, _> =
                fields.into_iter().filter_map(|(name, value)| Some((name, without_missing(value)?))).collect();
            (!given.is_empty()).then_some(Value::Object(given))
        }
        other => Some(other),
    }
}

/// Lists given by several options as one list of objects: the first value of each, then the second of each, and so on.
/// Fails, naming the option, if one has fewer values than another.
pub fn rows<S: Serializer>(
    serializer: S,
    option: &str,
    columns: &[(&str, Option<Vec<Value>>)],
) -> Result<S::Ok, S::Error> {
    let given = || columns.iter().filter_map(|(name, values)| Some((*name, values.as_ref()?)));
    let Some(most) = given().map(|(_, values)| values.len()).max() else {
        return serializer.serialize_none();
    };
    if let Some((short, values)) = given().find(|(_, values)| values.len() < most) {
        return Err(S::Error::custom(format!(
            "--{option}-{short} needs as many values as its counterpart: {} given, {most} needed. Values are separated by commas.",
            values.len()
        )));
    }
    let mut rows = serializer.serialize_seq(Some(most))?;
    for row in 0..most {
        let object: Map<_, _> = given().map(|(name, values)| (name.to_owned(), values[row].clone())).collect();
        rows.serialize_element(&object)?;
    }
    rows.end()
}

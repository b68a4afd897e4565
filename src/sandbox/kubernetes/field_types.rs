//! The types of fields: enough of a schema to refuse what a real API server could not read.

use serde_json::Value;

/// Fields, as paths with dots, and their types.
pub type Shape = &'static [(&'static str, Type)];

/// The type of a field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Type {
    Bool,
    Integer,
    String,
    Object,
    /// An object whose values are strings.
    Strings,
    /// A list of objects.
    Objects,
}

/// What every object has.
const COMMON: Shape = &[
    ("apiVersion", Type::String),
    ("kind", Type::String),
    ("metadata", Type::Object),
    ("metadata.name", Type::String),
    ("metadata.generateName", Type::String),
    ("metadata.namespace", Type::String),
    ("metadata.uid", Type::String),
    ("metadata.resourceVersion", Type::String),
    ("metadata.labels", Type::Strings),
    ("metadata.annotations", Type::Strings),
    ("metadata.ownerReferences", Type::Objects),
    ("spec", Type::Object),
    ("status", Type::Object),
];

/// The complaint about the first field that has another type, in the words of Go's decoder.
pub fn complaint(kind: &str, shape: Shape, object: &Value) -> Option<String> {
    if !object.is_object() {
        return Some(format!("json: cannot unmarshal {} into Go value of type v1.{kind}", name_of(object)));
    }
    COMMON.iter().chain(shape).find_map(|(path, wanted)| {
        let (found, place) = descend(object, path)?;
        let (found, wanted) = misfit(found, *wanted)?;
        Some(format!("json: cannot unmarshal {found} into Go struct field {kind}.{place} of type {wanted}"))
    })
}

/// The value at a path, or what stands in the way of it.
fn descend<'v>(object: &'v Value, path: &'static str) -> Option<(&'v Value, &'static str)> {
    let mut value = object;
    let mut end = 0;
    for part in path.split('.') {
        if !value.is_object() {
            return (!value.is_null()).then(|| (value, &path[..end - 1]));
        }
        value = value.get(part)?;
        end += part.len() + 1;
    }
    Some((value, path))
}

/// What was found and what was wanted, if they do not go together. A null goes with everything.
fn misfit(value: &Value, wanted: Type) -> Option<(&'static str, &'static str)> {
    let inside = |value: &Value, wanted: Type| misfit(value, wanted);
    match (wanted, value) {
        (_, Value::Null) => None,
        (Type::Bool, Value::Bool(_)) | (Type::String, Value::String(_)) | (Type::Object, Value::Object(_)) => None,
        (Type::Integer, Value::Number(number)) if number.is_i64() => None,
        (Type::Strings, Value::Object(map)) => map.values().find_map(|value| inside(value, Type::String)),
        (Type::Objects, Value::Array(items)) => items.iter().find_map(|value| match value {
            Value::Null => Some(("null", "object")),
            value => inside(value, Type::Object),
        }),
        _ => Some((name_of(value), name_in_go(wanted))),
    }
}

fn name_in_go(wanted: Type) -> &'static str {
    match wanted {
        Type::Bool => "bool",
        Type::Integer => "int32",
        Type::String => "string",
        Type::Object => "object",
        Type::Strings => "map[string]string",
        Type::Objects => "[]object",
    }
}

/// What Go's decoder calls a value.
pub fn name_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const DATA: Shape = &[("data", Type::Strings), ("spec.replicas", Type::Integer)];

    #[test]
    fn a_value_of_the_wrong_type_is_named_with_its_field() {
        let complaint = complaint("ConfigMap", DATA, &json!({"data": {"a": true}}));
        assert_eq!(
            complaint.as_deref(),
            Some("json: cannot unmarshal bool into Go struct field ConfigMap.data of type string")
        );
    }

    #[test]
    fn what_stands_in_the_way_of_a_field_is_a_complaint() {
        assert!(complaint("ConfigMap", DATA, &json!({"spec": "none"})).is_some());
        assert!(complaint("ConfigMap", DATA, &json!({"metadata": []})).is_some());
        assert!(complaint("ConfigMap", DATA, &json!([])).is_some());
    }

    #[test]
    fn absent_and_null_fields_are_fine() {
        assert_eq!(complaint("ConfigMap", DATA, &json!({"data": null, "spec": {}})), None);
    }
}

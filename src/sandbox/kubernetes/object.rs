//! Objects as JSON: reading a few fields of one, writing without assuming what is there, and the order of the fields.

use serde_json::{Map, Value, json};

/// The text at a pointer; empty if there is none.
pub fn text<'v>(object: &'v Value, pointer: &str) -> &'v str {
    object.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

/// The list at a pointer; empty if there is none.
pub fn list<'v>(object: &'v Value, pointer: &str) -> &'v [Value] {
    object.pointer(pointer).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

pub fn name(object: &Value) -> &str {
    text(object, "/metadata/name")
}

pub fn namespace(object: &Value) -> &str {
    text(object, "/metadata/namespace")
}

pub fn uid(object: &Value) -> &str {
    text(object, "/metadata/uid")
}

pub fn label<'v>(object: &'v Value, key: &str) -> &'v str {
    object["metadata"]["labels"][key].as_str().unwrap_or_default()
}

/// Returns `true` if it has been deleted and only takes its time to go.
pub fn is_terminating(object: &Value) -> bool {
    !object["metadata"]["deletionTimestamp"].is_null()
}

/// Returns `true` if a pod has come to its end.
pub fn is_over(pod: &Value) -> bool {
    matches!(text(pod, "/status/phase"), "Succeeded" | "Failed")
}

/// Returns `true` if the condition of this type holds.
pub fn is_condition_true(object: &Value, condition: &str) -> bool {
    list(object, "/status/conditions").iter().any(|entry| entry["type"] == condition && entry["status"] == "True")
}

/// Returns `true` if one of the owners has this uid.
pub fn is_owned_by(object: &Value, owner: &str) -> bool {
    list(object, "/metadata/ownerReferences").iter().any(|reference| reference["uid"] == owner)
}

/// The reference to a controller, for the metadata of what it makes.
pub fn owner_reference(owner: &Value) -> Value {
    json!({
        "apiVersion": owner["apiVersion"], "kind": owner["kind"], "name": name(owner), "uid": uid(owner),
        "controller": true, "blockOwnerDeletion": true,
    })
}

/// Writes a field, making objects on the way to it where there are none.
pub fn set(object: &mut Value, path: &[&str], value: impl Into<Value>) {
    match path {
        [] => *object = value.into(),
        [first, rest @ ..] => {
            if !object.is_object() {
                *object = Value::Object(Map::new());
            }
            set(&mut object[*first], rest, value);
        }
    }
}

/// Takes a field away.
pub fn unset(object: &mut Value, path: &[&str]) {
    match path {
        [] => {}
        [last] => {
            object.as_object_mut().map(|map| map.shift_remove(*last));
        }
        [first, rest @ ..] => {
            if let Some(inner) = object.get_mut(*first) {
                unset(inner, rest);
            }
        }
    }
}

/// Adds what is missing, at every depth; what is there stays.
pub fn fill(object: &mut Value, defaults: Value) {
    match (object, defaults) {
        (Value::Object(map), Value::Object(defaults)) => {
            for (key, value) in defaults {
                match map.get_mut(&key) {
                    Some(present) => fill(present, value),
                    None => {
                        map.insert(key, value);
                    }
                }
            }
        }
        (object @ Value::Null, defaults) => *object = defaults,
        _ => {}
    }
}

/// Takes nulls away, which mean nothing in a request, but leaves the status as it is.
pub fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(map) => map
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| match key.as_str() {
                "status" => (key, value),
                _ => (key, without_nulls(value)),
            })
            .collect::<Map<_, _>>()
            .into(),
        Value::Array(items) => items.into_iter().map(without_nulls).collect::<Vec<_>>().into(),
        other => other,
    }
}

const METADATA: &[&str] = &[
    "name",
    "generateName",
    "namespace",
    "uid",
    "resourceVersion",
    "generation",
    "creationTimestamp",
    "deletionTimestamp",
    "deletionGracePeriodSeconds",
];

/// The object with its fields in the order in which the API writes them: maps of strings are sorted.
pub fn arranged(object: Value) -> Value {
    let Value::Object(mut map) = object else { return object };
    let mut arranged = Map::new();
    for key in ["kind", "apiVersion"] {
        arranged.extend(map.shift_remove_entry(key));
    }
    if let Some(Value::Object(mut metadata)) = map.shift_remove("metadata") {
        let mut ordered = Map::new();
        for key in METADATA {
            ordered.extend(metadata.shift_remove_entry(*key));
        }
        for key in ["labels", "annotations"] {
            ordered.extend(metadata.shift_remove_entry(key).map(sorted));
        }
        ordered.extend(metadata);
        arranged.insert("metadata".into(), ordered.into());
    }
    for key in ["data", "binaryData"] {
        arranged.extend(map.shift_remove_entry(key).map(sorted));
    }
    let status = map.shift_remove_entry("status");
    arranged.extend(map);
    arranged.extend(status);
    arranged.into()
}

fn sorted((key, mut value): (String, Value)) -> (String, Value) {
    if let Some(map) = value.as_object_mut() {
        map.sort_keys();
    }
    (key, value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_can_be_written_whatever_is_in_its_way() {
        let mut object = json!({"status": "none"});
        set(&mut object, &["status", "phase"], "Running");
        assert_eq!(object, json!({"status": {"phase": "Running"}}));
    }

    #[test]
    fn defaults_fill_only_what_is_missing() {
        let mut object = json!({"spec": {"replicas": 0}});
        fill(&mut object, json!({"spec": {"replicas": 1, "paused": false}}));
        assert_eq!(object, json!({"spec": {"replicas": 0, "paused": false}}));
    }

    #[test]
    fn fields_come_in_the_order_of_the_api() {
        let object = json!({"data": {"b": "", "a": ""}, "metadata": {"labels": {}, "name": "x"}, "kind": "ConfigMap"});
        let text = r#"{"kind":"ConfigMap","metadata":{"name":"x","labels":{}},"data":{"a":"","b":""}}"#;
        assert_eq!(arranged(object).to_string(), text);
    }
}

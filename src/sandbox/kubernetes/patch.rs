//! The three kinds of patches.

use super::failure::Failure;
use super::field_types::name_of;
use serde_json::{Map, Value};

/// The content type of server-side apply, which is no patch of an object but an object.
pub const APPLY: &str = "application/apply-patch+yaml";

/// How a patch is to be read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    Merge,
    StrategicMerge,
    Json,
}

impl Kind {
    /// The kind that a content type names.
    pub fn of(content_type: &str) -> Result<Self, Failure> {
        match content_type {
            "application/merge-patch+json" => Ok(Kind::Merge),
            "application/strategic-merge-patch+json" => Ok(Kind::StrategicMerge),
            "application/json-patch+json" => Ok(Kind::Json),
            _ => Err(Failure::unsupported_media_type("415: Unsupported Media Type")),
        }
    }

    /// The object after the patch.
    pub fn apply(self, object: &Value, body: &[u8]) -> Result<Value, Failure> {
        let patch: Value = serde_json::from_slice(body).map_err(|error| refused(&syntax_error(body, &error)))?;
        let mut object = object.clone();
        match self {
            Kind::Json if !patch.is_array() => {
                let found = name_of(&patch);
                Err(refused(&format!("json: cannot unmarshal {found} into Go value of type jsonpatch.Patch")))
            }
            Kind::Json => {
                let patch: json_patch::Patch =
                    serde_json::from_value(patch).map_err(|error| refused(&error.to_string()))?;
                json_patch::patch(&mut object, &patch).map_err(|_| Failure::unprocessable())?;
                Ok(object)
            }
            Kind::Merge | Kind::StrategicMerge if !patch.is_object() => {
                let found = name_of(&patch);
                Err(refused(&format!("json: cannot unmarshal {found} into Go value of type map[string]interface {{}}")))
            }
            Kind::Merge => {
                json_patch::merge(&mut object, &patch);
                Ok(object)
            }
            Kind::StrategicMerge => {
                merge(&mut object, patch, "");
                Ok(object)
            }
        }
    }
}

/// An object with another laid over it, in which the items of lists are told apart by their names.
pub fn merged(object: &Value, over: Value) -> Value {
    let mut object = object.clone();
    merge(&mut object, over, "");
    object
}

fn refused(cause: &str) -> Failure {
    Failure::bad_request(format!("error decoding patch: {cause}"))
}

/// What is wrong with a text that is not JSON, in the words of Go's decoder.
pub fn syntax_error(body: &[u8], error: &serde_json::Error) -> String {
    let text = String::from_utf8_lossy(body);
    let line = text.lines().nth(error.line().saturating_sub(1)).unwrap_or_default();
    let message = error.to_string();
    let character =
        String::from_utf8_lossy(line.as_bytes().get(error.column().saturating_sub(1)..).unwrap_or_default())
            .chars()
            .next();
    match character {
        _ if error.is_eof() => "unexpected end of JSON input".to_owned(),
        Some(character) => {
            let place = match () {
                () if message.starts_with("key must be") => "looking for beginning of object key string",
                () if message.starts_with("trailing characters") => "after top-level value",
                () if message.starts_with("expected `:`") => "after object key",
                () if message.starts_with("expected `,` or `}`") => "after object key:value pair",
                () if message.starts_with("expected `,` or `]`") => "after array element",
                () => "looking for beginning of value",
            };
            format!("invalid character {character:?} {place}")
        }
        None => message,
    }
}

/// The field by which the items of a list are told apart; other lists are replaced.
fn merge_key(field: &str) -> Option<&'static str> {
    match field {
        "containers" | "initContainers" | "ephemeralContainers" | "env" | "volumes" | "imagePullSecrets" => {
            Some("name")
        }
        "volumeMounts" => Some("mountPath"),
        "ports" => Some("containerPort"),
        "conditions" => Some("type"),
        "ownerReferences" => Some("uid"),
        "tolerations" => Some("key"),
        _ => None,
    }
}

/// A merge in which lists are merged item by item, and `$patch`, `$setElementOrder` and the like direct it.
fn merge(target: &mut Value, patch: Value, field: &str) {
    match patch {
        Value::Object(patch) if patch.get("$patch").is_some_and(|directive| directive == "replace") => {
            *target = Value::Object(patch.into_iter().filter(|(key, _)| !key.starts_with('$')).collect());
        }
        Value::Object(patch) => {
            if !target.is_object() {
                *target = Value::Object(Map::new());
            }
            if let Some(map) = target.as_object_mut() {
                merge_fields(map, patch);
            }
        }
        Value::Array(patch) => match (merge_key(field), target.as_array_mut()) {
            (Some(key), Some(items)) => merge_items(items, patch, field, key),
            _ => *target = patch.into_iter().filter(|item| item.get("$patch").is_none()).collect::<Vec<_>>().into(),
        },
        other => *target = other,
    }
}

fn merge_fields(map: &mut Map<String, Value>, patch: Map<String, Value>) {
    for (key, value) in patch {
        if let Some(list) = key.strip_prefix("$deleteFromPrimitiveList/") {
            if let (Some(Value::Array(items)), Value::Array(unwanted)) = (map.get_mut(list), value) {
                items.retain(|item| !unwanted.contains(item));
            }
            continue;
        }
        if key.starts_with('$') {
            continue;
        }
        match value {
            Value::Null => {
                map.shift_remove(&key);
            }
            value if value.get("$patch").is_some_and(|directive| directive == "delete") => {
                map.shift_remove(&key);
            }
            value => merge(map.entry(key.clone()).or_insert(Value::Null), value, &key),
        }
    }
}

fn merge_items(items: &mut Vec<Value>, patch: Vec<Value>, field: &str, key: &str) {
    if patch.iter().any(|item| item.get("$patch").is_some_and(|directive| directive == "replace")) {
        *items = patch.into_iter().filter(|item| item.get("$patch").is_none()).collect();
        return;
    }
    // The ports of a Service have no containerPort.
    let key = if key == "containerPort" && patch.iter().any(|item| item.get(key).is_none()) { "port" } else { key };
    for item in patch {
        let place = items.iter().position(|present| !item[key].is_null() && present[key] == item[key]);
        match (place, item.get("$patch").is_some_and(|directive| directive == "delete")) {
            (Some(place), true) => {
                items.remove(place);
            }
            (None, true) => {}
            (Some(place), false) => merge(&mut items[place], item, field),
            (None, false) => {
                let mut added = Value::Null;
                merge(&mut added, item, field);
                items.push(added);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn strategic(object: Value, patch: Value) -> Value {
        Kind::StrategicMerge.apply(&object, patch.to_string().as_bytes()).expect("the patch applies")
    }

    #[test]
    fn items_of_a_list_are_merged_by_their_name() {
        let object = json!({"containers": [{"name": "a", "image": "1"}, {"name": "b"}]});
        let patch = json!({"containers": [{"name": "a", "image": "2"}, {"name": "b", "$patch": "delete"}]});
        assert_eq!(strategic(object, patch), json!({"containers": [{"name": "a", "image": "2"}]}));
    }

    #[test]
    fn null_takes_a_key_away_and_directives_leave_no_trace() {
        let object = json!({"data": {"a": "1", "b": "2"}, "x": {"y": 1}});
        let patch = json!({"data": {"a": null}, "x": {"$patch": "replace", "z": 2}, "$setElementOrder/list": []});
        assert_eq!(strategic(object, patch), json!({"data": {"b": "2"}, "x": {"z": 2}}));
    }

    #[test]
    fn what_is_not_json_is_refused_in_the_words_of_the_api() {
        let cases = [
            ("{nope", "invalid character 'n' looking for beginning of object key string"),
            ("{", "unexpected end of JSON input"),
        ];
        for (text, words) in cases {
            let error = serde_json::from_str::<Value>(text).expect_err("it is not JSON");
            assert_eq!(syntax_error(text.as_bytes(), &error), words);
        }
    }

    #[test]
    fn nothing_that_a_patch_says_is_a_crash() {
        for body in ["[]", "3", "null", "[{}]", r#"[{"op":"remove","path":"/a/b"}]"#, r#"{"a":{"$patch":3}}"#, "\u{e9}"]
        {
            for kind in [Kind::Merge, Kind::StrategicMerge, Kind::Json] {
                let _ = kind.apply(&json!({"a": [1]}), body.as_bytes());
            }
        }
    }
}

//! Who wrote what, and when: the `managedFields` of ConfigMaps, as far as their data goes. Of other kinds, only pods have any
//! here: the last report of their node.

use super::clock;
use super::object::{list, set, text, unset};
use serde_json::{Map, Value, json};

/// Whoever installed what is there from the start.
pub const INSTALLER: &str = "helm";

/// Notes on a new state of an object who changed its data since the state before.
pub fn note(before: Option<&Value>, object: &mut Value, writer: &str) {
    let old = before.map_or(&Value::Null, |before| &before["data"]);
    let new = object["data"].clone();
    let keys = |data: &Value| data.as_object().map(|data| data.keys().cloned().collect()).unwrap_or_default();
    let (old_keys, new_keys): (Vec<String>, Vec<String>) = (keys(old), keys(&new));
    let given: Vec<_> = new_keys.iter().filter(|key| old[key] != new[key]).collect();
    let removed: Vec<_> = old_keys.iter().filter(|key| !new_keys.contains(key)).collect();
    let mut entries = before.map(|before| list(before, "/metadata/managedFields").to_vec()).unwrap_or_default();
    if !given.is_empty() || !removed.is_empty() {
        let now = clock::now();
        for entry in &mut entries {
            let lost: Vec<_> = removed.iter().chain(&given).filter(|key| owns(entry, key)).collect();
            lost.iter().for_each(|key| unset(entry, &["fieldsV1", "f:data", &format!("f:{key}")]));
            if text(entry, "/manager") == writer && !lost.is_empty() {
                set(entry, &["time"], now.as_str());
            }
        }
        let position = entries.iter().position(|entry| text(entry, "/manager") == writer);
        if !given.is_empty() {
            let index = position.unwrap_or_else(|| {
                entries.push(entry(writer, before.is_none()));
                entries.len() - 1
            });
            for key in given {
                set(&mut entries[index], &["fieldsV1", "f:data", &format!("f:{key}")], json!({}));
            }
            set(&mut entries[index], &["time"], now);
        }
        entries.retain(|entry| entry["fieldsV1"]["f:data"].as_object().is_some_and(|fields| !fields.is_empty()));
    }
    set(object, &["metadata", "managedFields"], entries);
}

fn owns(entry: &Value, key: &str) -> bool {
    entry["fieldsV1"]["f:data"].get(format!("f:{key}")).is_some()
}

/// An entry that owns nothing yet but, if it makes the data, the data itself.
fn entry(writer: &str, makes_data: bool) -> Value {
    let mut fields = Map::new();
    if makes_data {
        fields.insert(".".into(), json!({}));
    }
    json!({
        "manager": writer, "operation": "Update", "apiVersion": "v1", "time": "",
        "fieldsType": "FieldsV1", "fieldsV1": {"f:data": fields},
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The writers, each with the fields that are its own.
    fn owners(object: &Value) -> Vec<String> {
        let entries = list(object, "/metadata/managedFields").iter();
        let fields =
            |entry: &Value| entry["fieldsV1"]["f:data"].as_object().unwrap().keys().cloned().collect::<String>();
        entries.map(|entry| format!("{}:{}", text(entry, "/manager"), fields(entry))).collect()
    }

    #[test]
    fn a_key_belongs_to_whoever_gave_it_its_value_last() {
        let mut made = json!({"data": {"A": "1", "B": "2"}});
        note(None, &mut made, "helm");
        assert_eq!(owners(&made), ["helm:.f:Af:B"]);
        let mut changed = json!({"data": {"A": "1", "B": "3", "C": "4"}});
        note(Some(&made), &mut changed, "kubectl");
        assert_eq!(owners(&changed), ["helm:.f:A", "kubectl:f:Bf:C"]);
        let mut removed = json!({"data": {"A": "1", "B": "3"}});
        note(Some(&changed), &mut removed, "helm");
        assert_eq!(owners(&removed), ["helm:.f:A", "kubectl:f:B"]);
    }

    #[test]
    fn a_write_that_changes_nothing_is_not_noted() {
        let mut made = json!({"data": {"A": "1"}});
        note(None, &mut made, "helm");
        let mut same = json!({"data": {"A": "1"}});
        note(Some(&made), &mut same, "kubectl");
        assert_eq!(same, made);
    }
}

//! Who wrote what, and when: the `managedFields` of ConfigMaps, as far as their data goes. Of other kinds, only pods have any
//! here: the last report of their node.

use super::clock;
use super::object::{list, set, text, unset};
use serde_json::{Map, Value, json};

/// Whoever installed what is there from the start.
pub const INSTALLER: &str = "helm";

/// Notes on a new state of an object who changed its data since the state before.
pub fn note(before: Option<&Value>, object: &mut Value, writer: &str) {
    let change = Change::between(before, object);
    let mut entries = change.entries_without_lost(before, writer, UPDATE);
    if !change.given.is_empty() {
        let index = position(&entries, writer, UPDATE).unwrap_or_else(|| {
            entries.push(entry(writer, UPDATE, before.is_none()));
            entries.len() - 1
        });
        for key in &change.given {
            set(&mut entries[index], &["fieldsV1", "f:data", &format!("f:{key}")], json!({}));
        }
        set(&mut entries[index], &["time"], clock::now());
    }
    write(object, entries);
}

/// Notes on a new state of an object that somebody applied these keys of its data. Whoever applies owns the keys from then
/// on, alone or with others; an entry that came with no change has no time.
pub fn note_applied(before: Option<&Value>, object: &mut Value, writer: &str, keys: &[String]) {
    let change = Change::between(before, object);
    let mut entries = change.entries_without_lost(before, writer, APPLY);
    let known = position(&entries, writer, APPLY).map(|index| entries.remove(index));
    let mut made = entry(writer, APPLY, false);
    let mut sorted = keys.to_vec();
    sorted.sort_unstable();
    for key in sorted {
        set(&mut made, &["fieldsV1", "f:data", &format!("f:{key}")], json!({}));
    }
    match known.as_ref().map(|known| known["time"].clone()) {
        _ if !change.is_none() => set(&mut made, &["time"], clock::now()),
        Some(time @ Value::String(_)) => set(&mut made, &["time"], time),
        _ => unset(&mut made, &["time"]),
    }
    entries.insert(0, made);
    write(object, entries);
}

const UPDATE: &str = "Update";
const APPLY: &str = "Apply";

/// The keys of the data that a new state gives other values, and those that it does not have any more.
struct Change {
    given: Vec<String>,
    removed: Vec<String>,
}

impl Change {
    fn between(before: Option<&Value>, object: &Value) -> Self {
        let old = before.map_or(&Value::Null, |before| &before["data"]);
        let new = &object["data"];
        let keys = |data: &Value| data.as_object().map(|data| data.keys().cloned().collect()).unwrap_or_default();
        let (old_keys, new_keys): (Vec<String>, Vec<String>) = (keys(old), keys(new));
        let removed = old_keys.into_iter().filter(|key| !new_keys.contains(key)).collect();
        Change { given: new_keys.into_iter().filter(|key| old[key] != new[key]).collect(), removed }
    }

    fn is_none(&self) -> bool {
        self.given.is_empty() && self.removed.is_empty()
    }

    /// The entries so far, of which none owns any more what was changed.
    fn entries_without_lost(&self, before: Option<&Value>, writer: &str, operation: &str) -> Vec<Value> {
        let mut entries = before.map(|before| list(before, "/metadata/managedFields").to_vec()).unwrap_or_default();
        for entry in &mut entries {
            let lost: Vec<_> = self.removed.iter().chain(&self.given).filter(|key| owns(entry, key)).collect();
            lost.iter().for_each(|key| unset(entry, &["fieldsV1", "f:data", &format!("f:{key}")]));
            if is_of(entry, writer, operation) && !lost.is_empty() {
                set(entry, &["time"], clock::now());
            }
        }
        entries
    }
}

fn is_of(entry: &Value, writer: &str, operation: &str) -> bool {
    text(entry, "/manager") == writer && text(entry, "/operation") == operation
}

fn position(entries: &[Value], writer: &str, operation: &str) -> Option<usize> {
    entries.iter().position(|entry| is_of(entry, writer, operation))
}

/// Writes the entries that own anything.
fn write(object: &mut Value, mut entries: Vec<Value>) {
    entries.retain(|entry| entry["fieldsV1"]["f:data"].as_object().is_some_and(|fields| !fields.is_empty()));
    set(object, &["metadata", "managedFields"], entries);
}

fn owns(entry: &Value, key: &str) -> bool {
    entry["fieldsV1"]["f:data"].get(format!("f:{key}")).is_some()
}

/// An entry that owns nothing yet but, if it makes the data, the data itself.
fn entry(writer: &str, operation: &str, makes_data: bool) -> Value {
    let mut fields = Map::new();
    if makes_data {
        fields.insert(".".into(), json!({}));
    }
    json!({
        "manager": writer, "operation": operation, "apiVersion": "v1", "time": "",
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

    #[test]
    fn who_applies_what_is_there_shares_it_and_gets_no_time() {
        let mut made = json!({"data": {"A": "1", "B": "2"}});
        note(None, &mut made, "helm");
        let mut same = json!({"data": {"A": "1", "B": "2"}});
        note_applied(Some(&made), &mut same, "kubectl", &["B".into()]);
        assert_eq!(owners(&same), ["kubectl:f:B", "helm:.f:Af:B"]);
        assert!(same["metadata"]["managedFields"][0].get("time").is_none(), "{same}");
        let mut changed = json!({"data": {"A": "1", "B": "3"}});
        note_applied(Some(&same), &mut changed, "kubectl", &["B".into()]);
        assert_eq!(owners(&changed), ["kubectl:f:B", "helm:.f:A"]);
        assert!(changed["metadata"]["managedFields"][0]["time"].is_string(), "{changed}");
    }
}

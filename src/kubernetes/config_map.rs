//! The ConfigMap of IMS, and what Kubernetes noted of those who wrote to it.

use super::staleness::{Scope, Write};
use super::timestamp;
use jiff::Timestamp;
use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ManagedFieldsEntry;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The settings of IMS.
#[derive(Clone, Debug)]
pub struct ConfigMap {
    pub data: BTreeMap<String, String>,
    /// Which state of the ConfigMap this is; a write that carries it fails if there is a newer one.
    pub version: String,
    created: Option<Timestamp>,
    entries: Vec<ManagedFieldsEntry>,
}

impl ConfigMap {
    pub(super) fn new(map: v1::ConfigMap) -> Self {
        ConfigMap {
            data: map.data.unwrap_or_default(),
            version: map.metadata.resource_version.unwrap_or_default(),
            created: map.metadata.creation_timestamp.as_ref().and_then(timestamp),
            entries: map.metadata.managed_fields.unwrap_or_default(),
        }
    }

    /// The last writes that may have changed one of the keys; nothing if Kubernetes has no notes of them.
    ///
    /// Kubernetes keeps one entry a writer, with the keys that are its own and the time of its last write. A key belongs to
    /// whoever gave it its value last. An entry without a time is of somebody who claimed keys without changing them. The
    /// removal of a key leaves no trace, so while a key is missing nothing is known.
    pub fn writes(&self, keys: &[&str]) -> Vec<Write> {
        let mut unnoted: Vec<_> = keys.to_vec();
        let mut writes = Vec::new();
        for entry in &self.entries {
            let (Some(fields), Some(at)) = (data_fields(entry), entry.time.as_ref().and_then(timestamp)) else {
                continue;
            };
            let owns = |key: &&str| fields.contains_key(&format!("f:{key}"));
            unnoted.retain(|key| !owns(key) || !self.data.contains_key(*key));
            if !keys.iter().any(owns) {
                continue;
            }
            // Who made the data owns the data as a whole, which is noted as a dot.
            let is_creation = fields.contains_key(".") && Some(at) == self.created;
            let is_ours = |name: &String| keys.iter().any(|key| name.strip_prefix("f:") == Some(key));
            let scope = match () {
                () if is_creation => Scope::Everything,
                () if fields.keys().all(is_ours) => Scope::TheseKeys,
                () => Scope::SomeKeys,
            };
            writes.push(Write { at, scope });
        }
        if unnoted.is_empty() { writes } else { Vec::new() }
    }
}

/// The names of the keys that are the writer's own.
fn data_fields(entry: &ManagedFieldsEntry) -> Option<&Map<String, Value>> {
    entry.fields_v1.as_ref()?.0.get("f:data")?.as_object()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn entry(second: u32, keys: &[&str]) -> Value {
        let keys: Map<_, _> = keys.iter().map(|key| ((*key).to_owned(), json!({}))).collect();
        json!({"manager": "m", "time": format!("2026-01-01T00:00:{second}Z"), "fieldsV1": {"f:data": keys}})
    }

    /// The writes to the keys A and B, as second and scope.
    fn writes(data: Value, entries: Value) -> Vec<(i64, Scope)> {
        let metadata = json!({"creationTimestamp": "2026-01-01T00:00:10Z", "managedFields": entries});
        let map = serde_json::from_value(json!({"data": data, "metadata": metadata})).unwrap();
        let writes = ConfigMap::new(map).writes(&["A", "B"]);
        writes.into_iter().map(|write| (write.at.as_second() % 60, write.scope)).collect()
    }

    #[test]
    fn the_creation_is_told_from_later_writes() {
        let data = json!({"A": "1", "B": "2", "C": "3"});
        let made = entry(10, &[".", "f:A", "f:B", "f:C"]);
        assert_eq!(writes(data.clone(), json!([made])), [(10, Scope::Everything)]);
        let changed = entry(20, &[".", "f:A", "f:B", "f:C"]);
        assert_eq!(writes(data.clone(), json!([changed])), [(20, Scope::SomeKeys)]);
        let made = entry(10, &[".", "f:B", "f:C"]);
        let written = writes(data, json!([made, entry(20, &["f:A"])]));
        assert_eq!(written, [(10, Scope::Everything), (20, Scope::TheseKeys)]);
    }

    #[test]
    fn writers_of_other_keys_do_not_count() {
        let entries = json!([entry(10, &[".", "f:A", "f:B"]), entry(20, &["f:C"])]);
        assert_eq!(writes(json!({"A": "1", "B": "2", "C": "3"}), entries), [(10, Scope::Everything)]);
    }

    #[test]
    fn a_key_that_is_missing_may_have_been_removed_at_any_time() {
        let entries = json!([entry(10, &[".", "f:A"]), entry(20, &["f:C"])]);
        assert_eq!(writes(json!({"A": "1", "C": "3"}), entries), []);
    }

    #[test]
    fn an_entry_without_a_time_is_no_write() {
        let data = json!({"A": "1", "B": "2"});
        let claimed = json!({"manager": "m", "operation": "Apply", "fieldsV1": {"f:data": {"f:A": {}, "f:B": {}}}});
        let made = entry(10, &[".", "f:A", "f:B"]);
        assert_eq!(writes(data.clone(), json!([claimed, made])), [(10, Scope::Everything)]);
        assert_eq!(writes(data, json!([claimed])), []);
    }

    #[test]
    fn without_notes_of_every_key_nothing_is_known() {
        let data = json!({"A": "1", "B": "2"});
        assert_eq!(writes(data.clone(), json!([])), []);
        assert_eq!(writes(data, json!([entry(20, &["f:A"])])), []);
    }
}

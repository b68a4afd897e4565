//! Server-side apply: whoever applies an object owns the fields it names, and may change no field of another owner unless
//! it insists.

use super::failure::Failure;
use super::object::{self, list, set, text};
use super::patch;
use super::route::Target;
use super::state::State;
use super::verbs;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Who applies, and how.
pub struct Application<'a> {
    pub manager: &'a str,
    pub is_forced: bool,
    pub is_dry: bool,
}

/// Makes the object, or changes it to what was applied.
pub fn apply(
    state: &mut State,
    target: &Target,
    applied: Value,
    application: &Application,
) -> Result<Arc<Value>, Failure> {
    let keys = applied["data"].as_object().map(|data| data.keys().cloned().collect());
    let Ok(old) = verbs::get(state, target) else {
        state.store.applied = keys;
        let made = verbs::create(state, &Target { name: None, ..target.clone() }, applied, application.is_dry);
        state.store.applied = None;
        return made;
    };
    let conflicts = conflicts(&old, &applied, application.manager);
    if !conflicts.is_empty() && !application.is_forced {
        return Err(refusal(target, &conflicts));
    }
    let mut new = patch::merged(&old, applied.clone());
    for key in given_up(&old, &applied, application.manager) {
        object::unset(&mut new, &["data", &key]);
    }
    // The version that was read is none of the fields that were applied.
    if applied["metadata"]["resourceVersion"].is_null() {
        object::unset(&mut new, &["metadata", "resourceVersion"]);
    }
    state.store.applied = keys;
    let replaced = verbs::replace(state, target, &old, new, application.is_dry);
    state.store.applied = None;
    replaced
}

/// The keys of the data that others own and that the applied object would change, each with its owner.
fn conflicts(old: &Value, applied: &Value, manager: &str) -> Vec<(String, String)> {
    let changed = applied["data"].as_object().into_iter().flatten().filter(|(key, value)| {
        let before = &old["data"][key.as_str()];
        !before.is_null() && before != *value
    });
    let owner = |key: &str| {
        let entries = list(old, "/metadata/managedFields").iter().filter(|entry| owns(entry, key));
        entries.map(|entry| text(entry, "/manager")).find(|owner| *owner != manager).map(ToOwned::to_owned)
    };
    changed.filter_map(|(key, _)| Some((key.clone(), owner(key)?))).collect()
}

/// The keys that this manager applied before, does so no longer, and shares with nobody.
fn given_up(old: &Value, applied: &Value, manager: &str) -> Vec<String> {
    let entries = list(old, "/metadata/managedFields");
    let is_own = |entry: &&Value| text(entry, "/manager") == manager && entry["operation"] == "Apply";
    let Some(own) = entries.iter().find(is_own) else { return vec![] };
    let keys = old["data"].as_object().into_iter().flatten().map(|(key, _)| key);
    keys.filter(|key| owns(own, key) && applied["data"].get(key.as_str()).is_none())
        .filter(|key| entries.iter().filter(|entry| owns(entry, key)).count() == 1)
        .cloned()
        .collect()
}

fn owns(entry: &Value, key: &str) -> bool {
    entry["fieldsV1"]["f:data"].get(format!("f:{key}")).is_some()
}

fn refusal(target: &Target, conflicts: &[(String, String)]) -> Failure {
    let version = target.resource.api_version();
    let mut owners: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (key, owner) in conflicts {
        owners.entry(owner).or_default().push(format!(".data.{key}"));
    }
    let told = owners.iter().map(|(owner, fields)| match &fields[..] {
        [field] => format!("conflict with \"{owner}\" using {version}: {field}"),
        fields => format!("conflicts with \"{owner}\" using {version}:\n- {}", fields.join("\n- ")),
    });
    let told = told.collect::<Vec<_>>().join("\n");
    let number = match conflicts.len() {
        1 => "1 conflict".to_owned(),
        count => format!("{count} conflicts"),
    };
    let cause = |(key, owner): &(String, String)| {
        let message = format!("conflict with \"{owner}\" using {version}");
        json!({"reason": "FieldManagerConflict", "message": message, "field": format!(".data.{key}")})
    };
    let causes = conflicts.iter().map(cause).collect();
    Failure::apply_conflict(format!("Apply failed with {number}: {told}"), causes)
}

/// The object in the body of an apply request, which the sandbox reads as JSON.
pub fn read(target: &Target, body: &[u8]) -> Result<Value, Failure> {
    let mut applied: Value = serde_json::from_slice(body).map_err(|error| {
        let cause = patch::syntax_error(body, &error);
        Failure::bad_request(format!("error decoding patch: the sandbox reads an applied object as JSON: {cause}"))
    })?;
    if !applied.is_object() {
        return Err(Failure::bad_request("error decoding patch: the applied object is none"));
    }
    for (field, wanted) in [("kind", target.resource.kind.to_owned()), ("apiVersion", target.resource.api_version())] {
        let given = text(&applied, &format!("/{field}"));
        if given != wanted {
            return Err(Failure::bad_request(format!("error decoding patch: {field} is {given:?} and not {wanted:?}")));
        }
    }
    if !list(&applied, "/metadata/managedFields").is_empty() {
        return Err(Failure::bad_request("metadata.managedFields must be nil"));
    }
    if let Some(name) = target.name.as_deref() {
        set(&mut applied, &["metadata", "name"], name);
    }
    Ok(applied)
}

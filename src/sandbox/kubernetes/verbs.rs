//! What can be done to objects, written once for all kinds.

use super::admission;
use super::defaults;
use super::failure::{Failure, details};
use super::field_types;
use super::fields::Validation;
use super::object::{self, set, text, unset, without_nulls};
use super::patch;
use super::resource::{Resource, Subresource};
use super::route::Target;
use super::selector::Selector;
use super::state::State;
use super::store::Key;
use serde_json::{Value, json};
use std::sync::Arc;

/// What the API gives, and a request cannot change.
const GIVEN: &[&str] =
    &["uid", "creationTimestamp", "generation", "deletionTimestamp", "deletionGracePeriodSeconds", "resourceVersion"];

/// What cannot change once an object is there.
const IMMUTABLE: &[(&str, &str)] = &[
    ("Deployment", "/spec/selector"),
    ("ReplicaSet", "/spec/selector"),
    ("Job", "/spec/selector"),
    ("Job", "/spec/template"),
    ("RuntimeClass", "/handler"),
];

/// The key of the object that a path names.
pub fn key_of(target: &Target) -> Key {
    Key {
        kind: target.resource.kind,
        namespace: target.namespace.clone().unwrap_or_default(),
        name: target.name.clone().unwrap_or_default(),
    }
}

/// One object.
pub fn get(state: &State, target: &Target) -> Result<Arc<Value>, Failure> {
    let key = key_of(target);
    state.store.get(&key).cloned().ok_or_else(|| Failure::not_found(target.resource, &key.name))
}

/// The objects that are selected.
pub fn list(state: &State, target: &Target, selector: &Selector) -> Vec<Arc<Value>> {
    let objects = state.store.list(target.resource.kind, target.namespace.as_deref());
    objects.map(|(_, object)| object).filter(|object| selector.matches(object)).cloned().collect()
}

/// Adds an object.
pub fn create(state: &mut State, target: &Target, mut object: Value, is_dry: bool) -> Result<Arc<Value>, Failure> {
    let resource = target.resource;
    if let Some(namespace) = &target.namespace {
        let given = object::namespace(&object);
        if !given.is_empty() && given != namespace {
            let message = "the namespace of the provided object does not match the namespace sent on the request";
            return Err(Failure::bad_request(message));
        }
        if state.store.get(&Key::new("Namespace", "", namespace)).is_none() {
            let message = super::kinds::of_kind("Namespace").map(|resource| Failure::not_found(resource, namespace));
            return Err(message.unwrap_or(Failure::NoSuchPath));
        }
        set(&mut object, &["metadata", "namespace"], namespace.as_str());
    }
    if !text(&object, "/metadata/resourceVersion").is_empty() {
        return Err(Failure::bad_request("resourceVersion should not be set on objects to be created"));
    }
    unset(&mut object, &["metadata", "managedFields"]);
    if resource.has_status() {
        unset(&mut object, &["status"]);
    }
    defaults::complete(resource, &mut object)?;
    let key = Key { name: object::name(&object).to_owned(), ..key_of(target) };
    if resource.kind == "Pod"
        && let Some(cause) = admission::refusal(state, &object)
    {
        let message = format!("pods \"{}\" is forbidden: {cause}", key.name);
        return Err(Failure::forbidden(message, details(resource, &key.name)));
    }
    if state.store.get(&key).is_some() {
        return Err(Failure::already_exists(resource, &key.name));
    }
    if is_dry { Ok(Arc::new(object::arranged(object))) } else { Ok(state.add(key, object)) }
}

/// Replaces an object, or its status only.
pub fn update(state: &mut State, target: &Target, new: Value, is_dry: bool) -> Result<Arc<Value>, Failure> {
    let old = get(state, target)?;
    if object::name(&new).is_empty() {
        let name = object::name(&old);
        let message = format!("the name of the object ({name} based on URL) was undeterminable: name must be provided");
        return Err(Failure::bad_request(message));
    }
    replace(state, target, &old, new, is_dry)
}

/// Changes an object, or its status only, by a patch.
pub fn patch(
    state: &mut State,
    target: &Target,
    kind: patch::Kind,
    body: &[u8],
    is_dry: bool,
    validation: &mut Validation,
) -> Result<Arc<Value>, Failure> {
    let old = get(state, target)?;
    let new = kind.apply(&old, body)?;
    if let Some(complaint) = field_types::complaint(target.resource.kind, target.resource.shape, &new) {
        return Err(Failure::patched_badly(&new, &complaint));
    }
    let new = validation
        .strip(target.resource.kind, new.clone())
        .map_err(|complaint| Failure::patched_badly(&new, &complaint))?;
    replace(state, target, &old, without_nulls(new), is_dry)
}

/// Puts a new object, or its status only, into the place of the old one.
pub fn replace(
    state: &mut State,
    target: &Target,
    old: &Value,
    mut new: Value,
    is_dry: bool,
) -> Result<Arc<Value>, Failure> {
    let resource = target.resource;
    let key = key_of(target);
    let is_given = |given: &str, known: &str| given.is_empty() || given == known;
    if !is_given(object::name(&new), &key.name) {
        let message = format!(
            "the name of the object ({}) does not match the name on the URL ({})",
            object::name(&new),
            key.name
        );
        return Err(Failure::bad_request(message));
    }
    if !is_given(object::namespace(&new), &key.namespace) {
        return Err(Failure::bad_request("the namespace of the object does not match the namespace on the request"));
    }
    if !is_given(text(&new, "/kind"), resource.kind) || !is_given(text(&new, "/apiVersion"), &resource.api_version()) {
        return Err(Failure::bad_request("the kind and the API version of an object cannot be changed"));
    }
    if !is_given(object::uid(&new), object::uid(old)) {
        let (given, known) = (object::uid(&new), object::uid(old));
        let cause = format!("Precondition failed: UID in precondition: {given}, UID in object meta: {known}");
        return Err(Failure::conflict(resource, &key.name, &cause));
    }
    let version = text(old, "/metadata/resourceVersion");
    if !is_given(text(&new, "/metadata/resourceVersion"), version) {
        return Err(Failure::stale(resource, &key.name));
    }
    set(&mut new, &["kind"], resource.kind);
    set(&mut new, &["apiVersion"], resource.api_version());
    set(&mut new, &["metadata", "name"], key.name.as_str());
    if resource.is_namespaced {
        set(&mut new, &["metadata", "namespace"], key.namespace.as_str());
    }
    for field in GIVEN {
        match &old["metadata"][*field] {
            Value::Null => unset(&mut new, &["metadata", field]),
            value => set(&mut new, &["metadata", field], value.clone()),
        }
    }
    unset(&mut new, &["metadata", "managedFields"]);
    if target.subresource == Some(Subresource::Status) {
        let mut only_status = old.clone();
        set(&mut only_status, &["status"], new["status"].clone());
        new = only_status;
    } else if resource.has_status() {
        set(&mut new, &["status"], old["status"].clone());
    }
    defaults::renew(resource, &mut new);
    defaults::check(resource, &new)?;
    check_immutable(resource, old, &new)?;
    if new["spec"] != old["spec"]
        && let Some(generation) = old["metadata"]["generation"].as_i64()
    {
        set(&mut new, &["metadata", "generation"], generation.saturating_add(1));
    }
    if is_dry { Ok(Arc::new(object::arranged(new))) } else { Ok(state.store.put(key, new)) }
}

fn check_immutable(resource: &Resource, old: &Value, new: &Value) -> Result<(), Failure> {
    let name = object::name(old);
    if old["immutable"] == true && (old["data"] != new["data"] || new["immutable"] != true) {
        let cause = "Forbidden: field is immutable when `immutable` is set";
        return Err(Failure::invalid(resource, name, "data", cause));
    }
    let changed =
        |(kind, pointer): &&(&str, &str)| *kind == resource.kind && old.pointer(pointer) != new.pointer(pointer);
    match IMMUTABLE.iter().find(changed) {
        None => Ok(()),
        Some((_, pointer)) => {
            let field = pointer.trim_start_matches('/').replace('/', ".");
            let found = new.pointer(pointer).unwrap_or(&Value::Null);
            Err(Failure::invalid(resource, name, &field, &format!("Invalid value: {found}: field is immutable")))
        }
    }
}

/// The number of replicas of an object, as an object of its own.
pub fn scale_of(object: &Value) -> Value {
    let mut metadata = json!({});
    for field in ["name", "namespace", "uid", "resourceVersion", "creationTimestamp"] {
        metadata[field] = object["metadata"][field].clone();
    }
    let selector = object["spec"]["selector"]["matchLabels"].as_object().into_iter().flatten();
    let selector: Vec<_> =
        selector.map(|(key, value)| format!("{key}={}", value.as_str().unwrap_or_default())).collect();
    // None is left out, like an empty text.
    let spec = match object["spec"]["replicas"].as_i64() {
        None | Some(0) => json!({}),
        Some(replicas) => json!({"replicas": replicas}),
    };
    json!({
        "kind": "Scale", "apiVersion": "autoscaling/v1", "metadata": metadata, "spec": spec,
        "status": {
            "replicas": object["status"]["replicas"].as_i64().unwrap_or_default(), "selector": selector.join(","),
        },
    })
}

/// Changes the number of replicas.
pub fn scale(state: &mut State, target: &Target, scale: &Value, is_dry: bool) -> Result<Value, Failure> {
    let old = get(state, target)?;
    let replicas = match &scale["spec"]["replicas"] {
        Value::Null => Some(0),
        replicas => replicas.as_i64(),
    };
    let Some(replicas) = replicas else {
        return Err(Failure::bad_request(
            "Scale in version \"v1\" cannot be handled as a Scale: spec.replicas is not a number",
        ));
    };
    let mut new = (*old).clone();
    set(&mut new, &["spec", "replicas"], replicas);
    set(&mut new, &["metadata", "resourceVersion"], scale["metadata"]["resourceVersion"].clone());
    replace(state, target, &old, new, is_dry).map(|object| scale_of(&object))
}

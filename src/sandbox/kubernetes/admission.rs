//! What keeps a pod from being made: its runtime class is missing, or a quota is full.

use super::object::{self, set, text};
use super::state::State;
use super::store::Key;
use serde_json::{Value, json};

/// The reason for which a pod is refused, in the words that follow `is forbidden: `.
pub fn refusal(state: &State, pod: &Value) -> Option<String> {
    missing_runtime_class(state, pod)
        .map(|class| format!("pod rejected: RuntimeClass \"{class}\" not found"))
        .or_else(|| full_quota(state, object::namespace(pod)))
}

/// The runtime class that a pod names, if there is no such class.
pub fn missing_runtime_class(state: &State, pod: &Value) -> Option<String> {
    let name = text(pod, "/spec/runtimeClassName");
    let is_missing = !name.is_empty() && state.store.get(&Key::new("RuntimeClass", "", name)).is_none();
    is_missing.then(|| name.to_owned())
}

fn full_quota(state: &State, namespace: &str) -> Option<String> {
    let used = pods_in(state, namespace);
    state.store.list("ResourceQuota", Some(namespace)).find_map(|(key, quota)| {
        let resource = ["pods", "count/pods"].into_iter().find(|name| !quota["spec"]["hard"][*name].is_null())?;
        let limit = quantity(&quota["spec"]["hard"][resource])?;
        let name = &key.name;
        (used >= limit).then(|| {
            format!(
                "exceeded quota: {name}, requested: {resource}=1, used: {resource}={used}, limited: {resource}={limit}"
            )
        })
    })
}

/// How many pods count against a quota: all that have not come to their end.
fn pods_in(state: &State, namespace: &str) -> u64 {
    state.store.list("Pod", Some(namespace)).filter(|(_, pod)| !object::is_over(pod)).count() as u64
}

fn quantity(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

/// Writes into a quota how much of it is used.
pub fn count(state: &mut State, quota: &Value) {
    let used = pods_in(state, object::namespace(quota));
    let hard = quota["spec"]["hard"].clone();
    let of = |name: &str| match name {
        "pods" | "count/pods" => used.to_string(),
        _ => "0".to_owned(),
    };
    let used: serde_json::Map<_, _> =
        hard.as_object().into_iter().flatten().map(|(name, _)| (name.clone(), of(name).into())).collect();
    let status = json!({"hard": hard, "used": used});
    state.modify(&Key::of("ResourceQuota", quota), |object| set(object, &["status"], status));
}

//! The events that `kubectl get events` and `describe` show.

use super::clock;
use super::object;
use super::state::State;
use super::store::Key;
use serde_json::{Value, json};
use std::sync::Arc;

/// How many events are kept.
const MOST: usize = 200;

/// Something worth telling.
pub struct Event<'e> {
    pub kind: &'e str,
    pub reason: &'e str,
    pub source: &'e str,
    pub message: String,
}

/// Tells of an event that concerns an object; the same one again is counted.
pub fn tell(state: &mut State, concerned: &Value, event: Event) {
    let namespace = object::namespace(concerned);
    let now = clock::now();
    if let Some((key, known)) = told(state, concerned, &event) {
        let count = known["count"].as_i64().unwrap_or(1);
        state.modify(&key, |known| {
            object::set(known, &["count"], count.saturating_add(1));
            object::set(known, &["lastTimestamp"], now);
        });
        return;
    }
    if state.store.list("Event", Some(namespace)).count() >= MOST {
        let first = |(key, event): (&Key, &Arc<Value>)| (event["lastTimestamp"].to_string(), key.clone());
        if let Some((_, key)) = state.store.list("Event", Some(namespace)).map(first).min() {
            state.store.remove(&key);
        }
    }
    let name = format!("{}.{}", object::name(concerned), &uuid::Uuid::new_v4().simple().to_string()[..16]);
    let made = json!({
        "kind": "Event", "apiVersion": "v1",
        "metadata": {
            "name": name, "namespace": namespace, "uid": uuid::Uuid::new_v4().to_string(), "creationTimestamp": now,
        },
        "involvedObject": {
            "kind": concerned["kind"], "namespace": namespace, "name": object::name(concerned),
            "uid": object::uid(concerned), "apiVersion": concerned["apiVersion"],
            "resourceVersion": concerned["metadata"]["resourceVersion"],
        },
        "reason": event.reason, "message": event.message, "source": {"component": event.source},
        "firstTimestamp": now, "lastTimestamp": now, "count": 1, "type": event.kind, "eventTime": null,
        "reportingComponent": event.source, "reportingInstance": "",
    });
    state.store.put(Key { kind: "Event", namespace: namespace.to_owned(), name }, made);
}

/// The same event, if it has been told.
fn told(state: &State, concerned: &Value, event: &Event) -> Option<(Key, Arc<Value>)> {
    let mut events = state.store.list("Event", Some(object::namespace(concerned)));
    let same = events.find(|(_, known)| {
        known["involvedObject"]["uid"] == object::uid(concerned)
            && known["reason"] == event.reason
            && known["message"] == event.message.as_str()
    });
    same.map(|(key, known)| (key.clone(), known.clone()))
}

/// What the kubelet tells of a pod.
pub fn normal(state: &mut State, pod: &Value, reason: &str, message: impl Into<String>) {
    tell(state, pod, Event { kind: "Normal", reason, source: "kubelet", message: message.into() });
}

/// What the kubelet complains of.
pub fn warning(state: &mut State, pod: &Value, reason: &str, message: impl Into<String>) {
    tell(state, pod, Event { kind: "Warning", reason, source: "kubelet", message: message.into() });
}

/// The containers of a pod are being stopped.
pub fn killing(state: &mut State, pod: &Value) {
    for container in object::list(pod, "/spec/containers") {
        normal(state, pod, "Killing", format!("Stopping container {}", object::text(container, "/name")));
    }
}

//! The events that `kubectl get events` and `describe` show.

use super::object;
use super::state::State;
use super::store::Key;
use super::{clock, names};
use serde_json::{Value, json};
use std::sync::Arc;

/// How many events are kept.
const MOST: usize = 200;

/// How many events that differ in their words alone are kept apart.
const MOST_SIMILAR: usize = 10;

/// What stands before the words of those that are not.
const COMBINED: &str = "(combined from similar events): ";

/// Something worth telling.
pub struct Event<'e> {
    pub kind: &'e str,
    pub reason: &'e str,
    pub source: &'e str,
    pub message: String,
    /// The part of the object that is concerned; empty for all of it.
    part: String,
}

impl<'e> Event<'e> {
    /// Something that went as it should.
    pub fn normal(source: &'e str, reason: &'e str, message: String) -> Self {
        Event { kind: "Normal", reason, source, message, part: String::new() }
    }

    /// Something that went wrong.
    pub fn warning(source: &'e str, reason: &'e str, message: String) -> Self {
        Event { kind: "Warning", ..Event::normal(source, reason, message) }
    }
}

/// Tells of an event that concerns an object; the same one again is counted.
pub fn tell(state: &mut State, concerned: &Value, mut event: Event) {
    let namespace = object::namespace(concerned);
    let now = clock::now();
    let known = told(state, concerned, &event).or_else(|| {
        let similar = similar(state, concerned, &event);
        (similar.len() >= MOST_SIMILAR).then(|| event.message = format!("{COMBINED}{}", event.message))?;
        similar.into_iter().find(|(_, known)| object::text(known, "/message").starts_with(COMBINED))
    });
    if let Some((key, known)) = known {
        let count = known["count"].as_i64().unwrap_or(1);
        state.modify(&key, |known| {
            object::set(known, &["message"], event.message);
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
    let name = free_name(state, namespace, object::name(concerned));
    let instance = if event.source == KUBELET { names::NODE } else { "" };
    let mut source = json!({"component": event.source});
    if event.source == KUBELET {
        source["host"] = names::NODE.into();
    }
    let mut involved = json!({
        "kind": concerned["kind"], "namespace": namespace, "name": object::name(concerned),
        "uid": object::uid(concerned), "apiVersion": concerned["apiVersion"],
        "resourceVersion": concerned["metadata"]["resourceVersion"],
    });
    if !event.part.is_empty() {
        involved["fieldPath"] = event.part.into();
    }
    let made = json!({
        "kind": "Event", "apiVersion": "v1",
        "metadata": {
            "name": name, "namespace": namespace, "uid": uuid::Uuid::new_v4().to_string(), "creationTimestamp": now,
        },
        "involvedObject": involved,
        "reason": event.reason, "message": event.message, "source": source,
        "firstTimestamp": now, "lastTimestamp": now, "count": 1, "type": event.kind, "eventTime": null,
        "reportingComponent": event.source, "reportingInstance": instance,
    });
    state.store.put(Key::new("Event", namespace, &name), made);
}

/// A name after the time, so that the events of an object stand in their order.
fn free_name(state: &State, namespace: &str, concerned: &str) -> String {
    let mut time = clock::nanoseconds();
    loop {
        let key = Key::new("Event", namespace, &format!("{concerned}.{time:x}"));
        if state.store.get(&key).is_none() {
            return key.name;
        }
        time += 1;
    }
}

/// Tells of an event, unless it has been told.
fn tell_once(state: &mut State, concerned: &Value, event: Event) {
    if told(state, concerned, &event).is_none() {
        tell(state, concerned, event);
    }
}

/// The same event, if it has been told.
fn told(state: &State, concerned: &Value, event: &Event) -> Option<(Key, Arc<Value>)> {
    let mut same = similar(state, concerned, event).into_iter();
    same.find(|(_, known)| {
        known["message"] == event.message.as_str() && object::text(known, "/involvedObject/fieldPath") == event.part
    })
}

/// The events about an object that differ in their words alone.
fn similar(state: &State, concerned: &Value, event: &Event) -> Vec<(Key, Arc<Value>)> {
    let events = state.store.list("Event", Some(object::namespace(concerned)));
    let similar = events.filter(|(_, known)| {
        known["involvedObject"]["uid"] == object::uid(concerned) && known["reason"] == event.reason
    });
    similar.map(|(key, known)| (key.clone(), known.clone())).collect()
}

const KUBELET: &str = "kubelet";

/// What the kubelet complains of.
pub fn warning(state: &mut State, pod: &Value, reason: &str, message: impl Into<String>) {
    tell(state, pod, Event::warning(KUBELET, reason, message.into()));
}

/// A pod has got its node.
pub fn scheduled(state: &mut State, pod: &Value) {
    let (namespace, name) = (object::namespace(pod), object::name(pod));
    let message = format!("Successfully assigned {namespace}/{name} to {}", names::NODE);
    tell_once(state, pod, Event::normal("default-scheduler", "Scheduled", message));
}

/// The containers in this list of a pod have started, as many as these.
pub fn started(state: &mut State, pod: &Value, list: &str, number: usize) {
    for container in object::list(pod, &format!("/spec/{list}")).iter().take(number) {
        let (name, image) = (object::text(container, "/name"), object::text(container, "/image"));
        for (reason, message) in [
            ("Pulled", format!("Container image \"{image}\" already present on machine")),
            ("Created", format!("Created container: {name}")),
            ("Started", format!("Started container {name}")),
        ] {
            let part = format!("spec.{list}{{{name}}}");
            tell_once(state, pod, Event { part, ..Event::normal(KUBELET, reason, message) });
        }
    }
}

/// Nothing provides a volume for a claim.
pub fn unbound(state: &mut State, claim: &Value) {
    let message = "no persistent volumes available for this claim and no storage class is set".to_owned();
    tell_once(state, claim, Event::normal("persistentvolume-controller", "FailedBinding", message));
}

/// The containers of a pod are being stopped.
pub fn killing(state: &mut State, pod: &Value) {
    for container in object::list(pod, "/spec/containers") {
        let name = object::text(container, "/name");
        let (message, part) = (format!("Stopping container {name}"), format!("spec.containers{{{name}}}"));
        tell(state, pod, Event { part, ..Event::normal(KUBELET, "Killing", message) });
    }
}

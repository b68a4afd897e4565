//! Whether an answer is like a recorded one, names, times, versions and ids aside.
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Fields that neither `kubectl` nor a client library reads, so that ours may leave them out.
const UNREAD: &[&str] = &["managedFields", "storageVersionHash", "description"];

/// Whether a field of the notes on writers tells who wrote, when, and more than data, which are others here.
fn is_of_writers(place: &str, key: &str) -> bool {
    place.contains("managedFields") && matches!(key, "manager" | "time" | "f:metadata")
}

/// Annotations of the tools that set the recorded cluster up.
const OF_TOOLS: &[&str] = &["kubectl.kubernetes.io/last-applied-configuration", "fake-kubelet/phase"];

/// Fields whose values are names, times, versions and ids of one cluster.
const OF_ONE_CLUSTER: &[&str] = &[
    "uid",
    "resourceVersion",
    "creationTimestamp",
    "deletionTimestamp",
    "lastTransitionTime",
    "lastUpdateTime",
    "startTime",
    "startedAt",
    "finishedAt",
    "serverAddress",
    "containerID",
    "image",
    "imageID",
    "pod-template-hash",
    "controller-uid",
    "batch.kubernetes.io/controller-uid",
];

/// Where the recorded cluster was not set up as the real service's chart does it, which ours follows.
const SET_UP_OTHERWISE: &[&str] = &["strategy"];

/// Fields by which the items of a list are told apart.
const IDENTITIES: &[&str] = &["name", "resource", "subresource", "type", "groupVersion", "version", "cells"];

/// What differs between an answer and the recorded one.
pub fn compare(place: &str, recorded: &Value, ours: &Value, differences: &mut Vec<String>) {
    match (recorded, ours) {
        (Value::Object(recorded), Value::Object(ours)) => {
            let is_generated =
                recorded.contains_key("generateName") || recorded.get("controller") == Some(&json!(true));
            for (key, value) in ours {
                let inner = format!("{place}.{key}");
                let is_own = OF_ONE_CLUSTER.contains(&key.as_str()) || SET_UP_OTHERWISE.contains(&key.as_str());
                match recorded.get(key) {
                    Some(Value::String(_)) if is_generated && ["name", "generateName"].contains(&key.as_str()) => {}
                    Some(_) if is_own || is_of_writers(place, key) => {}
                    Some(known) => compare(&inner, known, value, differences),
                    None => differences.push(format!("{inner} is not in the recorded answer")),
                }
            }
            for (key, value) in recorded.iter().filter(|(key, _)| !ours.contains_key(*key)) {
                if !UNREAD.contains(&key.as_str())
                    && !is_of_writers(place, key)
                    && !is_of_tools(key, value)
                    && key != "subresources"
                {
                    differences.push(format!("{place}.{key} is missing"));
                }
            }
        }
        (Value::Array(recorded), Value::Array(ours)) => compare_lists(place, recorded, ours, differences),
        (Value::String(recorded), Value::String(ours)) => {
            if shape_of(recorded) != shape_of(ours) {
                differences.push(format!("{place}: {ours:?} instead of {recorded:?}"));
            }
        }
        (recorded, ours) if recorded == ours => {}
        (recorded, ours) => differences.push(format!("{place}: {ours} instead of {recorded}")),
    }
}

/// Whether a field has only annotations in it, or is one, that tools made.
fn is_of_tools(key: &str, value: &Value) -> bool {
    OF_TOOLS.contains(&key)
        || key == "annotations"
            && value.as_object().is_some_and(|map| map.keys().all(|key| OF_TOOLS.contains(&key.as_str())))
}

fn compare_lists(place: &str, recorded: &[Value], ours: &[Value], differences: &mut Vec<String>) {
    // Of pods ours notes the last report of the node alone.
    if place.ends_with(".managedFields") && !ours.iter().any(|entry| entry["fieldsV1"]["f:data"].is_object()) {
        return;
    }
    // Ours serves fewer kinds, and has more runtime classes.
    let path = place.split(['.', ' ', '?']).next().unwrap_or_default();
    let has_fewer = !path.contains("/namespaces/") && path.split('/').count() <= 4 && path.starts_with("/api");
    let has_more = place.contains("/runtimeclasses");
    if !has_fewer && !has_more && recorded.len() != ours.len() {
        return differences.push(format!("{place}: {} items instead of {}", ours.len(), recorded.len()));
    }
    let mut found = 0;
    for (index, item) in ours.iter().enumerate() {
        let inner = format!("{place}[{index}]");
        let known = recorded.iter().find(|known| is_same(known, item));
        match known.or_else(|| recorded.get(index).filter(|_| recorded.len() == ours.len())) {
            Some(known) => {
                found += 1;
                compare(&inner, known, item, differences);
            }
            None if has_more => {}
            None => differences.push(format!("{inner} is not in the recorded answer")),
        }
    }
    if found == 0 && !recorded.is_empty() {
        differences.push(format!("{place} has nothing of the recorded answer"));
    }
}

/// Whether two items of lists are about the same thing.
fn is_same(recorded: &Value, ours: &Value) -> bool {
    let metadata = |item: &Value| match item["object"]["metadata"].is_object() {
        true => item["object"]["metadata"].clone(),
        false => item["metadata"].clone(),
    };
    let (known, other) = (metadata(recorded), metadata(ours));
    if known.is_object() && known["name"].is_string() {
        let stem = |metadata: &Value| {
            metadata["generateName"].as_str().map(|name| name.split("-7").next().map(ToOwned::to_owned))
        };
        let app = |metadata: &Value| {
            (metadata["labels"]["app.kubernetes.io/name"].clone(), metadata["labels"]["job-name"].clone())
        };
        return match stem(&known) {
            Some(_) => app(&known) == app(&other),
            None => known["name"] == other["name"],
        };
    }
    IDENTITIES.iter().find(|key| !ours[**key].is_null()).is_some_and(|key| recorded[*key] == ours[*key])
}

/// A text without what belongs to one cluster: its names, its users and its ages.
pub fn shape_of(text: &str) -> String {
    let is_age =
        text.len() < 8 && text.starts_with(|c: char| c.is_ascii_digit()) && text.ends_with(['s', 'm', 'h', 'd']);
    if is_age {
        return "an age".to_owned();
    }
    if let (Some(start), Some(end)) = (text.find("Invalid value: \""), text.rfind("\": ")) {
        // The object between is compared elsewhere.
        return format!("{}…{}", &text[..start], &text[end..]);
    }
    let words = text.split(' ').map(|word| match word {
        word if word.starts_with("\"ref-") || word.starts_with("\"nobody") => "USER",
        word if word.starts_with("kube-api-access-") => "VOLUME",
        word if word.starts_with("cray-ims-") || word.starts_with("\"cray-ims-") => "NAME",
        word if word.starts_with("ims-post-upgrade-") || word.starts_with("fine-") => "NAME",
        word if word.starts_with("pods=") => "COUNT",
        word if word.starts_with("batch.kubernetes.io/controller-uid=") => "SELECTOR",
        word if word.starts_with('(') && word.ends_with(')') => "(VERSION)",
        word if word.starts_with("registry.local/") => "IMAGE",
        word => word,
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The events of a watch, by the pod they are about: the kind of each and the state of the pod.
pub fn story(events: &[Value]) -> BTreeMap<String, Vec<String>> {
    let mut story: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut order = vec![];
    for event in events {
        let object = &event["object"];
        let name = object["metadata"]["name"].as_str().unwrap_or_default().to_owned();
        if !order.contains(&name) {
            order.push(name.clone());
        }
        let place = order.iter().position(|known| *known == name).unwrap_or_default();
        let waiting = &object["status"]["containerStatuses"][0]["state"]["waiting"]["reason"];
        let ready = object["status"]["conditions"].as_array().and_then(|conditions| {
            conditions
                .iter()
                .find(|condition| condition["type"] == "Ready")
                .map(|condition| condition["status"].clone())
        });
        let told = format!(
            "{} {} {waiting} ready {ready:?} terminating {}",
            event["type"], object["status"]["phase"], object["metadata"]["deletionGracePeriodSeconds"],
        );
        story.entry(place.to_string()).or_default().push(told);
    }
    story
}

pub fn compare_stories(place: &str, recorded: &[Value], ours: &[Value], differences: &mut Vec<String>) {
    let ours = story(ours);
    for (pod, events) in story(recorded) {
        let mut told = ours.get(&pod).into_iter().flatten();
        for event in events {
            if !told.any(|known| *known == event) {
                differences.push(format!("{place}: {event} was not told in its order; told was {ours:#?}"));
            }
        }
    }
}

/// The events of a list or of a table, one of each reason: what is about a single event is left out. What the kubelet tells
/// is not compared, since the recorded one was a stand-in.
pub fn of_events(body: &Value) -> BTreeMap<String, Value> {
    let mut events = BTreeMap::new();
    for item in body["items"].as_array().into_iter().flatten() {
        let mut event = item.clone();
        for field in ["metadata", "firstTimestamp", "lastTimestamp", "count", "reportingComponent"] {
            event.as_object_mut().map(|event| event.shift_remove(field));
        }
        for field in ["name", "uid", "resourceVersion"] {
            event["involvedObject"].as_object_mut().map(|involved| involved.shift_remove(field));
        }
        if event["source"]["component"] != "kubelet" {
            events.entry(event["reason"].as_str().unwrap_or_default().to_owned()).or_insert(event);
        }
    }
    for row in body["rows"].as_array().into_iter().flatten() {
        let cell = |number: usize| row["cells"][number].clone();
        if !cell(5).as_str().unwrap_or_default().starts_with("kubelet") {
            let told = json!([cell(1), cell(2), cell(4), cell(5), cell(6)]);
            events.entry(cell(2).as_str().unwrap_or_default().to_owned()).or_insert(told);
        }
    }
    if let Some(columns) = body["columnDefinitions"].as_array() {
        let names: Vec<_> = columns.iter().map(|column| json!([column["name"], column["priority"]])).collect();
        events.insert("columns".into(), names.into());
    }
    events
}

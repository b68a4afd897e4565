//! The simulated Kubernetes against what a real API server answered: the recorded requests in order, and the answers
//! compared.
#![cfg(feature = "sandbox")]

use cray_ims::sandbox::kubernetes::Cluster;
use reqwest::{Client, Method};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use tokio::net::TcpListener;

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

/// The names, ids and versions of the recorded cluster, and ours in their place.
#[derive(Default)]
struct Names(HashMap<String, String>);

impl Names {
    /// Learns from two answers to the same request.
    fn learn(&mut self, recorded: &Value, ours: &Value) {
        match (recorded, ours) {
            (Value::Object(recorded), Value::Object(ours)) => {
                let is_generated = recorded.contains_key("generateName");
                for (key, value) in recorded {
                    let Some(other) = ours.get(key) else { continue };
                    let is_name = ["uid", "resourceVersion"].contains(&key.as_str()) || is_generated && key == "name";
                    match (value, other) {
                        (Value::String(value), Value::String(other)) if is_name => {
                            self.0.insert(value.clone(), other.clone());
                        }
                        _ => self.learn(value, other),
                    }
                }
            }
            (Value::Array(recorded), Value::Array(ours)) if recorded.len() == ours.len() => {
                recorded.iter().zip(ours).for_each(|(value, other)| self.learn(value, other));
            }
            _ => {}
        }
    }

    /// The request's part with our names.
    fn ours(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => self.0.get(text).unwrap_or(text).as_str().into(),
            Value::Array(items) => items.iter().map(|item| self.ours(item)).collect(),
            Value::Object(map) => {
                map.iter().map(|(key, value)| (key.clone(), self.ours(value))).collect::<Map<_, _>>().into()
            }
            other => other.clone(),
        }
    }

    /// The path with our names. A watch need not last as long as it did.
    fn path(&self, path: &str) -> String {
        let mut is_time_out = false;
        let parts = path.split_inclusive(['/', '?', '&', '=']).map(|part| {
            let word = part.trim_end_matches(['/', '?', '&', '=']);
            let end = &part[word.len()..];
            let is_time = is_time_out;
            is_time_out = part == "timeoutSeconds=";
            match word.parse::<u64>() {
                Ok(seconds) if is_time => format!("{}{end}", seconds.min(6)),
                _ => format!("{}{end}", self.0.get(word).map_or(word, String::as_str)),
            }
        });
        parts.collect()
    }
}

/// What differs between an answer and the recorded one.
fn compare(place: &str, recorded: &Value, ours: &Value, differences: &mut Vec<String>) {
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
fn shape_of(text: &str) -> String {
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
        word if word.starts_with("ims-post-upgrade-") => "NAME",
        word if word.starts_with("batch.kubernetes.io/controller-uid=") => "SELECTOR",
        word if word.starts_with('(') && word.ends_with(')') => "(VERSION)",
        word if word.starts_with("registry.local/") => "IMAGE",
        word => word,
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The events of a watch, by the pod they are about: the kind of each and the state of the pod.
fn story(events: &[Value]) -> BTreeMap<String, Vec<String>> {
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

fn compare_stories(place: &str, recorded: &[Value], ours: &[Value], differences: &mut Vec<String>) {
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

#[tokio::test]
async fn the_recorded_requests_are_answered_alike() {
    let recording = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/kubernetes/exchanges.jsonl");
    let Ok(recording) = std::fs::read_to_string(&recording) else {
        return eprintln!("SKIPPED: there is no {}, so nothing was compared with it", recording.display());
    };
    let cluster = Cluster::new(&BTreeMap::new());
    let (server, client) = serve(&cluster).await;
    let mut names = Names::default();
    let mut differences = vec![];
    for line in recording.lines() {
        let exchange: Value = serde_json::from_str(line).expect("the recording is JSON");
        let (request, recorded) = (&exchange["request"], &exchange["response"]);
        let text = |field: &str| request[field].as_str();
        let name = exchange["name"].as_str().unwrap_or_default();
        let method: Method = text("method").unwrap_or_default().parse().expect("it is a method");
        let url = format!("{server}{}", names.path(text("path").unwrap_or_default()));
        let mut sent = client.request(method, url).header("accept", text("accept").unwrap_or("*/*"));
        if let Some(content_type) = text("content_type") {
            sent = sent.header("content-type", content_type);
        }
        sent = match text("token") {
            Some("none") | None => sent,
            Some(user) => sent.bearer_auth(cluster.token_of(user).unwrap_or_else(|| user.to_owned())),
        };
        sent = match &request["body"] {
            Value::Null => sent,
            Value::String(text) => sent.body(text.clone()),
            body => sent.body(names.ours(body).to_string()),
        };
        let answer = sent.send().await.expect("it answers");
        let (status, kind) = (answer.status().as_u16(), answer.headers()["content-type"].clone());
        let body = answer.text().await.expect("it answers to the end");
        if status == 404 && recorded["body"]["metadata"]["deletionTimestamp"].is_string() {
            eprintln!("this machine is slow: the pod had gone when it was looked at");
            continue;
        }
        if recorded["status"] != status || recorded["content_type"] != kind.to_str().unwrap_or_default() {
            differences.push(format!("{name}: {status} {kind:?} {body}"));
            continue;
        }
        if recorded["body"].is_array() {
            let events: Vec<Value> =
                body.lines().map(|line| serde_json::from_str(line).expect("an event is JSON")).collect();
            compare_stories(name, recorded["body"].as_array().expect("a watch has events"), &events, &mut differences);
            continue;
        }
        let body = serde_json::from_str(&body).unwrap_or(Value::String(body));
        names.learn(&recorded["body"], &body);
        compare(text("path").unwrap_or_default(), &recorded["body"], &body, &mut differences);
    }
    assert!(differences.is_empty(), "{} differences:\n{}", differences.len(), differences.join("\n"));
}

/// Serves the cluster without TLS.
async fn serve(cluster: &Cluster) -> (String, Client) {
    // Fails only if a provider is there already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let socket = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let server = format!("http://{}", socket.local_addr().expect("it has an address"));
    let router = cluster.router();
    tokio::spawn(async move { axum::serve(socket, router).await });
    (server, Client::builder().tls_certs_only([]).no_proxy().build().expect("a client is made"))
}

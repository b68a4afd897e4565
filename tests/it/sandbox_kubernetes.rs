//! The simulated Kubernetes against what a real API server answered: the recorded requests in order, and the answers
//! compared.
use crate::support::alike::{compare, compare_stories, of_events};
use crate::support::replay::{Replay, exchanges};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;

#[tokio::test]
#[ignore = "needs recordings"]
async fn the_recorded_requests_are_answered_alike() {
    let exchanges = exchanges("exchanges.jsonl");
    let mut replay = Replay::new(&BTreeMap::new()).await;
    let mut differences = vec![];
    for exchange in exchanges {
        let (request, recorded) = (&exchange["request"], &exchange["response"]);
        let name = exchange["name"].as_str().unwrap_or_default();
        let answer = replay.send(request).await;
        if answer.status == 404 && recorded["body"]["metadata"]["deletionTimestamp"].is_string() {
            eprintln!("this machine is slow: the pod had gone when it was looked at");
            continue;
        }
        if recorded["status"] != answer.status || recorded["content_type"] != answer.content_type.as_str() {
            differences.push(format!("{name}: {} {} {}", answer.status, answer.content_type, answer.text));
            continue;
        }
        if let Some(story) = recorded["body"].as_array() {
            let events: Vec<Value> =
                answer.text.lines().map(|line| serde_json::from_str(line).expect("an event is JSON")).collect();
            compare_stories(name, story, &events, &mut differences);
            continue;
        }
        let body = serde_json::from_str(&answer.text).unwrap_or(Value::String(answer.text));
        replay.names.learn(&recorded["body"], &body);
        compare(request["path"].as_str().unwrap_or_default(), &recorded["body"], &body, &mut differences);
    }
    assert!(differences.is_empty(), "{} differences:\n{}", differences.len(), differences.join("\n"));
}

/// How often a state is looked at that comes about by itself.
const LOOKS: usize = 60;

#[tokio::test]
#[ignore = "needs recordings"]
async fn failures_are_told_as_a_real_server_tells_them() {
    let exchanges = exchanges("failures.jsonl");
    let mut replay = Replay::new(&BTreeMap::new()).await;
    prepare(&mut replay, &exchanges).await;
    let mut differences = vec![];
    for exchange in &exchanges {
        let (request, name) = (&exchange["request"], exchange["name"].as_str().unwrap_or_default());
        set_the_stage(&replay, name).await;
        let mut found = vec![];
        // What comes about by itself takes its time.
        for _ in 0..LOOKS {
            found = differences_of(&mut replay, exchange).await;
            if found.is_empty() || request["method"] != "GET" {
                break;
            }
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
        differences.append(&mut found);
    }
    assert!(differences.is_empty(), "{} differences:\n{}", differences.len(), differences.join("\n"));
}

/// Gives the cluster the settings and the names of the recorded one.
async fn prepare(replay: &mut Replay, exchanges: &[Value]) {
    let named = |name: &str| exchanges.iter().find(|exchange| exchange["name"] == name).expect("it was recorded");
    let config = &named("patch the ConfigMap, rehearsed")["response"]["body"];
    let request = |method: &str, path: &str, body: Value| json!({"method": method, "path": path, "content_type": "application/json", "token": "admin", "body": body});
    let path = "/api/v1/namespaces/services/configmaps/ims-config";
    let metadata = json!({"name": "ims-config", "labels": config["metadata"]["labels"]});
    let mut map = json!({"metadata": metadata, "data": config["data"]});
    map["data"]["JOB_ENABLE_DKMS"] = "False".into();
    replay.send(&request("DELETE", path, Value::Null)).await;
    let made = replay.send(&request("POST", path.trim_end_matches("/ims-config"), map)).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let patch = json!([{"op": "replace", "path": "/data/JOB_ENABLE_DKMS", "value": "True"}]);
    let mut patch = request("PATCH", &format!("{path}?fieldManager=cray-ims"), patch);
    patch["content_type"] = "application/json-patch+json".into();
    assert_eq!(replay.send(&patch).await.status, 200);
    let pods = "/api/v1/namespaces/services/pods?labelSelector=app.kubernetes.io/name%3Dcray-ims";
    let pods: Value =
        serde_json::from_str(&replay.send(&request("GET", pods, Value::Null)).await.text).expect("it is JSON");
    replay.names.learn(&named("delete a pod, rehearsed")["response"]["body"], &pods["items"][0]);
}

/// Does what was done between the recorded requests.
async fn set_the_stage(replay: &Replay, next: &str) {
    match next {
        "delete the IMS pod while the quota is full" => replay.cluster.create(json!({
            "kind": "ResourceQuota", "metadata": {"name": "full", "namespace": "services"}, "spec": {"hard": {"pods": "0"}},
        })),
        "scale to 0" => {
            replay.cluster.remove("ResourceQuota", "services", "full");
            let has_pod = || {
                let deployment = replay.cluster.get("Deployment", "services", "cray-ims").unwrap_or_default();
                deployment["status"]["replicas"] == 1
            };
            let coming = async {
                while !has_pod() {
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            };
            tokio::time::timeout(Duration::from_secs(120), coming).await.expect("there is a pod again in time");
        }
        "events of scaling" => replay.cluster.modify("Deployment", "services", "cray-ims", |object| {
            object["spec"]["replicas"] = 1.into();
        }),
        _ => {}
    }
}

async fn differences_of(replay: &mut Replay, exchange: &Value) -> Vec<String> {
    let (request, recorded) = (&exchange["request"], &exchange["response"]);
    let name = exchange["name"].as_str().unwrap_or_default();
    let answer = replay.send(request).await;
    if recorded["status"] != answer.status || recorded["content_type"] != answer.content_type.as_str() {
        return vec![format!("{name}: {} {} {}", answer.status, answer.content_type, answer.text)];
    }
    let mut differences = vec![];
    let warnings = recorded.get("warning").cloned().filter(Value::is_array).unwrap_or_else(|| json!([]));
    compare(&format!("{name} warnings"), &warnings, &json!(answer.warnings), &mut differences);
    let body: Value = serde_json::from_str(&answer.text).unwrap_or(Value::String(answer.text));
    replay.names.learn(&recorded["body"], &body);
    let (recorded, body) = (without_set_up(&recorded["body"]), without_set_up(&body));
    match request["path"].as_str().unwrap_or_default() {
        path if path.contains("/events") => {
            // Events differ in number; of each reason there is one that reads alike.
            let ours = of_events(&body);
            for (reason, event) in of_events(&recorded) {
                match ours.get(&reason) {
                    Some(other) => compare(&format!("{name} {reason}"), &event, other, &mut differences),
                    None => differences.push(format!("{name}: there is no event {reason}")),
                }
            }
        }
        path if path.ends_with("/replicasets") => {
            // The recorded Deployment had many templates before.
            let items = recorded["items"].as_array().expect("it is a list");
            let current = items.iter().find(|set| set["spec"]["replicas"] == 1).expect("one is current");
            compare(name, current, &body["items"][0], &mut differences);
        }
        _ => compare(name, &recorded, &body, &mut differences),
    }
    differences
}

/// How the recorded Deployment was set up, how often it had been changed, and what belongs to one run of it.
const SET_UP: &[&str] = &[
    "annotations",
    "completionTime",
    "containerID",
    "deletionGracePeriodSeconds",
    "generation",
    "ip",
    "lastProbeTime",
    "observedGeneration",
    "podIP",
    "ports",
    "qosClass",
    "resources",
    "sources",
    "terminationGracePeriodSeconds",
    "username",
];

fn without_set_up(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let kept = map.iter().filter(|(key, _)| !SET_UP.contains(&key.as_str()));
            kept.map(|(key, value)| (key.clone(), without_set_up(value))).collect::<serde_json::Map<_, _>>().into()
        }
        Value::Array(items) => items.iter().map(without_set_up).collect(),
        other => other.clone(),
    }
}

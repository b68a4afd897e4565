//! What is told of conditions, events and containers that wait.

use super::*;
use serde_json::{Value, json};

fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

fn event(kind: &str, reason: &str, message: &str, count: u32) -> v1::Event {
    read(
        json!({"metadata": {}, "involvedObject": {}, "type": kind, "reason": reason, "message": message, "count": count}),
    )
}

#[test]
fn a_quota_shows_in_the_conditions_of_the_deployment() {
    let conditions = json!([
        {"type": "Progressing", "status": "True", "reason": "NewReplicaSetAvailable", "message": "fine"},
        {"type": "Available", "status": "False", "reason": "MinimumReplicasUnavailable", "message": "none"},
        {"type": "ReplicaFailure", "status": "True", "reason": "FailedCreate", "message": "exceeded quota: full"},
    ]);
    let spec = json!({"replicas": 1, "selector": {}, "template": {}});
    let lines = deployment_lines(&read(json!({"metadata": {}, "spec": spec, "status": {"conditions": conditions}})));
    assert_eq!(lines, ["Condition ReplicaFailure: FailedCreate: exceeded quota: full"]);
}

#[test]
fn scaled_to_0_is_told() {
    let spec = json!({"replicas": 0, "selector": {}, "template": {}});
    let lines = deployment_lines(&read(json!({"metadata": {}, "spec": spec})));
    assert_eq!(lines, ["The Deployment cray-ims is scaled to 0, so it makes no pod."]);
}

#[test]
fn only_the_replica_set_of_the_current_revision_counts() {
    let of = |owner: &str, revision: &str| -> ReplicaSet {
        let owner = json!({"apiVersion": "apps/v1", "kind": "Deployment", "name": "cray-ims", "uid": owner});
        read(json!({"metadata": {"ownerReferences": [owner], "annotations": {REVISION: revision}}}))
    };
    let deployment: Deployment = read(json!({"metadata": {"uid": "d", "annotations": {REVISION: "17"}}}));
    let current: Vec<_> = [("d", "17"), ("d", "5"), ("e", "17")]
        .map(|(owner, revision)| is_current(&of(owner, revision), "d", &deployment))
        .into();
    assert_eq!(current, [true, false, false]);
}

#[test]
fn the_newest_event_of_each_reason_is_shown_with_its_count() {
    let events = [
        event("Warning", "FailedCreate", "pods \"a\" is forbidden", 1),
        event("Warning", "FailedMount", "no such volume", 1),
        event("Warning", "FailedCreate", "pods \"b\" is forbidden\nmore", 3),
    ];
    let told = ["Event FailedMount: no such volume", "Event FailedCreate (3 times): pods \"b\" is forbidden"];
    assert_eq!(event_lines(events.iter()), told);
}

#[test]
fn a_pod_that_waits_says_for_what() {
    let waiting = json!({"waiting": {"reason": "CreateContainerError", "message": "no kata"}});
    let turn = json!({"waiting": {"reason": "PodInitializing"}});
    let status = |name: &str, state: Value| json!({"name": name, "ready": false, "restartCount": 0, "image": "", "imageID": "", "state": state});
    let condition =
        json!({"type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": "0/3 nodes"});
    let pod = json!({"metadata": {}, "status": {
        "conditions": [condition], "initContainerStatuses": [status("prepare", waiting)], "containerStatuses": [status("sshd", turn)],
    }});
    let told = [
        "Condition PodScheduled: Unschedulable: 0/3 nodes",
        "Container prepare is waiting: CreateContainerError: no kata",
    ];
    assert_eq!(pod_lines(&read(pod)), told);
}

#[test]
fn a_job_that_has_failed_or_is_suspended_says_so() {
    let conditions =
        json!([{"type": "Failed", "status": "True", "reason": "BackoffLimitExceeded", "message": "has reached it"}]);
    let spec = json!({"suspend": true, "template": {}});
    let lines = job_lines(&read(json!({"metadata": {}, "spec": spec, "status": {"conditions": conditions}})));
    assert_eq!(lines, ["The Job is suspended.", "Condition Failed: BackoffLimitExceeded: has reached it"]);
}

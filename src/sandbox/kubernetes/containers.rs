//! What the containers of a pod do, and how its status tells of it.

use super::object::{self, fill, list, set, text};
use super::state::State;
use super::store::Key;
use super::{clock, names};
use serde_json::{Value, json};

/// What a container does.
#[derive(Clone, Debug, PartialEq)]
pub enum Activity {
    Waiting { reason: &'static str, message: Option<String> },
    Running { is_ready: bool },
    Ended { exit_code: i64 },
}

/// The init containers while one of them runs. Sidecars go on running.
pub fn initializing(pod: &Value, current: usize) -> Vec<Activity> {
    let activity = |(index, init): (usize, &Value)| match index.cmp(&current) {
        std::cmp::Ordering::Less => initialized(init),
        std::cmp::Ordering::Equal => Activity::Running { is_ready: false },
        std::cmp::Ordering::Greater => Activity::Waiting { reason: "PodInitializing", message: None },
    };
    list(pod, "/spec/initContainers").iter().enumerate().map(activity).collect()
}

/// The init containers when all of them are done.
pub fn all_initialized(pod: &Value) -> Vec<Activity> {
    list(pod, "/spec/initContainers").iter().map(initialized).collect()
}

/// What an init container does when those after it may begin.
fn initialized(init: &Value) -> Activity {
    if init["restartPolicy"] == "Always" {
        Activity::Running { is_ready: true }
    } else {
        Activity::Ended { exit_code: 0 }
    }
}

/// Writes what the containers do into the pod's status.
pub fn show(state: &mut State, key: &Key, inits: &[Activity], mains: &[Activity]) {
    state.modify(key, |pod| {
        let before = pod["status"].clone();
        fill(pod, json!({"spec": {"nodeName": names::NODE}}));
        let is_ended = |activity: &Activity| matches!(activity, Activity::Ended { .. });
        let is_failed = |activity: &Activity| matches!(activity, Activity::Ended { exit_code } if *exit_code != 0);
        let is_ready = |activity: &Activity| *activity == Activity::Running { is_ready: true };
        let is_done = |activity: &Activity| *activity == Activity::Ended { exit_code: 0 } || is_ready(activity);
        let has_begun = |activity: &Activity| matches!(activity, Activity::Running { .. } | Activity::Ended { .. });
        let is_initialized = inits.iter().all(is_done);
        let is_over = !mains.is_empty() && mains.iter().all(is_ended);
        let phase = if inits.iter().any(is_failed) || is_over && mains.iter().any(is_failed) {
            "Failed"
        } else if is_over {
            "Succeeded"
        } else if mains.iter().any(has_begun) {
            "Running"
        } else {
            "Pending"
        };
        let ready = mains.iter().all(is_ready);
        set(pod, &["status", "phase"], phase);
        let conditions =
            [("PodScheduled", true), ("Initialized", is_initialized), ("ContainersReady", ready), ("Ready", ready)];
        set_conditions(pod, &conditions);
        let now = clock::now();
        fill(
            pod,
            json!({"status": {
                "hostIP": "127.0.0.1", "podIP": "127.0.0.1", "podIPs": [{"ip": "127.0.0.1"}], "startTime": now,
            }}),
        );
        for (field, spec, activities) in
            [("initContainerStatuses", "initContainers", inits), ("containerStatuses", "containers", mains)]
        {
            if !activities.is_empty() {
                let containers = pod["spec"][spec].as_array().cloned().unwrap_or_default();
                let statuses: Vec<_> = containers
                    .iter()
                    .zip(activities)
                    .map(|(container, activity)| container_status(pod, field, container, activity))
                    .collect();
                set(pod, &["status", field], statuses);
            }
        }
        fill(pod, json!({"status": {"qosClass": "BestEffort"}}));
        if let Some(status) = pod["status"].as_object_mut() {
            let class = status.shift_remove_entry("qosClass");
            status.extend(class);
        }
        if pod["status"] != before {
            note_report(pod);
        }
    });
}

/// Notes that the node has reported on the containers.
fn note_report(pod: &mut Value) {
    let report = json!({
        "manager": "kubelet", "operation": "Update", "apiVersion": "v1", "time": clock::now(), "fieldsType": "FieldsV1",
        "fieldsV1": {"f:status": {"f:conditions": {}, "f:containerStatuses": {}, "f:phase": {}}}, "subresource": "status",
    });
    set(pod, &["metadata", "managedFields"], json!([report]));
}

fn container_status(pod: &Value, field: &str, container: &Value, activity: &Activity) -> Value {
    let name = text(container, "/name");
    let before = list(pod, &format!("/status/{field}")).iter().find(|status| status["name"] == name);
    let time = |pointer: &str| {
        before.map(|status| text(status, pointer)).filter(|time| !time.is_empty()).map(ToOwned::to_owned)
    };
    let started =
        time("/state/running/startedAt").or_else(|| time("/state/terminated/startedAt")).unwrap_or_else(clock::now);
    let finished = time("/state/terminated/finishedAt").unwrap_or_else(clock::now);
    let state = match activity {
        Activity::Waiting { reason, message: None } => json!({"waiting": {"reason": reason}}),
        Activity::Waiting { reason, message } => json!({"waiting": {"reason": reason, "message": message}}),
        Activity::Running { .. } => json!({"running": {"startedAt": started}}),
        Activity::Ended { exit_code } => {
            let reason = if *exit_code == 0 { "Completed" } else { "Error" };
            json!({"terminated": {
                "exitCode": exit_code, "reason": reason, "startedAt": started, "finishedAt": finished,
            }})
        }
    };
    let is_crashing = matches!(activity, Activity::Waiting { reason: "CrashLoopBackOff", .. });
    let last = if is_crashing {
        json!({"terminated": {"exitCode": 1, "reason": "Error", "startedAt": started, "finishedAt": finished}})
    } else {
        json!({})
    };
    let is_running = matches!(activity, Activity::Running { .. });
    let is_init = field == "initContainerStatuses";
    let is_ready =
        *activity == Activity::Running { is_ready: true } || is_init && *activity == Activity::Ended { exit_code: 0 };
    let mut status = json!({
        "name": name, "state": state, "lastState": last, "ready": is_ready, "restartCount": i64::from(is_crashing),
        "image": container["image"], "imageID": format!("sha256:{name}"),
    });
    if is_running {
        status["containerID"] = format!("containerd://{}", object::uid(pod)).into();
    }
    status["started"] = is_running.into();
    status
}

/// Writes conditions; those that stay as they were keep their time.
pub fn set_conditions(pod: &mut Value, conditions: &[(&str, bool)]) {
    let entry = |(kind, holds): &(&str, bool)| {
        let status = if *holds { "True" } else { "False" };
        let before =
            list(pod, "/status/conditions").iter().find(|entry| entry["type"] == *kind && entry["status"] == status);
        let since = before.map_or_else(|| json!(clock::now()), |entry| entry["lastTransitionTime"].clone());
        json!({"type": kind, "status": status, "lastProbeTime": null, "lastTransitionTime": since})
    };
    let entries: Vec<_> = conditions.iter().map(entry).collect();
    set(pod, &["status", "conditions"], entries);
}

//! A pod as people see it.

use super::columns::Columns;
use super::excerpt::first_line;
use super::variables::{Variables, own_variables, reader};
use super::{DEPLOYMENT, Start, timestamp};
use jiff::Timestamp;
use k8s_openapi::api::core::v1::{self, ContainerStatus};

/// A pod of IMS, or one that looks like it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pod {
    pub name: String,
    pub uid: String,
    /// How many of its containers are ready, and how many there are, sidecars included.
    pub ready: (usize, usize),
    /// As `kubectl get pods` puts it.
    pub status: String,
    /// When the container that takes its settings from the ConfigMap started, as its node says; `None` if it does not run.
    pub started: Option<Timestamp>,
    /// When it started by the clock of the API server.
    pub start: Option<Start>,
    /// What that container has as variables of its own.
    pub variables: Variables,
    /// Whether it belongs to the Deployment of IMS and neither has ended nor is about to.
    pub is_serving: bool,
    /// What its containers wait for, or why they ended, for people.
    pub complaints: Vec<String>,
    /// The runtime class it runs in; none for an ordinary container.
    pub runtime_class: Option<String>,
}

impl Pod {
    pub(super) fn new(pod: v1::Pod) -> Self {
        let columns = Columns::of(&pod);
        let variables = pod.spec.as_ref().map(own_variables).unwrap_or_default();
        let started = started(&pod);
        let start = started.map(|started| Start::of(&pod, started));
        let (spec, status) = (pod.spec.unwrap_or_default(), pod.status.unwrap_or_default());
        let containers = status.container_statuses.unwrap_or_default();
        let phase = status.phase.unwrap_or_default();
        let is_ending = pod.metadata.deletion_timestamp.is_some();
        let has_ended = matches!(phase.as_str(), "Succeeded" | "Failed");
        // Its ReplicaSet is named after the Deployment and the template; a Job's pod with the same labels has none.
        let hash = pod.metadata.labels.as_ref().and_then(|labels| labels.get("pod-template-hash"));
        let set = hash.map(|hash| format!("{DEPLOYMENT}-{hash}"));
        let owners = pod.metadata.owner_references.unwrap_or_default();
        let is_deployed = owners.iter().any(|owner| owner.kind == "ReplicaSet" && Some(&owner.name) == set.as_ref());
        let inits = status.init_container_statuses.unwrap_or_default();
        let complaints = inits.iter().filter(|init| !has_done_its_work(init)).chain(&containers).flat_map(complaints);
        let complaints = complaints.chain(status.message).collect();
        Pod {
            name: pod.metadata.name.unwrap_or_default(),
            uid: pod.metadata.uid.unwrap_or_default(),
            ready: columns.ready,
            status: columns.status,
            started,
            start,
            variables,
            is_serving: is_deployed && !is_ending && !has_ended,
            complaints,
            runtime_class: spec.runtime_class_name,
        }
    }

    /// Returns `true` if it serves and all of its containers are ready.
    pub fn is_ready(&self) -> bool {
        self.is_serving && self.ready.0 == self.ready.1
    }

    /// `2/2`, as `kubectl get pods` shows it.
    pub fn readiness(&self) -> String {
        format!("{}/{}", self.ready.0, self.ready.1)
    }
}

/// When the container that takes its settings from the ConfigMap started, by the clock of its node.
fn started(pod: &v1::Pod) -> Option<Timestamp> {
    let name = &reader(pod.spec.as_ref()?)?.name;
    let mut states = pod.status.as_ref()?.container_statuses.iter().flatten();
    let state = states.find(|container| container.name == *name)?.state.as_ref()?;
    timestamp(state.running.as_ref()?.started_at.as_ref()?)
}

/// Returns `true` if an init container has ended well.
fn has_done_its_work(init: &ContainerStatus) -> bool {
    let ended = init.state.as_ref().and_then(|state| state.terminated.as_ref());
    init.ready || ended.is_some_and(|ended| ended.exit_code == 0)
}

/// What keeps a container from being ready.
fn complaints(container: &ContainerStatus) -> Vec<String> {
    let mut lines = Vec::new();
    let mut add = |what: &str, reason: Option<&str>, message: Option<&String>| {
        let told: Vec<_> = message.into_iter().flat_map(|message| message.lines()).map(first_line).collect();
        let (beside, below) = if let [only] = &told[..] { (Some(only.as_str()), &[][..]) } else { (None, &told[..]) };
        let words = [reason, beside].into_iter().flatten().map(|words| format!(": {words}")).collect::<String>();
        lines.push(format!("container {} {what}{words}", container.name));
        lines.extend(below.iter().filter(|line| !line.trim().is_empty()).map(|line| format!("  {line}")));
    };
    if let Some(waiting) = container.state.as_ref().and_then(|state| state.waiting.as_ref()) {
        add("waits", waiting.reason.as_deref(), waiting.message.as_ref());
    }
    if let Some(ended) = container.state.as_ref().and_then(|state| state.terminated.as_ref()) {
        add(&format!("ended with {}", ended.exit_code), ended.reason.as_deref(), ended.message.as_ref());
    }
    if let Some(ended) = container.last_state.as_ref().and_then(|state| state.terminated.as_ref()) {
        add(&format!("ended before with {}", ended.exit_code), ended.reason.as_deref(), ended.message.as_ref());
    }
    if lines.is_empty() && !container.ready {
        lines.push(format!("container {} is running and not ready", container.name));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn pod(metadata: Value, phase: &str) -> Pod {
        let container = json!({"name": "cray-ims", "envFrom": [{"configMapRef": {"name": "ims-config"}}]});
        let running = json!({"running": {"startedAt": "2026-01-01T00:00:10Z"}});
        let status =
            json!({"name": "cray-ims", "ready": true, "restartCount": 0, "image": "", "imageID": "", "state": running});
        let pod = json!({
            "metadata": metadata,
            "spec": {"containers": [container]},
            "status": {"phase": phase, "containerStatuses": [status]},
        });
        Pod::new(serde_json::from_value(pod).unwrap())
    }

    #[test]
    fn a_message_of_several_lines_stands_on_its_lines() {
        let terminated = |message: &str| {
            let state = json!({"terminated": {"exitCode": 1, "reason": "Error", "message": message}});
            let status = json!({"name": "cray-ims", "ready": false, "restartCount": 0, "image": "", "imageID": "", "state": state});
            complaints(&serde_json::from_value(status).unwrap())
        };
        assert_eq!(terminated("one\n"), ["container cray-ims ended with 1: Error: one"]);
        let told = ["container cray-ims ended with 1: Error", "  Traceback:", "    boom"];
        assert_eq!(terminated("Traceback:\n\n  boom\n"), told);
    }

    fn owned_by(kind: &str, name: &str) -> Value {
        let owner = json!({"apiVersion": "v1", "kind": kind, "name": name, "uid": "u"});
        json!({"name": "p", "labels": {"pod-template-hash": "7bf"}, "ownerReferences": [owner]})
    }

    #[test]
    fn only_the_running_pods_of_the_deployment_serve() {
        let of_deployment = owned_by("ReplicaSet", "cray-ims-7bf");
        assert!(pod(of_deployment.clone(), "Running").is_ready());
        assert!(!pod(of_deployment.clone(), "Failed").is_serving);
        let mut ending = of_deployment;
        ending["deletionTimestamp"] = "2026-01-01T00:00:10Z".into();
        assert_eq!(
            (pod(ending.clone(), "Running").is_serving, pod(ending, "Running").status.as_str()),
            (false, "Terminating")
        );
        assert!(!pod(owned_by("Job", "ims-post-upgrade"), "Succeeded").is_serving);
        assert!(!pod(owned_by("ReplicaSet", "cray-ims-other-7bf"), "Running").is_serving);
        assert!(!pod(json!({"name": "cray-ims-7bf-x"}), "Running").is_serving);
    }

    #[test]
    fn it_starts_with_the_container_that_reads_the_settings() {
        let started = pod(owned_by("ReplicaSet", "cray-ims-7bf"), "Running").started;
        assert_eq!(started, "2026-01-01T00:00:10Z".parse().ok());
    }
}

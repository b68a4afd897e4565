//! What keeps a pod from coming into being or from starting, in the words of Kubernetes: conditions and events of whoever
//! makes the pod, and of the pod itself. It only serves to explain, so what cannot be read is told and is no error.

use super::excerpt::first_line;
use super::{Cluster, DEPLOYMENT, failure, is_label, is_name};
use crate::error::Error;
use k8s_openapi::api::apps::v1::{Deployment, DeploymentCondition, ReplicaSet};
use k8s_openapi::api::batch::v1::{Job, JobCondition};
use k8s_openapi::api::core::v1::{self, PodCondition};
use kube::Api;
use kube::api::ListParams;

/// At most this many events of an object are shown.
const EVENTS: usize = 5;

/// What a Deployment notes on its ReplicaSets.
const REVISION: &str = "deployment.kubernetes.io/revision";

/// What keeps a Job from having a pod, or its pod from starting, in lines.
#[derive(Debug, Default)]
pub struct JobObstacles {
    /// The obstacles; empty if Kubernetes sees none.
    pub found: Vec<String>,
    /// That there is no such Job, which a wrong cluster explains too.
    pub missing: Option<String>,
}

impl Cluster {
    /// What keeps the Deployment of IMS from having its pods.
    pub async fn deployment_obstacles(&self) -> Vec<String> {
        let namespace = &self.namespace;
        let deployment = match Api::<Deployment>::namespaced(self.client.clone(), namespace).get(DEPLOYMENT).await {
            Ok(deployment) => deployment,
            Err(error) => {
                let what = format!("Deployment {DEPLOYMENT}");
                return vec![absence(&what, namespace, &error).unwrap_or_else(|| self.unreadable(&what, error))];
            }
        };
        let mut lines = deployment_lines(&deployment);
        if let Some(uid) = &deployment.metadata.uid {
            let api: Api<ReplicaSet> = Api::namespaced(self.client.clone(), namespace);
            let sets = api.list(&ListParams::default()).await.map(|list| list.items).unwrap_or_default();
            for set in sets.iter().filter(|set| is_current(set, uid, &deployment)) {
                lines.extend(set_lines(set));
                lines.extend(self.warnings(namespace, set.metadata.uid.as_deref()).await);
            }
        }
        without_repetition(lines)
    }

    /// What keeps a Job from having a pod, or its pod from starting.
    pub async fn job_obstacles(&self, namespace: &str, job: &str) -> JobObstacles {
        if !is_label(namespace) || !is_name(job) {
            return JobObstacles::default();
        }
        let (mut lines, mut missing) = (Vec::new(), None);
        let pods: Api<v1::Pod> = Api::namespaced(self.client.clone(), namespace);
        let labels = ListParams::default().labels(&format!("job-name={job}"));
        for pod in pods.list(&labels).await.map(|list| list.items).unwrap_or_default() {
            lines.extend(pod_lines(&pod));
            lines.extend(self.warnings(namespace, pod.metadata.uid.as_deref()).await);
        }
        match Api::<Job>::namespaced(self.client.clone(), namespace).get(job).await {
            Ok(found) => {
                lines.extend(job_lines(&found));
                lines.extend(self.warnings(namespace, found.metadata.uid.as_deref()).await);
            }
            Err(error) => {
                let what = format!("Job {job}");
                match absence(&what, namespace, &error) {
                    Some(absence) => missing = Some(absence),
                    None => lines.push(self.unreadable(&what, error)),
                }
            }
        }
        JobObstacles { found: without_repetition(lines), missing }
    }

    /// The warnings about an object, newest last; all of its events if there are no warnings.
    pub async fn events(&self, namespace: &str, uid: &str) -> Vec<String> {
        let events = self.events_of(namespace, uid).await;
        match event_lines(events.iter().filter(|event| is_warning(event))) {
            warnings if warnings.is_empty() => event_lines(events.iter()),
            warnings => warnings,
        }
    }

    async fn warnings(&self, namespace: &str, uid: Option<&str>) -> Vec<String> {
        let Some(uid) = uid else { return Vec::new() };
        event_lines(self.events_of(namespace, uid).await.iter().filter(|event| is_warning(event)))
    }

    /// The events of an object, oldest first.
    async fn events_of(&self, namespace: &str, uid: &str) -> Vec<v1::Event> {
        let api: Api<v1::Event> = Api::namespaced(self.client.clone(), namespace);
        let parameters = ListParams::default().fields(&format!("involvedObject.uid={uid}"));
        let mut events = api.list(&parameters).await.map(|list| list.items).unwrap_or_default();
        // Not every server heeds the selector.
        events.retain(|event| event.involved_object.uid.as_deref().is_none_or(|concerned| concerned == uid));
        events.sort_by_key(|event| {
            let time = event.last_timestamp.as_ref().map(|time| time.0);
            time.or(event.event_time.as_ref().map(|time| time.0))
        });
        events
    }

    fn unreadable(&self, what: &str, error: kube::Error) -> String {
        match self.failed(error) {
            Error::Kubernetes { message, .. } => format!("Unable to read the {what}: {message}."),
            other => format!("Unable to read the {what}: {other}."),
        }
    }
}

/// That something does not exist, if the error says so.
fn absence(what: &str, namespace: &str, error: &kube::Error) -> Option<String> {
    (failure::status(error) == Some(404)).then(|| format!("There is no {what} in the namespace {namespace}."))
}

/// Returns `true` if a ReplicaSet is the one that has to make the pods of a Deployment now.
fn is_current(set: &ReplicaSet, uid: &str, deployment: &Deployment) -> bool {
    let revision =
        |annotations: Option<&std::collections::BTreeMap<String, String>>| annotations?.get(REVISION).cloned();
    let owners = set.metadata.owner_references.iter().flatten();
    let wanted = revision(deployment.metadata.annotations.as_ref());
    owners.into_iter().any(|owner| owner.uid == uid)
        && (wanted.is_none() || revision(set.metadata.annotations.as_ref()) == wanted)
}

fn set_lines(set: &ReplicaSet) -> Vec<String> {
    let conditions = set.status.as_ref().and_then(|status| status.conditions.as_ref());
    let bad = conditions.into_iter().flatten().filter(|condition| condition.type_ == "ReplicaFailure");
    bad.filter(|condition| condition.status == "True")
        .map(|condition| condition_line(&condition.type_, condition.reason.as_deref(), condition.message.as_deref()))
        .collect()
}

/// What a Deployment itself says about pods that it does not have.
pub(super) fn deployment_lines(deployment: &Deployment) -> Vec<String> {
    let spec = deployment.spec.as_ref();
    let mut lines = Vec::new();
    if spec.is_some_and(|spec| spec.replicas == Some(0)) {
        lines.push(format!("The Deployment {DEPLOYMENT} is scaled to 0, so it makes no pod."));
    }
    if spec.is_some_and(|spec| spec.paused == Some(true)) {
        lines.push(format!("The Deployment {DEPLOYMENT} is paused."));
    }
    let conditions = deployment.status.as_ref().and_then(|status| status.conditions.as_ref());
    let is_bad = |condition: &&DeploymentCondition| {
        matches!(
            (condition.type_.as_str(), condition.status.as_str()),
            ("ReplicaFailure", "True") | ("Progressing", "False")
        )
    };
    let line = |condition: &DeploymentCondition| {
        condition_line(&condition.type_, condition.reason.as_deref(), condition.message.as_deref())
    };
    lines.extend(conditions.into_iter().flatten().filter(is_bad).map(line));
    lines
}

fn job_lines(job: &Job) -> Vec<String> {
    let mut lines = Vec::new();
    if job.spec.as_ref().is_some_and(|spec| spec.suspend == Some(true)) {
        lines.push("The Job is suspended.".into());
    }
    let conditions = job.status.as_ref().and_then(|status| status.conditions.as_ref());
    let is_bad = |condition: &&JobCondition| {
        condition.status == "True" && matches!(condition.type_.as_str(), "Failed" | "FailureTarget" | "Suspended")
    };
    let line = |condition: &JobCondition| {
        condition_line(&condition.type_, condition.reason.as_deref(), condition.message.as_deref())
    };
    lines.extend(conditions.into_iter().flatten().filter(is_bad).map(line));
    lines
}

/// What keeps a pod from starting. A pod whose containers have come to an end says so by itself.
fn pod_lines(pod: &v1::Pod) -> Vec<String> {
    let Some(status) = &pod.status else { return Vec::new() };
    let is_bad = |condition: &&PodCondition| condition.type_ == "PodScheduled" && condition.status == "False";
    let line = |condition: &PodCondition| {
        condition_line(&condition.type_, condition.reason.as_deref(), condition.message.as_deref())
    };
    let mut lines: Vec<_> = status.conditions.iter().flatten().filter(is_bad).map(line).collect();
    let containers = [&status.init_container_statuses, &status.container_statuses].into_iter().flatten().flatten();
    for container in containers {
        let Some(waiting) = container.state.as_ref().and_then(|state| state.waiting.as_ref()) else { continue };
        // What waits for its turn has no message.
        if let (Some(reason), Some(message)) = (&waiting.reason, &waiting.message) {
            lines.push(format!("Container {} is waiting: {reason}: {}", container.name, first_line(message)));
        }
    }
    lines
}

fn condition_line(kind: &str, reason: Option<&str>, message: Option<&str>) -> String {
    let words = [reason, message].into_iter().flatten().filter(|words| !words.is_empty());
    let words: Vec<_> = words.map(first_line).collect();
    format!("Condition {kind}: {}", words.join(": "))
}

fn is_warning(event: &v1::Event) -> bool {
    event.type_.as_deref() == Some("Warning")
}

/// The newest event of each reason, as what happens again and again differs in a name only.
fn event_lines<'e>(events: impl DoubleEndedIterator<Item = &'e v1::Event>) -> Vec<String> {
    let mut newest: Vec<&v1::Event> = Vec::new();
    for event in events.rev() {
        if newest.len() < EVENTS && newest.iter().all(|newer| newer.reason != event.reason) {
            newest.push(event);
        }
    }
    let line = |event: &v1::Event| {
        let message = first_line(event.message.as_deref().unwrap_or_default());
        let count =
            event.count.filter(|count| *count > 1).map_or_else(String::new, |count| format!(" ({count} times)"));
        format!("Event {}{count}: {message}", event.reason.as_deref().unwrap_or("without a reason"))
    };
    newest.into_iter().rev().map(line).collect()
}

fn without_repetition(lines: Vec<String>) -> Vec<String> {
    let mut told: Vec<String> = Vec::new();
    for line in lines {
        if !told.contains(&line) {
            told.push(line);
        }
    }
    told
}

#[cfg(test)]
#[path = "obstacles_tests.rs"]
mod tests;

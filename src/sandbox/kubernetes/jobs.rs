//! Jobs: they get a pod, which somebody moves along, and come to the end that it comes to.

use super::clock;
use super::containers::{Activity, all_initialized, initializing, show};
use super::events::{self, Event};
use super::object::{self, fill, list, set};
use super::pods::make_pod;
use super::state::State;
use super::store::Key;
use serde_json::{Value, json};
use std::sync::Arc;

/// Who tells of Jobs.
const CONTROLLER: &str = "job-controller";

/// Counts the pods of a Job, and ends it when enough of them have ended.
pub fn count(state: &mut State, job: &Value) {
    if is_idle(job) {
        return;
    }
    let pods = state.pods(object::namespace(job));
    let pods: Vec<_> = pods.iter().filter(|(_, pod)| is_pod_of(pod, job)).map(|(_, pod)| pod).collect();
    let in_phase = |phase: &str| pods.iter().filter(|pod| pod["status"]["phase"] == phase).count();
    let (succeeded, failed) = (in_phase("Succeeded"), in_phase("Failed"));
    let now = clock::now();
    let mut status = job["status"].clone();
    fill(&mut status, json!({"startTime": now}));
    let ready = pods.iter().filter(|pod| object::is_condition_true(pod, "Ready")).count();
    let active = pods.len() - succeeded - failed;
    for (field, count) in [("active", active), ("succeeded", succeeded), ("failed", failed)] {
        match count {
            0 => object::unset(&mut status, &[field]),
            count => set(&mut status, &[field], count),
        }
    }
    set(&mut status, &["terminating"], 0);
    set(&mut status, &["ready"], ready);
    set(&mut status, &["uncountedTerminatedPods"], json!({}));
    let completions = job["spec"]["completions"].as_u64().unwrap_or(1);
    let limit = job["spec"]["backoffLimit"].as_u64().unwrap_or(6);
    let failed_message = "Job has reached the specified backoff limit";
    let (conditions, reason, message, event) = if succeeded > 0 && succeeded as u64 >= completions {
        set(&mut status, &["completionTime"], now.as_str());
        let event = Event::normal(CONTROLLER, "Completed", "Job completed".to_owned());
        let message = "Reached expected number of succeeded pods";
        (["SuccessCriteriaMet", "Complete"], "CompletionsReached", message, event)
    } else if failed as u64 > limit {
        let event = Event::warning(CONTROLLER, "BackoffLimitExceeded", failed_message.to_owned());
        (["FailureTarget", "Failed"], "BackoffLimitExceeded", failed_message, event)
    } else {
        state.modify(&Key::of("Job", job), |object| set(object, &["status"], status));
        return;
    };
    let conditions = conditions.map(|condition| {
        json!({
            "type": condition, "status": "True", "lastProbeTime": now, "lastTransitionTime": now, "reason": reason,
            "message": message,
        })
    });
    set(&mut status, &["conditions"], json!(conditions));
    state.modify(&Key::of("Job", job), |object| set(object, &["status"], status));
    events::tell(state, job, event);
}

/// Returns `true` if a pod is one of a Job's.
pub fn is_pod_of(pod: &Value, job: &Value) -> bool {
    object::namespace(pod) == object::namespace(job)
        && (object::is_owned_by(pod, object::uid(job)) || object::label(pod, "job-name") == object::name(job))
}

/// Gives a Job its pod, unless it has one. Returns `None` if it needs none.
pub fn populate(state: &mut State, key: &Key, uid: &str) -> Option<Result<(Key, Arc<Value>), String>> {
    let job = state.current(key, uid)?;
    let mut pods = state.pods(&key.namespace).into_iter().filter(|(_, pod)| is_pod_of(pod, &job));
    match pods.next() {
        Some(pod) => Some(Ok(pod)),
        None if is_idle(&job) => None,
        None => {
            let made = make_pod(state, &job, &job["spec"]["template"], CONTROLLER);
            state.note_refusal(key, made.is_err());
            Some(made)
        }
    }
}

/// The pod of a Job, which is made now unless it was refused before; then its controller asks again later.
pub fn pod_of(state: &mut State, key: &Key) -> Option<Key> {
    let job = state.store.get(key).cloned()?;
    if state.is_retrying(key) { None } else { populate(state, key, object::uid(&job))?.ok().map(|(pod, _)| pod) }
}

/// Gives a Job its pod. Returns `true` if it should have one and cannot get it yet.
pub fn lacks_pod(state: &mut State, key: &Key, uid: &str) -> bool {
    populate(state, key, uid).is_some_and(|made| made.is_err())
}

/// Returns `true` if a Job has come to its end, or is not to begin.
fn is_idle(job: &Value) -> bool {
    ["Complete", "Failed"].iter().any(|condition| object::is_condition_true(job, condition))
        || job["spec"]["suspend"] == true
}

/// Moves a pod to where this container of it runs: those before it have ended, those after it wait.
pub fn reach(state: &mut State, key: &Key, container: &str) {
    let Some(pod) = state.store.get(key).cloned() else { return };
    state.driven.insert(object::uid(&pod).to_owned());
    let mains = list(&pod, "/spec/containers").len();
    let inits = list(&pod, "/spec/initContainers");
    events::scheduled(state, &pod);
    match inits.iter().position(|init| init["name"] == container) {
        Some(current) => {
            events::started(state, &pod, "initContainers", current + 1);
            show(state, key, &initializing(&pod, current), &vec![WAITING; mains]);
        }
        None => {
            events::started(state, &pod, "initContainers", inits.len());
            events::started(state, &pod, "containers", mains);
            show(state, key, &all_initialized(&pod), &vec![Activity::Running { is_ready: true }; mains]);
        }
    }
}

/// A container whose turn has not come.
const WAITING: Activity = Activity::Waiting { reason: "PodInitializing", message: None };

/// Ends a pod, well or badly. What ran is what ends.
pub fn finish(state: &mut State, key: &Key, is_success: bool) {
    let Some(pod) = state.store.get(key).cloned() else { return };
    state.driven.insert(object::uid(&pod).to_owned());
    let exit_code = i64::from(!is_success);
    let (inits, mains) = (list(&pod, "/spec/initContainers").len(), list(&pod, "/spec/containers").len());
    let is_unfinished = |init: &Value| {
        let ended = &init["state"]["terminated"];
        ended["exitCode"] != 0 && init["ready"] != true
    };
    let stopped = list(&pod, "/status/initContainerStatuses").iter().position(is_unfinished);
    match stopped.filter(|_| !is_success) {
        Some(stopped) => {
            let mut activities = initializing(&pod, stopped);
            activities[stopped] = Activity::Ended { exit_code };
            show(state, key, &activities, &vec![WAITING; mains]);
        }
        // Sidecars end with the others.
        None => {
            let done = vec![Activity::Ended { exit_code: 0 }; inits];
            show(state, key, &done, &vec![Activity::Ended { exit_code }; mains]);
        }
    }
}

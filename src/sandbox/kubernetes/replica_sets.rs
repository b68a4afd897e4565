//! ReplicaSets: they keep as many pods as they ask for, and count them.

use super::clock;
use super::object::{self, list, set};
use super::pods::make_pod;
use super::state::State;
use super::store::Key;
use serde_json::{Value, json};

/// The condition of a ReplicaSet, and of its Deployment, that a pod could not be made.
pub const REPLICA_FAILURE: &str = "ReplicaFailure";

/// How many pods an object asks for.
pub fn replicas(object: &Value) -> i64 {
    object["spec"]["replicas"].as_i64().unwrap_or(1)
}

/// Keeps as many pods as a ReplicaSet asks for, and counts them.
pub fn replicate(state: &mut State, replica_set: &Value) {
    let pods = state.pods(object::namespace(replica_set));
    let owned = pods.iter().filter(|(_, pod)| object::is_owned_by(pod, object::uid(replica_set)));
    let (gone, alive): (Vec<_>, Vec<_>) =
        owned.partition(|(_, pod)| object::is_terminating(pod) || object::is_over(pod));
    let wanted = usize::try_from(replicas(replica_set)).unwrap_or_default();
    for (key, _) in alive.iter().skip(wanted) {
        state.terminate(key, None);
    }
    let key = Key::of("ReplicaSet", replica_set);
    let mut complaint = None;
    if alive.len() < wanted && !state.is_retrying(&key) {
        for _ in alive.len()..wanted {
            let made = make_pod(state, replica_set, &replica_set["spec"]["template"], "replicaset-controller");
            complaint = made.err();
            if complaint.is_some() {
                state.retry(&key, object::uid(replica_set));
                break;
            }
        }
    }
    let ready = alive.iter().filter(|(_, pod)| object::is_condition_true(pod, "Ready")).count();
    let mut status = json!({"replicas": alive.len()});
    if !alive.is_empty() {
        status["fullyLabeledReplicas"] = alive.len().into();
    }
    if ready > 0 {
        status["readyReplicas"] = ready.into();
        status["availableReplicas"] = ready.into();
    }
    status["terminatingReplicas"] = gone.iter().filter(|(_, pod)| object::is_terminating(pod)).count().into();
    status["observedGeneration"] = replica_set["metadata"]["generation"].clone();
    let known = list(replica_set, "/status/conditions").iter().find(|condition| condition["type"] == REPLICA_FAILURE);
    let failure = match complaint {
        // The first complaint stays, as long as one is made.
        Some(complaint) if known.is_none() => Some(json!({
            "type": REPLICA_FAILURE, "status": "True", "lastTransitionTime": clock::now(), "reason": "FailedCreate",
            "message": complaint,
        })),
        _ => known.filter(|_| alive.len() < wanted).cloned(),
    };
    if let Some(failure) = failure {
        status["conditions"] = json!([failure]);
    }
    state.modify(&key, |object| set(object, &["status"], status));
}

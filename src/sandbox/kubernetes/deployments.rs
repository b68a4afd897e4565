//! Deployments: one ReplicaSet for every template they have had, of which only the current one has pods in the end.

use super::clock;
use super::defaults;
use super::events::{self, Event};
use super::kinds::of_kind;
use super::names;
use super::object::{self, set, text};
use super::replica_sets::{REPLICA_FAILURE, replicas};
use super::state::State;
use super::store::Key;
use serde_json::{Value, json};
use std::sync::Arc;

/// The label that tells the pods of one template from those of another.
const HASH_LABEL: &str = "pod-template-hash";

fn count(object: &Value, field: &str) -> i64 {
    object["status"][field].as_i64().unwrap_or_default()
}

/// Keeps one ReplicaSet for the template as it is, scales the others down, and sums up.
pub fn deploy(state: &mut State, deployment: &Value) {
    let namespace = object::namespace(deployment);
    let sets: Vec<Arc<Value>> = state
        .store
        .list("ReplicaSet", Some(namespace))
        .filter(|(_, set)| object::is_owned_by(set, object::uid(deployment)))
        .map(|(_, set)| set.clone())
        .collect();
    let hash = template_hash(&deployment["spec"]["template"]);
    let (current, old): (Vec<_>, Vec<_>) = sets.iter().partition(|set| object::label(set, HASH_LABEL) == hash);
    let revision =
        |set: &Value| text(set, "/metadata/annotations/deployment.kubernetes.io~1revision").parse().unwrap_or(0);
    let is_paused = deployment["spec"]["paused"] == true;
    let latest: i64 = sets.iter().map(|set| revision(set)).max().unwrap_or_default();
    let is_current_ready = current.first().is_some_and(|set| count(set, "readyReplicas") >= replicas(deployment));
    let is_recreated = deployment["spec"]["strategy"]["type"] == "Recreate";
    // Recreate stops the old pods before it starts new ones; otherwise the new ones come first.
    if !is_paused && (is_recreated || is_current_ready) {
        for set in &old {
            scale(state, deployment, set, 0);
        }
    }
    let is_old_gone = || {
        let pods = state.pods(namespace);
        !old.iter().any(|set| pods.iter().any(|(_, pod)| object::is_owned_by(pod, object::uid(set))))
    };
    let is_waiting = is_recreated && !is_old_gone();
    match current.first() {
        Some(set) if revision(set) < latest => {
            state.modify(&Key::of("ReplicaSet", set), |set| annotate_revision(set, latest.saturating_add(1)));
        }
        Some(set) if !is_waiting => scale(state, deployment, set, replicas(deployment)),
        None if !is_paused && !is_waiting => make_replica_set(state, deployment, &hash, latest.saturating_add(1)),
        _ => {}
    }
    sum_up(state, deployment, &hash);
}

fn annotate_revision(object: &mut Value, revision: i64) {
    set(object, &["metadata", "annotations", "deployment.kubernetes.io/revision"], revision.to_string());
}

fn scale(state: &mut State, deployment: &Value, replica_set: &Value, replicas: i64) {
    let before = super::replica_sets::replicas(replica_set);
    if before != replicas {
        let generation = replica_set["metadata"]["generation"].as_i64().unwrap_or(1);
        state.modify(&Key::of("ReplicaSet", replica_set), |object| {
            set(object, &["spec", "replicas"], replicas);
            set(object, &["metadata", "generation"], generation.saturating_add(1));
            annotate_size(object, super::replica_sets::replicas(deployment));
        });
        tell_scaling(state, deployment, object::name(replica_set), before, replicas);
    }
}

/// How many pods a ReplicaSet of this Deployment has at most.
fn annotate_size(replica_set: &mut Value, replicas: i64) {
    for name in ["deployment.kubernetes.io/desired-replicas", "deployment.kubernetes.io/max-replicas"] {
        set(replica_set, &["metadata", "annotations", name], replicas.to_string());
    }
}

fn tell_scaling(state: &mut State, deployment: &Value, replica_set: &str, from: i64, to: i64) {
    let direction = if to > from { "up" } else { "down" };
    let message = format!("Scaled {direction} replica set {replica_set} from {from} to {to}");
    events::tell(state, deployment, Event::normal("deployment-controller", "ScalingReplicaSet", message));
}

fn make_replica_set(state: &mut State, deployment: &Value, hash: &str, revision: i64) {
    let replicas = replicas(deployment);
    let mut template = deployment["spec"]["template"].clone();
    set(&mut template, &["metadata", "labels", HASH_LABEL], hash);
    let mut labels = deployment["spec"]["selector"]["matchLabels"].clone();
    set(&mut labels, &[HASH_LABEL], hash);
    let name = format!("{}-{hash}", object::name(deployment));
    let mut made = json!({
        "metadata": {
            "name": name, "namespace": object::namespace(deployment), "labels": template["metadata"]["labels"],
            "ownerReferences": [object::owner_reference(deployment)],
        },
        "spec": {"replicas": replicas, "selector": {"matchLabels": labels}, "template": template},
    });
    annotate_size(&mut made, replicas);
    annotate_revision(&mut made, revision);
    if let Some(resource) = of_kind("ReplicaSet")
        && defaults::complete(resource, &mut made).is_ok()
    {
        state.add(Key::of("ReplicaSet", &made), made);
        if replicas > 0 {
            tell_scaling(state, deployment, &name, 0, replicas);
        }
    }
}

/// Writes the status of a Deployment.
fn sum_up(state: &mut State, deployment: &Value, hash: &str) {
    let owned = |set: &&Arc<Value>| object::is_owned_by(set, object::uid(deployment));
    let sets: Vec<_> = state
        .store
        .list("ReplicaSet", Some(object::namespace(deployment)))
        .map(|(_, set)| set)
        .filter(owned)
        .cloned()
        .collect();
    let sum = |field: &str| sets.iter().map(|set| count(set, field)).sum::<i64>();
    let current = sets.iter().find(|set| object::label(set, HASH_LABEL) == hash);
    let updated = current.map_or(0, |set| count(set, "replicas"));
    let available = sum("availableReplicas");
    let wanted = replicas(deployment);
    let is_available = available >= wanted;
    let is_done = is_available && updated == wanted && sum("replicas") == updated;
    let set_name = current.map_or("", |set| object::name(set));
    let before = |condition: &str| {
        object::list(deployment, "/status/conditions").iter().find(|entry| entry["type"] == condition)
    };
    let condition = |condition: &str, status: &str, reason: &str, message: String| {
        let now = clock::now();
        let known = before(condition);
        let field = |name: &str| known.map_or(json!(now), |entry| entry[name].clone());
        let is_same = known.is_some_and(|entry| entry["reason"] == reason && entry["message"] == message.as_str());
        let is_steady = known.is_some_and(|entry| entry["status"] == status);
        json!({
            "type": condition, "status": status,
            "lastUpdateTime": if is_same { field("lastUpdateTime") } else { json!(now) },
            "lastTransitionTime": if is_steady { field("lastTransitionTime") } else { json!(now) },
            "reason": reason, "message": message,
        })
    };
    // Once it has come up it stays so until its template changes, whatever becomes of its pods.
    let available_message = format!("ReplicaSet \"{set_name}\" has successfully progressed.");
    let was_done = before("Progressing").is_some_and(|entry| entry["message"] == available_message.as_str());
    let progressing = if is_done || was_done {
        ("NewReplicaSetAvailable", available_message)
    } else {
        ("ReplicaSetUpdated", format!("ReplicaSet \"{set_name}\" is progressing."))
    };
    let availability = if is_available {
        ("True", "MinimumReplicasAvailable", "Deployment has minimum availability.")
    } else {
        ("False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability.")
    };
    let mut conditions = vec![
        condition("Progressing", "True", progressing.0, progressing.1),
        condition("Available", availability.0, availability.1, availability.2.to_owned()),
    ];
    let failure = current
        .and_then(|set| object::list(set, "/status/conditions").iter().find(|entry| entry["type"] == REPLICA_FAILURE));
    if let Some(failure) = failure {
        let message = text(failure, "/message").to_owned();
        conditions.push(condition(REPLICA_FAILURE, "True", text(failure, "/reason"), message));
    }
    let mut status = json!({"observedGeneration": deployment["metadata"]["generation"]});
    let counts = [
        ("replicas", sum("replicas")),
        ("updatedReplicas", updated),
        ("readyReplicas", sum("readyReplicas")),
        ("availableReplicas", available),
        ("unavailableReplicas", wanted.saturating_sub(available).max(0)),
    ];
    for (field, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
        status[field] = count.into();
    }
    status["terminatingReplicas"] = sum("terminatingReplicas").into();
    status["conditions"] = json!(conditions);
    let revision = current.map(|set| set["metadata"]["annotations"]["deployment.kubernetes.io/revision"].clone());
    state.modify(&Key::of("Deployment", deployment), |object| {
        set(object, &["status"], status);
        if let Some(revision) = revision {
            set(object, &["metadata", "annotations", "deployment.kubernetes.io/revision"], revision);
        }
    });
}

/// A short name for a template: the same for the same template.
fn template_hash(template: &Value) -> String {
    let mut hash: u32 = 0x811c_9dc5;
    for byte in template.to_string().bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    names::encoded(hash)
}

//! What the cluster does by itself when objects change: Deployments have ReplicaSets, those have pods, and all of them and
//! Jobs keep count.

use super::clock;
use super::defaults;
use super::events::{self, Event};
use super::kinds::of_kind;
use super::object::{self, set, text};
use super::state::State;
use super::store::Key;
use super::{jobs, names};
use serde_json::{Value, json};
use std::sync::Arc;

/// The label that tells the pods of one template from those of another.
const HASH_LABEL: &str = "pod-template-hash";

/// Every controller acts once.
pub fn act(state: &mut State) {
    for deployment in all(state, "Deployment") {
        deploy(state, &deployment);
    }
    for replica_set in all(state, "ReplicaSet") {
        replicate(state, &replica_set);
    }
    for job in all(state, "Job") {
        jobs::count(state, &job);
    }
}

fn all(state: &State, kind: &'static str) -> Vec<Arc<Value>> {
    state.store.list(kind, None).map(|(_, object)| object.clone()).collect()
}

/// The key of an object of this kind.
pub fn key_of(kind: &'static str, object: &Value) -> Key {
    Key { kind, namespace: object::namespace(object).to_owned(), name: object::name(object).to_owned() }
}

fn replicas(object: &Value) -> i64 {
    object["spec"]["replicas"].as_i64().unwrap_or(1)
}

fn count(object: &Value, field: &str) -> i64 {
    object["status"][field].as_i64().unwrap_or_default()
}

/// Keeps one ReplicaSet for the template as it is, scales the others down, and sums up.
fn deploy(state: &mut State, deployment: &Value) {
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
            scale(state, set, 0);
        }
    }
    let is_old_gone = || {
        let pods = state.pods(namespace);
        !old.iter().any(|set| pods.iter().any(|(_, pod)| object::is_owned_by(pod, object::uid(set))))
    };
    let wanted = match is_recreated && !is_old_gone() {
        true => 0,
        false => replicas(deployment),
    };
    match current.first() {
        Some(set) if revision(set) < latest => {
            state.modify(&key_of("ReplicaSet", set), |set| annotate_revision(set, latest.saturating_add(1)));
        }
        Some(set) => scale(state, set, wanted),
        None if is_paused => {}
        None => make_replica_set(state, deployment, &hash, wanted, latest.saturating_add(1)),
    }
    sum_up(state, deployment, &hash);
}

fn annotate_revision(object: &mut Value, revision: i64) {
    set(object, &["metadata", "annotations", "deployment.kubernetes.io/revision"], revision.to_string());
}

fn scale(state: &mut State, replica_set: &Value, replicas: i64) {
    if self::replicas(replica_set) == replicas {
        return;
    }
    let generation = replica_set["metadata"]["generation"].as_i64().unwrap_or(1);
    state.modify(&key_of("ReplicaSet", replica_set), |object| {
        set(object, &["spec", "replicas"], replicas);
        set(object, &["metadata", "generation"], generation.saturating_add(1));
    });
}

fn make_replica_set(state: &mut State, deployment: &Value, hash: &str, replicas: i64, revision: i64) {
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
    annotate_revision(&mut made, revision);
    if let Some(resource) = of_kind("ReplicaSet")
        && defaults::complete(resource, &mut made).is_ok()
    {
        state.add(key_of("ReplicaSet", &made), made);
        let message = format!("Scaled up replica set {name} from 0 to {replicas}");
        let event = Event { kind: "Normal", reason: "ScalingReplicaSet", source: "deployment-controller", message };
        events::tell(state, deployment, event);
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
    let progressing = match is_done {
        true => ("NewReplicaSetAvailable", format!("ReplicaSet \"{set_name}\" has successfully progressed.")),
        false => ("ReplicaSetUpdated", format!("ReplicaSet \"{set_name}\" is progressing.")),
    };
    let availability = match is_available {
        true => ("True", "MinimumReplicasAvailable", "Deployment has minimum availability."),
        false => ("False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability."),
    };
    let conditions = [
        condition("Progressing", "True", progressing.0, progressing.1),
        condition("Available", availability.0, availability.1, availability.2.to_owned()),
    ];
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
    state.modify(&key_of("Deployment", deployment), |object| {
        set(object, &["status"], status);
        if let Some(revision) = revision {
            set(object, &["metadata", "annotations", "deployment.kubernetes.io/revision"], revision);
        }
    });
}

/// Keeps as many pods as a ReplicaSet asks for, and counts them.
fn replicate(state: &mut State, replica_set: &Value) {
    let pods = state.pods(object::namespace(replica_set));
    let owned = pods.iter().filter(|(_, pod)| object::is_owned_by(pod, object::uid(replica_set)));
    let is_over = |pod: &Value| matches!(text(pod, "/status/phase"), "Succeeded" | "Failed");
    let (gone, alive): (Vec<_>, Vec<_>) = owned.partition(|(_, pod)| object::is_terminating(pod) || is_over(pod));
    let wanted = usize::try_from(replicas(replica_set)).unwrap_or_default();
    for (key, _) in alive.iter().skip(wanted) {
        state.terminate(key, None);
    }
    for _ in alive.len()..wanted {
        make_pod(state, replica_set, &replica_set["spec"]["template"], "replicaset-controller");
    }
    let ready = alive.iter().filter(|(_, pod)| object::is_condition_true(pod, "Ready")).count();
    let mut status = json!({"replicas": alive.len().max(wanted.min(alive.len()))});
    status["fullyLabeledReplicas"] = alive.len().into();
    if ready > 0 {
        status["readyReplicas"] = ready.into();
        status["availableReplicas"] = ready.into();
    }
    status["terminatingReplicas"] = gone.iter().filter(|(_, pod)| object::is_terminating(pod)).count().into();
    status["observedGeneration"] = replica_set["metadata"]["generation"].clone();
    state.modify(&key_of("ReplicaSet", replica_set), |object| set(object, &["status"], status));
}

/// Makes a pod from a template, owned by the object that has the template.
pub fn make_pod(state: &mut State, owner: &Value, template: &Value, source: &str) -> Option<(Key, Arc<Value>)> {
    let mut pod = json!({
        "metadata": {
            "generateName": format!("{}-", object::name(owner)), "namespace": object::namespace(owner),
            "ownerReferences": [object::owner_reference(owner)],
        },
        "spec": template["spec"],
    });
    for field in ["labels", "annotations"] {
        if template["metadata"][field].is_object() {
            set(&mut pod, &["metadata", field], template["metadata"][field].clone());
        }
    }
    defaults::complete(of_kind("Pod")?, &mut pod).ok()?;
    let key = key_of("Pod", &pod);
    let pod = state.add(key.clone(), pod);
    let message = format!("Created pod: {}", key.name);
    events::tell(state, owner, Event { kind: "Normal", reason: "SuccessfulCreate", source, message });
    Some((key, pod))
}

/// A short name for a template: the same for the same template.
fn template_hash(template: &Value) -> String {
    let mut hash: u32 = 0x811c_9dc5;
    for byte in template.to_string().bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    names::encoded(hash)
}

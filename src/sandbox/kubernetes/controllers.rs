//! What the cluster does by itself when objects change: Deployments keep ReplicaSets, those keep pods, and Jobs count
//! theirs.

use super::defaults;
use super::events::{self, Event};
use super::kinds::of_kind;
use super::object::{self, list, set, text};
use super::state::State;
use super::store::{Key, Store};
use super::{admission, clock, deployments, jobs};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::sync::Arc;

/// The objects to look at: those that changed, and those that own or are named by what changed.
pub enum Touched {
    All,
    These(HashSet<String>),
}

impl Touched {
    /// What was touched after a version.
    pub fn since(store: &Store, version: u64) -> Self {
        let Ok(changes) = store.since(version) else { return Touched::All };
        let mut touched = HashSet::new();
        for change in changes {
            if change.key.kind == "Pod" {
                touched.insert(pods_of(&change.key.namespace));
            }
            for object in [change.before.as_deref(), Some(&*change.object)].into_iter().flatten() {
                touched.insert(object::uid(object).to_owned());
                touched.insert(object::label(object, "job-name").to_owned());
                let owners = object::list(object, "/metadata/ownerReferences").iter();
                touched.extend(owners.map(|owner| text(owner, "/uid").to_owned()));
            }
        }
        Touched::These(touched)
    }

    fn contains(&self, object: &Value) -> bool {
        let Touched::These(touched) = self else { return true };
        let is_counting = object["kind"] == "ResourceQuota" && touched.contains(&pods_of(object::namespace(object)));
        is_counting || touched.contains(object::uid(object)) || touched.contains(object::name(object))
    }
}

/// What stands for the pods of a namespace among the ids of objects.
fn pods_of(namespace: &str) -> String {
    format!("{namespace}/pods")
}

/// Every controller acts once.
pub fn act(state: &mut State, touched: &Touched) {
    for deployment in all(state, "Deployment", touched) {
        deployments::deploy(state, &deployment);
    }
    for replica_set in all(state, "ReplicaSet", touched) {
        replicate(state, &replica_set);
    }
    for job in all(state, "Job", touched) {
        jobs::count(state, &job);
    }
    for quota in all(state, "ResourceQuota", touched) {
        admission::count(state, &quota);
    }
}

fn all(state: &State, kind: &'static str, touched: &Touched) -> Vec<Arc<Value>> {
    state.store.list(kind, None).map(|(_, object)| object).filter(|object| touched.contains(object)).cloned().collect()
}

/// The condition of a ReplicaSet, and of its Deployment, that a pod could not be made.
pub const REPLICA_FAILURE: &str = "ReplicaFailure";

/// The key of an object of this kind.
pub fn key_of(kind: &'static str, object: &Value) -> Key {
    Key { kind, namespace: object::namespace(object).to_owned(), name: object::name(object).to_owned() }
}

/// Keeps as many pods as a ReplicaSet asks for, and counts them.
pub fn replicate(state: &mut State, replica_set: &Value) {
    let pods = state.pods(object::namespace(replica_set));
    let owned = pods.iter().filter(|(_, pod)| object::is_owned_by(pod, object::uid(replica_set)));
    let is_over = |pod: &Value| matches!(text(pod, "/status/phase"), "Succeeded" | "Failed");
    let (gone, alive): (Vec<_>, Vec<_>) = owned.partition(|(_, pod)| object::is_terminating(pod) || is_over(pod));
    let wanted = usize::try_from(deployments::replicas(replica_set)).unwrap_or_default();
    for (key, _) in alive.iter().skip(wanted) {
        state.terminate(key, None);
    }
    let key = key_of("ReplicaSet", replica_set);
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

/// Makes a pod from a template, owned by the object that has the template.
/// Fails with the complaint of the API if it is refused.
pub fn make_pod(state: &mut State, owner: &Value, template: &Value, source: &str) -> Result<(Key, Arc<Value>), String> {
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
    // A quota is asked when the pod has its name already.
    let prefix = text(&pod, "/metadata/generateName").to_owned();
    if let Some(resource) = of_kind("Pod") {
        defaults::complete(resource, &mut pod).map_err(|_| "the template of the pod is invalid".to_owned())?;
    }
    if let Some(cause) = admission::refusal(state, &pod) {
        let name = if admission::missing_runtime_class(state, &pod).is_some() { &prefix } else { object::name(&pod) };
        let complaint = format!("pods \"{name}\" is forbidden: {cause}");
        let message = format!("Error creating: {complaint}");
        events::tell(
            state,
            owner,
            Event { kind: "Warning", reason: "FailedCreate", source, message, ..Event::default() },
        );
        return Err(complaint);
    }
    let key = key_of("Pod", &pod);
    let pod = state.add(key.clone(), pod);
    let message = format!("Created pod: {}", key.name);
    events::tell(
        state,
        owner,
        Event { kind: "Normal", reason: "SuccessfulCreate", source, message, ..Event::default() },
    );
    Ok((key, pod))
}

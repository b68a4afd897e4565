//! What the cluster does by itself when objects change: Deployments keep ReplicaSets, those keep pods, and Jobs count
//! theirs.

use super::defaults;
use super::events::{self, Event};
use super::kinds::of_kind;
use super::object::{self, set, text};
use super::state::State;
use super::store::{Key, Store};
use super::{deployments, jobs};
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
        match self {
            Touched::All => true,
            Touched::These(touched) => touched.contains(object::uid(object)) || touched.contains(object::name(object)),
        }
    }
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
}

fn all(state: &State, kind: &'static str, touched: &Touched) -> Vec<Arc<Value>> {
    state.store.list(kind, None).map(|(_, object)| object).filter(|object| touched.contains(object)).cloned().collect()
}

/// The key of an object of this kind.
pub fn key_of(kind: &'static str, object: &Value) -> Key {
    Key { kind, namespace: object::namespace(object).to_owned(), name: object::name(object).to_owned() }
}

/// Keeps as many pods as a ReplicaSet asks for, and counts them.
fn replicate(state: &mut State, replica_set: &Value) {
    let pods = state.pods(object::namespace(replica_set));
    let owned = pods.iter().filter(|(_, pod)| object::is_owned_by(pod, object::uid(replica_set)));
    let is_over = |pod: &Value| matches!(text(pod, "/status/phase"), "Succeeded" | "Failed");
    let (gone, alive): (Vec<_>, Vec<_>) = owned.partition(|(_, pod)| object::is_terminating(pod) || is_over(pod));
    let wanted = usize::try_from(deployments::replicas(replica_set)).unwrap_or_default();
    for (key, _) in alive.iter().skip(wanted) {
        state.terminate(key, None);
    }
    for _ in alive.len()..wanted {
        make_pod(state, replica_set, &replica_set["spec"]["template"], "replicaset-controller");
    }
    let ready = alive.iter().filter(|(_, pod)| object::is_condition_true(pod, "Ready")).count();
    let mut status = json!({"replicas": alive.len(), "fullyLabeledReplicas": alive.len()});
    if ready > 0 {
        status["readyReplicas"] = ready.into();
        status["availableReplicas"] = ready.into();
    }
    status["terminatingReplicas"] = gone.iter().filter(|(_, pod)| object::is_terminating(pod)).count().into();
    status["observedGeneration"] = replica_set["metadata"]["generation"].clone();
    state.modify(&key_of("ReplicaSet", replica_set), |object| set(object, &["status"], status));
}

/// The runtime class that a pod names, if there is no such class.
pub fn missing_runtime_class(state: &State, pod: &Value) -> Option<String> {
    let name = text(pod, "/spec/runtimeClassName");
    let key = Key { kind: "RuntimeClass", namespace: String::new(), name: name.to_owned() };
    (!name.is_empty() && state.store.get(&key).is_none()).then(|| name.to_owned())
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
    if let Some(class) = missing_runtime_class(state, &pod) {
        let name = text(&pod, "/metadata/generateName");
        let message =
            format!("Error creating: pods \"{name}\" is forbidden: pod rejected: RuntimeClass \"{class}\" not found");
        events::tell_once(state, owner, Event { kind: "Warning", reason: "FailedCreate", source, message });
        return None;
    }
    defaults::complete(of_kind("Pod")?, &mut pod).ok()?;
    let key = key_of("Pod", &pod);
    let pod = state.add(key.clone(), pod);
    let message = format!("Created pod: {}", key.name);
    events::tell(state, owner, Event { kind: "Normal", reason: "SuccessfulCreate", source, message });
    Some((key, pod))
}

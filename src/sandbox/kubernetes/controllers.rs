//! What the cluster does by itself when objects change: Deployments keep ReplicaSets, those keep pods, and Jobs count
//! theirs.

use super::object::{self, text};
use super::state::State;
use super::store::Store;
use super::{admission, deployments, events, jobs, replica_sets};
use serde_json::Value;
use std::collections::HashSet;
use std::sync::Arc;

/// Lets the controllers react to what changed after a version.
pub fn settle(state: &mut State, mut since: u64) {
    // A controller may cause the next one to act; it ends after a few rounds, and the bound makes that certain.
    for _ in 0..20 {
        if state.store.version() == since {
            return;
        }
        let touched = Touched::since(&state.store, since);
        since = state.store.version();
        act(state, &touched);
    }
}

/// The objects to look at: those that changed, and those that own or are named by what changed.
enum Touched {
    All,
    These(HashSet<String>),
}

impl Touched {
    /// What was touched after a version.
    fn since(store: &Store, version: u64) -> Self {
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
fn act(state: &mut State, touched: &Touched) {
    for deployment in all(state, "Deployment", touched) {
        deployments::deploy(state, &deployment);
    }
    for replica_set in all(state, "ReplicaSet", touched) {
        replica_sets::replicate(state, &replica_set);
    }
    for job in all(state, "Job", touched) {
        jobs::count(state, &job);
    }
    for quota in all(state, "ResourceQuota", touched) {
        admission::count(state, &quota);
    }
    for claim in all(state, "PersistentVolumeClaim", touched) {
        if text(&claim, "/status/phase") == "Pending" {
            events::unbound(state, &claim);
        }
    }
}

fn all(state: &State, kind: &'static str, touched: &Touched) -> Vec<Arc<Value>> {
    state.store.list(kind, None).map(|(_, object)| object).filter(|object| touched.contains(object)).cloned().collect()
}

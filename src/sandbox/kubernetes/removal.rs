//! How objects go: at once with all that they own, or, as pods do, in their time.

use super::state::{State, Task};
use super::store::Key;
use super::{clock, events, object};
use serde_json::Value;

impl State {
    /// Removes an object now, and those it owns.
    pub fn remove(&mut self, key: &Key) {
        let Some(object) = self.store.remove(key) else { return };
        let uid = object::uid(&object);
        self.environments.remove(uid);
        self.retrying.remove(key);
        self.driven.remove(uid);
        self.logs.retain(|(pod, _), _| pod != uid);
        let is_inside = |other: &Key, owned: &Value| match key.kind {
            "Namespace" => other.namespace == key.name,
            _ => object::is_owned_by(owned, uid),
        };
        let owned: Vec<Key> =
            self.store.all().filter(|(other, owned)| is_inside(other, owned)).map(|(other, _)| other.clone()).collect();
        for key in owned {
            match key.kind {
                "Pod" if object::name(&object) != key.namespace => self.terminate(&key, None),
                _ => self.remove(&key),
            }
        }
    }

    /// Takes the owner out of what it owned.
    pub fn orphan(&mut self, uid: &str) {
        let owned: Vec<Key> = self
            .store
            .all()
            .filter(|(_, object)| object::is_owned_by(object, uid))
            .map(|(key, _)| key.clone())
            .collect();
        for key in owned {
            self.modify(&key, |object| {
                let others = object::list(object, "/metadata/ownerReferences");
                let others: Vec<_> = others.iter().filter(|reference| reference["uid"] != uid).cloned().collect();
                if others.is_empty() {
                    object::unset(object, &["metadata", "ownerReferences"]);
                } else {
                    object::set(object, &["metadata", "ownerReferences"], others);
                }
            });
        }
    }

    /// Deletes a pod: at once if it gets no time, else it terminates first.
    pub fn terminate(&mut self, key: &Key, grace: Option<i64>) {
        let Some(pod) = self.store.get(key).cloned() else { return };
        let Some(dying) = self.dying(&pod, grace) else { return self.remove(key) };
        if object::is_terminating(&pod) {
            return;
        }
        self.store.put(key.clone(), dying);
        events::killing(self, &pod);
        self.tasks.push(Task::Terminate(key.clone(), object::uid(&pod).to_owned()));
    }

    /// A pod as it is while it terminates; `None` if it goes at once.
    pub fn dying(&self, pod: &Value, grace: Option<i64>) -> Option<Value> {
        let grace = grace.or_else(|| pod["spec"]["terminationGracePeriodSeconds"].as_i64()).unwrap_or(30).max(0);
        if grace == 0 || object::is_over(pod) {
            return None;
        }
        let mut pod = pod.clone();
        let generation = pod["metadata"]["generation"].as_i64().unwrap_or(1);
        object::set(&mut pod, &["metadata", "generation"], generation.saturating_add(1));
        object::set(&mut pod, &["metadata", "deletionTimestamp"], clock::from_now(grace));
        object::set(&mut pod, &["metadata", "deletionGracePeriodSeconds"], grace);
        Some(object::arranged(pod))
    }
}

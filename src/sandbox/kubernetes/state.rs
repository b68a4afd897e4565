//! All that the cluster knows, and the tasks that its changes call for.

use super::controllers::{self, Touched};
use super::events;
use super::object;
use super::store::{Key, Store};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// The variables that a container was started with.
pub type Environment = BTreeMap<String, String>;

/// What the cluster knows.
pub struct State {
    pub store: Store,
    /// What each running pod read when it started, by its uid.
    pub environments: HashMap<String, Environment>,
    /// The uids of the pods that somebody else moves along.
    pub driven: HashSet<String>,
    /// What the containers said: by the uid of the pod and the container's name.
    pub logs: HashMap<(String, String), Vec<String>>,
    /// What has to happen by and by.
    pub tasks: Vec<Task>,
    /// The ReplicaSets and Jobs that wait until they ask for a refused pod again.
    retrying: HashSet<Key>,
}

/// Something that takes time.
#[derive(Debug)]
pub enum Task {
    /// A new pod is scheduled, its containers are made and become ready.
    Run(Key, String),
    /// A deleted pod stops its containers and goes.
    Terminate(Key, String),
    /// A new Job gets its pod, unless it has one by then.
    Populate(Key, String),
    /// A ReplicaSet whose pod was refused asks for it again.
    Replicate(Key, String),
}

impl State {
    pub fn new() -> Self {
        State {
            store: Store::new(),
            environments: HashMap::new(),
            driven: HashSet::new(),
            logs: HashMap::new(),
            tasks: vec![],
            retrying: HashSet::new(),
        }
    }

    /// Lets the controllers react to what changed after a version.
    pub fn settle(&mut self, mut since: u64) {
        // A controller may cause the next one to act; it ends after a few rounds, and the bound makes that certain.
        for _ in 0..20 {
            if self.store.version() == since {
                return;
            }
            let touched = Touched::since(&self.store, since);
            since = self.store.version();
            controllers::act(self, &touched);
        }
    }

    /// The object, as long as it is the same one.
    pub fn current(&self, key: &Key, uid: &str) -> Option<Arc<Value>> {
        self.store.get(key).filter(|object| object::uid(object) == uid).cloned()
    }

    /// Adds a complete object, and sees to what follows from it.
    pub fn add(&mut self, key: Key, object: Value) -> Arc<Value> {
        let uid = object::uid(&object).to_owned();
        let is_driven = self.driven.contains(&uid) || object["status"].get("conditions").is_some();
        match key.kind {
            "Pod" if !is_driven => self.tasks.push(Task::Run(key.clone(), uid)),
            "Job" => self.tasks.push(Task::Populate(key.clone(), uid)),
            _ => {}
        }
        let is_unbound = key.kind == "PersistentVolumeClaim" && object["status"]["phase"] == "Pending";
        let added = self.store.put(key, object);
        if is_unbound {
            events::unbound(self, &added);
        }
        added
    }

    /// Changes an object, if it exists.
    pub fn modify(&mut self, key: &Key, change: impl FnOnce(&mut Value)) -> Option<Arc<Value>> {
        let mut object = (**self.store.get(key)?).clone();
        change(&mut object);
        Some(self.store.put(key.clone(), object))
    }

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
                match others.is_empty() {
                    true => object::unset(object, &["metadata", "ownerReferences"]),
                    false => object::set(object, &["metadata", "ownerReferences"], others),
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
        let is_over = matches!(object::text(pod, "/status/phase"), "Succeeded" | "Failed");
        if grace == 0 || is_over {
            return None;
        }
        let mut pod = pod.clone();
        let generation = pod["metadata"]["generation"].as_i64().unwrap_or(1);
        object::set(&mut pod, &["metadata", "generation"], generation.saturating_add(1));
        object::set(&mut pod, &["metadata", "deletionTimestamp"], super::clock::from_now(grace));
        object::set(&mut pod, &["metadata", "deletionGracePeriodSeconds"], grace);
        Some(object::arranged(pod))
    }

    /// Lets a ReplicaSet ask for its pods again later.
    pub fn retry(&mut self, key: &Key, uid: &str) {
        self.retrying.insert(key.clone());
        self.tasks.push(Task::Replicate(key.clone(), uid.to_owned()));
    }

    /// Notes whether the pod of a Job was refused, for which its controller asks again.
    pub fn note_refusal(&mut self, job: &Key, is_refused: bool) {
        match is_refused {
            true => self.retrying.insert(job.clone()),
            false => self.retrying.remove(job),
        };
    }

    pub fn is_retrying(&self, key: &Key) -> bool {
        self.retrying.contains(key)
    }

    /// The time to ask again has come.
    pub fn ask_again(&mut self, key: &Key, uid: &str) {
        self.retrying.remove(key);
        if let Some(replica_set) = self.current(key, uid) {
            controllers::replicate(self, &replica_set);
        }
    }

    /// The pods of a namespace.
    pub fn pods(&self, namespace: &str) -> Vec<(Key, Arc<Value>)> {
        self.store.list("Pod", Some(namespace)).map(|(key, pod)| (key.clone(), pod.clone())).collect()
    }
}

//! All that the cluster knows, as data, and the tasks that wait.

use super::object;
use super::store::{Key, Store};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// The variables that a container was started with.
pub type Environment = BTreeMap<String, String>;

/// What the cluster knows.
#[derive(Default)]
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
    pub retrying: HashSet<Key>,
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
    /// The object, as long as it is the same one.
    pub fn current(&self, key: &Key, uid: &str) -> Option<Arc<Value>> {
        self.store.get(key).filter(|object| object::uid(object) == uid).cloned()
    }

    /// Adds a complete object, and notes what is to follow from it.
    pub fn add(&mut self, key: Key, object: Value) -> Arc<Value> {
        let uid = object::uid(&object).to_owned();
        let is_driven = self.driven.contains(&uid) || object["status"].get("conditions").is_some();
        match key.kind {
            "Pod" if !is_driven => self.tasks.push(Task::Run(key.clone(), uid)),
            "Job" => self.tasks.push(Task::Populate(key.clone(), uid)),
            _ => {}
        }
        self.store.put(key, object)
    }

    /// Changes an object, if it exists.
    pub fn modify(&mut self, key: &Key, change: impl FnOnce(&mut Value)) -> Option<Arc<Value>> {
        let mut object = (**self.store.get(key)?).clone();
        change(&mut object);
        Some(self.store.put(key.clone(), object))
    }

    /// Lets a ReplicaSet ask for its pods again later.
    pub fn retry(&mut self, key: &Key, uid: &str) {
        self.retrying.insert(key.clone());
        self.tasks.push(Task::Replicate(key.clone(), uid.to_owned()));
    }

    /// Notes whether the pod of a Job was refused, for which its controller asks again.
    pub fn note_refusal(&mut self, job: &Key, is_refused: bool) {
        if is_refused {
            self.retrying.insert(job.clone());
        } else {
            self.retrying.remove(job);
        }
    }

    pub fn is_retrying(&self, key: &Key) -> bool {
        self.retrying.contains(key)
    }

    /// The pods of a namespace.
    pub fn pods(&self, namespace: &str) -> Vec<(Key, Arc<Value>)> {
        self.store.list("Pod", Some(namespace)).map(|(key, pod)| (key.clone(), pod.clone())).collect()
    }
}

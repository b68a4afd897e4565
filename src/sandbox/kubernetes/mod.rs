//! The simulated Kubernetes: enough of an API server for `kubectl` and client libraries to switch DKMS and to look at
//! jobs.
//!
//! | what | where |
//! | --- | --- |
//! | a request comes in, and an answer goes out | `api`, `body`, `protobuf`, `route`, `failure`, `streaming_body` |
//! | who may do what | `access`, `users`, `reviews`, `admission` |
//! | what kinds there are, as data | `kinds`, `resource`, `field_types`, `columns`, `cells`, `pod_cells` |
//! | what the API tells about itself | `discovery` |
//! | what is done to objects, once for all kinds | `verbs`, `deletion`, `patch`, `apply`, `fields`, `selector`, `table`, `watch`, `logs`, `managed_fields` |
//! | objects as JSON, what is added to them, where they are | `object`, `names`, `defaults`, `store`, `state`, `clock` |
//! | what happens by itself, in its time | `engine`, `kubelet`, `containers`, `events` |
//! | what happens by itself, at once | `controllers`, `deployments`, `replica_sets`, `jobs`, `pods`, `removal` |
//! | what is there from the start | `installed`, `other_services`; and for the client, `kubeconfig` |

mod access;
mod admission;
mod api;
mod apply;
mod body;
mod cells;
mod clock;
mod columns;
mod containers;
mod controllers;
mod defaults;
mod deletion;
mod deployments;
mod discovery;
mod engine;
mod events;
mod failure;
mod field_types;
mod fields;
mod installed;
mod jobs;
mod kinds;
pub mod kubeconfig;
mod kubelet;
mod logs;
mod managed_fields;
mod names;
mod object;
mod other_services;
mod patch;
mod pod_cells;
mod pods;
mod protobuf;
mod removal;
mod replica_sets;
mod resource;
mod reviews;
mod route;
mod selector;
mod state;
mod store;
mod streaming_body;
mod table;
mod users;
mod verbs;
mod watch;

pub use engine::Cluster;

use axum::Router;
use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use state::State;
use std::collections::BTreeMap;
use store::Key;

impl Cluster {
    /// A cluster in which IMS runs. The settings are added to those in `ims-config`, or replace them, from the start.
    pub fn new(settings: &BTreeMap<String, String>) -> Self {
        let mut state = State::default();
        installed::install(&mut state, settings);
        state.store.forget();
        Cluster::with(state, kubelet::start)
    }

    /// The settings that the ready IMS pod read when it started; none while no pod is ready.
    pub fn settings(&self) -> Option<BTreeMap<String, String>> {
        self.change(|state| {
            let pods = state.pods(names::SERVICES);
            pods.iter()
                .filter(|(_, pod)| is_serving(pod))
                .find_map(|(_, pod)| state.environments.get(object::uid(pod)).cloned())
        })
    }

    /// Writes the Secret with which a client logs in by itself: `admin-client-auth` in `default`.
    pub fn set_client_secret(&self, id: &str, secret: &str, endpoint: &str) {
        let encode = |text: &str| BASE64_STANDARD.encode(text);
        self.remove("Secret", "default", "admin-client-auth");
        self.create(json!({
            "apiVersion": "v1", "kind": "Secret",
            "metadata": {"name": "admin-client-auth", "namespace": "default"},
            "data": {"client-id": encode(id), "client-secret": encode(secret), "endpoint": encode(endpoint)},
        }));
    }

    /// An object, if it exists.
    pub fn get(&self, kind: &str, namespace: &str, name: &str) -> Option<Value> {
        let key = key(kind, namespace, name)?;
        self.change(|state| state.store.get(&key).map(|object| (**object).clone()))
    }

    /// Adds an object that has `apiVersion`, `kind` and a name, in `metadata.namespace`; the cluster fills in the rest.
    /// One that exists stays as it is. A Job gets a pod from its template a moment later, unless it has one by then; a
    /// pod comes up by itself, unless it has conditions in its status already.
    pub fn create(&self, mut object: Value) {
        let Some(resource) = kinds::of_kind(object::text(&object, "/kind")) else { return };
        let is_readable = field_types::complaint(resource.kind, resource.shape, &object).is_none();
        if !is_readable || defaults::complete(resource, &mut object).is_err() {
            return;
        }
        let key = Key::of(resource.kind, &object);
        self.change(|state| {
            if state.store.get(&key).is_none() {
                state.add(key, object);
            }
        });
    }

    /// Changes an object, if it exists; watchers see it. The change itself must not ask the cluster for anything.
    pub fn modify(&self, kind: &str, namespace: &str, name: &str, change: impl FnOnce(&mut Value)) {
        if let Some(key) = key(kind, namespace, name) {
            self.change(|state| state.modify(&key, change));
        }
    }

    /// Removes an object, if it exists, and those it owns.
    pub fn remove(&self, kind: &str, namespace: &str, name: &str) {
        if let Some(key) = key(kind, namespace, name) {
            self.change(|state| state.remove(&key));
        }
    }

    /// Moves the pod of a Job to where this container runs: those before it have ended, those after it wait. From then
    /// on the pod does nothing by itself. False if the Job has no pod and can get none, for want of its runtime class.
    pub fn reach(&self, namespace: &str, job: &str, container: &str) -> bool {
        self.with_pod_of(namespace, job, |state, pod| jobs::reach(state, pod, container))
    }

    /// Ends the pod of a Job, and so the Job, well or badly. False if there is no pod.
    pub fn finish(&self, namespace: &str, job: &str, is_success: bool) -> bool {
        self.with_pod_of(namespace, job, |state, pod| jobs::finish(state, pod, is_success))
    }

    /// The name of the pod of a Job, if it has one.
    pub fn pod_of(&self, namespace: &str, job: &str) -> Option<String> {
        let key = key("Job", namespace, job)?;
        self.change(|state| {
            let job = state.store.get(&key).cloned()?;
            let pods = state.pods(namespace);
            pods.into_iter().find(|(_, pod)| jobs::is_pod_of(pod, &job)).map(|(key, _)| key.name)
        })
    }

    /// Adds a line to the log of the service, in every pod of it that serves.
    pub fn log_service(&self, line: &str) {
        self.change(|state| {
            for (_, pod) in state.pods(names::SERVICES).iter().filter(|(_, pod)| is_serving(pod)) {
                logs::write(state, object::uid(pod), names::IMS, line);
            }
        });
    }

    /// Adds a line to the log of a container in the pod of a Job.
    pub fn log_job(&self, namespace: &str, job: &str, container: &str, line: &str) {
        self.with_pod_of(namespace, job, |state, pod| {
            let uid = state.store.get(pod).map(|pod| object::uid(pod).to_owned()).unwrap_or_default();
            logs::write(state, &uid, container, line);
        });
    }

    /// The API.
    pub fn router(&self) -> Router {
        Router::new().fallback(api::answer).with_state(self.clone())
    }

    /// Acts on the pod of a Job, which is made now if it is not there yet.
    fn with_pod_of(&self, namespace: &str, job: &str, act: impl FnOnce(&mut State, &Key)) -> bool {
        let Some(key) = key("Job", namespace, job) else { return false };
        let acted = self.change(|state| jobs::pod_of(state, &key).map(|pod| act(state, &pod)));
        acted.is_some()
    }
}

/// Returns `true` if a pod is one of IMS, and ready.
fn is_serving(pod: &Value) -> bool {
    object::label(pod, names::NAME_LABEL) == names::IMS
        && object::is_condition_true(pod, "Ready")
        && !object::is_terminating(pod)
}

fn key(kind: &str, namespace: &str, name: &str) -> Option<Key> {
    let resource = kinds::of_kind(kind)?;
    let namespace = if resource.is_namespaced { namespace } else { "" };
    Some(Key::new(resource.kind, namespace, name))
}

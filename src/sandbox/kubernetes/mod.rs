//! The simulated Kubernetes: enough of an API server for `kubectl` and client libraries to switch DKMS and to look at jobs.

use axum::Router;
use serde_json::Value;
use std::collections::BTreeMap;

/// The cluster: its objects, and what happens to them by themselves. Clones share it.
#[derive(Clone)]
pub struct Cluster {}

impl Cluster {
    /// A cluster in which IMS runs. The settings are added to those in `ims-config`, or replace them, from the start.
    pub fn new(settings: &BTreeMap<String, String>) -> Self {
        todo!("{settings:?}")
    }

    /// The token that may do everything.
    pub fn token(&self) -> &str {
        todo!()
    }

    /// The settings that the ready IMS pod read when it started; none while no pod is ready.
    pub fn settings(&self) -> Option<BTreeMap<String, String>> {
        todo!()
    }

    /// Adds an object, complete with `apiVersion`, `kind`, `metadata.namespace` and `metadata.name`; the cluster fills in the rest.
    pub fn create(&self, object: Value) {
        todo!("{object}")
    }

    /// Changes an object, if it exists; watchers see it.
    pub fn modify(&self, kind: &str, namespace: &str, name: &str, change: impl FnOnce(&mut Value)) {
        let _ = change;
        todo!("{kind} {namespace} {name}")
    }

    /// Removes an object, if it exists, and those it owns.
    pub fn remove(&self, kind: &str, namespace: &str, name: &str) {
        todo!("{kind} {namespace} {name}")
    }

    /// The API.
    pub fn router(&self) -> Router {
        todo!()
    }
}

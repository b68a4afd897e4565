//! Names other than those of records.

use super::position::Position;
use super::{TIMEOUT, context, list};
use crate::commands::options::NAMESPACE;
use crate::config::Directory;
use crate::ims::{self, Job, Resource};
use crate::kubernetes::{Access, Cluster};
use serde_json::Value;

/// The configurations that there are.
pub fn configurations() -> Vec<String> {
    Directory::locate().and_then(|directory| directory.names()).unwrap_or_default()
}

/// The runtime classes of the cluster that the options lead to; none if a program must be run for its credentials.
pub async fn runtime_classes(position: &Position) -> Vec<String> {
    let access = Access {
        kubeconfig: position.value("kubeconfig").map(Into::into),
        context: position.value("context").map(str::to_owned),
        timeout: Some(TIMEOUT),
    };
    let asked = tokio::time::timeout(TIMEOUT, async {
        Cluster::connect_quietly(&access, NAMESPACE.to_owned()).await?.runtime_classes().await.ok()
    });
    let classes = asked.await.ok().flatten().unwrap_or_default();
    classes.into_iter().map(|class| class.name).collect()
}

/// The ssh containers of the job that was named, or of all jobs.
pub async fn ssh_containers(position: &Position) -> Vec<String> {
    let Some((context, _)) = context(position) else { return Vec::new() };
    let jobs = list(&ims::list::<Job>(), &context).await.unwrap_or_default();
    let jobs: Vec<Value> = serde_json::from_str(&jobs).unwrap_or_default();
    let fields = [Some(Job::ID_FIELD), Job::NAME_FIELD];
    let is_meant = |job: &&Value| match position.given.first() {
        Some(given) => fields.iter().flatten().any(|field| job[*field] == given.as_str()),
        None => true,
    };
    let containers = jobs.iter().filter(is_meant).filter_map(|job| job["ssh_containers"].as_array()).flatten();
    containers.filter_map(|container| container["name"].as_str().map(str::to_owned)).collect()
}

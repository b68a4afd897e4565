//! What the running service has: its pods, its variables, and the settings that it read when it started.

use crate::dkms::{self, KEYS, Settings};
use crate::error::Explain;
use crate::kubernetes::{self, Cluster, ConfigMap, Deployment, Pod, Variables};
use anyhow::Result;
use jiff::Timestamp;

/// What the running service read when it started.
pub struct Running {
    pub settings: Settings,
    /// When it had started at the latest.
    pub since: Option<Timestamp>,
}

/// The settings that the running service read when it started, or why they cannot be known.
pub async fn running_settings(cluster: &Result<Cluster>) -> Result<Running, String> {
    let cluster = cluster.as_ref().map_err(Explain::message)?;
    let config = cluster.config_map().await.map_err(|error| error.to_string())?;
    let pods = cluster.pods().await.map_err(|error| error.to_string())?;
    if !pods.iter().any(Pod::is_ready) {
        return Err("no pod of IMS is ready".into());
    }
    // What the pods have counts, whatever the Deployment gives those to come.
    let outranked = dkms::outranked(&config.data, &variables(None, &pods), &KEYS);
    let Some(data) = dkms::in_force(&config.data, &outranked) else {
        return Err("the Deployment cray-ims takes a setting from elsewhere, which overrides the ConfigMap".into());
    };
    match is_stale(&config, &pods, &KEYS) {
        Some(false) => {
            let starts = pods.iter().filter(|pod| pod.is_serving).filter_map(|pod| pod.start);
            Ok(Running { settings: dkms::settings(&data), since: starts.map(|start| start.latest).max() })
        }
        Some(true) => Err("the running pod started before the last change of the settings, which nobody kept".into()),
        None => {
            Err("Kubernetes does not tell whether the running pod started before the last change of the settings"
                .into())
        }
    }
}

/// Returns `true` if a running pod of IMS has older values of these keys than those that are set; `None` if that cannot be known.
pub fn is_stale(config: &ConfigMap, pods: &[Pod], keys: &[&str]) -> Option<bool> {
    kubernetes::any(pods.iter().filter(|pod| pod.is_serving).map(|pod| {
        // What outranks the ConfigMap does not depend on when it was written.
        let keys: Vec<_> = keys.iter().copied().filter(|key| !pod.variables.contains_key(*key)).collect();
        match pod.start {
            _ if keys.is_empty() => Some(false),
            // It reads the settings when it starts.
            None if !pod.is_ready() => Some(false),
            start => kubernetes::is_stale(start, &config.writes(&keys)),
        }
    }))
}

/// Returns `true` if as many pods serve as the Deployment has to have, one if it is not known, and all of them are ready.
pub fn is_complete(pods: &[Pod], deployment: Option<&Deployment>) -> bool {
    let serving: Vec<_> = pods.iter().filter(|pod| pod.is_serving).collect();
    let wanted = deployment.map_or(1, |deployment| deployment.replicas);
    serving.len() >= wanted.max(1) && serving.iter().all(|pod| pod.is_ready())
}

/// The variables that the Deployment gives the pods of IMS by itself; if it is not known, those of the pods that serve.
pub fn variables(deployment: Option<&Deployment>, pods: &[Pod]) -> Variables {
    match deployment {
        Some(deployment) => deployment.variables.clone(),
        None => pods.iter().filter(|pod| pod.is_serving).flat_map(|pod| pod.variables.clone()).collect(),
    }
}

/// The names of the runtime classes that are installed.
pub async fn installed_classes(cluster: &Cluster) -> Result<Vec<String>> {
    Ok(cluster.runtime_classes().await?.into_iter().map(|class| class.name).collect())
}

//! The restart of the service's pods, and the wait for their successors.

use crate::commands::progress::Progress;
use crate::error::Error;
use crate::kubernetes::{Cluster, Pod};
use std::time::Duration;
use tokio::time::sleep;

/// How often the pods are looked at.
const INTERVAL: Duration = Duration::from_millis(500);

/// How long after a write pods are restarted. Kubernetes notes times to the second, so that later it can be told that the new
/// pods started after the write.
pub const BREATH: Duration = Duration::from_millis(1100);

/// Deletes the pods that serve. What somebody else has replaced meanwhile is left alone. Returns the pods that are to go.
pub async fn delete_serving(cluster: &Cluster) -> Result<Vec<Pod>, Error> {
    let old: Vec<_> = cluster.pods().await?.into_iter().filter(|pod| pod.is_serving).collect();
    for pod in &old {
        cluster.delete_pod(pod).await?;
    }
    Ok(old)
}

/// Waits until new pods serve and all of them are ready. Returns them; none if the time runs out.
pub async fn wait_until_ready(
    cluster: &Cluster,
    old: &[Pod],
    timeout: Duration,
    progress: &Progress,
) -> Option<Vec<Pod>> {
    let ready = async {
        loop {
            // While the API server cannot be asked, there is nothing to do but to ask again.
            match cluster.pods().await {
                Ok(pods) => {
                    let serving = pods.iter().filter(|pod| pod.is_serving);
                    let is_new = |pod: &Pod| old.iter().all(|old| old.uid != pod.uid);
                    if serving.clone().next().is_some() && serving.clone().all(|pod| is_new(pod) && pod.is_ready()) {
                        return serving.cloned().collect();
                    }
                    progress.status(&state(&pods, &is_new));
                }
                Err(error) => progress.status(&error.to_string()),
            }
            sleep(INTERVAL).await;
        }
    };
    tokio::time::timeout(timeout, ready).await.ok()
}

/// What Kubernetes says of pods that should have become ready.
pub async fn complaints(cluster: &Cluster) -> Vec<String> {
    let pods = match cluster.pods().await {
        Ok(pods) => pods,
        Err(error) => return vec![error.to_string()],
    };
    let serving: Vec<_> = pods.iter().filter(|pod| pod.is_serving).collect();
    if serving.is_empty() {
        let mut lines = vec!["No new pod has appeared.".to_owned()];
        lines.extend(cluster.deployment_obstacles().await);
        return lines;
    }
    let mut lines = Vec::new();
    for pod in serving {
        lines.push(format!("Pod {} is {} {}.", pod.name, pod.readiness(), pod.status));
        lines.extend(pod.complaints.iter().map(|complaint| format!("  {complaint}")));
        lines.extend(cluster.events(&cluster.namespace, &pod.uid).await.iter().map(|event| format!("  {event}")));
    }
    lines
}

fn state(pods: &[Pod], is_new: &dyn Fn(&Pod) -> bool) -> String {
    let new: Vec<_> = pods.iter().filter(|pod| pod.is_serving && is_new(pod)).collect();
    match new.is_empty() {
        true => "Waiting for a new pod of IMS".into(),
        false => {
            let pods: Vec<_> =
                new.iter().map(|pod| format!("{} {} {}", pod.name, pod.readiness(), pod.status)).collect();
            format!("Waiting until the new pod is ready: {}", pods.join(", "))
        }
    }
}

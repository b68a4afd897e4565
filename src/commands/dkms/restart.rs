//! The restart of the service's pods, and the wait for those that are to serve.

use super::done::Done;
use super::running::is_complete;
use crate::commands::progress::Progress;
use crate::error::Explain;
use crate::kubernetes::{Cluster, Pod, Written};
use anyhow::Result;
use std::cell::RefCell;
use std::future::pending;
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// How often the pods are looked at.
const INTERVAL: Duration = Duration::from_millis(500);

/// How long after the last look at the settings pods are restarted. Kubernetes notes times to the second, so that later it can
/// be told that the new pods started after the last write, whoever wrote.
pub const BREATH: Duration = Duration::from_millis(1100);

/// How much of the time for a wait is left to ask why it was in vain: at most this, and at most a quarter of it.
const ASKING: Duration = Duration::from_secs(5);

/// Deletes the pods that serve. What somebody else has replaced meanwhile is left alone. Returns the pods that are to go.
pub async fn delete_serving(cluster: &Cluster, done: &Done) -> Result<Vec<Pod>> {
    let old: Vec<_> = cluster.pods().await?.into_iter().filter(|pod| pod.is_serving).collect();
    done.restarts(old.iter().map(|pod| pod.name.clone()));
    for pod in &old {
        done.restart_began(&pod.name);
        match cluster.delete_pod(pod).await? {
            Written::Done | Written::Conflict => done.restart_ended(true),
            Written::Refused(error) => {
                done.restart_ended(false);
                return Err(error.into());
            }
        }
    }
    Ok(old)
}

/// How a wait for pods ended.
pub enum Waited {
    /// As many pods as there have to be are ready.
    Ready(Vec<Pod>),
    /// There have to be none, so none comes.
    ScaledToZero,
    /// The time ran out; what Kubernetes says about it.
    TimedOut(Vec<String>),
}

/// Waits until as many pods serve as there have to be, none of them one of the old ones, and all of them are ready.
pub async fn wait_until_ready(cluster: &Cluster, old: &[Pod], limit: Duration, progress: &Progress) -> Waited {
    if limit.is_zero() {
        return look_once(cluster, old).await;
    }
    let said = RefCell::new(Vec::new());
    let asking = async {
        sleep(limit - ASKING.min(limit / 4)).await;
        complaints(cluster, &said).await;
        pending().await
    };
    let looking = async {
        loop {
            match look(cluster, old).await {
                Ok(Seen::Waiting(state)) => progress.status(&state),
                Ok(Seen::Ready(pods)) => return Waited::Ready(pods),
                Ok(Seen::ScaledToZero) => return Waited::ScaledToZero,
                // While the API server cannot be asked, there is nothing to do but to ask again.
                Err(error) => progress.status(&error.message()),
            }
            sleep(INTERVAL).await;
        }
    };
    let waited = timeout(limit, async {
        tokio::select! {
            biased;
            waited = looking => waited,
            never = asking => never,
        }
    });
    match waited.await {
        Ok(waited) => waited,
        Err(_) => Waited::TimedOut(said.take()),
    }
}

async fn look_once(cluster: &Cluster, old: &[Pod]) -> Waited {
    match look(cluster, old).await {
        Ok(Seen::Ready(pods)) => Waited::Ready(pods),
        Ok(Seen::ScaledToZero) => Waited::ScaledToZero,
        Ok(Seen::Waiting(state)) => Waited::TimedOut(vec![format!("{state}.")]),
        Err(error) => Waited::TimedOut(vec![error.in_a_line()]),
    }
}

enum Seen {
    Ready(Vec<Pod>),
    ScaledToZero,
    /// What is waited for.
    Waiting(String),
}

async fn look(cluster: &Cluster, old: &[Pod]) -> Result<Seen> {
    let pods = cluster.pods().await?;
    let serving: Vec<_> = pods.into_iter().filter(|pod| pod.is_serving).collect();
    let subject = if old.is_empty() { "the pod" } else { "the new pod" };
    let (old, new): (Vec<_>, Vec<_>) = serving.into_iter().partition(|pod| old.iter().any(|old| old.uid == pod.uid));
    if !old.is_empty() || new.iter().any(|pod| !pod.is_ready()) {
        return Ok(Seen::Waiting(state(subject, &new)));
    }
    let deployment = cluster.deployment().await;
    Ok(match deployment.as_ref().map(|deployment| deployment.replicas) {
        Some(0) if new.is_empty() => Seen::ScaledToZero,
        _ if is_complete(&new, deployment.as_ref()) => Seen::Ready(new),
        _ => {
            let obstacles = deployment.map(|deployment| deployment.obstacles).unwrap_or_default();
            let state = state(subject, &new);
            Seen::Waiting(obstacles.first().map_or_else(|| state.clone(), |obstacle| format!("{state}. {obstacle}")))
        }
    })
}

/// Notes what Kubernetes says about pods that should have become ready, as it comes in.
async fn complaints(cluster: &Cluster, said: &RefCell<Vec<String>>) {
    let pods = match cluster.pods().await {
        Ok(pods) => pods,
        Err(error) => return said.borrow_mut().push(error.to_string()),
    };
    let serving: Vec<_> = pods.iter().filter(|pod| pod.is_serving).collect();
    for pod in &serving {
        said.borrow_mut().push(format!("Pod {} is {} {}.", pod.name, pod.readiness(), pod.status));
        said.borrow_mut().extend(pod.complaints.iter().map(|complaint| format!("  {complaint}")));
        let events = cluster.events(&cluster.namespace, &pod.uid).await;
        said.borrow_mut().extend(events.iter().map(|event| format!("  {event}")));
    }
    if serving.iter().all(|pod| pod.is_ready()) {
        if serving.is_empty() {
            said.borrow_mut().push("No new pod has appeared.".into());
        }
        let obstacles = cluster.deployment_obstacles().await;
        said.borrow_mut().extend(obstacles);
    }
}

fn state(subject: &str, new: &[Pod]) -> String {
    if new.is_empty() {
        return "Waiting for a new pod of IMS".into();
    }
    let pods: Vec<_> = new.iter().map(|pod| format!("{} {} {}", pod.name, pod.readiness(), pod.status)).collect();
    format!("Waiting until {subject} is ready: {}", pods.join(", "))
}

//! `jobs logs`: what the containers of a job say, one behind the other as they run.

mod follow;
mod reported;

use super::view::View;
use super::wait;
use crate::commands::Reply;
use crate::context::Context;
use crate::error::Error;
use crate::kubernetes::{Access, Cluster, Container, JobObstacles, JobPod};
use crate::shell::{operands, quoted};
use crate::time::{Deadline, readable};
use follow::{Pods, Reader};
use std::time::Duration;
use tokio::sync::mpsc;

/// How many lines may wait to be printed.
const LINES: usize = 64;

/// How long the only look may take where nothing is waited for.
const ONE_LOOK: Duration = Duration::from_secs(30);

/// What is wanted of the logs of a job.
pub struct Wanted {
    /// Only this container.
    pub container: Option<String>,
    pub follow: bool,
    /// How long to follow at most; with 0 the logs are shown as they are.
    pub timeout: Option<Duration>,
}

/// Replies with the lines of the containers, one behind the other.
pub async fn run(id: &str, wanted: Wanted, access: &Access, context: &Context) -> Result<Reply, Error> {
    let Some(limit) = wanted.timeout else { return begin(id, wanted, None, access, context).await };
    let deadline = Deadline::after(if limit.is_zero() { ONE_LOOK } else { limit });
    let begun = deadline.bound(begin(id, wanted, Some((deadline, limit)), access, context)).await;
    begun.unwrap_or_else(|| Err(not_ended(id, limit)))
}

/// Finds the pod, and begins to read.
async fn begin(
    id: &str,
    wanted: Wanted,
    limit: Option<(Deadline, Duration)>,
    access: &Access,
    context: &Context,
) -> Result<Reply, Error> {
    let looks_once = limit.is_some_and(|(_, limit)| limit.is_zero());
    let follow = wanted.follow && !looks_once;
    let job = wait::find(id, context).await?;
    let Some((name, namespace)) = job.kubernetes.clone() else {
        return Err(Error::Usage(format!("The service does not say where the job {} runs in Kubernetes.", job.id)));
    };
    let cluster = Cluster::connect(access, namespace.clone()).await?;
    let pods = Pods::new(cluster, namespace, name, context.printer);
    let pod = match follow {
        false => pods.cluster.job_pod(&pods.namespace, &pods.job).await?,
        true => pods.wait_for_one(&job, context).await?,
    };
    let Some(pod) = pod else {
        return Err(no_pod(&job, &pods).await);
    };
    let is_meant = |candidate: &&Container| wanted.container.as_ref().is_none_or(|name| *name == candidate.name);
    let meant: Vec<Container> = pod.containers.iter().filter(is_meant).cloned().collect();
    if meant.is_empty() {
        return Err(no_container(&job, wanted.container.as_deref().unwrap_or_default(), &pod));
    }
    if !follow && meant.iter().all(|container| !container.has_started) {
        let state = &job.status;
        context
            .printer
            .remark(&format!("No container has started yet; the job is in the state {state}. --follow waits."));
        pods.say_obstacles().await;
    }
    let (sender, receiver) = mpsc::channel(LINES);
    let has_ended = pod.has_ended || meant.iter().all(|container| container.has_ended);
    let reader = Reader { pods, pod: pod.name, follow, sender: sender.clone() };
    tokio::spawn(async move {
        let read = match limit {
            None => reader.read(&meant).await,
            Some((deadline, limit)) => match deadline.bound(reader.read(&meant)).await {
                Some(Ok(())) if looks_once && !has_ended => Err(not_ended(&job.id, limit)),
                Some(read) => read,
                None => Err(not_ended(&job.id, limit)),
            },
        };
        if let Err(error) = read {
            // Nobody listens any more if it does not arrive.
            let _ = sender.send(Err(error)).await;
        }
    });
    Ok(Reply::Lines(receiver))
}

fn has_ended(job: &View) -> bool {
    matches!(job.status.as_str(), "success" | "error")
}

fn not_ended(id: &str, limit: Duration) -> Error {
    let message = match limit.is_zero() {
        true => "The job has not ended".to_owned(),
        false => format!("Timed out after {}; the job has not ended", readable(limit)),
    };
    let wait = format!("The job goes on. Wait for it with `cray-ims jobs wait {}`.", operands(&[id]));
    Error::TimedOut { message, advice: vec![wait] }
}

/// Says that there is no pod, and why as far as Kubernetes knows.
async fn no_pod(job: &View, pods: &Pods) -> Error {
    let Pods { cluster, namespace, job: name, .. } = pods;
    let advice = match has_ended(job) {
        true => vec![format!("It has ended ({}), and Kubernetes has cleared it away.", job.status)],
        false => {
            let JobObstacles { mut found, missing } = cluster.job_obstacles(namespace, name).await;
            if found.is_empty() {
                found.extend(missing);
                found.push("Has it just been created, or is this another cluster? --context names another.".into());
            }
            found
        }
    };
    Error::Kubernetes {
        message: format!("The job {} has no pod in Kubernetes: none of {name} in the namespace {namespace}", job.id),
        advice,
    }
}

fn no_container(job: &View, name: &str, pod: &JobPod) -> Error {
    let names: Vec<_> = pod.containers.iter().map(|container| container.name.as_str()).collect();
    Error::Usage(format!("The job {} has no container {}. It has: {}", job.id, quoted(name), names.join(", ")))
}

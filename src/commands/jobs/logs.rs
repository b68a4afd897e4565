//! `jobs logs`: what the containers of a job say, one behind the other as they run.

mod follow;
mod reported;

use super::until_ended::find;
use super::view::View;
use crate::candidates::Candidates;
use crate::commands::options::{ApiServer, Id, duration};
use crate::commands::{Content, Prints, Reply, Run};
use crate::context::Context;
use crate::error::{Advise, Error, ExitStatus};
use crate::ims::{CONTAINERS, Job, JobStatus};
use crate::kubernetes::{Cluster, Container, JobObstacles, JobPod};
use crate::shell::{operands, quoted};
use crate::time::{Deadline, readable};
use anyhow::{Result, bail};
use clap::Args;
use follow::{Pods, Reader};
use std::time::Duration;
use tokio::sync::mpsc;

/// How many lines may wait to be printed.
const LINES: usize = 64;

/// How long the only look may take with a time limit of 0.
const ONE_LOOK: Duration = Duration::from_secs(30);

const HELP: &str = "\
Containers are printed in the order in which they run. Each line starts with
the container's name.

Examples:
  cray-ims jobs logs JOB_ID --follow
  cray-ims jobs logs JOB_ID --container build-image";

/// Print the container logs of a job, read from Kubernetes
#[derive(Args)]
#[command(after_help = HELP)]
pub struct Logs {
    #[command(flatten)]
    id: Id<Job>,
    /// Print only this container's log, such as build-image
    #[arg(long, value_name = "NAME", add = Candidates::Words(&CONTAINERS))]
    container: Option<String>,
    /// Stream the log until the job ends
    #[arg(short, long)]
    follow: bool,
    /// Stop following after this time, such as 90s or 2h [default: when the job ends]
    #[arg(long, value_name = "TIME", value_parser = duration::any)]
    timeout: Option<Duration>,
    #[command(flatten)]
    server: ApiServer,
}

impl Run for Logs {
    fn prints(&self) -> Prints {
        Prints::TEXT
    }

    fn waits(&self) -> bool {
        self.follow
    }

    fn request_timeout(&self, given: Duration) -> Option<Duration> {
        (!self.follow).then_some(given)
    }

    async fn run(self, context: Context) -> Result<Reply> {
        let Some(limit) = self.timeout.filter(|_| self.follow) else { return begin(&self, None, &context).await };
        let deadline = Deadline::after(if limit.is_zero() { ONE_LOOK } else { limit });
        let begun = deadline.bound(begin(&self, Some((deadline, limit)), &context)).await;
        begun.unwrap_or_else(|| Err(not_ended(&self.id.id, limit)))
    }
}

/// Finds the pod, and begins to read.
async fn begin(options: &Logs, limit: Option<(Deadline, Duration)>, context: &Context) -> Result<Reply> {
    let looks_once = limit.is_some_and(|(_, limit)| limit.is_zero());
    let follow = options.follow && !looks_once;
    let job = find(&options.id.id, context).await?;
    let Some((name, namespace)) = job.kubernetes.clone() else {
        bail!("The service does not say where the job {} runs in Kubernetes.", job.id);
    };
    let cluster = Cluster::connect(&options.server.access_within(context), namespace.clone()).await?;
    let pods = Pods::new(cluster, namespace, name, context.printer);
    let pod = if follow {
        pods.wait_for_one(&job, context).await?
    } else {
        pods.cluster.job_pod(&pods.namespace, &pods.job).await.map_err(Error::from)?
    };
    let Some(pod) = pod else {
        bail!(no_pod(&job, &pods).await);
    };
    let is_meant = |candidate: &&Container| options.container.as_ref().is_none_or(|name| *name == candidate.name);
    let meant: Vec<Container> = pod.containers.iter().filter(is_meant).cloned().collect();
    if meant.is_empty() {
        bail!(no_container(&job, options.container.as_deref().unwrap_or_default(), &pod));
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
    Ok(Content::Lines(receiver).into())
}

fn has_ended(job: &View) -> bool {
    job.status().is_some_and(JobStatus::is_end)
}

fn not_ended(id: &str, limit: Duration) -> anyhow::Error {
    let message = if limit.is_zero() {
        "The job has not ended".to_owned()
    } else {
        format!("Timed out after {}; the job has not ended", readable(limit))
    };
    let wait = format!("The job goes on. Wait for it with `cray-ims jobs wait {}`.", operands(&[id]));
    ExitStatus::TimedOut.error(message).advise([wait])
}

/// Says that there is no pod, and why as far as Kubernetes knows.
async fn no_pod(job: &View, pods: &Pods) -> Error {
    let Pods { cluster, namespace, job: name, .. } = pods;
    let advice = if has_ended(job) {
        vec![format!("The job has ended ({}), and Kubernetes has removed its pod.", job.status)]
    } else {
        let JobObstacles { mut found, missing } = cluster.job_obstacles(namespace, name).await;
        if found.is_empty() {
            found.extend(missing);
            found.push("Has it just been created, or is this another cluster? --context names another.".into());
        }
        found
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

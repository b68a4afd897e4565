//! Reads the containers of a job to their ends, whatever hiccups there are on the way.

use super::has_ended;
use super::reported::Reported;
use crate::commands::jobs::until_ended::{cause, is_passing, look};
use crate::commands::jobs::view::View;
use crate::context::Context;
use crate::error::Error;
use crate::kubernetes::{Cluster, Container, Failure, JobPod};
use crate::printer::Printer;
use anyhow::{Result, bail};
use futures_util::StreamExt;
use futures_util::future::try_join_all;
use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::mpsc;
use tokio::time::sleep;

/// How often it is looked whether a container has started.
const INTERVAL: Duration = Duration::from_millis(500);

/// How long to wait at most before another try while Kubernetes is away.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// How often Kubernetes is asked what keeps a container from starting.
const REASONS: Duration = Duration::from_secs(2);

/// The Job in Kubernetes whose pods are looked at.
pub struct Pods {
    pub cluster: Cluster,
    pub namespace: String,
    pub job: String,
    printer: Printer,
    /// What was said, since it is news only once.
    said: Mutex<HashSet<String>>,
}

impl Pods {
    pub fn new(cluster: Cluster, namespace: String, job: String, printer: Printer) -> Self {
        Pods { cluster, namespace, job, printer, said: Mutex::default() }
    }

    fn say_once(&self, line: String) {
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        if !said.contains(&line) {
            self.printer.remark(&line);
            said.insert(line);
        }
    }

    /// Says what keeps the pod from coming into being or its containers from starting, if anything does.
    pub async fn say_obstacles(&self) {
        let obstacles = self.cluster.job_obstacles(&self.namespace, &self.job).await;
        for line in obstacles.found.into_iter().chain(obstacles.missing) {
            self.say_once(line);
        }
    }

    /// The newest pod. Tries again while Kubernetes is away.
    async fn newest(&self) -> Result<Option<JobPod>> {
        let mut pause = INTERVAL;
        loop {
            match self.cluster.job_pod(&self.namespace, &self.job).await {
                Err(Failure::Passing(error)) => self.say_once(format!("{error}; retrying.")),
                found => return Ok(found.map_err(Error::from)?),
            }
            sleep(pause).await;
            pause = (2 * pause).min(LONGEST_PAUSE);
        }
    }

    /// Waits for a pod. Returns `None` if the job ends without one. The first look must succeed, since what fails then may
    /// never have worked.
    pub async fn wait_for_one(&self, job: &View, context: &Context) -> Result<Option<JobPod>> {
        let mut pod = self.cluster.job_pod(&self.namespace, &self.job).await.map_err(Error::from)?;
        let mut client = context.new_client()?;
        let mut reasons = Reasons(Instant::now());
        while pod.is_none() {
            match look(&job.id, &mut client, context).await {
                Ok(seen) if has_ended(&seen) => return Ok(None),
                Ok(_) => {}
                Err(error) if is_passing(&error) => self.say_once(format!("Job {}: {}", job.id, cause(&error))),
                Err(error) => return Err(error),
            }
            reasons.say(self).await;
            sleep(INTERVAL).await;
            pod = self.newest().await?;
        }
        Ok(pod)
    }
}

/// When Kubernetes was last asked what keeps a container from starting; at first, when it began to have time for it.
struct Reasons(Instant);

impl Reasons {
    /// Says the reasons, if it is time to ask for them.
    async fn say(&mut self, pods: &Pods) {
        if self.0.elapsed() >= REASONS {
            pods.say_obstacles().await;
            self.0 = Instant::now();
        }
    }
}

/// Reads the containers of one pod.
pub struct Reader {
    pub pods: Pods,
    pub pod: String,
    pub follow: bool,
    pub sender: mpsc::Sender<Result<String>>,
}

impl Reader {
    /// Reads the containers: the first ones in turn, those that run side by side at once if they are followed.
    pub async fn read(&self, containers: &[Container]) -> Result<()> {
        let (first, last): (Vec<_>, Vec<_>) =
            containers.iter().partition(|container| container.is_init || !self.follow);
        for container in first {
            self.read_one(container).await?;
        }
        try_join_all(last.into_iter().map(|container| self.read_one(container))).await?;
        Ok(())
    }

    /// Reads one container. What has not started is waited for, if it is followed and can still start.
    async fn read_one(&self, container: &Container) -> Result<()> {
        let mut container = container.clone();
        let mut reasons = Reasons(Instant::now());
        while self.follow && !container.has_started {
            match self.look(&container.name).await? {
                Some((seen, pod_has_ended)) if seen.has_started || !pod_has_ended => container = seen,
                _ => return Ok(()),
            }
            if !container.has_started {
                reasons.say(&self.pods).await;
                sleep(INTERVAL).await;
            }
        }
        if !container.has_started {
            return Ok(());
        }
        let mut reported = Reported::default();
        loop {
            let had_ended = container.has_ended || !self.follow;
            let came_to_its_end = self.print(&container.name, &mut reported).await?;
            // A connection may end before the container does, but what had ended says no more.
            if (came_to_its_end && had_ended) || self.sender.is_closed() {
                return Ok(());
            }
            let Some((seen, pod_has_ended)) = self.look(&container.name).await? else { return Ok(()) };
            container = Container { has_ended: seen.has_ended || pod_has_ended, ..seen };
            // The next log begins with what was said last.
            sleep(INTERVAL).await;
        }
    }

    /// Prints what a container says, beyond the lines that were printed before. Returns `true` if the log came to an end.
    async fn print(&self, container: &str, reported: &mut Reported) -> Result<bool> {
        let Pods { cluster, namespace, .. } = &self.pods;
        let mut log = match cluster.log(namespace, &self.pod, container, reported.time, self.follow).await {
            Ok(log) => log,
            Err(Failure::Passing(error)) if self.follow => {
                self.pods.say_once(format!("{error}; retrying."));
                return Ok(false);
            }
            // The pod was cleared away.
            Err(_) if self.follow && self.look(container).await?.is_none() => return Ok(false),
            Err(failure) => bail!(Error::from(failure)),
        };
        let mut repeated = reported.clone();
        let (mut time, mut is_repeated) = (None, false);
        while let Some(piece) = log.next().await {
            let piece = match piece {
                Ok(piece) => piece,
                Err(_) if self.follow => return Ok(false),
                Err(error) => bail!(broken_off(container, &error)),
            };
            if piece.is_first {
                time = piece.time;
                is_repeated = repeated.has(time);
            }
            if is_repeated {
                continue;
            }
            // A line counts once it is whole, so that nothing is lost if it breaks off.
            if piece.is_last {
                reported.add(time);
            }
            let is_empty_end = piece.text.is_empty() && !piece.is_first;
            if !is_empty_end && self.sender.send(Ok(format!("[{container}] {}", piece.text))).await.is_err() {
                return Ok(true);
            }
        }
        Ok(true)
    }

    /// The container as it is now, and whether the pod has ended; `None` if the pod is gone.
    async fn look(&self, container: &str) -> Result<Option<(Container, bool)>> {
        let pod = if self.follow {
            self.pods.newest().await?
        } else {
            self.pods.cluster.job_pod(&self.pods.namespace, &self.pods.job).await.map_err(Error::from)?
        };
        Ok(pod.filter(|pod| pod.name == self.pod).and_then(|pod| {
            let has_ended = pod.has_ended;
            pod.containers.into_iter().find(|candidate| candidate.name == container).map(|found| (found, has_ended))
        }))
    }
}

fn broken_off(container: &str, error: &std::io::Error) -> Error {
    Error::Kubernetes {
        message: format!("The log of {container} broke off"),
        advice: vec![format!("Cause: {error}"), "Run the command again.".into()],
    }
}

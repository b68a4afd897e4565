//! `jobs logs`: what the containers of a job say, one behind the other as they run.

use super::view::View;
use super::wait;
use crate::commands::Reply;
use crate::context::Context;
use crate::error::Error;
use crate::kubernetes::{Access, Cluster, Container, JobPod, LogTime};
use crate::time::readable;
use crate::words::quoted;
use futures_util::StreamExt;
use futures_util::future::try_join_all;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;
use tokio::time::{self, sleep};

/// How often it is looked whether a container has started.
const INTERVAL: Duration = Duration::from_millis(500);

/// How many lines may wait to be printed.
const LINES: usize = 64;

/// What is wanted of the logs of a job.
pub struct Wanted {
    /// Only this container.
    pub container: Option<String>,
    pub follow: bool,
    /// How long to follow at the most.
    pub timeout: Option<Duration>,
}

/// Replies with the lines of the containers, one behind the other.
pub async fn run(id: &str, wanted: Wanted, access: &Access, context: &Context) -> Result<Reply, Error> {
    let Wanted { container, follow, timeout } = wanted;
    let began = Instant::now();
    let is_over = || timeout.is_some_and(|timeout| began.elapsed() >= timeout);
    let job = wait::find(id, context).await?;
    let Some((name, namespace)) = job.kubernetes.clone() else {
        return Err(Error::Usage(format!("The service does not say where the job {} runs in Kubernetes.", job.id)));
    };
    let cluster = Cluster::connect(access, namespace.clone()).await?;
    let mut pod = cluster.job_pod(&namespace, &name).await?;
    while follow && pod.is_none() && !is_over() && !has_ended(&wait::find(&job.id, context).await?) {
        sleep(INTERVAL).await;
        pod = cluster.job_pod(&namespace, &name).await?;
    }
    let pod = match (pod, timeout) {
        (Some(pod), _) => pod,
        (None, Some(limit)) if is_over() => return Err(not_ended(&job.id, limit)),
        (None, _) => return Err(no_pod(&job, &name, &namespace)),
    };
    let is_meant = |candidate: &&Container| container.as_ref().is_none_or(|name| *name == candidate.name);
    let meant: Vec<Container> = pod.containers.iter().filter(is_meant).cloned().collect();
    if meant.is_empty() {
        return Err(no_container(&job, container.as_deref().unwrap_or_default(), &pod));
    }
    if !follow && meant.iter().all(|container| !container.has_started) {
        let state = &job.status;
        context
            .printer
            .remark(&format!("No container has started yet; the job is in the state {state}. --follow waits."));
    }
    let (sender, receiver) = mpsc::channel(LINES);
    let reader = Reader { cluster, namespace, job: name, pod: pod.name, follow, sender: sender.clone() };
    tokio::spawn(async move {
        let read = async {
            match timeout {
                None => reader.read(&meant).await,
                Some(limit) => {
                    let left = limit.saturating_sub(began.elapsed());
                    time::timeout(left, reader.read(&meant)).await.unwrap_or_else(|_| Err(not_ended(&job.id, limit)))
                }
            }
        };
        if let Err(error) = read.await {
            // Nobody listens any more if it does not arrive.
            let _ = sender.send(Err(error)).await;
        }
    });
    Ok(Reply::Lines(receiver))
}

/// How much of a log was told: up to which time, and how many lines of that very time.
#[derive(Clone, Default)]
struct Told {
    time: Option<LogTime>,
    lines: usize,
}

impl Told {
    fn add(&mut self, time: Option<LogTime>) {
        match time {
            Some(time) if self.time == Some(time) => self.lines += 1,
            Some(time) => *self = Told { time: Some(time), lines: 1 },
            None => {}
        }
    }

    /// Whether the next line, of this time, was told. Counts it off.
    fn has(&mut self, time: Option<LogTime>) -> bool {
        let (Some(told), Some(time)) = (self.time, time) else { return false };
        if time == told && self.lines > 0 {
            self.lines -= 1;
            return true;
        }
        time < told
    }
}

struct Reader {
    cluster: Cluster,
    namespace: String,
    job: String,
    pod: String,
    follow: bool,
    sender: mpsc::Sender<Result<String, Error>>,
}

impl Reader {
    /// Reads the containers: the first ones in turn, those that run side by side at once if they are followed.
    async fn read(&self, containers: &[Container]) -> Result<(), Error> {
        let (first, last): (Vec<_>, Vec<_>) =
            containers.iter().partition(|container| container.is_init || !self.follow);
        for container in first {
            self.read_one(container).await?;
        }
        try_join_all(last.into_iter().map(|container| self.read_one(container))).await?;
        Ok(())
    }

    /// Reads one container. What has not started is waited for, if it is followed and can still start.
    async fn read_one(&self, container: &Container) -> Result<(), Error> {
        let mut container = container.clone();
        while self.follow && !container.has_started {
            match self.look(&container.name).await? {
                Some((seen, pod_has_ended)) if seen.has_started || !pod_has_ended => container = seen,
                _ => return Ok(()),
            }
            if !container.has_started {
                sleep(INTERVAL).await;
            }
        }
        if !container.has_started {
            return Ok(());
        }
        let mut told = Told::default();
        loop {
            let is_whole = self.print(&container.name, &mut told).await?;
            if is_whole || self.sender.is_closed() {
                return Ok(());
            }
            // A connection on which nothing is said for long is closed. The next one begins with what was said last.
            sleep(INTERVAL).await;
        }
    }

    /// Prints what a container says, beyond the lines that were told before. Whether it was all.
    async fn print(&self, container: &str, told: &mut Told) -> Result<bool, Error> {
        let mut lines = self.cluster.log(&self.namespace, &self.pod, container, told.time, self.follow).await?;
        let mut repeated = told.clone();
        while let Some(line) = lines.next().await {
            let (time, line) = match line {
                Ok(line) => line,
                Err(_) if self.follow => return Ok(false),
                Err(error) => return Err(broken_off(container, &error)),
            };
            if repeated.has(time) {
                continue;
            }
            told.add(time);
            if self.sender.send(Ok(format!("[{container}] {line}"))).await.is_err() {
                return Ok(true);
            }
        }
        match self.follow {
            false => Ok(true),
            // The API server may end what is followed before the container does.
            true => Ok(self.look(container).await?.is_none_or(|(seen, pod_has_ended)| seen.has_ended || pod_has_ended)),
        }
    }

    /// The container as it is now, and whether the pod has ended; none if the pod is gone.
    async fn look(&self, container: &str) -> Result<Option<(Container, bool)>, Error> {
        let pod = self.cluster.job_pod(&self.namespace, &self.job).await?.filter(|pod| pod.name == self.pod);
        Ok(pod.and_then(|pod| {
            let has_ended = pod.has_ended;
            pod.containers.into_iter().find(|candidate| candidate.name == container).map(|found| (found, has_ended))
        }))
    }
}

fn has_ended(job: &View) -> bool {
    matches!(job.status.as_str(), "success" | "error")
}

fn not_ended(id: &str, limit: Duration) -> Error {
    Error::TimedOut {
        message: format!("The containers have not ended after {}", readable(limit)),
        advice: vec![format!("Nothing was stopped. `cray-ims jobs wait {id}` waits for the job.")],
    }
}

fn no_pod(job: &View, name: &str, namespace: &str) -> Error {
    Error::Kubernetes {
        message: format!("The job {} has no pod in Kubernetes: none of {name} in the namespace {namespace}", job.id),
        advice: vec![match has_ended(job) {
            true => format!("It has ended ({}), and Kubernetes has cleared it away.", job.status),
            false => "Has it just been created, or is this another cluster? --context names another.".into(),
        }],
    }
}

fn no_container(job: &View, name: &str, pod: &JobPod) -> Error {
    let names: Vec<_> = pod.containers.iter().map(|container| container.name.as_str()).collect();
    Error::Usage(format!("The job {} has no container {}. It has: {}", job.id, quoted(name), names.join(", ")))
}

fn broken_off(container: &str, error: &std::io::Error) -> Error {
    Error::Kubernetes {
        message: format!("The log of {container} broke off"),
        advice: vec![format!("Cause: {error}"), "Run the command again.".into()],
    }
}

#[cfg(test)]
mod tests {
    use super::Told;

    #[test]
    fn a_log_that_is_read_anew_goes_on_where_it_was_left() {
        let times =
            |text: &str| text.split(' ').map(|time| format!("2026-11-24T12:00:0{time}Z").parse().ok()).collect();
        let read = |told: &mut Told, lines: Vec<_>| -> usize {
            let mut repeated = told.clone();
            lines.into_iter().filter(|time| !repeated.has(*time)).map(|time| told.add(time)).count()
        };
        let mut told = Told::default();
        assert_eq!(read(&mut told, times("1 2 2")), 3);
        assert_eq!(read(&mut told, times("1 2 2 2 3")), 2, "all come again, and two more");
        assert_eq!(read(&mut told, times("3 4")), 1, "only the last time comes again");
        assert_eq!(read(&mut told, times("5 5")), 2, "nothing comes again");
    }
}

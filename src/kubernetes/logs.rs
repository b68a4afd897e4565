//! The pod of a job, and what its containers say.

use super::Cluster;
use crate::error::Error;
use futures_util::{AsyncBufReadExt, Stream, stream};
use k8s_openapi::api::core::v1::{self, ContainerStatus};
use kube::Api;
use kube::api::{ListParams, LogParams};

/// The time at which a container said something.
pub type LogTime = k8s_openapi::jiff::Timestamp;

/// The pod of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobPod {
    pub name: String,
    /// Its containers in the order in which they run; the last, which are no init containers, run side by side.
    pub containers: Vec<Container>,
    /// Whether none of its containers will run any more.
    pub has_ended: bool,
}

/// A container of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Container {
    pub name: String,
    /// Whether it has to end before the next one starts.
    pub is_init: bool,
    pub has_started: bool,
    pub has_ended: bool,
}

impl Cluster {
    /// The pod of a Job, the newest if there are several; none if there is no such pod.
    pub async fn job_pod(&self, namespace: &str, job: &str) -> Result<Option<JobPod>, Error> {
        let labels = format!("job-name={job}");
        let list = self.pods_api(namespace).list(&ListParams::default().labels(&labels)).await;
        let mut pods = list.map_err(|error| self.failed(error))?.items;
        pods.sort_by_key(|pod| pod.metadata.creation_timestamp.as_ref().map(|time| time.0));
        Ok(pods.pop().map(JobPod::new))
    }

    /// The lines that a container has said since a time, and, if it is followed, says from now on, each with its time where
    /// that can be read. A line that cannot be read ends it.
    pub async fn log(
        &self,
        namespace: &str,
        pod: &str,
        container: &str,
        since: Option<LogTime>,
        follow: bool,
    ) -> Result<impl Stream<Item = std::io::Result<(Option<LogTime>, String)>> + Unpin + use<>, Error> {
        let parameters = LogParams {
            container: Some(container.to_owned()),
            follow,
            timestamps: true,
            since_time: since,
            ..LogParams::default()
        };
        let reader = self.pods_api(namespace).log_stream(pod, &parameters).await.map_err(|error| self.failed(error))?;
        Ok(Box::pin(stream::try_unfold(Box::pin(reader), async |mut reader| {
            let mut line = Vec::new();
            let length = reader.read_until(b'\n', &mut line).await?;
            // Builds say what is not UTF-8, too.
            let text = String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_owned();
            let line = match text.split_once(' ') {
                Some((time, words)) if let Ok(time) = time.parse() => (Some(time), words.to_owned()),
                _ => (None, text),
            };
            Ok((length > 0).then_some((line, reader)))
        })))
    }

    fn pods_api(&self, namespace: &str) -> Api<v1::Pod> {
        Api::namespaced(self.client.clone(), namespace)
    }
}

impl JobPod {
    fn new(pod: v1::Pod) -> Self {
        let (spec, status) = (pod.spec.unwrap_or_default(), pod.status.unwrap_or_default());
        let states: Vec<ContainerStatus> =
            [status.init_container_statuses, status.container_statuses].into_iter().flatten().flatten().collect();
        let container = |name: String, is_init: bool| {
            let state = states.iter().find(|state| state.name == name).and_then(|state| state.state.as_ref());
            let has_ended = state.is_some_and(|state| state.terminated.is_some());
            let has_started = has_ended || state.is_some_and(|state| state.running.is_some());
            Container { name, is_init, has_started, has_ended }
        };
        let init = spec.init_containers.unwrap_or_default().into_iter().map(|init| container(init.name, true));
        let main = spec.containers.into_iter().map(|main| container(main.name, false));
        JobPod {
            name: pod.metadata.name.unwrap_or_default(),
            containers: init.chain(main).collect(),
            has_ended: matches!(status.phase.as_deref(), Some("Succeeded" | "Failed")),
        }
    }
}

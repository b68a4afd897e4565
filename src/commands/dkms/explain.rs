//! `dkms explain`: what a job would get or got, which rule decided, and what cannot be known.

use super::explanation::Explanation;
use super::subject::Subject;
use super::{is_stale, reply, variables};
use crate::cli::{Explain, Kubernetes};
use crate::commands::{Reply, cluster};
use crate::context::Context;
use crate::dkms::{self, Arch, Facts, KEYS, Known, Settings, chain};
use crate::error::Error;
use crate::kubernetes::{Cluster, Pod};
use jiff::Timestamp;

pub async fn run(options: &Explain, kubernetes: &Kubernetes, context: &Context) -> Result<Reply, Error> {
    let subject = Subject::read(options, context).await?;
    let cluster = cluster(kubernetes, context).await;
    let running = running_settings(&cluster).await;
    let facts = Facts {
        arch: subject.arch,
        requested: match (options.require_dkms, subject.exists) {
            (None, true) => Known::No,
            (asked, _) => Known::Yes(asked),
        },
        work: subject.work,
        recipe_is_known: subject.recipe_is_known,
        settings: running
            .as_ref()
            .ok()
            .filter(|running| subject.is_younger_than(running))
            .map(|it| it.settings.clone()),
        got: subject.got,
    };
    let (links, required) = chain(&facts);
    let runtime = match required {
        None => Runtime::Unknown,
        Some(_) if subject.is_remote => Runtime::None,
        Some(false) => Runtime::None,
        Some(true) => runtime(&subject, &cluster, &facts).await,
    };
    let explanation = Explanation { subject: &subject, links, required, runtime, running: &running };
    Ok(reply(explanation.document(), &explanation.lines(), context))
}

/// What the running service read when it started.
pub struct Running {
    pub settings: Settings,
    /// When it had started at the latest.
    pub since: Option<Timestamp>,
}

/// The settings that the running service read when it started, or why they cannot be known.
async fn running_settings(cluster: &Result<Cluster, Error>) -> Result<Running, String> {
    let cluster = cluster.as_ref().map_err(Error::to_string)?;
    let config = cluster.config_map().await.map_err(|error| error.to_string())?;
    let pods = cluster.pods().await.map_err(|error| error.to_string())?;
    if !pods.iter().any(Pod::is_ready) {
        return Err("no pod of IMS is ready".into());
    }
    // What the pods have counts, whatever the Deployment gives those to come.
    let outranked = dkms::outranked(&config.data, &variables(None, &pods), &KEYS);
    let Some(data) = dkms::in_force(&config.data, &outranked) else {
        return Err("the Deployment cray-ims takes a setting from elsewhere, which outranks the ConfigMap".into());
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

/// The runtime class of the job's pod.
pub enum Runtime {
    None,
    Class(String),
    Unknown,
}

async fn runtime(subject: &Subject, cluster: &Result<Cluster, Error>, facts: &Facts) -> Runtime {
    if let (Some((namespace, labels)), Ok(cluster)) = (&subject.pods, cluster)
        && let Ok(pods) = cluster.pods_in(namespace, labels).await
        && let Some(class) = pods.into_iter().find_map(|pod| pod.runtime_class)
    {
        return Runtime::Class(class);
    }
    // What the settings were when the job was created is not kept.
    match (&facts.settings, subject.exists) {
        (Some(settings), false) => Runtime::Class(match facts.arch {
            Arch::Aarch64 => settings.aarch64_runtime.clone(),
            Arch::X86_64 => settings.kata_runtime.clone(),
        }),
        _ => Runtime::Unknown,
    }
}

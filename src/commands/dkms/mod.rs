//! `dkms`: shows, switches and explains DKMS.

mod checks;
mod done;
mod explain;
mod explanation;
mod outcome;
mod restart;
mod runtimes;
mod status;
mod subject;
mod switch;
pub mod trap;

use super::{Reply, cluster};
use crate::cli::{Dkms, DkmsVerb};
use crate::context::Context;
use crate::dkms::Wanted;
use crate::error::Error;
use crate::kubernetes::{self, Cluster, ConfigMap, Deployment, Pod, Variables};
use crate::output::Format;
use crate::terminal::escape;
use serde_json::{Value, json};

pub async fn run(dkms: Dkms, context: &Context) -> Result<Reply, Error> {
    let options = &dkms.kubernetes;
    match dkms.verb {
        DkmsVerb::Status => status::run(&cluster(options, context).await?, options, context).await,
        DkmsVerb::Runtimes => runtimes::run(&cluster(options, context).await?, context).await,
        DkmsVerb::Enable { kata_runtime, force, switch } => {
            switch::run(Wanted::Enabled { kata_runtime }, force, &switch, options, context).await
        }
        DkmsVerb::Disable { kata_runtime, force, switch } => {
            switch::run(Wanted::Disabled { kata_runtime }, force, &switch, options, context).await
        }
        DkmsVerb::Explain(subject) => explain::run(&subject, options, context).await,
    }
}

/// Whether a running pod of IMS has older values of these keys than those that are set; `None` if that cannot be known.
pub(super) fn is_stale(config: &ConfigMap, pods: &[Pod], keys: &[&str]) -> Option<bool> {
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

/// Whether as many pods serve as the Deployment has to have, one if it is not known, and all of them are ready.
pub(super) fn is_complete(pods: &[Pod], deployment: Option<&Deployment>) -> bool {
    let serving: Vec<_> = pods.iter().filter(|pod| pod.is_serving).collect();
    let wanted = deployment.map_or(1, |deployment| deployment.replicas);
    serving.len() >= wanted.max(1) && serving.iter().all(|pod| pod.is_ready())
}

/// The variables that the Deployment gives the pods of IMS by itself; if it is not known, those of the pods that serve.
pub(super) fn variables(deployment: Option<&Deployment>, pods: &[Pod]) -> Variables {
    match deployment {
        Some(deployment) => deployment.variables.clone(),
        None => pods.iter().filter(|pod| pod.is_serving).flat_map(|pod| pod.variables.clone()).collect(),
    }
}

/// The names of the runtime classes that are installed.
async fn installed_classes(cluster: &Cluster) -> Result<Vec<String>, Error> {
    Ok(cluster.runtime_classes().await?.into_iter().map(|class| class.name).collect())
}

/// A reply: a document, or as a table the lines that say the same to people.
fn reply(document: Value, lines: &[String], context: &Context) -> Reply {
    match context.format {
        Format::Table => {
            let lines: Vec<_> = lines.iter().map(|line| escape(line)).collect();
            Reply::Line(lines.join("\n"))
        }
        _ => Reply::Document(document),
    }
}

fn pod_document(pod: &Pod) -> Value {
    let started = pod.started.map(|started| started.to_string());
    json!({"name": pod.name, "ready": pod.readiness(), "status": pod.status, "started": started, "serving": pod.is_serving})
}

fn pod_line(pod: &Pod) -> String {
    let started = pod.started.map_or(String::new(), |started| format!(", started {started}"));
    format!("{} {} {}{started}", pod.name, pod.readiness(), pod.status)
}

/// An answer that may not be known, as documents have it.
fn known(answer: Option<bool>) -> Value {
    answer.map_or_else(|| "unknown".into(), Value::from)
}

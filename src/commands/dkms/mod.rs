//! `dkms`: shows, switches and explains DKMS.

mod explain;
mod explanation;
mod outcome;
mod restart;
mod runtimes;
mod status;
mod subject;
mod switch;

use super::{Reply, cluster};
use crate::cli::{Dkms, DkmsVerb};
use crate::context::Context;
use crate::dkms::{KEYS, Wanted};
use crate::error::{Error, harmless};
use crate::kubernetes::{self, ConfigMap, Pod};
use crate::output::Format;
use serde_json::{Value, json};

pub async fn run(dkms: Dkms, context: &Context) -> Result<Reply, Error> {
    let options = &dkms.kubernetes;
    match dkms.verb {
        DkmsVerb::Status => status::run(&cluster(options, context).await?, context).await,
        DkmsVerb::Runtimes => runtimes::run(&cluster(options, context).await?, context).await,
        DkmsVerb::Enable { kata_runtime, force, switch } => {
            switch::run(Wanted::Enabled { kata_runtime }, force, &switch, options, context).await
        }
        DkmsVerb::Disable { switch } => switch::run(Wanted::Disabled, false, &switch, options, context).await,
        DkmsVerb::Explain(subject) => explain::run(&subject, options, context).await,
    }
}

/// Whether a running pod of IMS started before the last change of its settings; none if that cannot be known.
pub(super) fn is_stale(config: &ConfigMap, pods: &[Pod]) -> Option<bool> {
    let writes = config.writes(&KEYS);
    kubernetes::any(pods.iter().filter(|pod| pod.is_serving).map(|pod| match pod.started {
        // It reads the settings when it starts.
        None if !pod.is_ready() => Some(false),
        started => kubernetes::is_stale(started, &writes),
    }))
}

/// A reply: a document, or as a table the lines that say the same to people.
fn reply(document: Value, lines: &[String], context: &Context) -> Reply {
    match context.format {
        Format::Table => {
            let lines: Vec<_> = lines.iter().map(|line| harmless(line)).collect();
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

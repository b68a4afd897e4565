//! `dkms explain`: what a job would get or got, which rule decided, and what cannot be known.

use super::document::reply;
use super::explanation::{Explanation, Runtime};
use super::request_timeout;
use super::running::running_settings;
use super::subject::{Subject, SubjectOptions};
use crate::boolean;
use crate::candidates::{Candidates, Fields};
use crate::commands::options::{Kubernetes, cluster};
use crate::commands::{Prints, Reply, Run};
use crate::context::Context;
use crate::dkms::{Arch, Facts, Known, chain};
use crate::kubernetes::Cluster;
use anyhow::Result;
use clap::Args;
use std::time::Duration;

const HELP: &str = "\
Examples:
  cray-ims dkms explain --recipe RECIPE_ID
  cray-ims dkms explain --image IMAGE_ID --require-dkms false
  cray-ims dkms explain --job JOB_ID --format json";

const FIELDS: &[&str] =
    &["require_dkms", "runtime_class", "arch", "remote", "rules", "running_settings", "documentation", "verdict"];

/// Explain whether a job gets DKMS, and which rule decides
#[derive(Args)]
#[command(after_help = HELP, add = Fields(FIELDS))]
pub struct Explain {
    #[command(flatten)]
    subject: SubjectOptions,
    /// Value of require_dkms when the job is created: true, t, 1, yes, y, or false, f, 0, no, n
    #[arg(long, value_name = "BOOL", value_parser = boolean::parse, add = Candidates::BOOLEAN)]
    require_dkms: Option<bool>,
    #[command(flatten)]
    kubernetes: Kubernetes,
}

impl Run for Explain {
    fn prints(&self) -> Prints {
        Prints::Records
    }

    fn request_timeout(&self, given: Duration) -> Option<Duration> {
        request_timeout(given)
    }

    async fn run(self, context: Context) -> Result<Reply> {
        let subject = Subject::read(&self.subject, &context).await?;
        let cluster = cluster(&self.kubernetes, &context).await;
        let running = running_settings(&cluster).await;
        let facts = Facts {
            arch: subject.arch,
            requested: match (self.require_dkms, subject.exists) {
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
        Ok(reply(explanation.document(), &explanation.lines(), &context))
    }
}

async fn runtime(subject: &Subject, cluster: &Result<Cluster>, facts: &Facts) -> Runtime {
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

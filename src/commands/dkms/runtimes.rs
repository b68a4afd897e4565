//! `dkms runtimes`: the runtime classes, as `kubectl get runtimeclass` lists them.

use super::request_timeout;
use crate::candidates::Fields;
use crate::commands::options::{Kubernetes, cluster};
use crate::commands::{Prints, Reply, Run, examples};
use crate::context::Context;
use crate::dkms::{kata_classes, settings};
use anyhow::Result;
use clap::Args;
use serde_json::{Value, json};
use std::time::Duration;

/// List the runtime classes
#[derive(Args)]
#[command(
    after_help = examples(&["cray-ims dkms runtimes --format table"]),
    add = Fields(&["name", "handler", "created", "kata", "configured"])
)]
pub struct Runtimes {
    #[command(flatten)]
    kubernetes: Kubernetes,
}

impl Run for Runtimes {
    fn prints(&self) -> Prints {
        Prints::Records
    }

    fn request_timeout(&self, given: Duration) -> Option<Duration> {
        request_timeout(given)
    }

    async fn run(self, context: Context) -> Result<Reply> {
        let cluster = cluster(&self.kubernetes, &context).await?;
        let classes = cluster.runtime_classes().await?;
        let configured = settings(&cluster.config_map().await?.data).kata_runtime;
        let names: Vec<_> = classes.iter().map(|class| class.name.clone()).collect();
        if kata_classes(&names).is_empty() {
            context.printer.remark("No Kata runtime class is installed, so pods of jobs that need DKMS cannot start.");
        } else if !names.contains(&configured) {
            context.printer.remark(&format!("The configured runtime class {configured} is not installed."));
        }
        let list: Vec<_> = classes
            .iter()
            .map(|class| {
                json!({
                    "name": class.name,
                    "handler": class.handler,
                    "created": class.created.map(|created| created.to_string()),
                    "kata": class.name.contains("kata"),
                    "configured": class.name == configured,
                })
            })
            .collect();
        Ok(Reply::document(Value::Array(list)))
    }
}

//! `dkms runtimes`: the runtime classes, as `kubectl get runtimeclass` lists them.

use crate::commands::Reply;
use crate::context::Context;
use crate::dkms::{kata_classes, settings};
use crate::error::Error;
use crate::kubernetes::Cluster;
use serde_json::{Value, json};

pub async fn run(cluster: &Cluster, context: &Context) -> Result<Reply, Error> {
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
    Ok(Reply::Document(Value::Array(list)))
}

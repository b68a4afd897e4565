//! `config list`.

use crate::commands::{Prints, Reply, Run, examples};
use crate::context::Context;
use anyhow::Result;
use clap::Args;
use serde_json::{Value, json};

/// List all configurations
#[derive(Args)]
#[command(after_help = examples(&["cray-ims config list --format table"]))]
pub struct List {}

impl Run for List {
    fn prints(&self) -> Prints {
        Prints::Records
    }

    fn is_lenient(&self) -> bool {
        true
    }

    async fn run(self, context: Context) -> Result<Reply> {
        context.configuration()?;
        let names = context.directory.names()?;
        let configurations: Vec<Value> =
            names.iter().map(|name| json!({"name": name, "is_active": *name == context.active_name})).collect();
        Ok(Reply::document(json!({"configurations": configurations})))
    }
}

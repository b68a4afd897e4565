//! `version list`: the version of the service.

use crate::commands::{Prints, Reply, Run, examples};
use crate::context::Context;
use crate::ims;
use anyhow::Result;
use clap::Args;

/// Show the version of the service
#[derive(Args)]
#[command(after_help = examples(&["cray-ims version list --print version"]))]
pub struct List {}

impl Run for List {
    fn prints(&self) -> Prints {
        Prints::Records
    }

    async fn run(self, context: Context) -> Result<Reply> {
        Ok(Reply::plain(context.client()?.send(&ims::version()).await?))
    }
}

//! `artifacts buckets list`: the buckets.

use super::client;
use super::failures::failed;
use crate::commands::{Prints, Reply, Run, examples};
use crate::context::Context;
use crate::s3;
use anyhow::Result;
use clap::Args;

/// List the buckets
#[derive(Args)]
#[command(after_help = examples(&["cray-ims artifacts buckets list"]))]
pub struct List {}

impl Run for List {
    fn prints(&self) -> Prints {
        Prints::Records
    }

    async fn run(self, context: Context) -> Result<Reply> {
        let client = client(&context)?;
        let names = async { s3::buckets(&client.send(&s3::list_buckets()).await?.body) }.await;
        let names = names.map_err(|failure| failed(failure, &["buckets", "list"]))?;
        Ok(Reply::document(names.into()))
    }
}

//! `artifacts list`: the objects of a bucket.

use super::client;
use super::failures::failed;
use super::place::bucket;
use crate::commands::{Prints, Reply, Run, examples};
use crate::context::Context;
use crate::s3::{self, Failure, Object};
use anyhow::Result;
use clap::Args;
use serde_json::json;

const USAGE: [&str; 2] = ["list", "BUCKET"];

/// List the objects in a bucket
#[derive(Args)]
#[command(override_usage = "cray-ims artifacts list [OPTIONS] BUCKET", after_help = examples(&[
    "cray-ims artifacts list ims --prefix recipes/ --format table",
    "cray-ims artifacts list boot-images --format json",
]))]
pub struct List {
    /// Name of the bucket
    bucket: Option<String>,
    /// List only objects whose keys start with this
    #[arg(long, default_value = "", hide_default_value = true)]
    prefix: String,
}

impl Run for List {
    fn prints(&self) -> Prints {
        Prints::Records
    }

    async fn run(self, context: Context) -> Result<Reply> {
        let bucket = bucket(self.bucket, &USAGE)?;
        let objects = objects(&client(&context)?, &bucket, &self.prefix).await;
        let objects = objects.map_err(|failure| failed(failure, &USAGE))?;
        Ok(Reply::document(json!({"artifacts": objects})))
    }
}

/// All objects of a bucket whose keys begin with the prefix.
async fn objects(client: &s3::Client<'_>, bucket: &str, prefix: &str) -> Result<Vec<Object>, Failure> {
    let (mut all, mut behind) = (Vec::new(), String::new());
    loop {
        let page = client.send(&s3::list_objects(bucket, prefix, &behind)).await?;
        let page = s3::Listed::read(&page.body)?;
        let next = page.next();
        all.extend(page.contents);
        let Some(next) = next else { return Ok(all) };
        behind = next;
    }
}

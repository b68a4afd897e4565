//! `artifacts list`: the objects of a bucket.

use super::client;
use super::failures::failed;
use super::place::bucket;
use crate::commands::{Prints, Reply, Run, examples};
use crate::context::Context;
use crate::s3::{self, Failure, Object};
use anyhow::Result;
use clap::{Args, ValueEnum};
use serde_json::json;

const USAGE: [&str; 2] = ["list", "BUCKET"];

/// List the objects in a bucket
#[derive(Args)]
#[command(override_usage = "cray-ims artifacts list [OPTIONS] BUCKET", after_help = examples(&[
    "cray-ims artifacts list ims --prefix recipes/ --format table",
    "cray-ims artifacts list boot-images --sort size --reverse --limit 10",
]))]
pub struct List {
    /// Name of the bucket
    bucket: Option<String>,
    /// List only objects whose keys start with this
    #[arg(long, default_value = "", hide_default_value = true)]
    prefix: String,
    /// Sort by key, size, or time of the last change
    #[arg(long, value_name = "FIELD", hide_possible_values = true)]
    sort: Option<Order>,
    /// Reverse the order
    #[arg(long)]
    reverse: bool,
    /// Print at most N objects
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    limit: Option<u64>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Order {
    Key,
    Size,
    Time,
}

impl Run for List {
    fn prints(&self) -> Prints {
        Prints::Records
    }

    async fn run(self, context: Context) -> Result<Reply> {
        let bucket = bucket(self.bucket, &USAGE)?;
        let limit = self.limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
        // S3 lists by key, so that the first pages do if nothing else decides.
        let enough = if self.sort.is_none() && !self.reverse { limit } else { usize::MAX };
        let objects = objects(&client(&context)?, &bucket, &self.prefix, enough).await;
        let mut objects = objects.map_err(|failure| failed(failure, &USAGE))?;
        match self.sort {
            Some(Order::Size) => objects.sort_by_key(|object| object.size),
            // Times of one form sort as texts do.
            Some(Order::Time) => objects.sort_by(|one, other| one.last_modified.cmp(&other.last_modified)),
            Some(Order::Key) => objects.sort_by(|one, other| one.key.cmp(&other.key)),
            None => {}
        }
        if self.reverse {
            objects.reverse();
        }
        objects.truncate(limit);
        Ok(Reply::document(json!({"artifacts": objects})))
    }
}

/// The objects of a bucket whose keys begin with the prefix; when there are enough, the rest is not asked for.
async fn objects(client: &s3::Client<'_>, bucket: &str, prefix: &str, enough: usize) -> Result<Vec<Object>, Failure> {
    let (mut all, mut behind) = (Vec::new(), String::new());
    loop {
        let page = client.send(&s3::list_objects(bucket, prefix, &behind)).await?;
        let page = s3::Listed::read(&page.body)?;
        let next = page.next();
        all.extend(page.contents);
        let Some(next) = next.filter(|_| all.len() < enough) else { return Ok(all) };
        behind = next;
    }
}

//! `artifacts delete`: the deletion of an object.

use super::client;
use super::failures::failed;
use super::place::place;
use crate::commands::{Prints, Reply, Run, examples};
use crate::context::Context;
use crate::s3;
use anyhow::Result;
use clap::Args;

const USAGE: [&str; 3] = ["delete", "BUCKET", "OBJECT"];

/// Delete an object, for good
#[derive(Args)]
#[command(override_usage = "cray-ims artifacts delete [OPTIONS] BUCKET OBJECT", after_help = examples(&[
    "cray-ims artifacts delete ims recipes/RECIPE_ID/recipe.tgz",
]))]
pub struct Delete {
    /// Bucket and key of the object, or s3://BUCKET/OBJECT
    #[arg(value_name = "OBJECT", num_args = 0..)]
    object: Vec<String>,
}

impl Run for Delete {
    fn prints(&self) -> Prints {
        Prints::TEXT
    }

    async fn run(self, context: Context) -> Result<Reply> {
        let (at, _) = place(self.object, &USAGE)?;
        if context.dry_run.is_some() {
            return Ok(Reply::line(format!("DELETE {at}")));
        }
        let client = client(&context)?;
        if let Err(failure) = client.send(&s3::head(&at)).await {
            if failure.status() != Some(404) {
                return Err(failed(failure, &USAGE));
            }
            let buckets = async { s3::buckets(&client.send(&s3::list_buckets()).await?.body) }.await;
            let buckets = buckets.map_err(|failure| failed(failure, &USAGE))?;
            let what = if buckets.iter().any(|bucket| bucket == at.bucket()) {
                "Object was not found in bucket"
            } else {
                "Bucket does not exist"
            };
            return Ok(Reply::line(format!("Error: {what}")).failed(failed(failure, &USAGE)));
        }
        client.send(&s3::delete(&at)).await.map_err(|failure| failed(failure, &USAGE))?;
        Ok(Reply::line("").after(format!("Deleted {at}.")))
    }
}

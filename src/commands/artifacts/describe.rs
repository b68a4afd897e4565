//! `artifacts describe`: what is known of an object.

use super::client;
use super::failures::failed;
use super::place::place;
use crate::commands::{Prints, Reply, Run, examples};
use crate::context::Context;
use crate::s3;
use anyhow::Result;
use clap::Args;
use serde_json::json;

const USAGE: [&str; 3] = ["describe", "BUCKET", "OBJECT"];

/// Show the metadata of an object
#[derive(Args)]
#[command(override_usage = "cray-ims artifacts describe [OPTIONS] BUCKET OBJECT", after_help = examples(&[
    "cray-ims artifacts describe boot-images IMAGE_ID/manifest.json",
    "cray-ims artifacts describe s3://ims/KEY --print artifact.ETag",
]))]
pub struct Describe {
    /// Bucket and key of the object, or s3://BUCKET/OBJECT
    #[arg(value_name = "OBJECT", num_args = 0..)]
    object: Vec<String>,
}

impl Run for Describe {
    fn prints(&self) -> Prints {
        Prints::Records
    }

    async fn run(self, context: Context) -> Result<Reply> {
        let (at, _) = place(self.object, &USAGE)?;
        let reply = client(&context)?.send(&s3::head(&at)).await.map_err(|failure| failed(failure, &USAGE))?;
        Ok(Reply::document(json!({"artifact": s3::described(&reply)})))
    }
}

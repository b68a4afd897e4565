//! `artifacts create`: the upload of a file.

use super::failures::failed;
use super::place::place;
use super::{Transfer, client, progress};
use crate::commands::{Prints, Reply, Run, examples};
use crate::context::Context;
use crate::error::ExitStatus;
use crate::s3;
use anyhow::Result;
use clap::Args;
use serde_json::json;
use std::path::Path;

const USAGE: [&str; 4] = ["create", "BUCKET", "OBJECT", "FILEPATH"];

/// Upload a file as an object
///
/// The MD5 of the file becomes metadata of the object, and what S3 received is compared with it. An object that exists is
/// replaced, once the new one is complete. An upload that was interrupted continues when the same command is run again.
#[derive(Args)]
#[command(override_usage = "cray-ims artifacts create [OPTIONS] BUCKET OBJECT FILEPATH", after_help = examples(&[
    "cray-ims artifacts create boot-images IMAGE_ID/rootfs image.squashfs",
    "cray-ims artifacts create s3://ims/recipes/ID/my.tgz my.tgz",
]))]
pub struct Create {
    /// Bucket and key of the object, or s3://BUCKET/OBJECT, and the file to upload
    #[arg(value_name = "OBJECT", num_args = 0..)]
    object: Vec<String>,
    /// Fail if the object exists
    #[arg(long)]
    if_absent: bool,
    #[command(flatten)]
    transfer: Transfer,
}

impl Run for Create {
    fn prints(&self) -> Prints {
        Prints::Records
    }

    async fn run(self, context: Context) -> Result<Reply> {
        let (at, rest) = place(self.object, &USAGE)?;
        let path = Path::new(&rest[0]);
        if !path.is_file() {
            let text = format!("File {} does not exist", path.display());
            return Ok(Reply::line(format!("Error: {text}")).failed(ExitStatus::ObjectFailed.error(text)));
        }
        if context.dry_run.is_some() {
            return Ok(Reply::line(format!("PUT {at} < {}", path.display())));
        }
        let client = client(&context)?;
        let shown = format!("Uploading {} to {at}", path.display());
        let manner = self.transfer.manner(self.if_absent);
        let work = async |moved: &_| s3::upload(&client, path, &at, manner, moved).await;
        let uploaded = progress::shown(&shown, context.printer, work).await;
        uploaded.map_err(|failure| failed(failure, &USAGE))?;
        let reply = Reply::document(json!({"artifact": at.key(), "Key": at.key()}));
        Ok(reply.after(format!("Uploaded {} to {at}.", path.display())))
    }
}

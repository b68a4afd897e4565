//! `artifacts uploads`: uploads in parts that were never completed. They take space, and no list of objects shows them.

use super::client;
use super::failures::failed;
use super::place::{bucket, place};
use crate::commands::{Prints, Reply, Run, examples};
use crate::context::Context;
use crate::error::{Advise, ExitStatus};
use crate::s3::{self, Failure, Upload};
use anyhow::Result;
use clap::Args;
use serde_json::json;

const LIST: [&str; 3] = ["uploads", "list", "BUCKET"];
const DELETE: [&str; 4] = ["uploads", "delete", "BUCKET", "OBJECT"];

/// List the unfinished uploads to a bucket
///
/// Such an upload was interrupted, or is running now. Its parts take space that no list of objects shows.
#[derive(Args)]
#[command(override_usage = "cray-ims artifacts uploads list [OPTIONS] BUCKET", after_help = examples(&[
    "cray-ims artifacts uploads list boot-images --format table",
]))]
pub struct List {
    /// Name of the bucket
    bucket: Option<String>,
}

impl Run for List {
    fn prints(&self) -> Prints {
        Prints::Records
    }

    async fn run(self, context: Context) -> Result<Reply> {
        let bucket = bucket(self.bucket, &LIST)?;
        let uploads = uploads(&client(&context)?, &bucket, "").await.map_err(|failure| failed(failure, &LIST))?;
        Ok(Reply::document(json!({"uploads": uploads})))
    }
}

/// Delete the unfinished uploads of an object
///
/// An upload that is running now fails. The object itself, if there is one, stays as it is.
#[derive(Args)]
#[command(override_usage = "cray-ims artifacts uploads delete [OPTIONS] BUCKET OBJECT", after_help = examples(&[
    "cray-ims artifacts uploads delete boot-images IMAGE_ID/rootfs",
    "cray-ims artifacts uploads delete s3://ims/KEY --upload-id ID",
]))]
pub struct Delete {
    /// Bucket and key of the object, or s3://BUCKET/OBJECT
    #[arg(value_name = "OBJECT", num_args = 0..)]
    object: Vec<String>,
    /// Delete only this upload; can be repeated
    #[arg(long, value_name = "ID")]
    upload_id: Vec<String>,
}

impl Run for Delete {
    fn prints(&self) -> Prints {
        Prints::TEXT
    }

    async fn run(self, context: Context) -> Result<Reply> {
        let (at, _) = place(self.object, &DELETE)?;
        let client = client(&context)?;
        let fail = |failure| failed(failure, &DELETE);
        let all = uploads(&client, at.bucket(), at.key()).await.map_err(fail)?;
        let own = all.into_iter().filter(|upload| upload.key == at.key());
        let mut ids: Vec<_> = own.map(|upload| upload.upload_id).collect();
        if !self.upload_id.is_empty() {
            if let Some(absent) = self.upload_id.iter().find(|id| !ids.contains(id)) {
                let text = format!("There is no unfinished upload {absent} of {at}. Nothing was deleted.");
                let advice = format!("List those there are: cray-ims artifacts uploads list {}", at.bucket());
                return Err(ExitStatus::ObjectFailed.error(text).advise([advice]));
            }
            ids.retain(|id| self.upload_id.contains(id));
        }
        if ids.is_empty() {
            return Ok(Reply::line("").after(format!("There is no unfinished upload of {at}.")));
        }
        if context.dry_run.is_some() {
            let lines: Vec<_> = ids.iter().map(|id| format!("DELETE {at} (upload {id})")).collect();
            return Ok(Reply::line(lines.join("\n")));
        }
        for id in &ids {
            client.send(&s3::abort_upload(&at, id)).await.map_err(fail)?;
            s3::forget_upload(id);
        }
        let noun = if ids.len() == 1 { "upload" } else { "uploads" };
        let done = format!("Deleted {} unfinished {noun} of {at}.", ids.len());
        Ok(Reply::line("").after(done))
    }
}

/// The unfinished uploads of objects whose keys begin with the prefix.
async fn uploads(client: &s3::Client<'_>, bucket: &str, prefix: &str) -> Result<Vec<Upload>, Failure> {
    let (mut all, mut behind) = (Vec::new(), None);
    loop {
        let page = s3::uploads(&client.send(&s3::list_uploads(bucket, prefix, behind)).await?.body)?;
        all.extend(page.uploads);
        behind = page.next;
        if behind.is_none() {
            return Ok(all);
        }
    }
}

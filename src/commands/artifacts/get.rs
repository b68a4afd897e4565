//! `artifacts get`: the download of an object.

use super::failures::failed;
use super::place::place;
use super::{Transfer, client, progress};
use crate::commands::{Prints, Reply, Run, examples};
use crate::context::Context;
use crate::printer;
use crate::s3::{self, Verified};
use anyhow::Result;
use clap::Args;
use std::path::Path;

const USAGE: [&str; 4] = ["get", "BUCKET", "OBJECT", "FILEPATH"];

/// Download an object to a file
///
/// The file is replaced once everything has arrived and was compared with the MD5 or the etag of the object. A download that
/// was interrupted continues when the same command is run again.
#[derive(Args)]
#[command(override_usage = "cray-ims artifacts get [OPTIONS] BUCKET OBJECT FILEPATH", after_help = examples(&[
    "cray-ims artifacts get boot-images IMAGE_ID/manifest.json manifest.json",
    "cray-ims artifacts get s3://ims/KEY /dev/stdout",
]))]
pub struct Get {
    /// Bucket and key of the object, or s3://BUCKET/OBJECT, and the file to write
    #[arg(value_name = "OBJECT", num_args = 0..)]
    object: Vec<String>,
    #[command(flatten)]
    transfer: Transfer,
}

impl Run for Get {
    fn prints(&self) -> Prints {
        Prints::TEXT
    }

    async fn run(self, context: Context) -> Result<Reply> {
        let (at, rest) = place(self.object, &USAGE)?;
        let path = Path::new(&rest[0]);
        let client = client(&context)?;
        let shown = format!("Downloading {at}");
        let manner = self.transfer.manner(false);
        let work = async |moved: &_| s3::download(&client, &at, path, manner, moved).await;
        let verified = progress::shown(&shown, context.printer, work).await;
        match verified.map_err(|failure| failed(failure, &USAGE))? {
            Verified::Yes | Verified::Unread => {}
            Verified::No => printer::warning(&format!("{at} has no MD5, so {} could not be verified.", path.display())),
        }
        Ok(Reply::line(""))
    }
}

//! `jobs complete`: ends a job's wait for its user, over ssh as the documentation does by hand. The key that the job was
//! created with opens the way, while the Kubernetes API opens it to administrators alone, and the status in the API of IMS
//! does not move the job itself.

use super::until_ended::find;
use super::view::{Shell, command_line};
use crate::commands::options::Id;
use crate::commands::{Prints, Reply, Run};
use crate::context::Context;
use crate::error::{Advise, Error};
use crate::ims::Job;
use anyhow::{Result, anyhow, bail};
use clap::Args;
use std::process::{Command, Stdio};

const HELP: &str = "\
Creates, over ssh, the file that the job waits for: /mnt/image/complete or
/mnt/image/failed, /tmp/complete or /tmp/failed in a jailed container.

Examples:
  cray-ims jobs complete JOB_ID
  cray-ims jobs complete JOB_ID --failed";

/// Mark a waiting job as complete, over ssh
#[derive(Args)]
#[command(after_help = HELP)]
pub struct Complete {
    #[command(flatten)]
    id: Id<Job>,
    /// Mark the job as failed instead
    #[arg(long)]
    failed: bool,
    #[command(flatten)]
    shell: Shell,
}

impl Run for Complete {
    fn prints(&self) -> Prints {
        Prints::TEXT
    }

    async fn run(self, context: Context) -> Result<Reply> {
        let job = find(&self.id.id, &context).await?;
        if !job.is_waiting_on_user() {
            bail!("The job {} is not waiting for its user. Its state is {}.", job.id, job.status);
        }
        let door = job.door(&self.shell)?;
        let words = door.ssh(&["touch".to_owned(), door.mark(self.failed).to_owned()]);
        let line = command_line(&words);
        if context.dry_run.is_some() {
            return Ok(Reply::line(line));
        }
        // Standard input belongs to whoever reads on there, such as a loop over many jobs.
        let ended = Command::new(&words[0]).args(&words[1..]).stdin(Stdio::null()).stdout(Stdio::null()).status();
        let status = ended.map_err(|error| Error::file("run", words[0].as_str(), error))?;
        if status.success() {
            let what = if self.failed { "failed" } else { "complete" };
            return Ok(Reply::line(format!("Marked the job {} as {what}.", job.id)));
        }
        Err(anyhow!("ssh did not reach the job {} ({status})", job.id).advise([
            format!("The command was: {line}"),
            "The private key that matches the job's public key must be available: use ssh-add, or an entry in \
             ~/.ssh/config."
                .into(),
            "From inside the cluster, add --inside.".into(),
        ]))
    }
}

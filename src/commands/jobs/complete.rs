//! `jobs complete`: ends a job's wait for its user, over ssh as the documentation does by hand. The key that the job was
//! created with opens the way, while the Kubernetes API opens it to administrators alone, and the status in the API of IMS
//! does not move the job itself.

use super::view::command_line;
use super::wait;
use crate::cli::ShellOptions;
use crate::commands::Reply;
use crate::context::Context;
use crate::error::Error;
use std::process::{Command, Stdio};

pub async fn run(id: &str, is_failure: bool, shell: &ShellOptions, context: &Context) -> Result<Reply, Error> {
    let job = wait::find(id, context).await?;
    if job.status != "waiting_on_user" {
        return Err(Error::Usage(format!(
            "The job {} is not waiting for its user. Its state is {}.",
            job.id, job.status
        )));
    }
    let door = job.door(shell)?;
    let words = door.ssh(&["touch".to_owned(), door.mark(is_failure).to_owned()]);
    let line = command_line(&words);
    if context.dry_run.is_some() {
        return Ok(Reply::Line(line));
    }
    // Standard input belongs to whoever reads on there, such as a loop over many jobs.
    let ended = Command::new(&words[0]).args(&words[1..]).stdin(Stdio::null()).stdout(Stdio::null()).status();
    let status = ended.map_err(|error| Error::file("run", words[0].as_str(), error))?;
    match status.success() {
        true => {
            let what = if is_failure { "failed" } else { "complete" };
            Ok(Reply::Line(format!("Marked the job {} as {what}.", job.id)))
        }
        false => Err(Error::Ssh {
            message: format!("ssh did not reach the job {} ({status})", job.id),
            advice: vec![
                format!("The command was: {line}"),
                "Is the private half of the job's public key at hand? ssh-add, or an entry in ~/.ssh/config, offers it.".into(),
                "From inside the cluster, add --inside.".into(),
            ],
        }),
    }
}

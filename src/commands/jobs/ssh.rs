//! `jobs ssh`: runs ssh once the job waits for its user, and exits with its status. How to get there is said only if ssh fails.

use super::child;
use super::until_ended::until_user;
use super::view::{Shell, command_line};
use crate::commands::options::{Id, duration};
use crate::commands::{Content, Prints, Reply, Run};
use crate::context::Context;
use crate::error::{Advise, Error};
use crate::ims::Job;
use anyhow::Result;
use clap::{Args, ValueHint};
use std::process::Command;
use std::time::Duration;

/// The exit status of ssh where it did not get there.
const FAILED: u8 = 255;

const HELP: &str = "\
Runs ssh with your own keys; the private key that matches the job's public key
must be available to it. Exits with the status of ssh.

Examples:
  cray-ims jobs ssh JOB_ID
  cray-ims jobs ssh JOB_ID -- -i ~/.ssh/ims zypper --non-interactive update";

/// Wait until a job is waiting_on_user, then open a shell in it with ssh
#[derive(Args)]
#[command(after_help = HELP)]
pub struct Ssh {
    #[command(flatten)]
    id: Id<Job>,
    #[command(flatten)]
    shell: Shell,
    /// Stop waiting after this time, such as 90s or 2h [default: 2h]
    #[arg(long, value_name = "TIME", value_parser = duration::any)]
    timeout: Option<Duration>,
    /// Options and command passed to ssh after the host
    #[arg(last = true, value_name = "ARGUMENT", value_hint = ValueHint::AnyPath)]
    arguments: Vec<String>,
}

impl Run for Ssh {
    fn prints(&self) -> Prints {
        Prints::TEXT
    }

    fn waits(&self) -> bool {
        true
    }

    fn request_timeout(&self, _given: Duration) -> Option<Duration> {
        None
    }

    async fn run(self, context: Context) -> Result<Reply> {
        let job = until_user(&self.id.id, self.timeout, &context).await?;
        let words = job.door(&self.shell)?.ssh(&self.arguments);
        let line = command_line(&words);
        if context.dry_run.is_some() {
            return Ok(Reply::line(line));
        }
        let mut advice = vec![format!("The command was: {line}")];
        let status = child::run(Command::new(&words[0]).args(&words[1..]))
            .map_err(|error| Error::file("run", words[0].as_str(), error).advise(advice.clone()))?;
        if status == FAILED {
            if !self.shell.inside {
                advice.push("From inside the cluster, add --inside.".into());
            }
            advice.iter().for_each(|line| context.printer.remark(line));
        }
        Ok(Content::Status(status).into())
    }
}

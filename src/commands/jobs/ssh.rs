//! `jobs ssh`: runs ssh once the job waits for its user, and exits with its status. How to get there is said only if ssh fails.

use super::child;
use super::until_ended::until_user;
use super::view::{Shell, command_line};
use crate::commands::options::{Id, duration};
use crate::commands::{Content, Prints, Reply, Run};
use crate::context::Context;
use crate::error::Error;
use crate::ims::Job;
use clap::{Args, ValueHint};
use std::process::Command;
use std::time::Duration;

/// The exit status of ssh where it did not get there.
const FAILED: u8 = 255;

const HELP: &str = "\
It waits until the job waits for its user, and becomes ssh. The private half of
the job's public key opens the shell.

Examples:
  cray-ims jobs ssh JOB_ID
  cray-ims jobs ssh JOB_ID -- -i ~/.ssh/ims zypper --non-interactive update";

/// Open a shell in a job that waits for its user, once it does
#[derive(Args)]
#[command(after_help = HELP)]
pub struct Ssh {
    #[command(flatten)]
    id: Id<Job>,
    #[command(flatten)]
    shell: Shell,
    /// How long to wait for it, for example 90s or 2h [default: 2h]
    #[arg(long, value_name = "TIME", value_parser = duration::any)]
    timeout: Option<Duration>,
    /// Options and command to put behind the host in the command line of ssh
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

    async fn run(self, context: Context) -> Result<Reply, Error> {
        let job = until_user(&self.id.id, self.timeout, &context).await?;
        let words = job.door(&self.shell)?.ssh(&self.arguments);
        let line = command_line(&words);
        if context.dry_run.is_some() {
            return Ok(Reply::line(line));
        }
        let mut advice = vec![format!("The command was: {line}")];
        let status = child::run(Command::new(&words[0]).args(&words[1..]))
            .map_err(|error| Error::file("run", words[0].as_str(), error).with_advice(advice.clone()))?;
        if status == FAILED {
            if !self.shell.inside {
                advice.push("From inside the cluster, add --inside.".into());
            }
            advice.iter().for_each(|line| context.printer.remark(line));
        }
        Ok(Content::Status(status).into())
    }
}

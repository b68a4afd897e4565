//! `jobs ssh`: runs ssh, once the job waits for its user, and ends as ssh does. How to get there is said only if ssh fails.

use super::view::command_line;
use super::wait;
use crate::cli::ShellOptions;
use crate::commands::{Reply, child};
use crate::context::Context;
use crate::error::Error;
use std::process::Command;
use std::time::Duration;

/// The exit status of ssh where it did not get there.
const FAILED: u8 = 255;

pub async fn run(
    id: &str,
    shell: &ShellOptions,
    limit: Option<Duration>,
    arguments: &[String],
    context: &Context,
) -> Result<Reply, Error> {
    let job = wait::until_user(id, limit, context).await?;
    let words = job.door(shell)?.ssh(arguments);
    let line = command_line(&words);
    if context.dry_run.is_some() {
        return Ok(Reply::Line(line));
    }
    let mut advice = vec![format!("The command was: {line}")];
    let status = child::run(Command::new(&words[0]).args(&words[1..]))
        .map_err(|error| Error::file("run", words[0].as_str(), error).with_advice(advice.clone()))?;
    if status == FAILED {
        if !shell.inside {
            advice.push("From inside the cluster, add --inside.".into());
        }
        advice.iter().for_each(|line| context.printer.remark(line));
    }
    Ok(Reply::Status(status))
}

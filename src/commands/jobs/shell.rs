//! `jobs ssh`: becomes ssh, once the job waits for its user.

use super::view::command_line;
use super::wait;
use crate::cli::ShellOptions;
use crate::commands::Reply;
use crate::context::Context;
use crate::error::Error;
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::time::Duration;

pub async fn run(
    id: &str,
    shell: &ShellOptions,
    limit: Option<Duration>,
    arguments: &[String],
    context: &Context,
) -> Result<Reply, Error> {
    let words = wait::until_user(id, limit, context).await?.door(shell)?.ssh(arguments);
    if context.dry_run.is_some() {
        return Ok(Reply::Line(command_line(&words)));
    }
    // Only if it cannot become ssh does it come back.
    let error = Command::new(&words[0]).args(&words[1..]).exec();
    Err(Error::file("run", words[0].as_str(), error))
}

//! What each command does: plain values in, a reply out.

mod config;
mod delete_all;
mod init;
mod public_keys;
mod resources;

use crate::cli::{self, Command, Deleted, Version};
use crate::context::Context;
use crate::error::Error;
use crate::http::Answer;
use crate::ims;
use crate::output::Column;

/// What a command has to say on standard output.
pub enum Reply {
    /// The service's answer, still arriving; the columns say how a list of it looks as a table.
    Answer(Answer, &'static [Column]),
    /// A document of our own.
    Document(serde_json::Value),
    /// A line of text.
    Line(String),
    /// Text as it is.
    Text(Vec<u8>),
}

/// Runs a command.
pub async fn run(command: Command, context: Context) -> Result<Reply, Error> {
    match command {
        Command::Recipes(verb) => resources::full(verb, &context).await,
        Command::Images(verb) => resources::full(verb, &context).await,
        Command::Jobs(verb) => resources::jobs(verb, &context).await,
        Command::PublicKeys(verb) => public_keys::run(verb, &context).await,
        Command::Deleted(Deleted::Recipes(verb)) => resources::restorable(verb, &context).await,
        Command::Deleted(Deleted::Images(verb)) => resources::restorable(verb, &context).await,
        Command::Deleted(Deleted::PublicKeys(verb)) => resources::restorable(verb, &context).await,
        Command::RemoteBuildNodes(verb) => resources::remote_build_nodes(verb, &context).await,
        Command::Version(Version::List) => Ok(Reply::Answer(context.client()?.send(&ims::version()).await?, &[])),
        Command::Init(options) => init::run(options, context),
        Command::Config(verb) => config::run(verb, context),
        Command::Completions { shell } => Ok(Reply::Text(cli::completions(shell))),
    }
}

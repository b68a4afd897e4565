//! What each command does: plain values in, a reply out.

mod auth;
mod client_credentials;
mod config;
mod delete_all;
mod init;
mod public_keys;
mod resources;
#[cfg(feature = "sandbox")]
pub mod sandbox;

use crate::cli::{Client, Deleted, Version};
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
}

/// Runs a command that needs the settings.
pub async fn run(command: Client, context: Context) -> Result<Reply, Error> {
    match command {
        Client::Recipes(verb) => resources::full(verb, &context).await,
        Client::Images(verb) => resources::full(verb, &context).await,
        Client::Jobs(verb) => resources::jobs(verb, &context).await,
        Client::PublicKeys(verb) => public_keys::run(verb, &context).await,
        Client::Deleted(Deleted::Recipes(verb)) => resources::restorable(verb, &context).await,
        Client::Deleted(Deleted::Images(verb)) => resources::restorable(verb, &context).await,
        Client::Deleted(Deleted::PublicKeys(verb)) => resources::restorable(verb, &context).await,
        Client::RemoteBuildNodes(verb) => resources::remote_build_nodes(verb, &context).await,
        Client::Version(Version::List) => Ok(Reply::Answer(context.client()?.send(&ims::version()).await?, &[])),
        Client::Auth(verb) => auth::run(verb, context).await,
        Client::Init(options) => init::run(options, context),
        Client::Config(verb) => config::run(verb, context),
    }
}

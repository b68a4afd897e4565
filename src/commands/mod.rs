//! What each command does: plain values in, a reply out.

mod auth;
mod check;
mod child;
mod client_credentials;
pub mod completion;
mod config;
mod delete_all;
mod deletion;
mod dkms;
mod init;
mod jobs;
mod names;
mod progress;
mod public_keys;
mod resources;
mod restoration;
#[cfg(feature = "sandbox")]
pub mod sandbox;

use crate::cli::{ApiServer, Client, Deleted, Kubernetes, Version};
use crate::context::{Context, DryRun};
use crate::error::Error;
use crate::http::{Answer, Request};
use crate::ims::{self, Resource};
use crate::kubernetes::{Access, Cluster};
use crate::output::{Column, Selection};
use std::borrow::Cow;
use tokio::sync::mpsc;

/// What a command has to say on standard output.
#[allow(clippy::large_enum_variant, reason = "there is one value of it in the whole program")]
pub enum Reply {
    /// The service's answer, still arriving; which records of it are meant, and how a list of them looks as a table.
    Answer { answer: Answer, selection: Selection, columns: Cow<'static, [Column]> },
    /// A record of the service, or a list of them, all of it here; the columns are those of a table.
    Body(String, &'static [Column]),
    /// A document of our own.
    Document(serde_json::Value),
    /// A line of text.
    Line(String),
    /// Lines that stand before an answer.
    Headed(String, Box<Reply>),
    /// Lines that come one by one.
    Lines(mpsc::Receiver<Result<String, Error>>),
    /// An answer, and what is said on standard error once it is known to be good: the change that was made.
    Done(Box<Reply>, String),
    /// Nothing; a program that was run has ended with this status.
    Status(u8),
    /// An answer to be printed all the same, and what the command ends with.
    Failed(Box<Reply>, Error),
}

impl Reply {
    /// An answer that is no list of records.
    fn plain(answer: Answer) -> Self {
        Reply::Answer { answer, selection: Selection::default(), columns: Cow::Borrowed(&[]) }
    }

    /// A record of this kind, or all of them.
    fn records<R: Resource>(answer: Answer) -> Self {
        Reply::Answer { answer, selection: Selection::default(), columns: Cow::Borrowed(R::COLUMNS) }
    }

    /// Some records of this kind. Without columns they are shown by the usual ones.
    fn list<R: Resource>(answer: Answer, columns: Vec<Column>, selection: Selection) -> Self {
        let columns = if columns.is_empty() { Cow::Borrowed(R::COLUMNS) } else { Cow::Owned(columns) };
        Reply::Answer { answer, selection, columns }
    }
}

impl Context {
    /// The way to Kubernetes.
    fn access(&self, server: &ApiServer) -> Access {
        Access { timeout: Some(self.timeout), ..server.access() }
    }

    /// Refuses a rehearsal of what sends no request that could be shown.
    fn refuse_rehearsal(&self, what: &str) -> Result<(), Error> {
        match self.dry_run {
            None => Ok(()),
            Some(_) => {
                Err(Error::Usage(format!("--dry-run shows requests to IMS, and {what} sends none. Nothing was done.")))
            }
        }
    }

    /// Whether a request is to be shown in place of being sent. What changes nothing is sent all the same.
    fn rehearses(&self, request: &Request) -> bool {
        self.dry_run.is_some() && !request.is_read_only()
    }

    /// A request as a rehearsal shows it.
    fn rehearsal(&self, request: &Request) -> Result<String, Error> {
        match self.dry_run {
            Some(DryRun::Curl) => self.client()?.as_curl(request),
            _ => self.client()?.shown(request),
        }
    }
}

/// The Kubernetes cluster that these options lead to.
async fn cluster(options: &Kubernetes, context: &Context) -> Result<Cluster, Error> {
    Cluster::connect(&context.access(&options.server), options.namespace.clone()).await
}

/// Runs a command that needs the settings.
pub async fn run(command: Client, context: Context) -> Result<Reply, Error> {
    match command {
        Client::Recipes(verb) => resources::full(verb, &context).await,
        Client::Images(verb) => resources::full(verb, &context).await,
        Client::Jobs(verb) => jobs::run(verb, &context).await,
        Client::PublicKeys(verb) => public_keys::run(verb, &context).await,
        Client::Deleted(Deleted::Recipes(verb)) => restoration::run(verb, &context).await,
        Client::Deleted(Deleted::Images(verb)) => restoration::run(verb, &context).await,
        Client::Deleted(Deleted::PublicKeys(verb)) => restoration::run(verb, &context).await,
        Client::RemoteBuildNodes(verb) => resources::remote_build_nodes(verb, &context).await,
        Client::Version(Version::List) => Ok(Reply::plain(context.client()?.send(&ims::version()).await?)),
        Client::Check(options) => check::run(&options, &context).await,
        Client::Dkms(options) => dkms::run(options, &context).await,
        Client::Auth(verb) => auth::run(verb, context).await,
        Client::Init(options) => init::run(options, context).await,
        Client::Config(verb) => config::run(verb, context),
    }
}

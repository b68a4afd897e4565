//! The commands: a folder a group, a file a command. A file holds the command's options, its help and what it does; `cli::tree`
//! hangs it in.

pub mod artifacts;
pub mod auth;
pub mod check;
pub mod config;
pub mod deleted;
pub mod dkms;
mod dry_run;
pub mod init;
pub mod jobs;
pub mod options;
mod progress;
pub mod public_keys;
pub mod records;
mod reply;
#[cfg(feature = "sandbox")]
pub mod sandbox;
pub mod version;

pub use reply::{Content, Reply};

use crate::context::Context;
use crate::error::ExitStatus;
use anyhow::Result;
use std::time::Duration;

/// A command that needs the user's settings, as its options describe it.
pub trait Run: Sized {
    /// What it prints.
    fn prints(&self) -> Prints;

    /// Returns `true` if it waits, so that `--timeout` bounds the wait, and 0 looks once.
    fn waits(&self) -> bool {
        false
    }

    /// How long one of its requests may take if this was given as `--timeout`; `None` if that does not bound it.
    fn request_timeout(&self, given: Duration) -> Option<Duration> {
        Some(given)
    }

    /// Returns `true` if it goes on with an invalid configuration, so that it can be fixed.
    fn is_lenient(&self) -> bool {
        false
    }

    /// Learns that an option was not typed, but comes from the environment or the configuration.
    fn note_supplied(&mut self, _option: &str) {}

    fn run(self, context: Context) -> impl Future<Output = Result<Reply>>;
}

/// What a command prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prints {
    /// Records or documents, from which `--print` and `--query` pick.
    Records,
    /// Text without fields; why nothing can be picked.
    Text(&'static str),
}

impl Prints {
    pub const TEXT: Self = Prints::Text("This command prints no record; --print and --query cannot be used with it.");
}

/// Examples of commands, for the end of a command's help.
pub fn examples(commands: &[&str]) -> String {
    let title = if commands.len() == 1 { "Example:" } else { "Examples:" };
    let lines: String = commands.iter().map(|command| format!("\n  {command}")).collect();
    format!("{title}{lines}")
}

/// A noun with its article.
pub fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}

/// An error that ends a command because somebody said no, or nobody answered.
pub fn declined(what: &str) -> anyhow::Error {
    ExitStatus::Declined.error(format!("Aborted: {what}"))
}

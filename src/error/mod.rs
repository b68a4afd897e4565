//! What can go wrong. The floors below the commands fail with an [`Error`], which others can match on. Commands carry errors
//! in [`anyhow::Error`], and add what they know as context: a message, or advice.

mod explain;
mod status;
mod typed;

pub use explain::{Advise, Explain};
pub use status::{ExitStatus, HELP};

use crate::shell::quoted;
use std::io;
use std::path::PathBuf;

/// Everything that ends a command early. The first line of the message is what scripts match; see [`Error::advice`] for
/// what follows it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The command line cannot be carried out.
    #[error("{0}")]
    Usage(String),
    /// No configuration of this name; the text is the reference client's.
    #[error("No configuration exists. Run `cray init{}`", option_for(name))]
    NoConfiguration { name: String },
    #[error("Unable to find configuration file.")]
    NoSuchConfiguration { path: PathBuf, names: Vec<String> },
    #[error("No hostname configured. Run `cray config set core hostname={{Cray API URL}}`")]
    NoHostname,
    #[error("invalid value for {setting}: {value}")]
    BadSetting { setting: String, value: String, cause: String },
    #[error("Unable to {action} {}", path.display())]
    File { action: &'static str, path: PathBuf, source: Source },
    /// A configuration that cannot be read as TOML.
    #[error("Unable to read the configuration {}", path.display())]
    Configuration { path: PathBuf, cause: String },
    #[error("Unable to open token file, is it valid JSON?")]
    TokenFile { path: PathBuf, cause: String },
    /// A token would be sent unencrypted.
    #[error("You've configured your cray hostname with http. Please reconfigure for https.")]
    InsecureTransport { host: String },
    #[error("Your session has expired, please run:")]
    SessionExpired {
        path: PathBuf,
        cause: String,
        /// The command that logs in again.
        login: &'static str,
    },
    /// A token that has expired, and why there is no newer one yet.
    #[error("{fault}")]
    NotRenewed { path: PathBuf, fault: Box<Error>, login: &'static str },
    /// There is no login to speak of.
    #[error("Not logged in to {host}.")]
    NotLoggedIn { host: String },
    /// A login was refused; the message is the token endpoint's, or the reference client's if it has none.
    #[error("{message}")]
    LoginRefused { message: String, advice: Vec<String> },
    /// The service could not be reached, or the connection broke.
    #[error("Unable to connect to cray. Please verify your cray hostname:")]
    Unreachable {
        cause: String,
        /// The host, and where it is configured.
        place: String,
    },
    /// The certificate that a host showed was not accepted.
    #[error("Unable to connect to cray. Please verify your cray hostname:")]
    Untrusted { host: String, issuer: String, cause: String },
    /// A request that may have taken effect although it failed.
    #[error("{fault}")]
    InDoubt { fault: Box<Error>, doubt: Doubt },
    /// A fault, and what else is to be said because of where it happened.
    #[error("{fault}")]
    Advised { fault: Box<Error>, advice: Vec<String> },
    /// The service answered with an error status.
    #[error("{message}")]
    Refused { status: u16, message: String, details: Vec<String>, advice: Option<String> },
    /// The service answered with something that cannot be printed.
    #[error("The service's answer cannot be used: {0}")]
    BadAnswer(String),
    /// A name that more than one record has; each with its id and the time of its creation.
    #[error("There is more than one {noun} of the name {name}:")]
    Ambiguous { noun: &'static str, name: String, candidates: Vec<(String, String)> },
    /// A field that was to be printed is not there.
    #[error("{0}")]
    NoField(String),
    /// A query that cannot be read, or not be answered.
    #[error("The query cannot be used: {0}")]
    Query(String),
    /// Kubernetes could not be asked, or refused.
    #[error("{message}")]
    Kubernetes { message: String, advice: Vec<String> },
    #[error("Unable to write to standard output: {0}")]
    Output(io::Error),
    /// A fault of this program.
    #[error("Internal error: {0}")]
    Internal(String),
}

/// What led to an error.
pub type Source = Box<dyn std::error::Error + Send + Sync>;

/// How a command ended that has an exit status of its own.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Ended {
    pub status: ExitStatus,
    pub message: String,
}

/// A request that may have taken effect although its answer cannot be used.
#[derive(Clone, Debug)]
pub struct Doubt {
    /// Method, path and query.
    pub request: String,
    /// The command that shows whether it was.
    pub verify_with: Option<String>,
}

impl Doubt {
    /// The fault with this doubt.
    pub fn about(&self, fault: Error) -> Error {
        Error::InDoubt { fault: Box::new(fault), doubt: self.clone() }
    }

    /// What is to be said about it.
    pub fn lines(&self) -> Vec<String> {
        let said = format!("{} was sent: it may have taken effect.", self.request);
        let hint = self.verify_with.as_ref().map(|command| format!("Check with `{command}` before you retry."));
        std::iter::once(said).chain(hint).collect()
    }
}

fn option_for(name: &str) -> String {
    match name {
        "default" => String::new(),
        name => format!(" --configuration {}", quoted(name)),
    }
}

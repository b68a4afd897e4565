//! What can go wrong, with the exit status and the advice of each.

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
    File { action: &'static str, path: PathBuf, cause: String },
    #[error("Unable to open token file, is it valid JSON?")]
    TokenFile { path: PathBuf, cause: String },
    /// A token would travel in the clear.
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
    /// Some of several deletions failed.
    #[error("{sum}")]
    Partly { sum: String, advice: Vec<String> },
    /// A field that was to be printed is not there.
    #[error("{0}")]
    NoField(String),
    /// A query that cannot be read, or not be answered.
    #[error("The query cannot be used: {0}")]
    Query(String),
    /// Kubernetes could not be asked, or refused.
    #[error("{message}")]
    Kubernetes { message: String, advice: Vec<String> },
    /// What was waited for did not come in time.
    #[error("{message}")]
    TimedOut { message: String, advice: Vec<String> },
    /// Ctrl-C, or another signal to end; the exit status for it, and lines that say what state things are in.
    #[error("Interrupted")]
    Interrupted { status: u8, advice: Vec<String> },
    /// What was waited for came to a bad end.
    #[error("{message}")]
    Failed { message: String, advice: Vec<String> },
    /// A command over ssh did not work.
    #[error("{message}")]
    Ssh { message: String, advice: Vec<String> },
    /// Some of the steps of a check failed.
    #[error("{failed} of {of} checks failed")]
    Unsound { failed: usize, of: usize },
    /// Somebody said no.
    #[error("Aborted: {0}")]
    Aborted(String),
    #[error("Unable to write to standard output: {0}")]
    Output(io::Error),
    /// A fault of this program.
    #[error("Internal error: {0}")]
    Internal(String),
}

/// A request that may have taken effect although its answer cannot be used.
#[derive(Clone, Debug)]
pub struct Doubt {
    /// Method, path and query.
    pub request: String,
    /// The command that shows whether it was.
    pub look: Option<String>,
}

impl Doubt {
    /// The fault with this doubt.
    pub fn about(&self, fault: Error) -> Error {
        fault.with_advice(self.lines())
    }

    /// What is to be said about it.
    pub fn lines(&self) -> Vec<String> {
        let said = format!("{} was sent: it may have taken effect.", self.request);
        let look = self.look.as_ref().map(|command| format!("Look with `{command}` before you try again."));
        std::iter::once(said).chain(look).collect()
    }
}

fn option_for(name: &str) -> String {
    match name {
        "default" => String::new(),
        name => format!(" --configuration {}", quoted(name)),
    }
}

impl Error {
    /// The exit status: 2 for all that the reference client answers with 2, 1 for what is nobody else's fault, 3 for
    /// a job that failed, 4 for waiting in vain, and what a shell reports for Ctrl-C.
    pub fn exit_status(&self) -> u8 {
        match self {
            Error::Advised { fault, .. } | Error::NotRenewed { fault, .. } => fault.exit_status(),
            Error::Aborted(_) | Error::Output(_) | Error::Internal(_) => 1,
            Error::Failed { .. } => 3,
            Error::TimedOut { .. } => 4,
            Error::Interrupted { status, .. } => *status,
            _ => 2,
        }
    }

    /// The status that the service answered with.
    pub fn status(&self) -> Option<u16> {
        match self.fault() {
            Error::Refused { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// The fault itself, without what is said because of where it happened.
    pub fn fault(&self) -> &Error {
        match self {
            Error::Advised { fault, .. } | Error::NotRenewed { fault, .. } => fault.fault(),
            fault => fault,
        }
    }

    /// The lines that follow the message: the cause, and what to do next.
    pub fn advice(&self) -> Vec<String> {
        match self {
            Error::NoSuchConfiguration { path, names } => {
                let exist = match names.as_slice() {
                    [] => "There is no configuration yet; `cray init` creates one.".to_owned(),
                    names => format!("These exist: {}.", names.join(", ")),
                };
                vec![format!("{} does not exist or is empty.", path.display()), exist]
            }
            Error::BadSetting { cause, .. } => vec![cause.clone()],
            Error::File { cause, .. } => vec![format!("Cause: {cause}")],
            Error::TokenFile { path, cause } => vec![
                format!("{}: {cause}", path.display()),
                "Name a token file with --token, or log in with `cray auth login`.".into(),
            ],
            Error::InsecureTransport { host } => vec![
                format!("The token was not sent: anyone on the network path to {host} could read it."),
                format!("Run `cray config set core {}`.", quoted(&format!("hostname=https://{host}"))),
            ],
            Error::SessionExpired { path, cause, login } => {
                let mut lines = login_advice(login);
                lines.push(format!("The token in {} {cause}.", path.display()));
                lines
            }
            Error::NotRenewed { path, fault, login } => {
                let told = format!(
                    "The token in {} has expired, and could not be renewed. If this persists, log in again:",
                    path.display()
                );
                fault.advice().into_iter().chain([told, format!("\t`{login}`")]).collect()
            }
            Error::NotLoggedIn { .. } => vec!["Log in with `cray auth login`.".into()],
            Error::LoginRefused { advice, .. } => advice.clone(),
            Error::Unreachable { cause, place } => {
                let mut lines = hostname_advice();
                lines.push(format!("Cause: {cause}"));
                lines.push(format!("Host: {place}"));
                lines
            }
            Error::Untrusted { host, issuer, cause } => {
                let mut lines = hostname_advice();
                lines.push(format!(
                    "Cause: the certificate of {host}, issued by \"{issuer}\", was not accepted: {cause}."
                ));
                lines.extend(trust_advice());
                lines
            }
            Error::Advised { fault, advice } => {
                // What may have taken effect must not be run again just to see the answer.
                let own = if matches!(**fault, Error::BadAnswer(_)) { Vec::new() } else { fault.advice() };
                own.into_iter().chain(advice.clone()).collect()
            }
            Error::Refused { details, advice, .. } => details.iter().chain(advice).cloned().collect(),
            Error::BadAnswer(_) => {
                vec!["Run the command again with -vv to see the answer; something between here and the service may have replaced it.".into()]
            }
            Error::Ambiguous { candidates, .. } => {
                let candidates = candidates.iter().map(|(id, created)| format!("  {id}  {created}"));
                candidates.chain(["Nothing was done. Name one by its id.".into()]).collect()
            }
            Error::Partly { advice, .. }
            | Error::Kubernetes { advice, .. }
            | Error::Failed { advice, .. }
            | Error::Ssh { advice, .. }
            | Error::TimedOut { advice, .. }
            | Error::Interrupted { advice, .. } => advice.clone(),
            Error::Internal(_) => vec!["Please report this with the command line that led to it.".into()],
            _ => Vec::new(),
        }
    }

    /// Returns `true` if the request may have taken effect although it failed.
    pub fn is_in_doubt(&self) -> bool {
        // What sends requests adds advice for this reason alone.
        matches!(self, Error::Advised { .. })
    }

    /// The same error with more to say about it.
    pub fn with_advice(self, advice: Vec<String>) -> Self {
        Error::Advised { fault: Box::new(self), advice }
    }

    /// The error and its cause in one line, to be told in passing.
    pub fn in_a_line(&self) -> String {
        let message = self.to_string();
        let message = message.trim_end_matches([':', '.']);
        match self {
            Error::Advised { fault, .. } | Error::NotRenewed { fault, .. } => fault.in_a_line(),
            Error::File { cause, .. }
            | Error::TokenFile { cause, .. }
            | Error::BadSetting { cause, .. }
            | Error::Unreachable { cause, .. } => format!("{message}: {cause}"),
            Error::SessionExpired { path, cause, .. } => format!("The token in {} {cause}", path.display()),
            Error::Untrusted { host, cause, .. } => format!("The certificate of {host} was not accepted: {cause}"),
            _ => message.to_owned(),
        }
    }

    /// The same error, and what to do if the service wants a login: `login` is the command that made the one that it was sent.
    pub fn with_login_advice(mut self, login: Option<&str>) -> Self {
        if let Error::Refused { status: 401, details, .. } = &mut self {
            match login {
                Some(login) => {
                    details.push("Your session has expired, please run:".into());
                    details.extend(login_advice(login));
                }
                None => {
                    details.push("You are not logged in. Please run:".into());
                    details.extend(login_advice("cray auth login"));
                }
            }
        }
        self
    }

    /// The same refusal with a hint for the case that nothing of this id exists.
    pub fn with_advice_for_missing(self, hint: String) -> Self {
        match self {
            Error::Refused { status: 404, message, details, .. } => {
                Error::Refused { status: 404, message, details, advice: Some(hint) }
            }
            other => other,
        }
    }

    /// A file that could not be used.
    pub fn file(action: &'static str, path: impl Into<PathBuf>, cause: impl ToString) -> Self {
        Error::File { action, path: path.into(), cause: cause.to_string() }
    }
}

fn hostname_advice() -> Vec<String> {
    vec!["\tcray config get core.hostname".into(), "\tcray config set core hostname=cray_hostname".into()]
}

fn trust_advice() -> Vec<String> {
    vec![
        "If you know the host, you can:".into(),
        "\tinstall the certificate of its CA in the system's trust store,".into(),
        "\tname a PEM file that holds it with --cacert FILE (or set core.cacert),".into(),
        "\tor skip verification with --insecure; anyone on the network path can then read and change the traffic."
            .into(),
    ]
}

fn login_advice(login: &str) -> Vec<String> {
    vec![format!("\t`{login}`"), "or pass --token with your authorization token".into()]
}

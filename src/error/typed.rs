//! What is said of the errors of the floors below the commands.

use super::{Error, ExitStatus, Explain, Source};
use crate::shell::quoted;
use std::path::PathBuf;

impl Explain for Error {
    fn message(&self) -> String {
        self.to_string()
    }

    fn advice(&self) -> Vec<String> {
        match self {
            Error::NoSuchConfiguration { path, names } => {
                let exist = match names.as_slice() {
                    [] => "There is no configuration yet; `cray init` creates one.".to_owned(),
                    names => format!("These exist: {}.", names.join(", ")),
                };
                vec![format!("{} does not exist or is empty.", path.display()), exist]
            }
            Error::BadSetting { cause, .. } => vec![cause.clone()],
            Error::File { source, .. } => vec![format!("Cause: {source}")],
            Error::Configuration { cause, .. } => {
                vec![format!("Cause: {cause}"), "Fix the file, or move it aside and run `cray init`.".into()]
            }
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
            Error::InDoubt { fault, doubt } => {
                // What may have taken effect must not be run again just to see the answer.
                let own = if matches!(**fault, Error::BadAnswer(_)) { Vec::new() } else { fault.advice() };
                own.into_iter().chain(doubt.lines()).collect()
            }
            Error::Advised { fault, advice } => {
                let own = if matches!(**fault, Error::BadAnswer(_)) { Vec::new() } else { fault.advice() };
                own.into_iter().chain(advice.clone()).collect()
            }
            Error::Refused { details, advice, .. } => details.iter().chain(advice).cloned().collect(),
            Error::BadAnswer(_) => {
                vec!["Run the command again with -vv to see the answer; something between here and the service may have replaced it.".into()]
            }
            Error::Ambiguous { candidates, .. } => {
                let candidates = candidates.iter().map(|(id, created)| format!("  {id}  {created}"));
                candidates.chain(["Nothing was done. Use an ID instead.".into()]).collect()
            }
            Error::Kubernetes { advice, .. } => advice.clone(),
            Error::Internal(_) => vec!["Please report this with the command line that led to it.".into()],
            _ => Vec::new(),
        }
    }

    fn in_a_line(&self) -> String {
        let message = self.to_string();
        let message = message.trim_end_matches([':', '.']);
        match self {
            Error::Advised { fault, .. } | Error::InDoubt { fault, .. } | Error::NotRenewed { fault, .. } => {
                fault.in_a_line()
            }
            Error::File { source, .. } => format!("{message}: {source}"),
            Error::Configuration { cause, .. }
            | Error::TokenFile { cause, .. }
            | Error::BadSetting { cause, .. }
            | Error::Unreachable { cause, .. } => format!("{message}: {cause}"),
            Error::SessionExpired { path, cause, .. } => format!("The token in {} {cause}", path.display()),
            Error::Untrusted { host, cause, .. } => format!("The certificate of {host} was not accepted: {cause}"),
            _ => message.to_owned(),
        }
    }

    fn exit_status(&self) -> ExitStatus {
        match self {
            Error::Internal(_) | Error::Output(_) => ExitStatus::Fault,
            Error::Advised { fault, .. } | Error::InDoubt { fault, .. } | Error::NotRenewed { fault, .. } => {
                fault.exit_status()
            }
            _ => ExitStatus::Failed,
        }
    }

    fn typed(&self) -> Option<&Error> {
        Some(self.fault())
    }
}

impl Error {
    /// The fault itself, without what is said because of where it happened.
    pub fn fault(&self) -> &Error {
        match self {
            Error::Advised { fault, .. } | Error::InDoubt { fault, .. } | Error::NotRenewed { fault, .. } => {
                fault.fault()
            }
            fault => fault,
        }
    }

    /// Returns `true` if the request may have taken effect although it failed.
    pub fn is_in_doubt(&self) -> bool {
        match self {
            Error::Advised { fault, .. } => fault.is_in_doubt(),
            error => matches!(error, Error::InDoubt { .. }),
        }
    }

    /// The same error with more to say about it.
    pub fn with_advice(self, advice: Vec<String>) -> Self {
        Error::Advised { fault: Box::new(self), advice }
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
    pub fn file(action: &'static str, path: impl Into<PathBuf>, source: impl Into<Source>) -> Self {
        Error::File { action, path: path.into(), source: source.into() }
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

//! What is said when a command about artifacts fails: the words and the status of the reference client.

use crate::error::{Advise, Error, ExitStatus, Explain};
use crate::s3::Failure;
use anyhow::anyhow;
use std::ffi::OsStr;
use std::path::Path;

/// An argument that is missing. `usage` are the words of the command and the names of its arguments.
pub fn missing(usage: &[&str], name: &str) -> anyhow::Error {
    anyhow!("Missing argument '{name}'.").advise(lines(usage))
}

/// Arguments too many.
pub fn unexpected(usage: &[&str], words: &[String]) -> anyhow::Error {
    let noun = if words.len() == 1 { "argument" } else { "arguments" };
    anyhow!("Got unexpected extra {noun} ({})", words.join(" ")).advise(lines(usage))
}

/// Why a command failed: 1 where S3 or a file did, and 2 where the gateway gave no keys.
pub fn failed(failure: Failure, usage: &[&str]) -> anyhow::Error {
    match failure {
        Failure::Other(error) if matches!(error, Error::File { .. }) => {
            ExitStatus::ObjectFailed.error(error.to_string()).advise(error.advice())
        }
        Failure::Other(error) if is_cray() => anyhow::Error::from(error).advise(lines(usage)),
        Failure::Other(error) => error.into(),
        Failure::Exists(_) => ExitStatus::ObjectFailed
            .error(failure.to_string())
            .advise(["Leave --if-absent out to replace it.".to_owned()]),
        Failure::Untrusted { .. } => ExitStatus::ObjectFailed
            .error(failure.to_string())
            .advise(["--cacert FILE names the certificate of its CA.".to_owned()]),
        failure => ExitStatus::ObjectFailed.error(failure.to_string()),
    }
}

/// How the command is used, as the reference client says it.
fn lines(usage: &[&str]) -> Vec<String> {
    let program = if is_cray() { "cray" } else { "cray-ims" };
    let is_argument = |word: &&&str| word.chars().all(char::is_uppercase);
    let command: Vec<_> = usage.iter().filter(|word| !is_argument(word)).copied().collect();
    let arguments: String = usage.iter().filter(is_argument).map(|name| format!(" {name}")).collect();
    let command = format!("{program} artifacts {}", command.join(" "));
    vec![format!("Usage: {command} [OPTIONS]{arguments}"), format!("Try '{command} -h' for help.")]
}

/// Returns `true` if the program was called by the name of the reference client.
fn is_cray() -> bool {
    std::env::args_os().next().is_some_and(|name| Path::new(&name).file_name() == Some(OsStr::new("cray")))
}

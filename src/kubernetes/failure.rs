//! What can go wrong between here and the API server, in plain words.

use super::credentials;
use super::excerpt::first_line;
use crate::error::Error;
use kube::client::AuthError;
use std::error::Error as _;

/// The status that the API server answered with, if it answered.
pub fn status(error: &kube::Error) -> Option<u16> {
    match error {
        kube::Error::Api(status) => Some(status.code),
        _ => None,
    }
}

/// Why a request failed, and whether it may succeed later.
pub enum Failure {
    /// The API server is away for a while, or the connection was lost.
    Passing(Error),
    /// It will not succeed by itself.
    Lasting(Error),
}

impl Failure {
    /// What failed at the API server at this URL.
    pub(super) fn new(url: &str, error: kube::Error) -> Self {
        let passes = match &error {
            kube::Error::Api(status) => matches!(status.code, 408 | 429 | 500..),
            // Credentials that are refused or cannot be had do not come back by themselves.
            kube::Error::Service(error) => !error.is::<kube::client::AuthError>(),
            kube::Error::HyperError(_) | kube::Error::ReadEvents(_) => true,
            _ => false,
        };
        let error = failed(url, error);
        if passes { Failure::Passing(error) } else { Failure::Lasting(error) }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Lasting(error)
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Passing(error) | Failure::Lasting(error) => error,
        }
    }
}

/// Why a request to the API server at this URL failed.
pub fn failed(url: &str, error: kube::Error) -> Error {
    if let Some(cause) = credentials_fault(&error) {
        return credentials::explain(cause, None);
    }
    let (message, advice) = match &error {
        kube::Error::Api(status) => refused(url, status.code, &first_line(&status.message)),
        kube::Error::SerdeError(cause) => {
            (format!("The answer from {url} is not one of a Kubernetes API server"), vec![caused(&cause.to_string())])
        }
        kube::Error::Service(_) | kube::Error::HyperError(_) | kube::Error::ReadEvents(_) => {
            let remedy = "Check the server of the configuration: --kubeconfig, --context, KUBECONFIG.";
            (format!("Unable to reach the Kubernetes API server at {url}"), vec![cause(&error), remedy.into()])
        }
        _ => return unusable(url, &error),
    };
    Error::Kubernetes { message, advice }
}

/// Why no client could be made for the API server at this URL. Nothing was sent yet.
pub fn unusable(url: &str, error: &kube::Error) -> Error {
    let remedy = "Check the Kubernetes configuration: --kubeconfig, --context, KUBECONFIG. Nothing was sent.";
    Error::Kubernetes {
        message: format!("Unable to create a client for the Kubernetes API server at {url}"),
        advice: vec![cause(error), remedy.into()],
    }
}

/// What is wrong with the credentials, if that is why a request failed.
fn credentials_fault(error: &kube::Error) -> Option<&AuthError> {
    let mut next: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(fault) = next {
        if let Some(cause) = fault.downcast_ref() {
            return Some(cause);
        }
        next = fault.source();
    }
    None
}

fn refused(url: &str, code: u16, told: &str) -> (String, Vec<String>) {
    let (message, remedy) = match code {
        401 => (
            format!("The Kubernetes API server at {url} does not accept the credentials"),
            Some("Log in again, or name another configuration with --kubeconfig or --context."),
        ),
        403 => (
            format!("Kubernetes denied the request: {told}"),
            Some("Use the configuration of an administrator: --kubeconfig, --context."),
        ),
        code => (format!("Kubernetes refused: {told} ({code})"), None),
    };
    (message, remedy.into_iter().map(str::to_owned).collect())
}

fn cause(error: &kube::Error) -> String {
    let mut last = error.to_string();
    let mut next = error.source();
    while let Some(source) = next {
        last = source.to_string();
        next = source.source();
    }
    caused(&last)
}

fn caused(text: &str) -> String {
    format!("Cause: {}", first_line(text))
}

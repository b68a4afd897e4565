//! What failed at S3.

use super::Place;
use crate::error::Error;
use serde::Deserialize;

/// Why a request to S3 failed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// S3 answered with an error; the text is the reference client's.
    #[error("An error occurred ({code}) when calling the {operation} operation: {message}")]
    Refused { operation: &'static str, status: u16, code: String, message: String },
    /// S3 could not be reached, or the connection broke.
    #[error("Unable to reach S3 at {endpoint}: {cause}")]
    Unreachable { endpoint: String, cause: String },
    #[error("The certificate of S3 at {endpoint} was not accepted: {cause}")]
    Untrusted { endpoint: String, cause: String },
    /// The gateway gave no keys, or a file cannot be used.
    #[error(transparent)]
    Other(#[from] Error),
    /// Nothing was received or sent for the time allowed.
    #[error("Nothing moved for {limit}: {request}")]
    Stalled { request: String, limit: String },
    /// There is an object where there must be none.
    #[error("{0} exists already.")]
    Exists(Place),
    /// There cannot be an object or a bucket of this name.
    #[error("{0}. Nothing was done.")]
    Unfit(String),
    /// What was transferred is not what it should be.
    #[error("{0}")]
    Damaged(String),
}

/// The body of an error answer.
#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Answer {
    code: String,
    message: String,
}

impl Failure {
    /// Reads an error answer. One without a body, as to a HEAD, has the status for a code.
    pub fn read(operation: &'static str, status: u16, reason: &str, body: &[u8]) -> Self {
        let answer: Answer = quick_xml::de::from_reader(body).unwrap_or_default();
        let code = if answer.code.is_empty() { status.to_string() } else { answer.code };
        let message = if answer.message.is_empty() { reason.to_owned() } else { answer.message };
        Failure::Refused { operation, status, code, message }
    }

    /// The status that S3 answered with.
    pub fn status(&self) -> Option<u16> {
        match self {
            Failure::Refused { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// Returns `true` if the keys were refused because they are too old.
    pub fn is_expired(&self) -> bool {
        const CODES: [&str; 3] = ["ExpiredToken", "RequestTimeTooSkewed", "InvalidAccessKeyId"];
        matches!(self, Failure::Refused { code, .. } if CODES.contains(&code.as_str()))
    }

    /// Returns `true` if the transfer can go on later where it was. An object that was replaced has to be begun anew.
    pub fn may_go_on(&self) -> bool {
        self.status() != Some(412) && self.status() != Some(404)
    }

    /// Returns `true` if the same request may succeed in a moment.
    pub fn is_passing(&self) -> bool {
        match self {
            Failure::Refused { status, code, .. } => {
                matches!(status, 429 | 500 | 502 | 503 | 504) || matches!(code.as_str(), "SlowDown" | "RequestTimeout")
            }
            Failure::Unreachable { .. } | Failure::Damaged(_) => true,
            Failure::Untrusted { .. }
            | Failure::Other(_)
            | Failure::Stalled { .. }
            | Failure::Exists(_)
            | Failure::Unfit(_) => false,
        }
    }

    /// The same failure, with where S3 is if it could not be reached.
    pub(super) fn at(self, endpoint: &url::Url) -> Self {
        match self {
            Failure::Other(error) => match error.fault() {
                Error::Unreachable { cause, .. } => {
                    Failure::Unreachable { endpoint: endpoint.to_string(), cause: cause.clone() }
                }
                Error::Untrusted { cause, .. } => {
                    Failure::Untrusted { endpoint: endpoint.to_string(), cause: cause.clone() }
                }
                _ => Failure::Other(error),
            },
            other => other,
        }
    }
}

//! Why the service does not do what it is asked to do with an artifact.

use super::answer::Answer;
use axum::http::StatusCode;
use std::io;

/// What the service does about it depends on the request: it answers, or ignores it.
#[derive(Debug)]
pub enum Refusal {
    /// There is no such artifact; what the service says of it.
    Absent(String),
    /// There is no manifest that can be read; what the service says of it.
    Unreadable(String),
    /// It is not among the deleted artifacts.
    NotDeleted,
    /// The service has an answer.
    Answered(Answer),
    /// The service fails by a fault of its own.
    Fault,
}

impl Refusal {
    /// The answer if the service does not ignore it. What the service did not expect ends in a fault of its own.
    pub fn answer(self) -> Answer {
        match self {
            Refusal::Absent(detail) => unprocessable(&detail),
            Refusal::Unreadable(_) | Refusal::NotDeleted | Refusal::Fault => Answer::internal_error(),
            Refusal::Answered(answer) => answer,
        }
    }
}

impl From<Answer> for Refusal {
    fn from(answer: Answer) -> Self {
        Refusal::Answered(answer)
    }
}

impl From<io::Error> for Refusal {
    /// The object store does not work.
    fn from(_: io::Error) -> Self {
        Refusal::Fault
    }
}

/// The request is understood, but the artifact is not what it should be.
pub fn unprocessable(detail: &str) -> Answer {
    Answer::problem(StatusCode::UNPROCESSABLE_ENTITY, detail)
}

/// The request cannot be served as it is.
pub fn bad_request(detail: &str) -> Answer {
    Answer::problem(StatusCode::BAD_REQUEST, detail)
}

//! A request, as what answers it sees it.

use super::answer::Answer;
use super::python;
use super::resource::Resource;
use axum::http::{HeaderMap, StatusCode, header};
use serde_json::Value;

/// The versions of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Api {
    V3,
    /// Version 2, which is also what a path without a version means. It deletes for good.
    V2,
}

/// A request for records of a resource, or for one.
pub struct Request<'a> {
    pub api: Api,
    pub resource: &'static Resource,
    /// The id of the record; empty if all are meant.
    pub id: String,
    pub query: &'a str,
    pub body: &'a Body<'a>,
}

/// What a request brings.
pub struct Body<'a> {
    pub headers: &'a HeaderMap,
    pub bytes: &'a [u8],
}

impl Body<'_> {
    /// Reads the JSON of the body. Fails with the answer of the service if it is not JSON, or empty.
    pub fn read(&self) -> Result<Value, Answer> {
        if !is_json(self.headers) {
            let message =
                "Did not attempt to load JSON data because the request Content-Type was not 'application/json'.";
            return Err(Answer::message(StatusCode::UNSUPPORTED_MEDIA_TYPE, message));
        }
        let value = serde_json::from_slice(self.bytes).map_err(|_| {
            let message = "The browser (or proxy) sent a request that this server could not understand.";
            Answer::message(StatusCode::BAD_REQUEST, message)
        })?;
        if python::is_false(&value) {
            return Err(Answer::problem(
                StatusCode::BAD_REQUEST,
                "No input provided. Determine the specific information that is missing or invalid and then re-run the request \
                 with valid information.",
            ));
        }
        Ok(value)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mime = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    mime == "application/json" || (mime.starts_with("application/") && mime.ends_with("+json"))
}

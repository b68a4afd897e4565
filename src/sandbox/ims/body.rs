//! Bodies of requests, as far as they are the same for every resource.

use super::answer::Answer;
use super::json::{self, Fault};
use super::python::as_text;
use axum::http::{HeaderMap, StatusCode, header};
use serde_json::Value;

/// What a request brings.
pub struct Body<'a> {
    pub headers: &'a HeaderMap,
    pub bytes: &'a [u8],
}

impl Body<'_> {
    /// The JSON of the body, or the refusal of what is none, or nothing.
    pub fn read(&self) -> Result<Value, Answer> {
        if !is_json(self.headers) {
            let message =
                "Did not attempt to load JSON data because the request Content-Type was not 'application/json'.";
            return Err(Answer::message(StatusCode::UNSUPPORTED_MEDIA_TYPE, message));
        }
        let value = json::read(self.bytes).map_err(|fault| match fault {
            Fault::Malformed => {
                let message = "The browser (or proxy) sent a request that this server could not understand.";
                Answer::message(StatusCode::BAD_REQUEST, message)
            }
            Fault::TooDeep => Answer::fault(),
        })?;
        match is_empty(&value) {
            false => Ok(value),
            true => Err(Answer::problem(
                StatusCode::BAD_REQUEST,
                "No input provided. Determine the specific information that is missing or invalid and then re-run the request \
                 with valid information.",
            )),
        }
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mime = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    mime == "application/json" || (mime.starts_with("application/") && mime.ends_with("+json"))
}

/// Whether Python takes the value for nothing.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Bool(true) => false,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(_) => as_text(value) == Some(""),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
    }
}

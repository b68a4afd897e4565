//! Answers, in the forms that the service gives them.

use super::python::{self, Layout};
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Map, Value, json};

/// What must be encoded in the path of a location.
const PATH: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?').add(b'`');

const JSON: &str = "application/json";
const PROBLEM: &str = "application/problem+json";

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    content_type: &'static str,
    body: String,
    allow: Option<String>,
    location: Option<String>,
}

impl Answer {
    fn new(status: StatusCode, content_type: &'static str, body: String) -> Self {
        Answer { status, content_type, body, allow: None, location: None }
    }

    /// What was asked for, with its fields sorted.
    pub fn found(value: &Value) -> Self {
        let body = python::dumps(&sorted(value), Layout::Compact);
        Answer::new(StatusCode::OK, JSON, body + "\n")
    }

    /// What was asked for beside the records.
    pub fn plain(value: &Value) -> Self {
        Answer::in_a_line(StatusCode::OK, value)
    }

    /// What was created, with its fields in their own order.
    pub fn created(value: &Value) -> Self {
        Answer::in_a_line(StatusCode::CREATED, value)
    }

    /// All was done.
    pub fn done() -> Self {
        Answer::new(StatusCode::NO_CONTENT, JSON, String::new())
    }

    /// A refusal by the framework below the service.
    pub fn message(status: StatusCode, message: &str) -> Self {
        Answer::in_a_line(status, &json!({"message": message}))
    }

    /// The method is none of those that the path has; one outside the API is answered in fewer words.
    pub fn method_not_allowed(methods: &[&str], is_api: bool) -> Self {
        let text = "The method is not allowed for the requested URL.";
        let mut body = json!({"message": text});
        if is_api {
            body = json!({"message": text, "status": 405, "title": "Method Not Allowed", "detail": text});
        }
        Answer { allow: Some(methods.join(", ")), ..Answer::in_a_line(StatusCode::METHOD_NOT_ALLOWED, &body) }
    }

    /// The methods that the path has.
    pub fn options(methods: &[&str]) -> Self {
        let empty = Answer::new(StatusCode::OK, "text/html; charset=utf-8", String::new());
        Answer { allow: Some(methods.join(", ")), ..empty }
    }

    /// Problem details.
    pub fn problem(status: StatusCode, detail: &str) -> Self {
        Answer::problem_of(status, json!({"title": title(status), "detail": detail}))
    }

    /// Problem details with no more than a title.
    pub fn titled_problem(status: StatusCode, title: &str) -> Self {
        Answer::problem_of(status, json!({"title": title}))
    }

    /// A body that a schema refuses.
    pub fn invalid(errors: Value) -> Self {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        let detail = "Input data was understood, but failed validation. Re-run request with valid input values for the fields \
                      indicated in the response.";
        Answer::problem_of(status, json!({"title": title(status), "detail": detail, "errors": errors}))
    }

    /// There is no such record.
    pub fn missing() -> Self {
        Answer::problem(StatusCode::NOT_FOUND, "Requested resource does not exist. Re-run request with valid ID.")
    }

    /// The path is another one, as the service sees it: it does not know the prefix that the gateway took away.
    pub fn moved(headers: &HeaderMap, path: &str, query: &str) -> Self {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        let query = if query.is_empty() { String::new() } else { format!("?{query}") };
        let location = format!("http://{host}{}{query}", utf8_percent_encode(path, PATH));
        let link = location
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('"', "&#34;")
            .replace('\'', "&#39;");
        let body = format!(
            "<!doctype html>\n<html lang=en>\n<title>Redirecting...</title>\n<h1>Redirecting...</h1>\n<p>You should be redirected \
             automatically to the target URL: <a href=\"{link}\">{link}</a>. If not, click the link.\n"
        );
        let answer = Answer::new(StatusCode::PERMANENT_REDIRECT, "text/html; charset=utf-8", body);
        Answer { location: Some(location), ..answer }
    }

    /// There is no such path.
    pub fn no_such_path() -> Self {
        let detail = "The requested URL was not found on the server. If you entered the URL manually please check your spelling \
                      and try again.";
        Answer::problem(StatusCode::NOT_FOUND, detail)
    }

    /// The service failed by a fault of its own.
    pub fn internal_error() -> Self {
        let body = "<!doctype html>\n<html lang=en>\n<title>500 Internal Server Error</title>\n<h1>Internal Server Error</h1>\n\
                    <p>The server encountered an internal error and was unable to complete your request. Either the server is \
                    overloaded or there is an error in the application.</p>\n";
        Answer::new(StatusCode::INTERNAL_SERVER_ERROR, "text/html; charset=utf-8", body.to_owned())
    }

    /// A short text, as gateways answer.
    pub fn text(status: StatusCode, text: &str) -> Self {
        Answer::new(status, "text/plain", text.to_owned())
    }

    /// JSON in one line, as Keycloak answers.
    pub fn compact(status: StatusCode, value: &Value) -> Self {
        Answer::new(status, JSON, value.to_string())
    }

    fn in_a_line(status: StatusCode, value: &Value) -> Self {
        Answer::new(status, JSON, python::dumps(value, Layout::Spaced) + "\n")
    }

    fn problem_of(status: StatusCode, fields: Value) -> Self {
        let mut body = json!({"status": status.as_u16()});
        if let (Value::Object(body), Value::Object(fields)) = (&mut body, fields) {
            body.extend(fields);
        }
        Answer::new(status, PROBLEM, python::dumps(&body, Layout::Spaced))
    }
}

fn title(status: StatusCode) -> &'static str {
    match status {
        StatusCode::UNPROCESSABLE_ENTITY => "Unprocessable Entity",
        _ => status.canonical_reason().unwrap_or("Unknown Error"),
    }
}

fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let mut pairs: Vec<_> = fields.iter().collect();
            pairs.sort_by_key(|(name, _)| *name);
            Value::Object(pairs.into_iter().map(|(name, value)| (name.clone(), sorted(value))).collect::<Map<_, _>>())
        }
        Value::Array(items) => items.iter().map(sorted).collect(),
        _ => value.clone(),
    }
}

impl From<Answer> for Response<Body> {
    fn from(answer: Answer) -> Self {
        let mut response = Response::new(Body::from(answer.body));
        *response.status_mut() = answer.status;
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(answer.content_type));
        if let Some(methods) = answer.allow.and_then(|methods| HeaderValue::try_from(methods).ok()) {
            response.headers_mut().insert(header::ALLOW, methods);
        }
        if let Some(location) = answer.location.and_then(|location| HeaderValue::try_from(location).ok()) {
            response.headers_mut().insert(header::LOCATION, location);
        }
        response
    }
}

//! What the API answers when it does not do what was asked: a `Status`, or plain text for a path that leads nowhere.

use super::resource::Resource;
use axum::http::{StatusCode, header::CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// A refusal.
#[derive(Debug)]
pub enum Failure {
    /// The path is not one of the API's.
    NoSuchPath,
    Status(Box<Refusal>),
}

/// The parts of a `Status` that differ.
#[derive(Debug)]
pub struct Refusal {
    code: u16,
    reason: &'static str,
    message: String,
    details: Option<Value>,
}

impl Failure {
    fn new(code: u16, reason: &'static str, message: impl Into<String>, details: Option<Value>) -> Self {
        Failure::Status(Box::new(Refusal { code, reason, message: message.into(), details }))
    }

    pub fn bad_request(message: impl Into<String>) -> Self {
        Failure::new(400, "BadRequest", message, None)
    }

    pub fn unauthorized() -> Self {
        Failure::new(401, "Unauthorized", "Unauthorized", None)
    }

    /// The user lacks the right to something that the details describe.
    pub fn forbidden(message: String, details: Value) -> Self {
        Failure::new(403, "Forbidden", message, Some(details))
    }

    pub fn not_found(resource: &Resource, name: &str) -> Self {
        let message = format!("{} \"{name}\" not found", resource.qualified());
        Failure::new(404, "NotFound", message, Some(details(resource, name)))
    }

    pub fn method_not_allowed() -> Self {
        let message = "the server does not allow this method on the requested resource";
        Failure::new(405, "MethodNotAllowed", message, Some(json!({})))
    }

    pub fn already_exists(resource: &Resource, name: &str) -> Self {
        let message = format!("{} \"{name}\" already exists", resource.qualified());
        Failure::new(409, "AlreadyExists", message, Some(details(resource, name)))
    }

    pub fn conflict(resource: &Resource, name: &str, cause: &str) -> Self {
        let message = format!("Operation cannot be fulfilled on {} \"{name}\": {cause}", resource.qualified());
        Failure::new(409, "Conflict", message, Some(details(resource, name)))
    }

    /// Somebody else wrote in between.
    pub fn stale(resource: &Resource, name: &str) -> Self {
        let cause = "the object has been modified; please apply your changes to the latest version and try again";
        Failure::conflict(resource, name, cause)
    }

    /// An applied object would change fields of other owners, which the causes name.
    pub fn apply_conflict(message: String, causes: Vec<Value>) -> Self {
        Failure::new(409, "Conflict", message, Some(json!({"causes": causes})))
    }

    pub fn expired(version: u64, oldest: u64) -> Self {
        Failure::new(410, "Expired", format!("too old resource version: {version} ({oldest})"), None)
    }

    pub fn too_large(limit: usize) -> Self {
        let message = format!("Request entity too large: limit is {limit}");
        Failure::new(413, "RequestEntityTooLarge", message, Some(json!({})))
    }

    pub fn unsupported_media_type(message: impl Into<String>) -> Self {
        Failure::new(415, "UnsupportedMediaType", message, Some(json!({})))
    }

    /// A field has a value it may not have.
    pub fn invalid(resource: &Resource, name: &str, field: &str, cause: &str) -> Self {
        let kind = match resource.group {
            "" => resource.kind.to_owned(),
            group => format!("{}.{group}", resource.kind),
        };
        let message = format!("{kind} \"{name}\" is invalid: {field}: {cause}");
        let reason = if cause.starts_with("Required") { "FieldValueRequired" } else { "FieldValueInvalid" };
        let mut details = json!({"name": name, "group": resource.group, "kind": resource.kind});
        if resource.group.is_empty() {
            details.as_object_mut().map(|details| details.shift_remove("group"));
        }
        details["causes"] = json!([{"reason": reason, "message": cause, "field": field}]);
        Failure::new(422, "Invalid", message, Some(details))
    }

    /// A patch made an object that cannot be read.
    pub fn patched_badly(object: &Value, complaint: &str) -> Self {
        let cause = format!("Invalid value: {:?}: {complaint}", object.to_string());
        let details = json!({"causes": [{"reason": "FieldValueInvalid", "message": cause, "field": "patch"}]});
        Failure::new(422, "Invalid", format!(" \"\" is invalid: patch: {cause}"), Some(details))
    }

    /// A patch could not be carried out.
    pub fn unprocessable() -> Self {
        let message = "the server rejected our request due to an error in our request";
        Failure::new(422, "Invalid", message, Some(json!({})))
    }

    pub fn not_implemented(message: &str) -> Self {
        Failure::new(501, "NotImplemented", message, Some(json!({})))
    }

    /// The `Status` object.
    pub fn status(&self) -> Value {
        let Failure::Status(refusal) = self else {
            return json!({"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure", "code": 404});
        };
        let mut status = json!({
            "kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure",
            "message": refusal.message, "reason": refusal.reason,
        });
        if let Some(details) = &refusal.details {
            status["details"] = details.clone();
        }
        status["code"] = refusal.code.into();
        status
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let Failure::Status(refusal) = &self else {
            let plain = [(CONTENT_TYPE, "text/plain; charset=utf-8")];
            return (StatusCode::NOT_FOUND, plain, "404 page not found\n").into_response();
        };
        let code = StatusCode::from_u16(refusal.code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (code, [(CONTENT_TYPE, "application/json")], self.status().to_string()).into_response()
    }
}

/// The object that a `Status` is about.
pub fn details(resource: &Resource, name: &str) -> Value {
    let mut details = json!({"name": name});
    if !resource.group.is_empty() {
        details["group"] = resource.group.into();
    }
    details["kind"] = resource.plural.into();
    details
}

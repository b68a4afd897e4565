//! The object in the body of a request, read as its kind, or refused in the words of the API.

use super::failure::Failure;
use super::field_types;
use super::object::{text, without_nulls};
use super::patch;
use super::protobuf;
use super::resource::Resource;
use serde_json::Value;

/// Reads the object in a body of this content type.
pub fn read(resource: &Resource, content_type: &str, body: &[u8]) -> Result<Value, Failure> {
    let object = match content_type {
        "" | "application/json" => of_json(resource.kind, body)?,
        protobuf::CONTENT_TYPE => of_protobuf(body)?,
        _ => {
            return Err(Failure::unsupported_media_type(
                "the body of the request was in an unknown format - accepted media types include: application/json, \
                 application/vnd.kubernetes.protobuf",
            ));
        }
    };
    accept(resource, object)
}

/// Reads the options of a deletion; none from an empty body.
pub fn read_options(content_type: &str, body: &[u8]) -> Result<Value, Failure> {
    match content_type {
        _ if body.is_empty() => Ok(Value::Null),
        protobuf::CONTENT_TYPE => of_protobuf(body),
        _ => serde_json::from_slice(body).map_err(|error| Failure::bad_request(patch::syntax_error(body, &error))),
    }
}

fn of_protobuf(body: &[u8]) -> Result<Value, Failure> {
    protobuf::read(body).map_err(|cause| {
        Failure::bad_request(format!("the sandbox cannot read the body of the request as protobuf: {cause}"))
    })
}

fn of_json(wanted: &str, body: &[u8]) -> Result<Value, Failure> {
    serde_json::from_slice(body).map_err(|error| {
        let problem = patch::syntax_error(body, &error);
        let shown = summary(body);
        Failure::bad_request(format!(
            "the object provided is unrecognized (must be of type {wanted}): couldn't get version/kind; json parse \
             error: {problem} ({shown})"
        ))
    })
}

/// Refuses an object of the wrong kind, or one that has values of the wrong type.
fn accept(resource: &Resource, object: Value) -> Result<Value, Failure> {
    let wanted = resource.kind;
    let (kind, api_version) = (text(&object, "/kind"), text(&object, "/apiVersion"));
    let known = resource.api_version();
    let is_alien = !kind.is_empty() && kind != wanted || !api_version.is_empty() && api_version != known;
    if is_alien {
        let version = api_version.rsplit('/').next().unwrap_or_default();
        let message = format!(
            "{kind} in version \"{version}\" cannot be handled as a {wanted}: it is not one in version \"{known}\""
        );
        return Err(Failure::bad_request(message));
    }
    match field_types::complaint(resource.kind, resource.shape, &object) {
        None => Ok(without_nulls(object)),
        Some(complaint) => {
            let (kind, version) = (resource.kind, resource.version);
            let message = format!("{kind} in version \"{version}\" cannot be handled as a {kind}: {complaint}");
            Err(Failure::bad_request(message))
        }
    }
}

/// The beginning of a body that could not be read: as it is if it may be JSON, else in hexadecimal.
fn summary(body: &[u8]) -> String {
    let start = &body[..body.len().min(30)];
    let more = if body.len() > start.len() { " ..." } else { "" };
    match body.first() {
        None => "<empty>".to_owned(),
        Some(b'{') => String::from_utf8_lossy(start).into_owned() + more,
        Some(_) => start.iter().map(|byte| format!("{byte:02x}")).collect::<String>() + more,
    }
}

#[cfg(test)]
mod tests {
    use super::super::kinds;
    use super::*;

    #[test]
    fn bodies_that_are_no_objects_of_the_kind_are_refused() {
        let resource = kinds::of_kind("ConfigMap").expect("it is known");
        let bodies = [
            "",
            "{nope",
            "3",
            "[]",
            "null",
            r#"{"kind":"Secret"}"#,
            r#"{"apiVersion":"v2"}"#,
            r#"{"data":{"a":1}}"#,
            "\u{e9}",
        ];
        for body in bodies {
            assert!(read(resource, "", body.as_bytes()).is_err(), "{body}");
        }
        assert!(read(resource, "", br#"{"data":{"a":"1"},"metadata":{"labels":null}}"#).is_ok());
    }
}

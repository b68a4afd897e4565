//! Links of recipes and images to artifacts: what may be linked, and what becomes of artifacts when records are deleted.

use super::answer::Answer;
use super::artifacts::{Artifacts, Moved};
use super::python;
use super::records::{Links, Nature, Record, State, linked_path, text};
use axum::http::StatusCode;
use serde_json::{Value, json};

/// Refuses a link whose artifact does not exist, or that another record has.
pub fn check(state: &State, nature: &Nature, link: &Value) -> Result<(), Answer> {
    let path = link.get("path").and_then(Value::as_str).unwrap_or_default();
    let twin = state.all(nature.collection).find(|(_, record)| linked_path(record) == Some(path));
    match (twin, nature.links) {
        (Some((id, _)), Links::Manifest) => Err(unprocessable(&format!(
            "The link path {path} matches the link path for the IMS image record {id}. The link value must be unique and cannot \
             be duplicated. Determine the specific information that is missing or invalid and then re-run the request with \
             valid information."
        ))),
        // The service stumbles over its own log here.
        (Some(_), _) => Err(Answer::fault()),
        (None, _) => check_artifact(state, link),
    }
}

/// Refuses a link whose artifact does not exist.
pub fn check_artifact(state: &State, link: &Value) -> Result<(), Answer> {
    let path = link.get("path").and_then(Value::as_str).unwrap_or_default();
    match state.artifacts.contains(path) {
        true => Ok(()),
        false => Err(unprocessable(&format!(
            "The s3 artifact {} cannot be validated. Please determine the specific information that is missing or invalid and \
             then re-run the request with valid information.",
            python::repr(link)
        ))),
    }
}

/// Whether the service can read what it expects behind a link that was checked.
pub fn is_readable(state: &State, nature: &Nature, link: &Value) -> bool {
    let path = link.get("path").and_then(Value::as_str).unwrap_or_default();
    nature.links != Links::Manifest || state.artifacts.is_manifest(path)
}

/// Moves the artifacts of a record that is being deleted, and lets its link follow. A record without artifact is left alone.
pub fn soft_delete(state: &mut State, nature: &Nature, record: &mut Record) {
    let Some(path) = linked_path(record) else {
        return;
    };
    let link = match nature.links {
        Links::Nothing => None,
        Links::Archive => state.artifacts.soft_delete(path).map(|moved| link_to(&moved)),
        Links::Manifest => {
            state.artifacts.soft_delete_image(text(record, "id"), path).map(|path| json!({"path": path, "type": "s3"}))
        }
    };
    if let Some(link) = link {
        record.insert("link".to_owned(), link);
    }
}

/// Moves the artifacts of a record that is being undeleted back, and lets its link follow.
pub fn soft_undelete(state: &mut State, nature: &Nature, record: &mut Record) -> Result<(), Answer> {
    let Some(path) = linked_path(record) else {
        return Ok(());
    };
    let link = record.get("link").cloned().unwrap_or_default();
    let moved = match nature.links {
        Links::Nothing => return Ok(()),
        Links::Archive => {
            check_artifact(state, &link)?;
            if !Artifacts::is_deleted(path) {
                let link = python::repr(&link);
                return Err(unprocessable(&format!("s3 object key {link} is not in the expected deleted folder.")));
            }
            state.artifacts.soft_undelete(path)
        }
        Links::Manifest => state.artifacts.soft_undelete_image(path),
    };
    let Some(moved) = moved else {
        return Err(unprocessable(&format!(
            "Unable to read manifest file for the s3 artifact {}. Please determine the specific information that is missing or \
             invalid and then re-run the request with valid information.",
            python::repr(&link)
        )));
    };
    record.insert("link".to_owned(), link_to(&moved));
    Ok(())
}

/// Removes the artifacts of a record that is gone for good.
pub fn delete(state: &mut State, record: &Record) {
    if let Some(path) = linked_path(record) {
        state.artifacts.delete(path);
    }
}

/// A record as it is printed: a link is kept as it was given, and printed in full.
pub fn presented(record: &Record) -> Value {
    let mut record = record.clone();
    if let Some(Value::Object(link)) = record.get_mut("link") {
        let field = |name: &str| link.get(name).cloned().unwrap_or_else(|| json!(""));
        let full = json!({"path": field("path"), "etag": field("etag"), "type": field("type")});
        record.insert("link".to_owned(), full);
    }
    Value::Object(record)
}

fn link_to(moved: &Moved) -> Value {
    json!({"path": moved.path, "etag": moved.etag, "type": "s3"})
}

fn unprocessable(detail: &str) -> Answer {
    Answer::problem(StatusCode::UNPROCESSABLE_ENTITY, detail)
}

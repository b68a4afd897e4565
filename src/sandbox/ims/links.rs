//! Links of recipes and images to artifacts: what may be linked, and what becomes of artifacts when records are deleted.

use super::answer::Answer;
use super::artifacts::{Artifacts, Fault, Moved};
use super::python;
use super::record::{Record, linked_path, text};
use super::resource::{Links, Resource};
use super::state::State;
use axum::http::StatusCode;
use serde_json::{Value, json};

/// Why a link is not taken, or what it leads to not moved.
#[derive(Debug)]
pub enum Refusal {
    /// It leads to something that is no manifest, where one is expected.
    Unreadable,
    /// It does not lead to a deleted artifact, where one is expected.
    NotDeleted,
    Answered(Answer),
}

impl Refusal {
    /// The answer of the service, which did not expect what is not answered already.
    pub fn answer(self) -> Answer {
        match self {
            Refusal::Unreadable | Refusal::NotDeleted => Answer::internal_error(),
            Refusal::Answered(answer) => answer,
        }
    }
}

impl From<Answer> for Refusal {
    fn from(answer: Answer) -> Self {
        Refusal::Answered(answer)
    }
}

/// Refuses a link whose artifact does not exist or is not what is expected, or that another record has.
pub fn check(state: &State, resource: &Resource, link: &Value) -> Result<(), Refusal> {
    let path = path_of(link);
    let twin = state.all(resource.collection).find(|(_, record)| linked_path(record) == Some(path));
    match (twin, resource.links) {
        (Some((id, _)), Links::Manifest) => Err(unprocessable(&format!(
            "The link path {path} matches the link path for the IMS image record {id}. The link value must be unique and cannot \
             be duplicated. Determine the specific information that is missing or invalid and then re-run the request with \
             valid information."
        )))?,
        // The service stumbles over its own log here.
        (Some(_), _) => Err(Answer::internal_error())?,
        (None, _) => check_artifact(state, link)?,
    }
    match resource.links {
        Links::Manifest => check_manifest(state, link),
        Links::Archive | Links::Nothing => Ok(()),
    }
}

/// Refuses a link whose artifact does not exist.
pub fn check_artifact(state: &State, link: &Value) -> Result<(), Answer> {
    match state.artifacts.contains(path_of(link)) {
        Ok(true) => Ok(()),
        Ok(false) => Err(missing_artifact(link)),
        Err(Fault) => Err(Answer::internal_error()),
    }
}

/// Refuses a manifest whose artifacts are not all there, or that lists no root file system, or several.
fn check_manifest(state: &State, link: &Value) -> Result<(), Refusal> {
    let listed = state.artifacts.listed(path_of(link)).ok_or(Refusal::Unreadable)?;
    if let Some(absent) = listed.iter().find(|path| !state.artifacts.contains(path).unwrap_or(false)) {
        Err(missing_artifact(&json!({"path": absent, "type": "s3", "etag": ""})))?;
    }
    let complaint = |what: &str, ims: &str| {
        let detail = format!(
            "Error reading the manifest.json for {ims}{}. The manifest {what} rootfs artifacts. Determine the specific information \
             that is missing or invalid and then re-run the request with valid information.",
            python::repr(link)
        );
        Answer::problem(StatusCode::BAD_REQUEST, &detail)
    };
    match listed.iter().filter(|path| path.ends_with("/rootfs")).count() {
        0 => Err(complaint("does not include any", "IMS "))?,
        1 => Ok(()),
        _ => Err(complaint("includes multiple", ""))?,
    }
}

/// Refuses an image whose manifest cannot be read any more, or whose root file system is gone.
pub fn check_root(state: &State, link: &Value) -> Result<(), Answer> {
    let listed = state.artifacts.listed(path_of(link)).ok_or_else(Answer::internal_error)?;
    let root = listed.iter().find(|path| path.ends_with("/rootfs"));
    match root {
        Some(root) if !state.artifacts.contains(root).unwrap_or(false) => {
            Err(missing_artifact(&json!({"path": root, "type": "s3", "etag": ""})))
        }
        _ => Ok(()),
    }
}

/// Moves the artifacts of a record that is being deleted, and lets its link follow. A record without artifact is left alone.
pub fn soft_delete(state: &mut State, resource: &Resource, record: &mut Record) {
    let Some(path) = linked_path(record) else {
        return;
    };
    let link = match resource.links {
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
pub fn soft_undelete(state: &mut State, resource: &Resource, record: &mut Record) -> Result<(), Refusal> {
    let Some(path) = linked_path(record) else {
        return Ok(());
    };
    let link = record.get("link").cloned().unwrap_or_default();
    let moved = match resource.links {
        Links::Nothing => return Ok(()),
        Links::Archive => {
            check_artifact(state, &link)?;
            if !Artifacts::is_deleted(path) {
                return Err(Refusal::NotDeleted);
            }
            state.artifacts.soft_undelete(path)
        }
        Links::Manifest => state.artifacts.soft_undelete_image(path),
    };
    let Some(moved) = moved else {
        let fault = match state.artifacts.contains(path) {
            Ok(true) => "Manifest file is not valid Json",
            _ => "Unable to read manifest file",
        };
        Err(unprocessable(&format!(
            "{fault} for the s3 artifact {}. Please determine the specific information that is missing or invalid and then re-run \
             the request with valid information.",
            python::repr(&link)
        )))?
    };
    // The service keeps the link as it is if it has not moved.
    if moved.path != path {
        record.insert("link".to_owned(), link_to(&moved));
    }
    Ok(())
}

/// Removes the artifacts of a record that goes for good. Fails if it should have a manifest and has none.
pub fn delete(state: &mut State, resource: &Resource, record: &Record) -> Result<(), Refusal> {
    let Some(path) = linked_path(record) else {
        return Ok(());
    };
    if resource.links == Links::Manifest && state.artifacts.listed(path).is_none() {
        return Err(Refusal::Unreadable);
    }
    state.artifacts.delete(path);
    Ok(())
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

fn path_of(link: &Value) -> &str {
    link.get("path").and_then(Value::as_str).unwrap_or_default()
}

fn link_to(moved: &Moved) -> Value {
    json!({"path": moved.path, "etag": moved.etag, "type": "s3"})
}

fn missing_artifact(link: &Value) -> Answer {
    unprocessable(&format!(
        "The s3 artifact {} cannot be validated. Please determine the specific information that is missing or invalid and then \
         re-run the request with valid information.",
        python::repr(link)
    ))
}

fn unprocessable(detail: &str) -> Answer {
    Answer::problem(StatusCode::UNPROCESSABLE_ENTITY, detail)
}

//! Links of recipes and images to artifacts: what may be linked, and what becomes of artifacts when records are deleted.

use super::artifacts;
use super::image_artifacts;
use super::manifest;
use super::record::{Record, linked_path, text};
use super::refusal::{Refusal, unprocessable};
use super::request::Api;
use super::resource::{Links, Resource};
use super::state::State;
use crate::sandbox::objects::Objects;
use jiff::Timestamp;
use serde_json::{Value, json};

/// Refuses a link whose artifact does not exist or is not what is expected, or that another record has.
pub fn check(state: &State, objects: &Objects, resource: &Resource, link: &Value) -> Result<(), Refusal> {
    let path = link.get("path").and_then(Value::as_str).unwrap_or_default();
    let twin = state.all(resource.collection).find(|(_, record)| linked_path(record) == Some(path));
    match (twin, resource.links) {
        (Some((id, _)), Links::Manifest) => Err(unprocessable(&format!(
            "The link path {path} matches the link path for the IMS image record {id}. The link value must be unique and cannot \
             be duplicated. Determine the specific information that is missing or invalid and then re-run the request with \
             valid information."
        )))?,
        // The service stumbles over its own log here.
        (Some(_), _) => Err(Refusal::Fault)?,
        (None, _) => artifacts::find(objects, link)?,
    };
    match resource.links {
        Links::Manifest => manifest::check(objects, link, &manifest::read(objects, link)?),
        Links::Archive | Links::Nothing => Ok(()),
    }
}

/// Refuses an image that is to be customized if its manifest cannot be read any more, or its root file system is gone.
pub fn check_root(objects: &Objects, image: &str, link: &Value) -> Result<(), Refusal> {
    let manifest = manifest::read(objects, link)?;
    artifacts::find(objects, manifest::root(&manifest, image)?)?;
    Ok(())
}

/// Moves the artifacts of a record that is being deleted, and lets its link follow. A record without artifact is left alone.
pub fn soft_delete(objects: &Objects, resource: &Resource, record: &mut Record, now: Timestamp) -> Result<(), Refusal> {
    let Some(link) = linked(record) else {
        return Ok(());
    };
    let moved = match resource.links {
        Links::Nothing => return Ok(()),
        Links::Archive => artifacts::soft_delete(objects, link),
        Links::Manifest => image_artifacts::soft_delete(objects, text(record, "id"), link, now),
    };
    match (moved, resource.links) {
        (Ok(link), _) => drop(record.insert("link".to_owned(), link)),
        // The record goes all the same.
        (Err(_), Links::Archive) | (Err(Refusal::Absent(_) | Refusal::Unreadable(_)), _) => {}
        (Err(refusal), _) => return Err(refusal),
    }
    Ok(())
}

/// Moves the artifacts of a record that is being undeleted back, and lets its link follow.
pub fn soft_undelete(objects: &Objects, resource: &Resource, record: &mut Record) -> Result<(), Refusal> {
    let Some(link) = linked(record) else {
        return Ok(());
    };
    let link = match resource.links {
        Links::Nothing => return Ok(()),
        Links::Archive => artifacts::soft_undelete(objects, link)?,
        Links::Manifest => image_artifacts::soft_undelete(objects, link)?,
    };
    record.insert("link".to_owned(), link);
    Ok(())
}

/// Removes the artifacts of a record that goes for good. Fails if it should have a manifest and has none.
pub fn delete(objects: &Objects, resource: &Resource, record: &Record, api: Api) -> Result<(), Refusal> {
    match (linked(record), resource.links) {
        (Some(link), Links::Manifest) => image_artifacts::delete(objects, link, api),
        (Some(link), Links::Archive) => {
            // What is not there need not go.
            let _ = artifacts::delete(objects, link);
            Ok(())
        }
        (None, _) | (_, Links::Nothing) => Ok(()),
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

/// The link of a record, if it has one.
pub fn linked(record: &Record) -> Option<&Value> {
    record.get("link").filter(|link| !link.is_null())
}

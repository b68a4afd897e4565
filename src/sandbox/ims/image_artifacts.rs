//! The artifacts of images, which a manifest lists: what becomes of them when the image is deleted, and when it comes back.

use super::answer::Answer;
use super::artifacts;
use super::manifest;
use super::python::{self, Layout};
use super::refusal::{Refusal, unprocessable};
use super::request::Api;
use crate::sandbox::objects::{Metadata, Objects};
use jiff::Timestamp;
use serde_json::{Value, json};

/// The type by which the manifest of a deleted image lists the manifest that the image had before.
pub const MANIFEST: &str = "application/vnd.cray.image.manifest";

/// Moves an image's artifacts and its manifest to the deleted ones, and writes a manifest of what was moved. Returns the link to
/// that.
pub fn soft_delete(objects: &Objects, id: &str, link: &Value, now: Timestamp) -> Result<Value, Refusal> {
    let moved = match manifest::read(objects, link) {
        Ok(manifest) => Value::Array(soft_delete_listed(objects, link, &manifest)?),
        // The service writes the new manifest even though nothing was moved.
        Err(Refusal::Answered(_)) => Value::Null,
        Err(refusal) => return Err(refusal),
    };
    write_deleted_manifest(objects, id, &moved, now)
}

fn soft_delete_listed(objects: &Objects, link: &Value, manifest: &Value) -> Result<Vec<Value>, Refusal> {
    let mut moved = Vec::new();
    for entry in manifest::listed(manifest)?.into_iter().flatten() {
        let Some(Ok(link)) = manifest::link(entry)?.map(|link| artifacts::soft_delete(objects, link)) else {
            continue;
        };
        // One that has no type or no MD5 is moved, but then the service loses sight of it.
        if let (Some(kind), Some(md5)) = (entry.get("type"), entry.get("md5")) {
            moved.push(json!({"type": kind, "md5": md5, "link": link}));
        }
    }
    let link = artifacts::soft_delete(objects, link)?;
    moved.push(json!({"type": MANIFEST, "link": link}));
    Ok(moved)
}

/// Writes the manifest of a deleted image. Returns the link to it, which has no etag.
pub fn write_deleted_manifest(objects: &Objects, id: &str, moved: &Value, now: Timestamp) -> Result<Value, Refusal> {
    let created = now.strftime("%Y-%m-%d %H:%M:%S").to_string();
    let manifest = json!({"version": "1.0", "created": created, "artifacts": moved});
    let path = format!("s3://{}/deleted/{id}/deleted_manifest.json", artifacts::BOOT_IMAGES);
    let text = python::dumps(&manifest, Layout::Spaced);
    objects.put(&artifacts::place(&path)?, text.as_bytes(), Metadata::default())?;
    Ok(json!({"path": path, "type": "s3"}))
}

/// Moves a deleted image's artifacts back. Returns the link to the manifest that it has then.
pub fn soft_undelete(objects: &Objects, link: &Value) -> Result<Value, Refusal> {
    let manifest = match manifest::read(objects, link) {
        Err(Refusal::Unreadable(detail)) => return Err(unprocessable(&detail).into()),
        read => read?,
    };
    let listed = manifest::listed(&manifest)?.ok_or_else(|| malformed("an artifacts section"))?;
    let mut original = None;
    for entry in listed {
        let Some(moved) = manifest::link(entry)?.map(|link| artifacts::soft_undelete(objects, link)) else {
            continue;
        };
        // What cannot be moved stays where it is.
        if let Ok(moved) = moved
            && entry.get("type").is_some_and(|kind| kind == MANIFEST)
        {
            original = Some(moved);
        }
    }
    match original {
        Some(original) => {
            // That of the deleted image is not needed any more.
            let _ = artifacts::delete(objects, link);
            Ok(original)
        }
        None => Ok(link.clone()),
    }
}

/// Removes an image's artifacts and its manifest for good.
pub fn delete(objects: &Objects, link: &Value, api: Api) -> Result<(), Refusal> {
    let manifest = match (manifest::read(objects, link), api) {
        // Version 2 leaves them where they are.
        (Err(Refusal::Answered(_)), Api::V2) => return Ok(()),
        (read, _) => read?,
    };
    let listed = match (manifest::listed(&manifest), api) {
        (Ok(None) | Err(_), Api::V3) => return Err(malformed("a manifest section").into()),
        (listed, _) => listed?,
    };
    for entry in listed.into_iter().flatten() {
        // What is not there need not go.
        let _ = manifest::link(entry)?.map(|link| artifacts::delete(objects, link));
    }
    let _ = artifacts::delete(objects, link);
    Ok(())
}

fn malformed(part: &str) -> Answer {
    unprocessable(&format!("The image's manifest.json is malformed. The manifest does not contain {part}."))
}

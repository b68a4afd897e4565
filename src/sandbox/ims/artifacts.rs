//! Artifacts: the objects that links lead to, and what becomes of one when its record is deleted.

use super::python;
use super::refusal::Refusal;
use crate::sandbox::objects::{Objects, Place};
use serde_json::{Value, json};

/// The part of a bucket where deleted artifacts wait.
const DELETED: &str = "deleted";

/// The bucket of images.
pub const BOOT_IMAGES: &str = "boot-images";

/// The object that a link leads to. Fails if there is none, and where the service trips over the link.
pub fn find(objects: &Objects, link: &Value) -> Result<Place, Refusal> {
    let fields = link.as_object().ok_or(Refusal::Fault)?;
    let (Some(kind), Some(path)) = (fields.get("type"), fields.get("path")) else {
        return Err(absent(link, "The artifact link type is not supported. "));
    };
    match kind.as_str().map(str::to_lowercase) {
        Some(kind) if kind == "s3" => {}
        _ => return Err(Refusal::Fault),
    }
    let place = place(path.as_str().unwrap_or_default())?;
    match objects.head(&place) {
        Some(_) => Ok(place),
        None => Err(absent(link, "")),
    }
}

/// Moves an artifact to the deleted ones of its bucket. Returns the link to where it is then.
pub fn soft_delete(objects: &Objects, link: &Value) -> Result<Value, Refusal> {
    let place = find(objects, link)?;
    let key = format!("{DELETED}/{}", place.key);
    rename(objects, &place, key)
}

/// Moves a deleted artifact back. Returns the link to where it is then.
pub fn soft_undelete(objects: &Objects, link: &Value) -> Result<Value, Refusal> {
    let place = find(objects, link)?;
    let key = place.key.strip_prefix(DELETED).ok_or(Refusal::NotDeleted)?;
    rename(objects, &place, key.trim_start_matches('/').to_owned())
}

/// Removes an artifact for good.
pub fn delete(objects: &Objects, link: &Value) -> Result<(), Refusal> {
    let place = find(objects, link)?;
    objects.remove(&place)?;
    Ok(())
}

/// Reads `s3://BUCKET/KEY`. Fails if the object store's client does not take it for a bucket and a key.
pub fn place(path: &str) -> Result<Place, Refusal> {
    let (bucket, key) = path.strip_prefix("s3://").and_then(|path| path.split_once('/')).ok_or(Refusal::Fault)?;
    let is_letter = |letter: u8| letter.is_ascii_alphanumeric() || b".-_".contains(&letter);
    let is_bucket = (1..=255).contains(&bucket.len()) && bucket.bytes().all(is_letter);
    let key = key.trim_start_matches('/');
    (is_bucket && !key.is_empty())
        .then(|| Place { bucket: bucket.to_owned(), key: key.to_owned() })
        .ok_or(Refusal::Fault)
}

/// The link to an object. A small object keeps its etag wherever it is moved.
fn rename(objects: &Objects, from: &Place, key: String) -> Result<Value, Refusal> {
    let to = Place { bucket: from.bucket.clone(), key };
    objects.rename(from, &to)?;
    let etag = objects.head(&to).map(|head| head.etag.clone()).unwrap_or_default();
    Ok(json!({"etag": etag, "path": format!("s3://{}/{}", to.bucket, to.key), "type": "s3"}))
}

fn absent(link: &Value, reason: &str) -> Refusal {
    Refusal::Absent(format!(
        "The s3 artifact {} cannot be validated. {reason}Please determine the specific information that is missing or invalid and \
         then re-run the request with valid information.",
        python::repr(link)
    ))
}

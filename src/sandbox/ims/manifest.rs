//! The manifests of images: how the service reads and checks them.

use super::answer::Answer;
use super::artifacts;
use super::python;
use super::refusal::{Refusal, bad_request, unprocessable};
use crate::sandbox::objects::Objects;
use serde_json::Value;

/// No manifest is so long, in bytes.
const TOO_LONG: u64 = 1024 * 1024;

/// How the types of root file systems begin.
const ROOT: &str = "application/vnd.cray.image.rootfs.squashfs";

const ADVICE: &str =
    "Determine the specific information that is missing or invalid and then re-run the request with valid information.";

/// Reads the manifest that a link leads to, which is any JSON.
pub fn read(objects: &Objects, link: &Value) -> Result<Value, Refusal> {
    let advice = "Please determine the specific information that is missing or invalid and then re-run the request with valid \
                  information.";
    let place = artifacts::place(link.get("path").and_then(Value::as_str).unwrap_or_default())?;
    let about = |what: &str| format!("{what} for the s3 artifact {}. {advice}", python::repr(link));
    if objects.head(&place).is_some_and(|head| head.size >= TOO_LONG) {
        return Err(bad_request(&about("Image manifest file is larger than the expected maximum size")).into());
    }
    let text = objects.read(&place)?.and_then(|bytes| String::from_utf8(bytes).ok());
    let text = text.ok_or_else(|| Refusal::Unreadable(about("Unable to read manifest file")))?;
    serde_json::from_str(&text).map_err(|_| Refusal::Unreadable(about("Manifest file is not valid Json")))
}

/// The artifacts that a manifest lists. Returns `None` if it has no list of them. Fails, as the service does, if it is of a kind
/// that the service does not expect.
pub fn listed(manifest: &Value) -> Result<Option<&Vec<Value>>, Refusal> {
    match manifest.as_object().ok_or(Refusal::Fault)?.get("artifacts") {
        None => Ok(None),
        Some(artifacts) => artifacts.as_array().map(Some).ok_or(Refusal::Fault),
    }
}

/// The link of an entry of a manifest, unless there is none. Fails, as the service does, if the entry cannot have one.
pub fn link(entry: &Value) -> Result<Option<&Value>, Refusal> {
    let link = entry.as_object().ok_or(Refusal::Fault)?.get("link");
    Ok(link.filter(|link| !python::is_false(link)))
}

/// Refuses a manifest whose artifacts are not all there, or that lists no root file system, or several.
pub fn check(objects: &Objects, link: &Value, manifest: &Value) -> Result<(), Refusal> {
    // One that is empty is not looked at any further.
    if python::is_false(manifest) {
        return Ok(());
    }
    let malformed = |what: &str| Err(unprocessable(&format!("The image's manifest.json {what}")).into());
    match manifest.as_object().ok_or(Refusal::Fault)?.get("version") {
        None => return malformed("does not contain a version field."),
        Some(version) if version == "1.0" => {}
        Some(_) => {
            return malformed("has a version that is not supported. Supported image manifest versions are: 1.0");
        }
    }
    let malformed = |what: &str| malformed(&format!("is malformed. {what}"));
    let entries = match manifest.get("artifacts") {
        None => return malformed("It does not contain an artifacts map."),
        Some(artifacts) => match artifacts.as_array() {
            None => return malformed("The artifacts property is not a json list."),
            Some(entries) => entries,
        },
    };
    for entry in entries {
        let Some(entry) = entry.as_object() else {
            return malformed("A listed artifact is not a json dictionary.");
        };
        let Some(link) = entry.get("link") else {
            return malformed("An artifact does not have a link value");
        };
        let fields = link.as_object().ok_or(Refusal::Fault)?;
        match fields.get("type") {
            None => return malformed("An artifact does not have a link type field"),
            Some(kind) if kind == "s3" => {}
            Some(kind) => {
                return malformed(&format!("An artifact link type '{}' not supported", python::str(kind)));
            }
        }
        if !fields.contains_key("path") {
            return malformed("An artifact does not have a link path field");
        }
        artifacts::find(objects, link)?;
    }
    match roots(entries)? {
        None => malformed("An artifact does not have a type field"),
        Some(roots) => the_root(&roots, &format!("IMS {}", python::repr(link)), &python::repr(link)).map(|_| ()),
    }
}

/// The link to the only root file system of an image that is to be customized.
pub fn root<'a>(manifest: &'a Value, image: &str) -> Result<&'a Value, Refusal> {
    let corrupt = || {
        bad_request(&format!(
            "The manifest.json file is corrupt or invalid for IMS image_id={image}. Could not determine the manifest version or \
             manifest version is unsupported. {ADVICE}"
        ))
    };
    let version = manifest.as_object().and_then(|fields| fields.get("version"));
    let entries = version.filter(|version| *version == "1.0").and_then(|_| manifest["artifacts"].as_array());
    let entries = entries.filter(|entries| entries.iter().all(Value::is_object)).ok_or_else(corrupt)?;
    let roots = roots(entries)?.ok_or_else(corrupt)?;
    let image_id = format!("IMS image_id={image}");
    let root = the_root(&roots, &image_id, &image_id)?;
    link(root)?.ok_or_else(|| {
        let detail = format!(
            "The rootfs referenced in the manifest.json for ims_image_id={image} does not have a artifact link. Please determine the \
             specific information that is missing or invalid and then re-run the request with valid information."
        );
        bad_request(&detail).into()
    })
}

/// The root file systems among the entries. Returns `None` if an entry has no type.
fn roots(entries: &[Value]) -> Result<Option<Vec<&Value>>, Refusal> {
    let mut roots = Vec::new();
    for entry in entries {
        let Some(kind) = entry.get("type") else {
            return Ok(None);
        };
        if kind.as_str().ok_or(Refusal::Fault)?.starts_with(ROOT) {
            roots.push(entry);
        }
    }
    Ok(Some(roots))
}

/// The only one of the root file systems. The service names the image in two ways.
fn the_root<'a>(roots: &[&'a Value], if_none: &str, if_several: &str) -> Result<&'a Value, Refusal> {
    let complaint = |image: &str, what: &str| -> Answer {
        bad_request(&format!(
            "Error reading the manifest.json for {image}. The manifest {what} rootfs artifacts. {ADVICE}"
        ))
    };
    match roots {
        [] => Err(complaint(if_none, "does not include any").into()),
        [root] => Ok(root),
        _ => Err(complaint(if_several, "includes multiple").into()),
    }
}

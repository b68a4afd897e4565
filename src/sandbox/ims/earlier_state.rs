//! The artifacts in a state that an earlier build kept: their paths, etags, and what manifests list. There were no objects.

use super::given_artifacts::{entry, make_manifest, make_one, read_path};
use super::image_artifacts::MANIFEST;
use super::record::{Record, linked_path, text};
use super::resource::Collection;
use super::state::State;
use crate::dkms::Arch;
use crate::sandbox::objects::{Objects, Place};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The artifacts, by their paths.
#[derive(Default, Deserialize)]
pub struct Artifacts(BTreeMap<String, Artifact>);

#[derive(Deserialize)]
struct Artifact {
    /// What it lists, if it is a manifest.
    manifest: Option<Vec<Listed>>,
}

#[derive(Deserialize)]
struct Listed {
    path: String,
    /// `true` for the manifest that an image had before it was deleted.
    #[serde(default)]
    original: bool,
}

impl Artifact {
    fn lists_manifests(&self) -> bool {
        self.manifest.iter().flatten().any(|listed| listed.original)
    }
}

/// The collections whose records link to artifacts.
const LINKED: [Collection; 4] =
    [Collection::Recipes, Collection::Images, Collection::DeletedRecipes, Collection::DeletedImages];

/// Makes small objects of all artifacts in the state, and gives links to them their etags.
pub fn make_objects(state: &mut State, objects: &Objects, now: Timestamp) -> anyhow::Result<()> {
    let artifacts = std::mem::take(&mut state.artifacts).0;
    if artifacts.is_empty() {
        return Ok(());
    }
    for path in artifacts.iter().filter(|(_, artifact)| artifact.manifest.is_none()).map(|(path, _)| path) {
        make_one(objects, &read_path(path)?, arch(state, path), now)?;
    }
    // A manifest that lists another comes after that.
    for is_last in [false, true] {
        for (path, artifact) in artifacts.iter().filter(|(_, artifact)| artifact.lists_manifests() == is_last) {
            if let Some(listed) = &artifact.manifest {
                make_manifest(objects, &read_path(path)?, &entries(objects, listed)?, now)?;
            }
        }
    }
    for collection in LINKED {
        for id in state.ids(collection) {
            if let Some(record) = state.get_mut(collection, &id) {
                renew_etag(objects, record)?;
            }
        }
    }
    Ok(())
}

fn entries(objects: &Objects, listed: &[Listed]) -> anyhow::Result<Vec<Value>> {
    let mut entries = Vec::new();
    for listed in listed {
        let place = read_path(&listed.path)?;
        // A manifest that was moved still lists what it listed before.
        let moved = Place { bucket: place.bucket.clone(), key: format!("deleted/{}", place.key) };
        let found = match entry(objects, &place)? {
            None => entry(objects, &moved)?,
            found => found,
        };
        let mut entry = found.unwrap_or_else(|| json!({"link": {"etag": "", "type": "s3"}, "md5": "", "type": ""}));
        entry["link"]["path"] = json!(listed.path);
        if listed.original {
            entry = json!({"link": entry["link"], "type": MANIFEST});
        }
        entries.push(entry);
    }
    Ok(entries)
}

/// The architecture of the image whose artifact this is.
fn arch(state: &State, path: &str) -> Arch {
    let records = LINKED.into_iter().flat_map(|collection| state.all(collection));
    let owner = records.filter(|(id, _)| path.contains(id)).map(|(_, record)| text(record, "arch")).next();
    Arch::named(owner.unwrap_or_default())
}

fn renew_etag(objects: &Objects, record: &mut Record) -> anyhow::Result<()> {
    let Some(place) = linked_path(record).and_then(|path| read_path(path).ok()) else {
        return Ok(());
    };
    let head = objects.head(&place);
    let etag = record.get_mut("link").and_then(|link| link.get_mut("etag"));
    if let (Some(head), Some(etag)) = (head, etag.filter(|etag| *etag != "")) {
        *etag = json!(head.etag);
    }
    Ok(())
}

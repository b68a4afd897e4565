//! Artifacts that are given by their paths alone, with `--artifact` or by an earlier build: small objects are made there.

use super::artifacts;
use super::contents::{self, Kind};
use super::packaging::{self, Upload};
use crate::dkms::Arch;
use crate::sandbox::objects::{Objects, Place};
use anyhow::{Context, anyhow};
use jiff::Timestamp;
use serde_json::Value;

/// Makes an object at each path where there is none. One whose name ends in `.json` is a manifest of the others in its folder.
pub fn make(objects: &Objects, paths: &[String], now: Timestamp) -> anyhow::Result<()> {
    let mut places = Vec::new();
    for path in paths {
        places.push(read_path(path)?);
    }
    let (manifests, others): (Vec<_>, Vec<_>) = places.into_iter().partition(|place| name(place).ends_with(".json"));
    for place in &others {
        make_one(objects, place, Arch::X86_64, now)?;
    }
    for place in manifests {
        let beside = others.iter().filter(|other| folder(other) == folder(&place));
        let mut entries = Vec::new();
        for place in beside {
            entries.extend(entry(objects, place)?);
        }
        make_manifest(objects, &place, &entries, now)?;
    }
    Ok(())
}

/// Reads a path of an artifact.
pub fn read_path(path: &str) -> anyhow::Result<Place> {
    artifacts::place(path).map_err(|_| anyhow!("there can be no artifact at {path}: expected s3://BUCKET/KEY"))
}

/// Makes an object of the kind that its name tells, unless there is one.
pub fn make_one(objects: &Objects, place: &Place, arch: Arch, now: Timestamp) -> anyhow::Result<()> {
    let content = contents::content(name(place), arch, &place.key, now)?;
    make_of(objects, place, &content)
}

/// Makes a manifest of these entries, unless there is one.
pub fn make_manifest(objects: &Objects, place: &Place, entries: &[Value], now: Timestamp) -> anyhow::Result<()> {
    make_of(objects, place, &packaging::manifest(entries, now)?)
}

/// The entry of a manifest for an object; `None` if there is none.
pub fn entry(objects: &Objects, place: &Place) -> anyhow::Result<Option<Value>> {
    let media_type = Kind::named(name(place)).map_or("application/octet-stream", Kind::media_type);
    let upload =
        Upload::at(objects, place).with_context(|| format!("Unable to read s3://{}/{}", place.bucket, place.key))?;
    Ok(upload.map(|upload| upload.entry(media_type)))
}

fn make_of(objects: &Objects, place: &Place, content: &[u8]) -> anyhow::Result<()> {
    let failed = || format!("Unable to make the artifact s3://{}/{}", place.bucket, place.key);
    if objects.head(place).is_none() {
        packaging::upload(objects, place, content, &[]).with_context(failed)?;
    }
    Ok(())
}

fn name(place: &Place) -> &str {
    place.key.rsplit('/').next().unwrap_or_default()
}

fn folder(place: &Place) -> (&str, &str) {
    (&place.bucket, place.key.rsplit_once('/').map_or("", |(folder, _)| folder))
}

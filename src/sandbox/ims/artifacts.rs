//! The artifacts that exist: an object store in memory, of paths and what little the service reads of their contents.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The artifacts, by their paths.
#[derive(Default, Serialize, Deserialize)]
pub struct Artifacts(BTreeMap<Path, Artifact>);

/// Where an artifact is.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
struct Path {
    bucket: String,
    key: String,
}

#[derive(Serialize, Deserialize)]
struct Artifact {
    etag: String,
    /// The paths that it lists, if it is the manifest of an image.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    manifest: Option<Vec<Listed>>,
}

/// An entry of a manifest.
#[derive(Clone, Serialize, Deserialize)]
struct Listed {
    path: Path,
    /// `true` for the manifest of the image before it was deleted.
    #[serde(default)]
    original: bool,
}

/// A path that the object store's client does not take for one.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault;

/// An artifact that was moved: its new place and entity tag.
#[derive(Debug, PartialEq, Eq)]
pub struct Moved {
    pub path: String,
    pub etag: String,
}

/// The part of a bucket where deleted artifacts wait.
const DELETED: &str = "deleted";

impl Artifacts {
    /// Adds artifacts. One whose name ends in `.json` is a manifest, of those that were added with it in the same folder.
    pub fn add<'a>(&mut self, paths: impl Iterator<Item = &'a str> + Clone) {
        let all: Vec<Path> = paths.map(Path::parse).collect();
        for path in &all {
            let beside = |other: &&Path| other.folder() == path.folder() && !other.is_manifest();
            let listed =
                || all.iter().filter(beside).map(|path| Listed { path: path.clone(), original: false }).collect();
            self.put(path.clone(), path.is_manifest().then(listed));
        }
    }

    /// Returns `true` if there is an artifact at the path. Fails if there cannot be one.
    pub fn contains(&self, path: &str) -> Result<bool, Fault> {
        let path = Path::parse(path);
        path.is_possible().then(|| self.0.contains_key(&path)).ok_or(Fault)
    }

    /// The paths that the manifest at the path lists; `None` if there is no manifest.
    pub fn listed(&self, path: &str) -> Option<Vec<String>> {
        let listed = self.manifest(&Path::parse(path))?;
        Some(listed.iter().map(|entry| entry.path.to_string()).collect())
    }

    /// The entity tag of the artifact at the path.
    pub fn etag(&self, path: &str) -> Option<&str> {
        self.0.get(&Path::parse(path)).map(|artifact| artifact.etag.as_str())
    }

    /// Moves an artifact to the deleted ones of its bucket.
    pub fn soft_delete(&mut self, path: &str) -> Option<Moved> {
        self.rename(&Path::parse(path), Path::deleted).map(Moved::from)
    }

    /// Moves a deleted artifact back. The caller has seen that it is one.
    pub fn soft_undelete(&mut self, path: &str) -> Option<Moved> {
        self.rename(&Path::parse(path), Path::undeleted).map(Moved::from)
    }

    /// Returns `true` if the path is one of a deleted artifact.
    pub fn is_deleted(path: &str) -> bool {
        Path::parse(path).key.starts_with(DELETED)
    }

    /// Moves an image's artifacts and its manifest to the deleted ones, and puts a manifest of what was moved in their place.
    pub fn soft_delete_image(&mut self, id: &str, manifest: &str) -> Option<String> {
        let manifest = Path::parse(manifest);
        let listed = self.manifest(&manifest)?.clone();
        let mut moved = Vec::new();
        for entry in &listed {
            let renamed = self.rename(&entry.path, Path::deleted);
            moved.extend(renamed.map(|(path, _)| Listed { path, original: false }));
        }
        let renamed = self.rename(&manifest, Path::deleted);
        moved.extend(renamed.map(|(path, _)| Listed { path, original: true }));
        let place = Path { bucket: "boot-images".to_owned(), key: format!("{DELETED}/{id}/deleted_manifest.json") };
        self.put(place.clone(), Some(moved));
        Some(place.to_string())
    }

    /// Moves a deleted image's artifacts back. Returns where its manifest is then.
    pub fn soft_undelete_image(&mut self, manifest: &str) -> Option<Moved> {
        let manifest = Path::parse(manifest);
        let listed = self.manifest(&manifest)?.clone();
        let mut original = None;
        for entry in &listed {
            let moved = self.rename(&entry.path, Path::undeleted);
            if entry.original {
                original = moved;
            }
        }
        if original.is_some() {
            self.0.remove(&manifest);
        }
        let unmoved = || self.0.get(&manifest).map(|artifact| (manifest.clone(), artifact.etag.clone()));
        original.or_else(unmoved).map(Moved::from)
    }

    /// Removes an artifact, and what it lists if it is a manifest.
    pub fn delete(&mut self, path: &str) {
        let removed = self.0.remove(&Path::parse(path));
        for entry in removed.and_then(|artifact| artifact.manifest).unwrap_or_default() {
            self.0.remove(&entry.path);
        }
    }

    fn manifest(&self, path: &Path) -> Option<&Vec<Listed>> {
        self.0.get(path)?.manifest.as_ref()
    }

    fn put(&mut self, path: Path, manifest: Option<Vec<Listed>>) {
        let etag = uuid::Uuid::new_v4().simple().to_string();
        self.0.insert(path, Artifact { etag, manifest });
    }

    fn rename(&mut self, path: &Path, place: impl Fn(&Path) -> Path) -> Option<(Path, String)> {
        let artifact = self.0.remove(path)?;
        let (path, etag) = (place(path), artifact.etag.clone());
        self.0.insert(path.clone(), artifact);
        Some((path, etag))
    }
}

impl From<(Path, String)> for Moved {
    fn from((path, etag): (Path, String)) -> Self {
        Moved { path: path.to_string(), etag }
    }
}

impl Path {
    /// Reads `s3://BUCKET/KEY`. Whatever else a text is, it names no bucket.
    fn parse(text: &str) -> Self {
        let (bucket, key) = text.strip_prefix("s3://").and_then(|path| path.split_once('/')).unwrap_or(("", text));
        Path { bucket: bucket.to_owned(), key: key.trim_start_matches('/').to_owned() }
    }

    /// Returns `true` if it names a bucket and a key that there could be.
    fn is_possible(&self) -> bool {
        let is_letter = |letter: u8| letter.is_ascii_alphanumeric() || b".-_".contains(&letter);
        let is_bucket = (1..=255).contains(&self.bucket.len()) && self.bucket.bytes().all(is_letter);
        is_bucket && !self.key.is_empty()
    }

    fn folder(&self) -> (&str, &str) {
        (&self.bucket, self.key.rsplit_once('/').map_or("", |(folder, _)| folder))
    }

    fn is_manifest(&self) -> bool {
        self.key.ends_with(".json")
    }

    fn deleted(&self) -> Self {
        Path { bucket: self.bucket.clone(), key: format!("{DELETED}/{}", self.key) }
    }

    fn undeleted(&self) -> Self {
        let key = self.key.strip_prefix(DELETED).unwrap_or(&self.key);
        Path { bucket: self.bucket.clone(), key: key.trim_start_matches('/').to_owned() }
    }
}

impl std::fmt::Display for Path {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(formatter, "s3://{}/{}", self.bucket, self.key)
    }
}

impl From<String> for Path {
    fn from(text: String) -> Self {
        Path::parse(&text)
    }
}

impl From<Path> for String {
    fn from(path: Path) -> Self {
        path.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store() -> Artifacts {
        let mut artifacts = Artifacts::default();
        let paths = ["s3://ims/recipes/1.tgz", "s3://boot-images/1/manifest.json", "s3://boot-images/1/rootfs"];
        artifacts.add(paths.into_iter());
        artifacts
    }

    #[test]
    fn a_deleted_artifact_moves_and_comes_back_with_the_same_tag() {
        let mut artifacts = store();
        let moved = artifacts.soft_delete("s3://ims/recipes/1.tgz");
        assert_eq!(moved.as_ref().map(|moved| moved.path.as_str()), Some("s3://ims/deleted/recipes/1.tgz"));
        assert_eq!(artifacts.contains("s3://ims/recipes/1.tgz"), Ok(false));
        let back = artifacts.soft_undelete("s3://ims/deleted/recipes/1.tgz");
        assert_eq!(back.as_ref().map(|moved| moved.path.as_str()), Some("s3://ims/recipes/1.tgz"));
        assert_eq!(back.map(|moved| moved.etag), moved.map(|moved| moved.etag));
        assert_eq!(artifacts.soft_delete("s3://ims/none"), None);
    }

    #[test]
    fn an_image_takes_all_its_artifacts_with_it() {
        let mut artifacts = store();
        let place = artifacts.soft_delete_image("ID", "s3://boot-images/1/manifest.json");
        assert_eq!(place.as_deref(), Some("s3://boot-images/deleted/ID/deleted_manifest.json"));
        assert_eq!(artifacts.contains("s3://boot-images/1/rootfs"), Ok(false));
        assert_eq!(artifacts.contains("s3://boot-images/deleted/1/rootfs"), Ok(true));
        let back = artifacts.soft_undelete_image("s3://boot-images/deleted/ID/deleted_manifest.json");
        assert_eq!(back.map(|moved| moved.path).as_deref(), Some("s3://boot-images/1/manifest.json"));
        assert_eq!(artifacts.contains("s3://boot-images/1/rootfs"), Ok(true));
        assert_eq!(artifacts.contains("s3://boot-images/deleted/ID/deleted_manifest.json"), Ok(false));
    }

    #[test]
    fn a_path_names_a_bucket_and_a_key() {
        let artifacts = store();
        for (path, found) in [
            ("s3://ims/recipes/1.tgz", Ok(true)),
            ("s3://ims//recipes/1.tgz", Ok(true)),
            ("s3://IMS/recipes/1.tgz", Ok(false)),
            ("s3://ims/recipes/1.tgz/", Ok(false)),
            ("s3://ims/recipes/1.tgz#x", Ok(false)),
            ("", Err(Fault)),
            ("ims/recipes/1.tgz", Err(Fault)),
            ("s3://ims", Err(Fault)),
            ("s3://ims/", Err(Fault)),
            ("s3://[ims/x", Err(Fault)),
            ("s3://a b/x", Err(Fault)),
        ] {
            assert_eq!(artifacts.contains(path), found, "{path}");
        }
    }
}

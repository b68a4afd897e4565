//! Uploads as the tools of the real system make them: recipes, and images with their manifests.

use super::artifacts::BOOT_IMAGES;
use super::contents::Kind;
use crate::dkms::Arch;
use crate::sandbox::objects::{Metadata, Objects, Place, hex};
use jiff::Timestamp;
use md5::{Digest, Md5};
use serde::Serialize;
use serde_json::ser::{PrettyFormatter, Serializer};
use serde_json::{Value, json};
use std::io;

/// An image that is packaged.
pub struct Image<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub arch: Arch,
    /// The job that made it, if one did.
    pub job: Option<&'a str>,
    pub time: Timestamp,
}

impl Image<'_> {
    /// Uploads the image's artifacts and a manifest of them. Returns the link to the manifest.
    pub fn upload(&self, objects: &Objects) -> io::Result<Value> {
        let label = format!("{} ({})", self.name, self.id);
        let mut metadata = vec![("x-shasta-ims-image-name", self.name), ("x-shasta-ims-image-id", self.id)];
        metadata.extend(self.job.map(|job| ("x-shasta-ims-job-id", job)));
        let mut entries = Vec::new();
        for kind in Kind::ALL {
            let content = kind.content(self.arch, &label, self.time)?;
            entries.push(upload(objects, &self.place(kind.name()), &content, &metadata)?.entry(kind.media_type()));
        }
        let manifest = manifest(&entries, self.time)?;
        Ok(upload(objects, &self.place("manifest.json"), &manifest, &[])?.link)
    }

    fn place(&self, name: &str) -> Place {
        Place { bucket: BOOT_IMAGES.to_owned(), key: format!("{}/{name}", self.id) }
    }
}

/// An object that was uploaded.
pub struct Upload {
    pub link: Value,
    md5: String,
}

impl Upload {
    /// What is uploaded at a place; `None` if there is no object.
    pub fn at(objects: &Objects, place: &Place) -> io::Result<Option<Self>> {
        let (Some(head), Some(content)) = (objects.head(place), objects.read(place)?) else {
            return Ok(None);
        };
        Ok(Some(Upload::of(place, &head.etag, md5(&content))))
    }

    fn of(place: &Place, etag: &str, md5: String) -> Self {
        let path = format!("s3://{}/{}", place.bucket, place.key);
        Upload { link: json!({"etag": etag, "path": path, "type": "s3"}), md5 }
    }

    /// The entry of a manifest for it.
    pub fn entry(&self, media_type: &str) -> Value {
        json!({"link": self.link, "md5": self.md5, "type": media_type})
    }
}

/// Uploads an object with the MD5 that jobs compare, and further metadata.
pub fn upload(objects: &Objects, place: &Place, content: &[u8], metadata: &[(&str, &str)]) -> io::Result<Upload> {
    let md5 = md5(content);
    // Metadata is sent in headers, which hold nothing beyond ASCII.
    let metadata = metadata.iter().filter(|(_, value)| value.bytes().all(|byte| (b' '..=b'~').contains(&byte)));
    let metadata: Metadata =
        metadata.copied().chain([("md5sum", md5.as_str())]).map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
    let head = objects.put(place, content, metadata)?;
    Ok(Upload::of(place, &head.etag, md5))
}

/// A manifest of these entries.
pub fn manifest(entries: &[Value], time: Timestamp) -> io::Result<Vec<u8>> {
    let created = time.strftime("%Y-%m-%d %H:%M:%S.%6f").to_string();
    let manifest = json!({"artifacts": entries, "created": created, "version": "1.0"});
    let mut text = Vec::new();
    manifest.serialize(&mut Serializer::with_formatter(&mut text, PrettyFormatter::with_indent(b"    ")))?;
    Ok(text)
}

fn md5(content: &[u8]) -> String {
    hex(&Md5::digest(content))
}

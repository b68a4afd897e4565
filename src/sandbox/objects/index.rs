//! What there is in the object store: buckets, objects and unfinished uploads.

use super::content::{Content, Piece, Reader};
use super::fault::Fault;
use super::place::Place;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::io::{self, Read};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

/// The metadata of an object, by names without `x-amz-meta-`.
pub type Metadata = BTreeMap<String, String>;

/// What is said of an object when it is put.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Attributes {
    pub content_type: Option<String>,
    pub metadata: Metadata,
}

/// An object.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Object {
    /// Without quotes.
    pub etag: String,
    pub size: u64,
    pub modified: SystemTime,
    pub attributes: Attributes,
    pub(super) pieces: Vec<Piece>,
}

impl Object {
    /// Reads bytes of the object. It goes on with the same content if the object is replaced or removed meanwhile.
    pub fn reader(&self, range: Range<u64>) -> Reader {
        Reader::new(&self.pieces, range)
    }

    /// The whole content.
    pub fn read(&self) -> io::Result<Vec<u8>> {
        let mut content = Vec::new();
        self.reader(0..self.size).read_to_end(&mut content)?;
        Ok(content)
    }
}

/// An upload that is not finished.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Upload {
    pub key: String,
    pub begun: SystemTime,
    pub(super) attributes: Attributes,
    pub(super) parts: BTreeMap<u32, Part>,
}

/// A part of an upload.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Part {
    /// Without quotes.
    pub etag: String,
    pub modified: SystemTime,
    pub(super) md5: [u8; 16],
    pub(super) piece: Piece,
}

impl Part {
    /// Its size in bytes.
    pub fn size(&self) -> u64 {
        self.piece.size
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Bucket {
    pub created: SystemTime,
    pub objects: BTreeMap<String, Arc<Object>>,
    /// By their ids.
    pub uploads: BTreeMap<String, Arc<Upload>>,
}

/// All buckets by their names.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Index(pub BTreeMap<String, Bucket>);

impl Index {
    /// Makes an empty bucket, unless there is one.
    pub fn make_bucket(&mut self, name: &str) -> &mut Bucket {
        let empty = || Bucket { created: SystemTime::now(), objects: BTreeMap::new(), uploads: BTreeMap::new() };
        self.0.entry(name.to_owned()).or_insert_with(empty)
    }

    pub fn bucket(&self, name: &str) -> Result<&Bucket, Fault> {
        self.0.get(name).ok_or(Fault::NoSuchBucket)
    }

    pub fn bucket_mut(&mut self, name: &str) -> Result<&mut Bucket, Fault> {
        self.0.get_mut(name).ok_or(Fault::NoSuchBucket)
    }

    pub fn object(&self, place: &Place) -> Result<&Arc<Object>, Fault> {
        self.bucket(&place.bucket)?.objects.get(&place.key).ok_or(Fault::NoSuchKey)
    }

    /// The upload to this place with this id.
    pub fn upload(&self, place: &Place, id: &str) -> Result<&Arc<Upload>, Fault> {
        let upload = self.bucket(&place.bucket)?.uploads.get(id);
        upload.filter(|upload| upload.key == place.key).ok_or(Fault::NoSuchUpload)
    }

    /// Gives the pieces their files, which an index that was read does not know. Objects that share a file share it again.
    pub fn find_files(&mut self, directory: &Path) {
        let mut files = HashMap::new();
        let mut find = |piece: &mut Piece| {
            let new = || Arc::new(Content::new(directory, &piece.name));
            piece.file = files.entry(piece.name.clone()).or_insert_with(new).clone();
        };
        for bucket in self.0.values_mut() {
            let objects = bucket.objects.values_mut().map(Arc::make_mut);
            objects.for_each(|object| object.pieces.iter_mut().for_each(&mut find));
            let uploads = bucket.uploads.values_mut().map(Arc::make_mut);
            uploads.for_each(|upload| upload.parts.values_mut().for_each(|part| find(&mut part.piece)));
        }
    }

    /// The names of all files that are in use.
    pub fn file_names(&self) -> impl Iterator<Item = &str> {
        let objects = self.0.values().flat_map(|bucket| bucket.objects.values());
        let uploads = self.0.values().flat_map(|bucket| bucket.uploads.values());
        let parts = uploads.flat_map(|upload| upload.parts.values().map(|part| &part.piece));
        objects.flat_map(|object| &object.pieces).chain(parts).map(|piece| piece.name.as_str())
    }
}

//! Objects that are uploaded in parts.

use super::content::{Draft, hex};
use super::fault::Fault;
use super::index::{Attributes, Object, Part, Upload};
use super::place::Place;
use super::store::{Existing, Objects, insert};
use md5::{Digest, Md5};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::SystemTime;

/// The least size of a part that is not the last, in bytes.
const LEAST: u64 = 5 * 1024 * 1024;

impl Objects {
    /// Begins an upload. Returns its id.
    pub fn create_upload(&self, place: &Place, attributes: Attributes) -> Result<String, Fault> {
        let id = uuid::Uuid::new_v4().simple().to_string();
        let upload = Upload { key: place.key.clone(), begun: SystemTime::now(), attributes, parts: BTreeMap::new() };
        self.change(|index| {
            index.bucket_mut(&place.bucket)?.uploads.insert(id.clone(), Arc::new(upload));
            Ok(id)
        })
    }

    /// Stores a part, in place of one with the same number. Returns its etag.
    pub fn put_part(&self, place: &Place, id: &str, number: u32, draft: Draft) -> Result<Part, Fault> {
        let (etag, md5) = (draft.etag(), draft.md5());
        let part = Part { etag, modified: SystemTime::now(), md5, piece: draft.into_piece() };
        self.change(|index| {
            let mut upload = Upload::clone(index.upload(place, id)?);
            upload.parts.insert(number, part.clone());
            index.bucket_mut(&place.bucket)?.uploads.insert(id.to_owned(), Arc::new(upload));
            Ok(part)
        })
    }

    /// The parts that have arrived, by their numbers.
    pub fn parts(&self, place: &Place, id: &str) -> Result<BTreeMap<u32, Part>, Fault> {
        Ok(self.index().upload(place, id)?.parts.clone())
    }

    /// Makes an object of parts, which are named by their numbers and etags. The other parts are removed.
    pub fn complete(
        &self,
        place: &Place,
        id: &str,
        parts: &[(u32, String)],
        existing: &Existing,
    ) -> Result<Arc<Object>, Fault> {
        self.change(|index| {
            let upload = index.upload(place, id)?.clone();
            let object = Arc::new(joined(&upload, parts)?);
            index.bucket_mut(&place.bucket)?.uploads.remove(id);
            insert(index, place, object, existing)
        })
    }

    /// Gives an upload up.
    pub fn abort(&self, place: &Place, id: &str) -> Result<(), Fault> {
        self.change(|index| {
            index.upload(place, id)?;
            index.bucket_mut(&place.bucket)?.uploads.remove(id);
            Ok(())
        })
    }

    /// The unfinished uploads of a bucket with their ids, by their keys.
    pub fn uploads(&self, bucket: &str) -> Result<Vec<(String, Arc<Upload>)>, Fault> {
        let index = self.index();
        let uploads = index.bucket(bucket)?.uploads.iter();
        let mut uploads: Vec<_> = uploads.map(|(id, upload)| (id.clone(), upload.clone())).collect();
        uploads.sort_by(|(id, upload), (other_id, other)| (&upload.key, id).cmp(&(&other.key, other_id)));
        Ok(uploads)
    }
}

/// The object of these parts of an upload.
fn joined(upload: &Upload, parts: &[(u32, String)]) -> Result<Object, Fault> {
    if !parts.is_sorted_by(|(before, _), (after, _)| before < after) {
        return Err(Fault::InvalidPartOrder);
    }
    let find = |(number, etag): &(u32, String)| {
        let part = upload.parts.get(number).filter(|part| part.etag == *etag);
        part.ok_or(Fault::InvalidPart)
    };
    let found: Vec<&Part> = parts.iter().map(find).collect::<Result<_, _>>()?;
    let Some((_, all_but_last)) = found.split_last() else {
        return Err(Fault::InvalidPart);
    };
    if all_but_last.iter().any(|part| part.size() < LEAST) {
        return Err(Fault::EntityTooSmall);
    }
    let mut digest = Md5::new();
    found.iter().for_each(|part| digest.update(part.md5));
    Ok(Object {
        etag: format!("{}-{}", hex(&digest.finalize()), found.len()),
        size: found.iter().map(|part| part.size()).sum(),
        modified: SystemTime::now(),
        attributes: upload.attributes.clone(),
        pieces: found.iter().map(|part| part.piece.clone()).collect(),
    })
}

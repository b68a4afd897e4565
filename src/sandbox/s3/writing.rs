//! Objects are put and deleted.

use super::failure::internal;
use super::{buckets, conditions, content};
use crate::sandbox::objects::{Attributes, Objects, Place};
use s3s::S3Result;
use s3s::dto::{self, DeleteObjectsInput, DeleteObjectsOutput, DeletedObject, ETag, PutObjectInput, PutObjectOutput};

/// Puts an object.
pub async fn put(objects: &Objects, input: PutObjectInput) -> S3Result<PutObjectOutput> {
    let draft = content::receive(objects, input.body, input.content_md5).await?;
    let existing = conditions::existing(input.if_match, input.if_none_match)?;
    let place = Place { bucket: input.bucket, key: input.key };
    let object = objects.store(&place, draft, attributes(input.content_type, input.metadata), &existing)?;
    Ok(PutObjectOutput { e_tag: Some(ETag::Strong(object.etag.clone())), ..PutObjectOutput::default() })
}

/// Deletes an object. It is no failure if there is none.
pub fn delete(objects: &Objects, bucket: String, key: String) -> S3Result<()> {
    buckets::check(objects, &bucket)?;
    objects.remove(&Place { bucket, key }).map_err(internal)
}

/// Deletes objects.
pub fn delete_all(objects: &Objects, input: DeleteObjectsInput) -> S3Result<DeleteObjectsOutput> {
    buckets::check(objects, &input.bucket)?;
    let (mut deleted, mut errors) = (Vec::new(), Vec::new());
    for key in input.delete.objects.into_iter().map(|object| object.key) {
        match objects.remove(&Place { bucket: input.bucket.clone(), key: key.clone() }) {
            Ok(()) => deleted.push(DeletedObject { key: Some(key), ..DeletedObject::default() }),
            Err(error) => errors.push(dto::Error {
                code: Some("InternalError".to_owned()),
                message: Some(error.to_string()),
                key: Some(key),
                version_id: None,
            }),
        }
    }
    let is_quiet = input.delete.quiet == Some(true);
    Ok(DeleteObjectsOutput {
        deleted: (!is_quiet).then_some(deleted),
        errors: Some(errors),
        ..DeleteObjectsOutput::default()
    })
}

/// What a request says of a new object.
pub fn attributes(content_type: Option<String>, metadata: Option<dto::Metadata>) -> Attributes {
    Attributes { content_type, metadata: metadata.unwrap_or_default().into_iter().collect() }
}

//! Objects are read: what is known of them, and their content.

use super::conditions::Conditions;
use super::content;
use crate::sandbox::objects::{Objects, Place};
use s3s::dto::{ETag, GetObjectInput, GetObjectOutput, HeadObjectInput, HeadObjectOutput, Range};
use s3s::{S3Response, S3Result, s3_error};

/// What objects are that nobody gave a type.
const TYPE: &str = "binary/octet-stream";

/// What is known of an object.
pub fn head(objects: &Objects, input: HeadObjectInput) -> S3Result<HeadObjectOutput> {
    let object = objects.find(&Place { bucket: input.bucket, key: input.key })?;
    let conditions = Conditions {
        if_match: input.if_match,
        if_none_match: input.if_none_match,
        if_modified_since: input.if_modified_since,
        if_unmodified_since: input.if_unmodified_since,
    };
    conditions.check(&object)?;
    let attributes = object.attributes.clone();
    Ok(HeadObjectOutput {
        accept_ranges: Some("bytes".to_owned()),
        content_length: Some(object.size as i64),
        content_type: Some(attributes.content_type.unwrap_or_else(|| TYPE.to_owned())),
        e_tag: Some(ETag::Strong(object.etag.clone())),
        last_modified: Some(object.modified.into()),
        metadata: Some(attributes.metadata.into_iter().collect()),
        ..HeadObjectOutput::default()
    })
}

/// The content of an object, or a range of it.
pub fn get(objects: &Objects, input: GetObjectInput) -> S3Result<S3Response<GetObjectOutput>> {
    let object = objects.find(&Place { bucket: input.bucket, key: input.key })?;
    let conditions = Conditions {
        if_match: input.if_match,
        if_none_match: input.if_none_match,
        if_modified_since: input.if_modified_since,
        if_unmodified_since: input.if_unmodified_since,
    };
    conditions.check(&object)?;
    let range = input.range.as_ref().map(|range| checked(range, object.size)).transpose()?;
    let bytes = range.clone().unwrap_or(0..object.size);
    let attributes = object.attributes.clone();
    let output = GetObjectOutput {
        accept_ranges: Some("bytes".to_owned()),
        content_length: Some((bytes.end - bytes.start) as i64),
        content_range: range.map(|range| format!("bytes {}-{}/{}", range.start, range.end - 1, object.size)),
        content_type: input.response_content_type.or(attributes.content_type).or_else(|| Some(TYPE.to_owned())),
        content_disposition: input.response_content_disposition,
        e_tag: Some(ETag::Strong(object.etag.clone())),
        last_modified: Some(object.modified.into()),
        metadata: Some(attributes.metadata.into_iter().collect()),
        body: Some(content::send(&object, bytes)),
        ..GetObjectOutput::default()
    };
    Ok(S3Response::new(output))
}

/// The bytes that a range means.
pub fn checked(range: &Range, size: u64) -> S3Result<std::ops::Range<u64>> {
    range.check(size).map_err(|_| s3_error!(InvalidRange, "The requested range is not satisfiable"))
}

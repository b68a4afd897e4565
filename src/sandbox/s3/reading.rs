//! Objects are read: what is known of them, and their content.

use super::conditions::Conditions;
use super::content;
use crate::sandbox::objects::{Metadata, Objects, Place};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use s3s::dto::{self, ETag, GetObjectInput, GetObjectOutput, HeadObjectInput, HeadObjectOutput, Range};
use s3s::{S3Response, S3Result, s3_error};

/// What objects are that nobody gave a type.
const TYPE: &str = "binary/octet-stream";

/// What is known of an object.
pub fn head(objects: &Objects, input: HeadObjectInput) -> S3Result<S3Response<HeadObjectOutput>> {
    let object = objects.find(&Place { bucket: input.bucket, key: input.key })?;
    let conditions = Conditions {
        if_match: input.if_match,
        if_none_match: input.if_none_match,
        if_modified_since: input.if_modified_since,
        if_unmodified_since: input.if_unmodified_since,
    };
    conditions.check(&object)?;
    let attributes = object.attributes.clone();
    let (headers, metadata) = in_order(attributes.metadata);
    let output = HeadObjectOutput {
        accept_ranges: Some("bytes".to_owned()),
        content_length: Some(object.size as i64),
        content_type: Some(attributes.content_type.unwrap_or_else(|| TYPE.to_owned())),
        e_tag: Some(ETag::Strong(object.etag.clone())),
        last_modified: Some(object.modified.into()),
        metadata: Some(metadata),
        ..HeadObjectOutput::default()
    };
    Ok(S3Response::with_headers(output, headers))
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
    let (headers, metadata) = in_order(attributes.metadata);
    let output = GetObjectOutput {
        accept_ranges: Some("bytes".to_owned()),
        content_length: Some((bytes.end - bytes.start) as i64),
        content_range: range.map(|range| format!("bytes {}-{}/{}", range.start, range.end - 1, object.size)),
        content_type: input.response_content_type.or(attributes.content_type).or_else(|| Some(TYPE.to_owned())),
        content_disposition: input.response_content_disposition,
        e_tag: Some(ETag::Strong(object.etag.clone())),
        last_modified: Some(object.modified.into()),
        metadata: Some(metadata),
        body: Some(content::send(&object, bytes)),
        ..GetObjectOutput::default()
    };
    Ok(S3Response::with_headers(output, headers))
}

/// Metadata as headers, in order, so that every answer is the same; and the rest, which the protocol has to encode.
fn in_order(metadata: Metadata) -> (HeaderMap, dto::Metadata) {
    let (mut headers, mut rest) = (HeaderMap::new(), dto::Metadata::new());
    for (name, value) in metadata {
        let header = HeaderName::try_from(format!("x-amz-meta-{name}")).ok();
        match header.zip(HeaderValue::from_str(&value).ok()) {
            Some((name, value)) => drop(headers.insert(name, value)),
            None => drop(rest.insert(name, value)),
        }
    }
    (headers, rest)
}

/// The bytes that a range means.
pub fn checked(range: &Range, size: u64) -> S3Result<std::ops::Range<u64>> {
    range.check(size).map_err(|_| s3_error!(InvalidRange, "The requested range is not satisfiable"))
}

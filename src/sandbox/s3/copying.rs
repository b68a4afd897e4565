//! Objects are copied, whole or as parts of an upload.

use super::conditions::Conditions;
use super::{content, reading, writing};
use crate::sandbox::objects::{Objects, Place};
use s3s::dto::{
    CopyObjectInput, CopyObjectOutput, CopyObjectResult, CopyPartResult, CopySource, ETag, MetadataDirective, Range,
    UploadPartCopyInput, UploadPartCopyOutput,
};
use s3s::{S3Result, s3_error};

/// Copies an object.
pub fn copy(objects: &Objects, input: CopyObjectInput) -> S3Result<CopyObjectOutput> {
    let from = source(input.copy_source)?;
    let to = Place { bucket: input.bucket, key: input.key };
    let conditions = Conditions {
        if_match: input.copy_source_if_match,
        if_none_match: input.copy_source_if_none_match,
        if_modified_since: input.copy_source_if_modified_since,
        if_unmodified_since: input.copy_source_if_unmodified_since,
    };
    conditions.check_source(&*objects.find(&from)?)?;
    let replaces = input.metadata_directive.is_some_and(|directive| directive.as_str() == MetadataDirective::REPLACE);
    if from == to && !replaces {
        return Err(s3_error!(
            InvalidRequest,
            "This copy request is illegal because it is trying to copy an object to itself without changing its metadata."
        ));
    }
    let attributes = replaces.then(|| writing::attributes(input.content_type, input.metadata));
    let object = objects.copy(&from, &to, attributes)?;
    let result = CopyObjectResult {
        e_tag: Some(ETag::Strong(object.etag.clone())),
        last_modified: Some(object.modified.into()),
        ..CopyObjectResult::default()
    };
    Ok(CopyObjectOutput { copy_object_result: Some(result), ..CopyObjectOutput::default() })
}

/// Copies an object, or a range of it, as a part of an upload.
pub async fn copy_part(objects: &Objects, input: UploadPartCopyInput) -> S3Result<UploadPartCopyOutput> {
    let from = source(input.copy_source)?;
    let to = Place { bucket: input.bucket, key: input.key };
    let object = objects.find(&from)?;
    let conditions = Conditions {
        if_match: input.copy_source_if_match,
        if_none_match: input.copy_source_if_none_match,
        if_modified_since: input.copy_source_if_modified_since,
        if_unmodified_since: input.copy_source_if_unmodified_since,
    };
    conditions.check_source(&object)?;
    objects.parts(&to, &input.upload_id)?;
    let invalid =
        |_| s3_error!(InvalidArgument, "The x-amz-copy-source-range value must be of the form bytes=first-last");
    let range = input.copy_source_range.map(|range| Range::parse(&range).map_err(invalid)).transpose()?;
    let bytes = range.map_or(Ok(0..object.size), |range| reading::checked(&range, object.size))?;
    let draft = content::duplicate(objects, &object, bytes).await?;
    let part = objects.put_part(&to, &input.upload_id, input.part_number as u32, draft)?;
    let result = CopyPartResult {
        e_tag: Some(ETag::Strong(part.etag)),
        last_modified: Some(part.modified.into()),
        ..CopyPartResult::default()
    };
    Ok(UploadPartCopyOutput { copy_part_result: Some(result), ..UploadPartCopyOutput::default() })
}

fn source(source: CopySource) -> S3Result<Place> {
    match source {
        CopySource::Bucket { bucket, key, version_id: None } => Ok(Place { bucket: bucket.into(), key: key.into() }),
        _ => Err(s3_error!(NotImplemented, "Only a bucket and a key can be copied from")),
    }
}

//! Uploads in parts.

use super::listing::{encoder, owner, size};
use super::{buckets, conditions, content, writing};
use crate::sandbox::objects::{Objects, Place};
use s3s::dto::{
    self, CompleteMultipartUploadInput, CompleteMultipartUploadOutput, CreateMultipartUploadInput,
    CreateMultipartUploadOutput, ETag, Initiator, ListMultipartUploadsInput, ListMultipartUploadsOutput,
    ListPartsInput, ListPartsOutput, MultipartUpload, StorageClass, UploadPartInput, UploadPartOutput,
};
use s3s::{S3Result, s3_error};

/// Begins an upload.
pub fn create(objects: &Objects, input: CreateMultipartUploadInput) -> S3Result<CreateMultipartUploadOutput> {
    let place = Place { bucket: input.bucket, key: input.key };
    let id = objects.create_upload(&place, writing::attributes(input.content_type, input.metadata))?;
    Ok(CreateMultipartUploadOutput {
        bucket: Some(place.bucket),
        key: Some(place.key),
        upload_id: Some(id),
        ..CreateMultipartUploadOutput::default()
    })
}

/// Receives a part.
pub async fn put(objects: &Objects, input: UploadPartInput) -> S3Result<UploadPartOutput> {
    let draft = content::receive(objects, input.body, input.content_md5).await?;
    let Some(number) = u32::try_from(input.part_number).ok().filter(|number| (1..=10_000).contains(number)) else {
        return Err(s3_error!(InvalidArgument, "Part number must be an integer between 1 and 10000, inclusive"));
    };
    let part = objects.put_part(&Place { bucket: input.bucket, key: input.key }, &input.upload_id, number, draft)?;
    Ok(UploadPartOutput { e_tag: Some(ETag::Strong(part.etag)), ..UploadPartOutput::default() })
}

/// The parts that have arrived.
pub fn list(objects: &Objects, input: ListPartsInput) -> S3Result<ListPartsOutput> {
    let place = Place { bucket: input.bucket, key: input.key };
    let marker = input.part_number_marker.unwrap_or_default();
    let most = size(input.max_parts)?;
    let all = objects.parts(&place, &input.upload_id)?;
    let mut left = all.into_iter().filter(|(number, _)| i64::from(*number) > i64::from(marker)).peekable();
    let page: Vec<dto::Part> = left
        .by_ref()
        .take(most)
        .map(|(number, part)| dto::Part {
            part_number: Some(number as i32),
            size: Some(part.size() as i64),
            last_modified: Some(part.modified.into()),
            e_tag: Some(ETag::Strong(part.etag)),
            ..dto::Part::default()
        })
        .collect();
    Ok(ListPartsOutput {
        bucket: Some(place.bucket),
        key: Some(place.key),
        upload_id: Some(input.upload_id),
        is_truncated: Some(left.peek().is_some()),
        next_part_number_marker: page.last().and_then(|part| part.part_number),
        part_number_marker: Some(marker),
        max_parts: Some(most as i32),
        parts: Some(page),
        owner: Some(owner()),
        initiator: Some(initiator()),
        storage_class: Some(StorageClass::from_static(StorageClass::STANDARD)),
        ..ListPartsOutput::default()
    })
}

/// Makes an object of the parts.
pub fn complete(objects: &Objects, input: CompleteMultipartUploadInput) -> S3Result<CompleteMultipartUploadOutput> {
    let given = input.multipart_upload.and_then(|upload| upload.parts).unwrap_or_default();
    let malformed = || s3_error!(MalformedXML, "The XML you provided was not well-formed or did not validate");
    let parts: Option<Vec<(u32, String)>> = given
        .into_iter()
        .map(|part| Some((u32::try_from(part.part_number?).ok()?, part.e_tag?.into_value())))
        .collect();
    let parts = parts.filter(|parts| !parts.is_empty()).ok_or_else(malformed)?;
    let existing = conditions::existing(input.if_match, input.if_none_match)?;
    let place = Place { bucket: input.bucket, key: input.key };
    let object = objects.complete(&place, &input.upload_id, &parts, &existing)?;
    Ok(CompleteMultipartUploadOutput {
        e_tag: Some(ETag::Strong(object.etag.clone())),
        location: Some(format!("/{}/{}", place.bucket, place.key)),
        bucket: Some(place.bucket),
        key: Some(place.key),
        ..CompleteMultipartUploadOutput::default()
    })
}

/// The unfinished uploads of a bucket.
pub fn uploads(objects: &Objects, input: ListMultipartUploadsInput) -> S3Result<ListMultipartUploadsOutput> {
    buckets::check(objects, &input.bucket)?;
    let encode = encoder(input.encoding_type.as_ref());
    let prefix = input.prefix.clone().unwrap_or_default();
    let marker = (input.key_marker.clone().unwrap_or_default(), input.upload_id_marker.clone());
    // A key alone stands for all uploads of that key.
    let is_behind = |key: &str, id: &str| match &marker {
        (after, Some(after_id)) => (key, id) > (after.as_str(), after_id.as_str()),
        (after, None) => key > after.as_str(),
    };
    let most = size(input.max_uploads)?;
    let all = objects.uploads(&input.bucket)?;
    let mut left =
        all.into_iter().filter(|(id, upload)| upload.key.starts_with(&prefix) && is_behind(&upload.key, id)).peekable();
    let page: Vec<_> = left.by_ref().take(most).collect();
    let last = page.last().filter(|_| left.peek().is_some());
    Ok(ListMultipartUploadsOutput {
        is_truncated: Some(last.is_some()),
        next_key_marker: last.map(|(_, upload)| encode(&upload.key)),
        next_upload_id_marker: last.map(|(id, _)| id.clone()),
        key_marker: Some(encode(&marker.0)),
        upload_id_marker: input.upload_id_marker,
        max_uploads: Some(most as i32),
        prefix: input.prefix.as_deref().map(encode),
        encoding_type: input.encoding_type,
        bucket: Some(input.bucket),
        uploads: Some(
            page.into_iter()
                .map(|(id, upload)| MultipartUpload {
                    key: Some(encode(&upload.key)),
                    upload_id: Some(id),
                    initiated: Some(upload.begun.into()),
                    owner: Some(owner()),
                    initiator: Some(initiator()),
                    storage_class: Some(StorageClass::from_static(StorageClass::STANDARD)),
                    ..MultipartUpload::default()
                })
                .collect(),
        ),
        ..ListMultipartUploadsOutput::default()
    })
}

fn initiator() -> Initiator {
    let owner = owner();
    Initiator { display_name: owner.display_name, id: owner.id }
}

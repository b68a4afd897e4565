//! Lists of the objects in a bucket, one page at a time.

use crate::sandbox::objects::{Object, Objects};
use base64::{Engine, prelude::BASE64_STANDARD};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use s3s::dto::{
    self, CommonPrefix, ETag, EncodingType, ListObjectsInput, ListObjectsOutput, ObjectStorageClass, Owner,
};
use s3s::{S3Result, s3_error};
use std::sync::Arc;

/// A page holds no more, whoever asks for more.
pub const PAGE: usize = 1000;

/// What stands for itself in a key that is encoded.
const PLAIN: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/').remove(b'*');

/// Some of the keys of a bucket, in order.
#[derive(Debug, Default)]
struct Page<T> {
    entries: Vec<(String, T)>,
    /// What the keys begin with that are not listed one by one.
    prefixes: Vec<String>,
    /// The last key or prefix, if there is more behind it.
    next: Option<String>,
}

/// A page of the keys that come after the marker. Those with the delimiter behind the prefix are summed up.
fn page<T>(all: Vec<(String, T)>, prefix: &str, delimiter: &str, marker: &str, most: usize) -> Page<T> {
    let mut page = Page { entries: Vec::new(), prefixes: Vec::new(), next: None };
    let mut last = marker.to_owned();
    for (key, value) in all.into_iter().filter(|(key, _)| key.as_str() > marker) {
        let rest = &key[prefix.len()..];
        let end = if delimiter.is_empty() { None } else { rest.find(delimiter).map(|at| at + delimiter.len()) };
        let summed = end.map(|end| key[..prefix.len() + end].to_owned());
        if summed.as_ref() == Some(&last) {
            continue;
        }
        if page.entries.len() + page.prefixes.len() == most {
            page.next = (most > 0).then_some(last);
            break;
        }
        match summed {
            Some(summed) => {
                last.clone_from(&summed);
                page.prefixes.push(summed);
            }
            None => {
                last.clone_from(&key);
                page.entries.push((key, value));
            }
        }
    }
    page
}

/// Lists objects as the first version of the request asks for it.
pub fn first(objects: &Objects, input: ListObjectsInput) -> S3Result<ListObjectsOutput> {
    let encode = encoder(input.encoding_type.as_ref());
    let (prefix, delimiter, marker) = (text(&input.prefix), text(&input.delimiter), text(&input.marker));
    let most = size(input.max_keys)?;
    let page = page(objects.list(&input.bucket, prefix)?, prefix, delimiter, marker, most);
    Ok(ListObjectsOutput {
        is_truncated: Some(page.next.is_some()),
        // Without a delimiter, the last key tells where the next page begins.
        next_marker: page.next.filter(|_| !delimiter.is_empty()).map(|next| encode(&next)),
        contents: Some(page.entries.into_iter().map(|(key, object)| entry(encode(&key), &object, true)).collect()),
        common_prefixes: Some(
            page.prefixes.iter().map(|prefix| CommonPrefix { prefix: Some(encode(prefix)) }).collect(),
        ),
        prefix: Some(encode(prefix)),
        marker: Some(encode(marker)),
        delimiter: input.delimiter.as_deref().map(encode),
        max_keys: Some(most as i32),
        name: Some(input.bucket),
        encoding_type: input.encoding_type,
        ..ListObjectsOutput::default()
    })
}

/// Lists objects as the second version of the request asks for it.
pub fn second(objects: &Objects, input: dto::ListObjectsV2Input) -> S3Result<dto::ListObjectsV2Output> {
    let encode = encoder(input.encoding_type.as_ref());
    let (prefix, delimiter) = (text(&input.prefix), text(&input.delimiter));
    let invalid = || s3_error!(InvalidArgument, "The continuation token provided is incorrect");
    let read = |token: &String| String::from_utf8(BASE64_STANDARD.decode(token).ok()?).ok();
    let continued = input.continuation_token.as_ref().map(|token| read(token).ok_or_else(invalid)).transpose()?;
    let marker = continued.or_else(|| input.start_after.clone()).unwrap_or_default();
    let most = size(input.max_keys)?;
    let page = page(objects.list(&input.bucket, prefix)?, prefix, delimiter, &marker, most);
    let has_owner = input.fetch_owner == Some(true);
    Ok(dto::ListObjectsV2Output {
        is_truncated: Some(page.next.is_some()),
        next_continuation_token: page.next.map(|next| BASE64_STANDARD.encode(next)),
        key_count: Some((page.entries.len() + page.prefixes.len()) as i32),
        contents: Some(page.entries.into_iter().map(|(key, object)| entry(encode(&key), &object, has_owner)).collect()),
        common_prefixes: Some(
            page.prefixes.iter().map(|prefix| CommonPrefix { prefix: Some(encode(prefix)) }).collect(),
        ),
        prefix: Some(encode(prefix)),
        delimiter: input.delimiter.as_deref().map(encode),
        start_after: input.start_after.as_deref().map(encode),
        continuation_token: input.continuation_token,
        max_keys: Some(most as i32),
        name: Some(input.bucket),
        encoding_type: input.encoding_type,
        ..dto::ListObjectsV2Output::default()
    })
}

/// Who owns everything.
pub fn owner() -> Owner {
    Owner { display_name: Some("IMS User".to_owned()), id: Some("IMS".to_owned()) }
}

/// How keys are written: percent-encoded if the client asks for it.
pub fn encoder(encoding: Option<&EncodingType>) -> fn(&str) -> String {
    match encoding.map(EncodingType::as_str) {
        Some(EncodingType::URL) => |key| utf8_percent_encode(key, &PLAIN).to_string(),
        _ => str::to_owned,
    }
}

/// How many entries a page holds at most.
pub fn size(asked: Option<i32>) -> S3Result<usize> {
    let size = usize::try_from(asked.unwrap_or(PAGE as i32));
    size.map(|size| size.min(PAGE)).map_err(|_| s3_error!(InvalidArgument, "max-keys must not be negative"))
}

fn text(given: &Option<String>) -> &str {
    given.as_deref().unwrap_or_default()
}

fn entry(key: String, object: &Arc<Object>, has_owner: bool) -> dto::Object {
    dto::Object {
        key: Some(key),
        e_tag: Some(ETag::Strong(object.etag.clone())),
        last_modified: Some(object.modified.into()),
        size: Some(object.size as i64),
        storage_class: Some(ObjectStorageClass::from_static(ObjectStorageClass::STANDARD)),
        owner: has_owner.then(owner),
        ..dto::Object::default()
    }
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn pages_with_and_without_a_delimiter_hold_every_key_once() {
        let keys = ["a", "b/1", "b/2", "c", "d/e/1", "d/e/2", "e"];
        let all = || keys.iter().map(|key| ((*key).to_owned(), ())).collect::<Vec<_>>();
        for (prefix, delimiter, whole) in
            [("", "", &keys[..]), ("", "/", &["a", "b/", "c", "d/", "e"]), ("d/", "/", &["d/e/"]), ("x", "/", &[])]
        {
            for most in 1..8 {
                let (mut found, mut marker) = (Vec::new(), String::new());
                loop {
                    let begun = all().into_iter().filter(|(key, ())| key.starts_with(prefix)).collect();
                    let page = page(begun, prefix, delimiter, &marker, most);
                    assert!(page.entries.len() + page.prefixes.len() <= most);
                    found.extend(page.entries.into_iter().map(|(key, ())| key).chain(page.prefixes));
                    let Some(next) = page.next else { break };
                    marker = next;
                }
                found.sort();
                assert_eq!(found, whole, "{prefix} {delimiter} {most}");
            }
        }
        assert!(page(all(), "", "", "", 0).next.is_none());
    }
}

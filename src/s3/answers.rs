//! What S3 answers.

use super::{Failure, Reply};
use jiff::Timestamp;
use jiff::fmt::rfc2822;
use percent_encoding::percent_decode_str;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// An object in a list, as the reference client prints it.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Object {
    pub key: String,
    pub last_modified: String,
    #[serde(rename = "ETag")]
    pub etag: String,
    pub size: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub storage_class: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
}

/// Whose an object is.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Owner {
    #[serde(rename = "DisplayName", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(rename = "ID", skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// What is known of an object, as the reference client prints it: what it names, in its order.
pub fn described(reply: &Reply) -> Map<String, Value> {
    const FIRST: [(&str, &str); 2] = [("accept-ranges", "AcceptRanges"), ("x-amz-expiration", "Expiration")];
    const THEN: [(&str, &str); 8] = [
        ("etag", "ETag"),
        ("x-amz-version-id", "VersionId"),
        ("cache-control", "CacheControl"),
        ("content-disposition", "ContentDisposition"),
        ("content-encoding", "ContentEncoding"),
        ("content-language", "ContentLanguage"),
        ("content-type", "ContentType"),
        ("x-amz-server-side-encryption", "ServerSideEncryption"),
    ];
    const LAST: [(&str, &str); 2] =
        [("x-amz-storage-class", "StorageClass"), ("x-amz-replication-status", "ReplicationStatus")];
    let mut fields = Map::new();
    let texts = |fields: &mut Map<String, Value>, names: &[(&str, &str)]| {
        for (header, name) in names {
            fields.extend(reply.header(header).map(|value| ((*name).to_owned(), value.into())));
        }
    };
    texts(&mut fields, &FIRST);
    fields.extend(reply.header("last-modified").map(|time| ("LastModified".to_owned(), iso(time).into())));
    let length = reply.header("content-length").and_then(|length| length.parse::<u64>().ok());
    fields.extend(length.map(|length| ("ContentLength".to_owned(), length.into())));
    texts(&mut fields, &THEN);
    let metadata = reply.headers.iter().filter_map(|(name, value)| {
        let name = name.as_str().strip_prefix("x-amz-meta-")?.to_owned();
        Some((name, String::from_utf8_lossy(value.as_bytes()).into_owned().into()))
    });
    fields.insert("Metadata".into(), metadata.collect::<Map<_, _>>().into());
    texts(&mut fields, &LAST);
    fields
}

/// A time as the reference client prints it; the text itself if it is none.
fn iso(text: &str) -> String {
    let time = text.parse().ok().or_else(|| Some(rfc2822::parse(text).ok()?.timestamp()));
    time.map_or_else(
        || text.to_owned(),
        |time: Timestamp| {
            let format = if time.subsec_microsecond() == 0 && time.subsec_millisecond() == 0 {
                "%Y-%m-%dT%H:%M:%S+00:00"
            } else {
                "%Y-%m-%dT%H:%M:%S.%6f+00:00"
            };
            time.strftime(format).to_string()
        },
    )
}

/// A page of a list.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Listed {
    #[serde(default)]
    pub is_truncated: bool,
    #[serde(default)]
    pub next_marker: Option<String>,
    /// How keys are encoded, if the service does as it is asked.
    #[serde(default)]
    encoding_type: Option<String>,
    #[serde(default)]
    pub contents: Vec<Object>,
}

impl Listed {
    /// Reads a page, with the keys as they are.
    pub fn read(body: &[u8]) -> Result<Self, Failure> {
        let mut page: Listed = read(body)?;
        let is_encoded = page.encoding_type.as_deref() == Some("url");
        for object in &mut page.contents {
            if is_encoded {
                object.key = decoded(&object.key);
            }
            object.last_modified = iso(&object.last_modified);
        }
        if is_encoded {
            page.next_marker = page.next_marker.as_deref().map(decoded);
        }
        Ok(page)
    }

    /// The key behind which the next page begins.
    pub fn next(&self) -> Option<String> {
        let last = || self.contents.last().map(|object| object.key.clone());
        self.is_truncated.then(|| self.next_marker.clone().or_else(last)).flatten()
    }
}

/// The names of the buckets.
pub fn buckets(body: &[u8]) -> Result<Vec<String>, Failure> {
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Answer {
        #[serde(default)]
        buckets: Buckets,
    }
    #[derive(Default, Deserialize)]
    #[serde(rename_all = "PascalCase", default)]
    struct Buckets {
        bucket: Vec<Bucket>,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Bucket {
        name: String,
    }
    let answer: Answer = read(body)?;
    Ok(answer.buckets.bucket.into_iter().map(|bucket| bucket.name).collect())
}

/// An upload that was begun and not completed.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Upload {
    pub key: String,
    pub upload_id: String,
    pub initiated: String,
}

/// A page of unfinished uploads, and behind which key and upload the next one begins.
pub struct Uploads {
    pub uploads: Vec<Upload>,
    pub next: Option<(String, String)>,
}

/// A page of unfinished uploads.
pub fn uploads(body: &[u8]) -> Result<Uploads, Failure> {
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Answer {
        #[serde(default)]
        is_truncated: bool,
        #[serde(default)]
        encoding_type: Option<String>,
        #[serde(default)]
        upload: Vec<Upload>,
    }
    let mut answer: Answer = read(body)?;
    for upload in &mut answer.upload {
        if answer.encoding_type.as_deref() == Some("url") {
            upload.key = decoded(&upload.key);
        }
        upload.initiated = iso(&upload.initiated);
    }
    let last = answer.upload.last().filter(|_| answer.is_truncated);
    let next = last.map(|upload| (upload.key.clone(), upload.upload_id.clone()));
    Ok(Uploads { uploads: answer.upload, next })
}

/// The id of an upload that was begun.
pub fn upload_id(body: &[u8]) -> Result<String, Failure> {
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Answer {
        upload_id: String,
    }
    read::<Answer>(body).map(|answer| answer.upload_id)
}

/// The etag of an object that was completed. S3 may find out that it failed after it answered with 200.
pub fn completed(body: &[u8]) -> Result<String, Failure> {
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Answer {
        #[serde(rename = "ETag", default)]
        etag: String,
        #[serde(default)]
        code: String,
        #[serde(default)]
        message: String,
    }
    let answer: Answer = read(body)?;
    if answer.code.is_empty() {
        return Ok(answer.etag);
    }
    let operation = "CompleteMultipartUpload";
    Err(Failure::Refused { operation, status: 500, code: answer.code, message: answer.message })
}

/// A part of an upload that has arrived.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Part {
    pub part_number: u32,
    #[serde(rename = "ETag")]
    pub etag: String,
    pub size: u64,
}

/// The parts on a page of the list of parts, and behind which the next page begins.
pub fn parts(body: &[u8]) -> Result<(Vec<Part>, Option<u32>), Failure> {
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Answer {
        #[serde(default)]
        is_truncated: bool,
        #[serde(default)]
        part: Vec<Part>,
    }
    let answer: Answer = read(body)?;
    let next = answer.part.last().map(|part| part.part_number).filter(|_| answer.is_truncated);
    Ok((answer.part, next))
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Failure> {
    let unreadable = |error| Failure::Damaged(format!("The answer of S3 cannot be read: {error}"));
    quick_xml::de::from_reader(body).map_err(unreadable)
}

/// A key as it is; lists have it percent-encoded, with + for a blank.
fn decoded(key: &str) -> String {
    percent_decode_str(&key.replace('+', " ")).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_decoded_only_where_the_service_encoded_them() {
        let key = |encoding: &str| {
            let object = "<Contents><Key>a+b%2B</Key><LastModified>2026-11-25T04:00:00.5Z</LastModified><ETag>e</ETag>\
                          <Size>1</Size></Contents>";
            let page = format!("<ListBucketResult>{encoding}{object}</ListBucketResult>");
            let object = Listed::read(page.as_bytes()).unwrap().contents.remove(0);
            (object.key, object.last_modified)
        };
        let time = "2026-11-25T04:00:00.500000+00:00".to_owned();
        assert_eq!(key("<EncodingType>url</EncodingType>"), ("a b+".to_owned(), time.clone()));
        assert_eq!(key(""), ("a+b%2B".to_owned(), time));
    }
}

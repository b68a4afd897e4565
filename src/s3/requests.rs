//! The requests to S3, as values.

use bytes::Bytes;
use reqwest::Method;

/// A request. `operation` is what the reference client calls it in its messages.
#[derive(Clone, Debug)]
pub struct Request {
    pub operation: &'static str,
    pub method: Method,
    pub bucket: String,
    pub key: String,
    pub query: Vec<(&'static str, String)>,
    pub headers: Vec<(&'static str, String)>,
    pub body: Bytes,
}

impl Request {
    fn new(operation: &'static str, method: Method, bucket: &str, key: &str) -> Self {
        Request {
            operation,
            method,
            bucket: bucket.to_owned(),
            key: key.to_owned(),
            query: Vec::new(),
            headers: Vec::new(),
            body: Bytes::new(),
        }
    }

    /// Returns `true` if it moves the content of objects, which may take long.
    pub fn is_transfer(&self) -> bool {
        self.operation == "GetObject" || !self.body.is_empty()
    }

    fn query(mut self, name: &'static str, value: impl ToString) -> Self {
        self.query.push((name, value.to_string()));
        self
    }

    fn header(mut self, name: &'static str, value: impl ToString) -> Self {
        self.headers.push((name, value.to_string()));
        self
    }
}

impl std::fmt::Display for Request {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} of s3://{}/{}", self.operation, self.bucket, self.key)
    }
}

/// Metadata of an object: names without their prefix, and values.
pub type Metadata = [(String, String)];

/// An object, or a part of an upload: where it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    pub bucket: String,
    pub key: String,
}

impl std::fmt::Display for Place {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "s3://{}/{}", self.bucket, self.key)
    }
}

/// All buckets.
pub fn list_buckets() -> Request {
    Request::new("ListBuckets", Method::GET, "", "")
}

/// The objects of a bucket whose keys begin with the prefix, behind the key `marker`.
pub fn list_objects(bucket: &str, prefix: &str, marker: &str) -> Request {
    let request = Request::new("ListObjects", Method::GET, bucket, "").query("encoding-type", "url");
    let request = if marker.is_empty() { request } else { request.query("marker", marker) };
    if prefix.is_empty() { request } else { request.query("prefix", prefix) }
}

/// What is known of an object.
pub fn head(at: &Place) -> Request {
    Request::new("HeadObject", Method::HEAD, &at.bucket, &at.key)
}

/// Bytes of an object, from `first` to `last`, if it is still the one with this etag.
pub fn get_range(at: &Place, first: u64, last: u64, etag: &str) -> Request {
    Request::new("GetObject", Method::GET, &at.bucket, &at.key)
        .header("range", format!("bytes={first}-{last}"))
        .header("if-match", etag)
}

/// A whole object. `md5` is that of the content, in Base64.
pub fn put(at: &Place, content: Bytes, md5: &str, metadata: &Metadata, is_new: bool) -> Request {
    let mut request = Request::new("PutObject", Method::PUT, &at.bucket, &at.key).header("content-md5", md5);
    request.headers.extend(described(metadata));
    request.headers.extend(is_new.then(|| ("if-none-match", "*".to_owned())));
    request.body = content;
    request
}

/// The deletion of an object.
pub fn delete(at: &Place) -> Request {
    Request::new("DeleteObject", Method::DELETE, &at.bucket, &at.key)
}

/// The beginning of an upload in parts.
pub fn create_upload(at: &Place, metadata: &Metadata) -> Request {
    let mut request = Request::new("CreateMultipartUpload", Method::POST, &at.bucket, &at.key).query("uploads", "");
    request.headers.extend(described(metadata));
    request
}

/// A part of an upload; parts are numbered from 1.
pub fn upload_part(at: &Place, upload: &str, number: u32, content: Bytes, md5: &str) -> Request {
    let mut request = Request::new("UploadPart", Method::PUT, &at.bucket, &at.key)
        .query("partNumber", number)
        .query("uploadId", upload)
        .header("content-md5", md5);
    request.body = content;
    request
}

/// The parts of an upload that have arrived, behind the part `marker`.
pub fn list_parts(at: &Place, upload: &str, marker: u32) -> Request {
    Request::new("ListParts", Method::GET, &at.bucket, &at.key)
        .query("part-number-marker", marker)
        .query("uploadId", upload)
}

/// The end of an upload: the parts, each with its etag, become the object.
pub fn complete_upload(at: &Place, upload: &str, parts: &[(u32, String)], is_new: bool) -> Request {
    let mut request =
        Request::new("CompleteMultipartUpload", Method::POST, &at.bucket, &at.key).query("uploadId", upload);
    request.headers.extend(is_new.then(|| ("if-none-match", "*".to_owned())));
    let parts = parts.iter().map(|(number, etag)| {
        let etag = quick_xml::escape::escape(etag.as_str());
        format!("<Part><PartNumber>{number}</PartNumber><ETag>{etag}</ETag></Part>")
    });
    let list: String = parts.collect();
    let namespace = "http://s3.amazonaws.com/doc/2006-03-01/";
    request.body = format!("<CompleteMultipartUpload xmlns=\"{namespace}\">{list}</CompleteMultipartUpload>").into();
    request
}

/// The abandonment of an upload; its parts are removed.
pub fn abort_upload(at: &Place, upload: &str) -> Request {
    Request::new("AbortMultipartUpload", Method::DELETE, &at.bucket, &at.key).query("uploadId", upload)
}

fn described(metadata: &Metadata) -> impl Iterator<Item = (&'static str, String)> + '_ {
    // Names that this program writes; others are never sent.
    metadata.iter().filter_map(|(name, value)| {
        let name = METADATA.iter().find(|known| known.strip_prefix("x-amz-meta-") == Some(name))?;
        Some((*name, value.clone()))
    })
}

/// The metadata that is written: the MD5 of the content, which IMS compares.
const METADATA: [&str; 1] = ["x-amz-meta-md5sum"];

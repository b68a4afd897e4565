//! The requests to S3, as values.

use super::digest::Sum;
use super::place::Place;
use bytes::Bytes;
use reqwest::Method;

/// The metadata with the MD5 of an object.
pub const MD5: &str = "x-amz-meta-md5sum";

const CREATE_UPLOAD: &str = "CreateMultipartUpload";

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

    /// Returns `true` if sending it twice would make two things of it.
    pub fn creates(&self) -> bool {
        self.operation == CREATE_UPLOAD
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

/// The unfinished uploads of objects whose keys begin with the prefix, behind this key and this upload.
pub fn list_uploads(bucket: &str, prefix: &str, behind: Option<(String, String)>) -> Request {
    let request = Request::new("ListMultipartUploads", Method::GET, bucket, "").query("encoding-type", "url");
    let request = match behind {
        Some((key, upload)) => {
            request.query("key-marker", key).query("prefix", prefix).query("upload-id-marker", upload)
        }
        None => request.query("prefix", prefix),
    };
    request.query("uploads", "")
}

/// What is known of an object.
pub fn head(at: &Place) -> Request {
    Request::new("HeadObject", Method::HEAD, at.bucket(), at.key())
}

/// Bytes of an object, from `first` to `last`, if it is still the one with this etag.
pub fn get_range(at: &Place, first: u64, last: u64, etag: &str) -> Request {
    Request::new("GetObject", Method::GET, at.bucket(), at.key())
        .header("range", format!("bytes={first}-{last}"))
        .header("if-match", etag)
}

/// A whole object. Its MD5 becomes metadata, which IMS compares.
pub fn put(at: &Place, content: Bytes, md5: Sum, is_new: bool) -> Request {
    let mut request = Request::new("PutObject", Method::PUT, at.bucket(), at.key())
        .header("content-md5", md5.base64())
        .header(MD5, md5.hex());
    request.headers.extend(is_new.then(|| ("if-none-match", "*".to_owned())));
    request.body = content;
    request
}

/// The deletion of an object.
pub fn delete(at: &Place) -> Request {
    Request::new("DeleteObject", Method::DELETE, at.bucket(), at.key())
}

/// The beginning of an upload in parts. The MD5 of the whole becomes metadata.
pub fn create_upload(at: &Place, md5: Sum) -> Request {
    Request::new(CREATE_UPLOAD, Method::POST, at.bucket(), at.key()).query("uploads", "").header(MD5, md5.hex())
}

/// A part of an upload; parts are numbered from 1.
pub fn upload_part(at: &Place, upload: &str, number: u32, content: Bytes, md5: Sum) -> Request {
    let mut request = Request::new("UploadPart", Method::PUT, at.bucket(), at.key())
        .query("partNumber", number)
        .query("uploadId", upload)
        .header("content-md5", md5.base64());
    request.body = content;
    request
}

/// The parts of an upload that have arrived, behind the part `marker`.
pub fn list_parts(at: &Place, upload: &str, marker: u32) -> Request {
    Request::new("ListParts", Method::GET, at.bucket(), at.key())
        .query("part-number-marker", marker)
        .query("uploadId", upload)
}

/// The end of an upload: the parts, each with its etag, become the object.
pub fn complete_upload(at: &Place, upload: &str, parts: &[(u32, String)], is_new: bool) -> Request {
    let mut request =
        Request::new("CompleteMultipartUpload", Method::POST, at.bucket(), at.key()).query("uploadId", upload);
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
    Request::new("AbortMultipartUpload", Method::DELETE, at.bucket(), at.key()).query("uploadId", upload)
}

//! Buckets.

use super::listing::owner;
use crate::sandbox::objects::Objects;
use s3s::S3Result;
use s3s::dto::{Bucket, ListBucketsOutput};

/// All buckets.
pub fn list(objects: &Objects) -> ListBucketsOutput {
    let buckets = objects.buckets().into_iter().map(|(name, created)| Bucket {
        name: Some(name),
        creation_date: Some(created.into()),
        ..Bucket::default()
    });
    ListBucketsOutput { buckets: Some(buckets.collect()), owner: Some(owner()), ..ListBucketsOutput::default() }
}

/// Fails if there is no such bucket.
pub fn check(objects: &Objects, name: &str) -> S3Result<()> {
    Ok(objects.check_bucket(name)?)
}

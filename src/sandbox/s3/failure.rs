//! What the object store refused, in the terms of S3.

use crate::sandbox::objects::Fault;
use s3s::{S3Error, S3ErrorCode};

impl From<Fault> for S3Error {
    fn from(fault: Fault) -> Self {
        let code = match &fault {
            Fault::NoSuchBucket => S3ErrorCode::NoSuchBucket,
            Fault::NoSuchKey => S3ErrorCode::NoSuchKey,
            Fault::NoSuchUpload => S3ErrorCode::NoSuchUpload,
            Fault::InvalidPart => S3ErrorCode::InvalidPart,
            Fault::InvalidPartOrder => S3ErrorCode::InvalidPartOrder,
            Fault::EntityTooSmall => S3ErrorCode::EntityTooSmall,
            Fault::PreconditionFailed => S3ErrorCode::PreconditionFailed,
            Fault::BucketAlreadyOwnedByYou => S3ErrorCode::BucketAlreadyOwnedByYou,
            Fault::BucketNotEmpty => S3ErrorCode::BucketNotEmpty,
            Fault::Io(_) => S3ErrorCode::InternalError,
        };
        S3Error::with_message(code, fault.to_string())
    }
}

/// The failure of something in the sandbox's files.
pub fn internal(error: impl std::fmt::Display) -> S3Error {
    S3Error::with_message(S3ErrorCode::InternalError, error.to_string())
}

//! S3, as the system's Ceph gateway speaks it: keys from the gateway, requests as values, and the client that signs and sends
//! them.
//!
//! Path style, signature version 4 in headers, region `us-east-1`, no checksum headers (old gateways refuse them).

mod answers;
mod client;
mod digest;
mod download;
mod failure;
mod keys;
mod partial;
mod place;
mod ranges;
mod requests;
mod resumption;
mod signing;
mod source;
mod upload;
mod verification;

pub use answers::*;
pub use client::{Client, Moved, Reply};
pub use download::download;
pub use failure::Failure;
pub use keys::Keys;
pub use place::{Place, check_bucket};
pub use requests::*;
pub use resumption::forget_upload;
pub use upload::{Manner, upload};
pub use verification::Verified;

//! The simulated S3: the protocol is that of a library; what is behind it are the objects of the sandbox.
//!
//! `keys` are what signatures are checked with (`access`), and `sts` gives them at the gateway. A request comes in through
//! `server`, which hands it to the file for it: `buckets`, `listing`, `reading`, `writing`, `copying` or `parts`. `content` moves
//! bytes, `conditions` holds requests to their conditions, and `failure` says in the terms of S3 what the object store refused.

mod access;
mod buckets;
mod conditions;
mod content;
mod copying;
mod failure;
mod keys;
mod listing;
mod parts;
mod reading;
mod request_body;
mod server;
pub mod sts;
mod writing;

pub use keys::Keys;
pub use server::router;

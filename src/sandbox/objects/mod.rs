//! The simulated object store: buckets of objects, which the simulated S3 serves and the simulated IMS uses.
//!
//! `index` says what there is, and `content` holds the bytes in files: an object's content never changes, a new object has new
//! files. `store` keeps both together, `kept` those that outlive the sandbox; `uploads` makes objects of parts. Clones share the
//! store.

mod content;
mod fault;
mod index;
mod kept;
mod place;
mod store;
mod uploads;

#[cfg(test)]
mod tests;

pub use content::{Draft, Reader, hex};
pub use fault::Fault;
pub use index::{Attributes, Metadata, Object, Part, Upload};
pub use place::Place;
pub use store::{Existing, Objects};

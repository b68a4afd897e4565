//! The commands of public keys that differ from those of other resources.

mod create;

pub use create::Create;

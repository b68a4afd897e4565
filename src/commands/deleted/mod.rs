//! The commands of deleted records that differ from those of other resources.

mod losses;
mod update;

pub use update::Update;

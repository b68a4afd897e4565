//! The commands that every resource has, each written once for all of them.

mod create;
pub mod delete;
mod delete_each;
pub mod deleteall;
mod describe;
mod list;
pub mod names;
pub mod one;
pub mod record;
mod tally;
mod update;

pub use create::{Create, created};
pub use delete::Delete;
pub use deleteall::Deleteall;
pub use describe::Describe;
pub use list::List;
pub use update::Update;

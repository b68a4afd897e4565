//! The commands about the version of the service.

mod list;

pub use list::List;

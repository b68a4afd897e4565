//! The Image Management Service: what its resources are, and the requests that read and change them.

mod body;
mod client;
pub mod hostlist;
pub mod openssh;
mod resources;
mod verbs;

pub use client::Client;
pub use resources::*;
pub use verbs::*;

use crate::output::Column;
use serde::Serialize;
use std::time::Duration;

/// A kind of record that the service keeps.
pub trait Resource {
    /// The path below the version of the API; its parts are the words of the command too.
    const PATH: &'static str;
    /// What one record is called.
    const NOUN: &'static str;
    /// What several records are called.
    const NOUNS: &'static str;
    /// What an id of it is called.
    const ID: &'static str;
    /// The field that holds the id.
    const ID_FIELD: &'static str = "id";
    /// The field that holds the name; `None` if its records have none beside their ids.
    const NAME_FIELD: Option<&'static str> = Some("name");
    /// The path of the list that shows what exists.
    const LIST: &'static str = Self::PATH;
    /// How long the service may take to delete or restore a record, if that is longer than for any other request.
    const PATIENCE: Option<Duration> = None;
    /// What people look for first in a list.
    const COLUMNS: &'static [Column];
    /// The fields of a record, as the service orders them, for those who choose some.
    const FIELDS: &'static [&'static str];
}

/// A resource whose records can be created.
pub trait Create: Resource {
    /// What is given to create one.
    type New: Serialize;
}

/// A resource whose records can be changed.
pub trait Update: Resource {
    /// What can be changed of one.
    type Patch: Serialize;
}

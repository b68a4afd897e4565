//! The Image Management Service: what its resources are, and the requests that read and change them.

mod body;
mod client;
mod filter;
pub mod hostlist;
pub mod openssh;
mod resources;
mod verbs;

pub use client::Client;
pub use filter::{Filter, FilterBy};
pub use resources::*;
pub use verbs::*;

use crate::candidates::Collection;
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
    /// The fields of a record, as the service orders them, for those who choose some.
    const FIELDS: &'static [&'static str];
    /// What people look for first in a list.
    const COLUMNS: &'static [Column];
    /// What a list can be narrowed by, in the order in which help names it.
    const FILTERS: &'static [Filter];
    /// Examples for the help of `list`, a command a line; with none, help has a plain one.
    const LIST_EXAMPLES: &'static [&'static str] = &[];
    /// The collection that shows which records there are.
    const COLLECTION: Collection =
        Collection { path: Self::PATH, id_field: Self::ID_FIELD, name_field: Self::NAME_FIELD };
}

/// A resource whose records can be created.
pub trait Create: Resource {
    /// What is given to create one.
    type New: Serialize;
    /// Examples for the help, a command a line.
    const EXAMPLES: &'static [&'static str];
}

/// A resource whose records can be changed.
pub trait Update: Resource {
    /// What can be changed of one.
    type Patch: Serialize;
    /// How long the service may take for a change, if that is longer than for any other request.
    const PATIENCE: Option<Duration> = None;
    /// Examples for the help, a command a line.
    const EXAMPLES: &'static [&'static str];
}

/// A resource whose records can be deleted.
pub trait Delete: Resource {
    /// What becomes of a record that is deleted.
    const DELETION: Deletion;
    /// How long the service may take for a deletion, if that is longer than for any other request.
    const PATIENCE: Option<Duration> = None;
}

/// What becomes of a record that is deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deletion {
    /// It moves to the deleted records, and can be restored.
    Recoverable,
    /// It is gone.
    Final,
    /// It was deleted before, as what this noun names, and is gone now.
    Purge(&'static str),
}

/// A deleted record, and what it is again when it is restored.
pub trait Restore: Update<Patch = Restoration> {
    type Original: Resource;
}

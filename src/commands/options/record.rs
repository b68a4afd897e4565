//! Which records a command is about.

use crate::candidates::Candidates;
use crate::ims::Resource;
use clap::Args;
use std::marker::PhantomData;

/// The id of a record.
#[derive(Args)]
pub struct Id<R: Resource> {
    /// ID or name of the record
    #[arg(value_name = R::ID, add = Candidates::Records(R::COLLECTION))]
    pub id: String,
    #[arg(skip)]
    resource: PhantomData<R>,
}

/// The ids of records.
#[derive(Args)]
pub struct Ids<R: Resource> {
    /// IDs or names of the records
    #[arg(value_name = R::ID, required = true, add = Candidates::Records(R::COLLECTION))]
    pub ids: Vec<String>,
    #[arg(skip)]
    resource: PhantomData<R>,
}

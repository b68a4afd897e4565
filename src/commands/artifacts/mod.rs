//! `artifacts`: the objects in S3, as `cray artifacts` shows and moves them.

mod buckets;
mod create;
mod delete;
mod describe;
mod failures;
mod get;
mod list;
mod place;
mod progress;
pub mod uploads;

pub use buckets::List as ListBuckets;
pub use create::Create;
pub use delete::Delete;
pub use describe::Describe;
pub use get::Get;
pub use list::List;

use crate::context::Context;
use crate::s3::{Client, Manner};
use anyhow::Result;
use clap::Args;

/// How contents are transferred.
#[derive(Args)]
struct Transfer {
    /// Number of parts that are transferred at the same time
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=64))]
    parallel: u16,
    /// Start anew, even if the same transfer was interrupted before
    #[arg(long)]
    no_resume: bool,
}

impl Transfer {
    fn manner(&self, is_new: bool) -> Manner {
        Manner { parallel: self.parallel.into(), resumes: !self.no_resume, is_new }
    }
}

/// The way to S3.
fn client(context: &Context) -> Result<Client<'_>> {
    Ok(Client::new(context.client()?, context.timeout))
}

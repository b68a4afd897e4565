//! `describe`: one record.

use super::one;
use crate::candidates::Fields;
use crate::commands::options::Id;
use crate::commands::{Prints, Reply, Run, examples, with_article};
use crate::context::Context;
use crate::ims::{self, Resource};
use anyhow::Result;
use clap::Args;

/// Which record is shown.
#[derive(Args)]
#[command(about = format!("Show {}", with_article(R::NOUN)), after_help = help::<R>(), add = Fields(R::FIELDS))]
pub struct Describe<R: Resource> {
    #[command(flatten)]
    id: Id<R>,
}

fn help<R: Resource>() -> String {
    examples(&[&format!("{} describe {}", ims::group::<R>(), R::ID)])
}

impl<R: Resource> Run for Describe<R> {
    fn prints(&self) -> Prints {
        Prints::Records
    }

    async fn run(self, context: Context) -> Result<Reply> {
        one::send::<R>(&self.id.id, |id| ims::describe::<R>(id), &context).await
    }
}

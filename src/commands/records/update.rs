//! `update`: a change of one record.

use super::one;
use crate::candidates::Fields;
use crate::commands::options::Id;
use crate::commands::{Prints, Reply, Run, examples, with_article};
use crate::context::Context;
use crate::ims;
use anyhow::Result;
use clap::Args;

/// Which record is changed, and what of it.
#[derive(Args)]
#[command(about = format!("Update {}", with_article(R::NOUN)), after_help = examples(R::EXAMPLES), add = Fields(R::FIELDS))]
pub struct Update<R: ims::Update>
where
    R::Patch: Args,
{
    #[command(flatten)]
    id: Id<R>,
    #[command(flatten)]
    patch: R::Patch,
}

impl<R: ims::Update> Run for Update<R>
where
    R::Patch: Args,
{
    fn prints(&self) -> Prints {
        Prints::Records
    }

    async fn run(self, context: Context) -> Result<Reply> {
        one::send::<R>(&self.id.id, |id| ims::update::<R>(id, &self.patch), &context).await
    }
}

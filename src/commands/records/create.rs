//! `create`: a new record.

use crate::candidates::Fields;
use crate::commands::{Prints, Reply, Run, examples, with_article};
use crate::context::Context;
use crate::ims;
use anyhow::Result;
use clap::Args;

/// What the new record is to hold.
#[derive(Args)]
#[command(about = format!("Create {}", with_article(R::NOUN)), after_help = examples(R::EXAMPLES), add = Fields(R::FIELDS))]
pub struct Create<R: ims::Create>
where
    R::New: Args,
{
    #[command(flatten)]
    new: R::New,
}

impl<R: ims::Create> Run for Create<R>
where
    R::New: Args,
{
    fn prints(&self) -> Prints {
        Prints::Records
    }

    async fn run(self, context: Context) -> Result<Reply> {
        created::<R>(&self.new, &context).await
    }
}

/// Creates a record, or, in a dry run, shows the request.
pub async fn created<R: ims::Create>(new: &R::New, context: &Context) -> Result<Reply> {
    let request = ims::create::<R>(new)?;
    if context.is_dry_run_of(&request) {
        return Ok(Reply::line(context.shown(&request)?));
    }
    Ok(Reply::records::<R>(context.client()?.send(&request).await?))
}

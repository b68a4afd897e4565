//! `delete`: the end of one record, or of several.

use super::one::{self, Change};
use super::{delete_each, names};
use crate::commands::options::Ids;
use crate::commands::{Prints, Reply, Run, examples};
use crate::context::Context;
use crate::ims::{self, Deletion};
use anyhow::Result;
use clap::Args;

/// Which records are deleted.
#[derive(Args)]
#[command(about = about::<R>("one or more ", ""), after_help = help::<R>())]
pub struct Delete<R: ims::Delete> {
    #[command(flatten)]
    ids: Ids<R>,
}

fn help<R: ims::Delete>() -> String {
    examples(&[&format!("{} delete {}", ims::group::<R>(), R::ID)])
}

/// What a deletion does, with what becomes of the records.
pub fn about<R: ims::Delete>(before: &str, behind: &str) -> String {
    let (verb, addition) = match R::DELETION {
        Deletion::Recoverable => ("Delete", " (can be restored)"),
        Deletion::Final | Deletion::Purge(_) => ("Permanently delete", ""),
    };
    format!("{verb} {before}{}{behind}{addition}", R::NOUNS)
}

impl<R: ims::Delete> Run for Delete<R> {
    fn prints(&self) -> Prints {
        Prints::TEXT
    }

    async fn run(self, context: Context) -> Result<Reply> {
        match &self.ids.ids[..] {
            [only] => one::change::<R>(only, |id| ims::delete::<R>(id), &words::<R>(), &context).await,
            several => delete_each::run::<R>(names::resolve_all::<R>(several, &context).await?, &context).await,
        }
    }
}

/// The words for the deletion of one record.
fn words<R: ims::Delete>() -> Change {
    let (noun, addition) = match R::DELETION {
        Deletion::Recoverable | Deletion::Final => (R::NOUN, ""),
        Deletion::Purge(noun) => (noun, " for good"),
    };
    Change { verbs: ["Deleting", "Deleted"], noun, addition }
}

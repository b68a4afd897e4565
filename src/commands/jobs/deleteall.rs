//! `jobs deleteall`: as for any resource, and by the age of the jobs too.

use crate::commands::options::{Confirmation, Filters};
use crate::commands::records::deleteall::{self, Meant};
use crate::commands::{Prints, Reply, Run, examples};
use crate::context::Context;
use crate::ims::{Job, Resource};
use crate::time::age::Age;
use anyhow::Result;
use clap::Args;

/// Permanently delete jobs: all of them, or those that match the filters
#[derive(Args)]
#[command(after_help = help())]
pub struct Deleteall {
    #[command(flatten)]
    filters: Filters<Job>,
    /// Delete only jobs older than this: minutes, hours, days or weeks, such as 90m, 6h, 2d or 1w2d
    #[arg(long, value_parser = Age::parse)]
    age: Option<Age>,
    #[command(flatten)]
    confirmation: Confirmation<Job>,
}

fn help() -> String {
    let examples = examples(&[
        "cray-ims jobs deleteall --status success --status error --age 1w",
        "cray-ims jobs deleteall --job-type customize --age 1d6h -y",
    ]);
    format!("{}\n\n{examples}", deleteall::asks(Job::NOUNS))
}

impl Run for Deleteall {
    fn prints(&self) -> Prints {
        Prints::TEXT
    }

    async fn run(self, context: Context) -> Result<Reply> {
        let meant = Meant { conditions: self.filters.conditions, age: self.age };
        deleteall::run::<Job>(meant, &self.confirmation, &context).await
    }
}

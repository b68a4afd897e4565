//! `jobs wait`: waits until jobs have ended.

use super::until_ended::{Watch, until_ended};
use super::waiting::Waiting;
use crate::candidates::Fields;
use crate::commands::options::Ids;
use crate::commands::{Prints, Reply, Run};
use crate::context::Context;
use crate::ims::{Job, Resource};
use anyhow::Result;
use clap::Args;
use std::time::Duration;

const HELP: &str = "\
Prints the job, or the list of jobs. Exit status: 0 if all succeeded, 3 if one
failed, 4 if the wait timed out, 130 after Ctrl-C.

Examples:
  cray-ims jobs wait JOB_ID --print resultant_image_id
  cray-ims jobs wait JOB_ID --until waiting_on_user
  cray-ims jobs wait JOB_ID OTHER_JOB_ID --timeout 4h --format json";

/// Wait until jobs have ended
#[derive(Args)]
#[command(after_help = HELP, add = Fields(Job::FIELDS))]
pub struct Wait {
    #[command(flatten)]
    ids: Ids<Job>,
    #[command(flatten)]
    waiting: Waiting,
}

impl Run for Wait {
    fn prints(&self) -> Prints {
        Prints::Records
    }

    fn waits(&self) -> bool {
        true
    }

    fn request_timeout(&self, _given: Duration) -> Option<Duration> {
        None
    }

    async fn run(self, context: Context) -> Result<Reply> {
        let watch = Watch::find(&self.ids.ids, &self.waiting, &context).await?;
        until_ended(watch, &self.waiting, &context).await
    }
}

//! The verbs of jobs: those that every resource has, and those that follow a job through its life.

mod complete;
mod create;
mod logs;
mod shell;
mod view;
mod wait;

use super::delete_all::{self, Meant};
use super::{Reply, resources};
use crate::cli::Jobs;
use crate::context::Context;
use crate::error::Error;
use crate::ims::Job;
use wait::Wait;

pub async fn run(verb: Jobs, context: &Context) -> Result<Reply, Error> {
    match verb {
        Jobs::Read(verb) => resources::read(verb, context).await,
        Jobs::Create(options) => create::run(&options, context).await,
        Jobs::Wait { ids, waiting } => {
            let wait = Wait::find(&ids.ids, &waiting, context).await?;
            wait::run(wait, &waiting, context).await
        }
        Jobs::Logs { id, container, follow, timeout, server } => {
            let wanted = logs::Wanted { container, follow, timeout: timeout.filter(|_| follow) };
            logs::run(&id.id, wanted, &context.access(&server), context).await
        }
        Jobs::Ssh { id, shell, timeout, arguments } => shell::run(&id.id, &shell, timeout, &arguments, context).await,
        Jobs::Complete { id, failed, shell } => complete::run(&id.id, failed, &shell, context).await,
        Jobs::Delete(ids) => resources::delete(ids, context).await,
        Jobs::Deleteall { filters, age, confirmation } => {
            delete_all::run::<Job>(Meant { conditions: filters.conditions, age }, confirmation, context).await
        }
    }
}

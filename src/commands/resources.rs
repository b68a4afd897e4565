//! The verbs of the service's resources: one request, and its answer as the reply.

use super::{Reply, delete_all};
use crate::cli::{Basic, Change, Full, Id, Jobs, Read, Restorable};
use crate::context::Context;
use crate::error::Error;
use crate::http::Request;
use crate::ims::{self, Create, Job, JobFilter, Resource, Update};
use clap::Args;

pub async fn full<R: Create + Update>(verb: Full<R>, context: &Context) -> Result<Reply, Error>
where
    R::New: Args,
    R::Patch: Args,
{
    match verb {
        Full::Basic(verb) => basic(verb, context).await,
        Full::Create(new) => create::<R>(&new, context).await,
        Full::Update(change) => update(change, context).await,
    }
}

pub async fn restorable<R: Update>(verb: Restorable<R>, context: &Context) -> Result<Reply, Error>
where
    R::Patch: Args,
{
    match verb {
        Restorable::Basic(verb) => basic(verb, context).await,
        Restorable::Update(change) => update(change, context).await,
    }
}

pub async fn jobs(verb: Jobs, context: &Context) -> Result<Reply, Error> {
    match verb {
        Jobs::Read(verb) => read(verb, context).await,
        Jobs::Create(new) => create::<Job>(&new, context).await,
        Jobs::Delete(id) => delete(id, context).await,
        Jobs::Deleteall { filter, confirmation } => delete_all::run::<Job>(&filter, confirmation, context).await,
    }
}

pub async fn basic<R: Resource>(verb: Basic<R>, context: &Context) -> Result<Reply, Error> {
    match verb {
        Basic::Read(verb) => read(verb, context).await,
        Basic::Delete(id) => delete(id, context).await,
        Basic::Deleteall(confirmation) => delete_all::run::<R>(&JobFilter::default(), confirmation, context).await,
    }
}

pub async fn read<R: Resource>(verb: Read<R>, context: &Context) -> Result<Reply, Error> {
    match verb {
        Read::List => send::<R>(&ims::list::<R>(), context).await,
        Read::Describe(id) => send::<R>(&ims::describe::<R>(&id.id)?, context).await,
    }
}

pub async fn create<R: Create>(new: &R::New, context: &Context) -> Result<Reply, Error> {
    send::<R>(&ims::create::<R>(new)?, context).await
}

async fn update<R: Update>(change: Change<R>, context: &Context) -> Result<Reply, Error>
where
    R::Patch: Args,
{
    send::<R>(&ims::update::<R>(&change.id.id, &change.patch)?, context).await
}

async fn delete<R: Resource>(id: Id<R>, context: &Context) -> Result<Reply, Error> {
    send::<R>(&ims::delete::<R>(&id.id)?, context).await
}

async fn send<R: Resource>(request: &Request, context: &Context) -> Result<Reply, Error> {
    let hint = || format!("`cray ims {} list` shows what exists.", R::PATH.replace('/', " "));
    match context.client()?.send(request).await {
        Ok(answer) => Ok(Reply::Answer(answer, R::COLUMNS)),
        Err(error) => Err(error.with_advice_for_missing(hint())),
    }
}

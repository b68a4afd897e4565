//! The verbs of the service's resources: one request, and its answer as the reply.

use super::{Reply, delete_all};
use crate::cli::{Change, Full, Id, Jobs, Read, RemoteBuildNodes, Remove, Restorable};
use crate::context::Context;
use crate::error::Error;
use crate::http::Request;
use crate::ims::{self, Create, Job, JobFilter, RemoteBuildNode, Resource, Update};
use clap::Args;

pub async fn full<R: Create + Update>(verb: Full<R>, context: &Context) -> Result<Reply, Error>
where
    R::New: Args,
    R::Patch: Args,
{
    match verb {
        Full::Read(verb) => read(verb, context).await,
        Full::Create(new) => create::<R>(&new, context).await,
        Full::Update(change) => update(change, context).await,
        Full::Remove(verb) => remove(verb, context).await,
    }
}

pub async fn restorable<R: Update>(verb: Restorable<R>, context: &Context) -> Result<Reply, Error>
where
    R::Patch: Args,
{
    match verb {
        Restorable::Read(verb) => read(verb, context).await,
        Restorable::Update(change) => update(change, context).await,
        Restorable::Remove(verb) => remove(verb, context).await,
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

pub async fn remote_build_nodes(verb: RemoteBuildNodes, context: &Context) -> Result<Reply, Error> {
    match verb {
        RemoteBuildNodes::Read(verb) => read(verb, context).await,
        RemoteBuildNodes::Create(new) => create::<RemoteBuildNode>(&new, context).await,
        RemoteBuildNodes::Remove(verb) => remove(verb, context).await,
        RemoteBuildNodes::Status(verb) => read(verb, context).await,
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

pub async fn remove<R: Resource>(verb: Remove<R>, context: &Context) -> Result<Reply, Error> {
    match verb {
        Remove::Delete(id) => delete(id, context).await,
        Remove::Deleteall(confirmation) => delete_all::run::<R>(&JobFilter::default(), confirmation, context).await,
    }
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

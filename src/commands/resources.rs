//! The verbs of the service's resources: one request, and its answer as the reply.

use super::delete_all::{self, Meant};
use super::{Reply, names};
use crate::cli::{Change, Full, Ids, Read, RemoteBuildNodes, Remove};
use crate::context::Context;
use crate::error::Error;
use crate::ims::{self, Create, RemoteBuildNode, Resource, Update};
use crate::output::{Column, Format};
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
        Read::List(listing) => {
            if !listing.columns.is_empty() && context.format != Format::Table {
                return Err(Error::Usage("--columns is for tables; add --format table.".into()));
            }
            let columns = listing.columns.iter().cloned().map(Column::of).collect();
            let answer = context.client()?.send(&ims::list::<R>()).await?;
            Ok(Reply::list::<R>(answer, columns, listing.selection()))
        }
        Read::Describe(id) => names::send::<R>(&id.id, |id| ims::describe::<R>(id), context).await,
    }
}

pub async fn create<R: Create>(new: &R::New, context: &Context) -> Result<Reply, Error> {
    let request = ims::create::<R>(new)?;
    match context.rehearses(&request) {
        true => Ok(Reply::Line(context.rehearsal(&request)?)),
        false => Ok(Reply::records::<R>(context.client()?.send(&request).await?)),
    }
}

pub async fn remove<R: Resource>(verb: Remove<R>, context: &Context) -> Result<Reply, Error> {
    match verb {
        Remove::Delete(ids) => delete(ids, context).await,
        Remove::Deleteall { filters, confirmation } => {
            delete_all::run::<R>(Meant { conditions: filters.conditions, age: None }, confirmation, context).await
        }
    }
}

pub async fn update<R: Update>(change: Change<R>, context: &Context) -> Result<Reply, Error>
where
    R::Patch: Args,
{
    names::send::<R>(&change.id.id, |id| ims::update::<R>(id, &change.patch), context).await
}

pub async fn delete<R: Resource>(mut ids: Ids<R>, context: &Context) -> Result<Reply, Error> {
    match ids.ids.len() {
        1 => names::change::<R>(&ids.ids.remove(0), |id| ims::delete::<R>(id), &deletion::<R>(), context).await,
        _ => super::deletion::each::<R>(names::resolve_all::<R>(&ids.ids, context).await?, context).await,
    }
}

/// The words for the deletion of one record.
fn deletion<R: Resource>() -> names::Change {
    let (noun, addition) = match R::NOUN.strip_prefix("deleted ") {
        Some(noun) => (noun, " for good"),
        None => (R::NOUN, ""),
    };
    names::Change { verbs: ["Deleting", "Deleted"], noun, addition }
}

//! Deleting: records of version 3 of the API go to the deleted ones, those of version 2 and deleted ones for good.

use super::answer::Answer;
use super::clock::stamp;
use super::jobs;
use super::links;
use super::refusal::Refusal;
use super::request::{Api, Request};
use super::resource::Collection;
use super::turn::Turn;
use serde_json::json;
use url::form_urlencoded;

/// Deletes a record.
pub fn delete(turn: &mut Turn, request: &Request) -> Result<Answer, Answer> {
    turn.state.get(request.resource.collection, &request.id).ok_or_else(Answer::missing)?;
    delete_these(turn, request, std::slice::from_ref(&request.id))
}

/// Deletes all records of a resource; of jobs, those that the query selects.
pub fn delete_all(turn: &mut Turn, request: &Request) -> Result<Answer, Answer> {
    let ids = match request.resource.collection {
        Collection::Jobs => jobs::filter::Filter::read(request.query, turn.now)?.select(turn.state),
        collection => turn.state.ids(collection),
    };
    delete_these(turn, request, &ids)
}

fn delete_these(turn: &mut Turn, request: &Request, ids: &[String]) -> Result<Answer, Answer> {
    for id in ids {
        remove_artifacts(turn, request, id)?;
    }
    for id in ids {
        remove(turn, request, id)?;
    }
    Ok(Answer::done())
}

/// Removes the artifacts of a record that goes for good, unless the query keeps them.
fn remove_artifacts(turn: &mut Turn, request: &Request, id: &str) -> Result<(), Answer> {
    let resource = request.resource;
    let Some(record) = turn.state.get(resource.collection, id).cloned() else {
        return Ok(());
    };
    let is_deleted_already = resource.origin.is_some();
    let is_cascade = request.api == Api::V2 && cascades(request.query);
    if !is_deleted_already && !is_cascade {
        return Ok(());
    }
    match links::delete(turn.objects, resource, &record, request.api) {
        Ok(()) => Ok(()),
        // What cannot be read is ignored here.
        Err(Refusal::Absent(_) | Refusal::Unreadable(_)) if is_deleted_already => Ok(()),
        Err(refusal) => Err(refusal.answer()),
    }
}

fn remove(turn: &mut Turn, request: &Request, id: &str) -> Result<(), Answer> {
    let resource = request.resource;
    let Some(mut record) = turn.state.get(resource.collection, id).cloned() else {
        return Ok(());
    };
    match resource.trash.filter(|_| request.api == Api::V3) {
        Some(trash) => {
            links::soft_delete(turn.objects, resource, &mut record, turn.now).map_err(Refusal::answer)?;
            record.insert("deleted".to_owned(), json!(stamp(turn.now)));
            turn.state.put(trash, id, record);
        }
        None if resource.collection == Collection::Jobs => jobs::clear(turn, id, &record),
        None => {}
    }
    turn.state.take(resource.collection, id);
    Ok(())
}

/// Returns `true` if artifacts go with their records, as they do unless the query says otherwise.
fn cascades(query: &str) -> bool {
    let given = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "cascade");
    given.is_none_or(|(_, value)| ["true", "yes", "t", "1"].contains(&value.to_lowercase().as_str()))
}

//! What can be done with records, the same for every resource; jobs add what only they have, and `deletion` what takes records
//! away.

use super::answer::Answer;
use super::clock::stamp;
use super::coercion::boolean;
use super::jobs;
use super::links::{self, presented};
use super::metadata;
use super::record::text;
use super::refusal::Refusal;
use super::request::{Api, Request};
use super::resource::{Collection, Resource};
use super::turn::Turn;
use axum::http::StatusCode;
use serde_json::{Value, json};

/// Lists all records of a resource.
pub fn list(turn: &mut Turn, request: &Request) -> Result<Answer, Answer> {
    let records = turn.state.all(request.resource.collection);
    Ok(Answer::found(&records.map(|(_, record)| presented(record)).collect()))
}

/// Describes one record.
pub fn describe(turn: &mut Turn, request: &Request) -> Result<Answer, Answer> {
    let record = turn.state.get(request.resource.collection, &request.id).ok_or_else(Answer::missing)?;
    Ok(Answer::found(&presented(record)))
}

/// Creates a record.
pub fn create(turn: &mut Turn, request: &Request) -> Result<Answer, Answer> {
    let resource = request.resource;
    let schema = resource.new.ok_or_else(Answer::no_such_path)?;
    let mut body = request.body.read()?;
    match resource.collection {
        Collection::Images => metadata::unfold(&mut body)?,
        Collection::Jobs => jobs::look_for_dkms(&body)?,
        _ => {}
    }
    let mut record = schema.load(&body).map_err(Answer::invalid)?;
    let id = match resource.collection {
        Collection::RemoteBuildNodes => text(&record, "xname").to_owned(),
        _ => uuid::Uuid::new_v4().to_string(),
    };
    match resource.collection {
        Collection::RemoteBuildNodes => {}
        Collection::Jobs => record = jobs::create(turn, &id, record)?,
        _ => {
            if let Some(link) = links::linked(&record) {
                links::check(turn.state, turn.objects, resource, link).map_err(Refusal::answer)?;
            }
            record.insert("id".to_owned(), json!(id));
            record.insert("created".to_owned(), json!(stamp(turn.now)));
        }
    }
    let answer = Answer::created(&presented(&record));
    turn.state.put(resource.collection, &id, record);
    Ok(answer)
}

/// Changes a record, one field after the other: what comes before a refusal is changed all the same. Of a deleted record the
/// only change is that it is restored.
pub fn update(turn: &mut Turn, request: &Request) -> Result<Answer, Answer> {
    let Request { resource, id, .. } = request;
    turn.state.get(resource.collection, id).ok_or_else(Answer::missing)?;
    let body = request.body.read()?;
    let schema = resource.patch.ok_or_else(Answer::no_such_path)?;
    let changes = schema.load(&body).map_err(Answer::invalid)?;
    if let Some(origin) = resource.origin {
        return restore(turn, resource, origin, id);
    }
    if resource.collection == Collection::Jobs {
        jobs::patch(turn, id, &changes);
    }
    for (field, given) in body.as_object().into_iter().flatten() {
        change(turn, request, field, given)?;
    }
    describe(turn, request)
}

/// Changes a field. It keeps the value as it was given: the service compares it to the next one so, and prints it so.
fn change(turn: &mut Turn, request: &Request, field: &str, given: &Value) -> Result<(), Answer> {
    let Request { api, resource, id, .. } = request;
    let record = turn.state.get(resource.collection, id).ok_or_else(Answer::missing)?;
    let value = match field {
        "link" => {
            match record.get("link") {
                None | Some(Value::Null) => {
                    links::check(turn.state, turn.objects, resource, given).or_else(|refusal| {
                        // In version 3, an image may get a manifest that cannot be read.
                        match refusal {
                            Refusal::Unreadable(_) if *api == Api::V3 => Ok(()),
                            other => Err(other.answer()),
                        }
                    })?
                }
                Some(present) if present == given => {}
                Some(_) => return Err(link_conflict()),
            }
            given.clone()
        }
        "metadata" => metadata::changed(record.get(field), given),
        "require_dkms" => json!(boolean(given)),
        // The service fails before it has changed it.
        "template_dictionary" if given.is_null() => return Err(Answer::internal_error()),
        _ => given.clone(),
    };
    let record = turn.state.get_mut(resource.collection, id).ok_or_else(Answer::missing)?;
    record.insert(field.to_owned(), value);
    Ok(())
}

/// Restores a deleted record. One whose artifact is not among the deleted ones comes back as it is.
fn restore(turn: &mut Turn, resource: &Resource, origin: Collection, id: &str) -> Result<Answer, Answer> {
    match bring_back(turn, resource, origin, id) {
        Ok(()) | Err(Refusal::NotDeleted) => {}
        Err(refusal) => return Err(refusal.answer()),
    }
    turn.state.take(resource.collection, id);
    Ok(Answer::done())
}

/// Restores all deleted records of a resource. Those before one that cannot come back are then in both places.
pub fn restore_all(turn: &mut Turn, request: &Request) -> Result<Answer, Answer> {
    let resource = request.resource;
    let (Some(origin), Some(schema)) = (resource.origin, resource.patch) else {
        return Err(Answer::no_such_path());
    };
    schema.load(&request.body.read()?).map_err(Answer::invalid)?;
    let ids = turn.state.ids(resource.collection);
    for id in &ids {
        bring_back(turn, resource, origin, id).map_err(Refusal::answer)?;
    }
    for id in &ids {
        turn.state.take(resource.collection, id);
    }
    Ok(Answer::done())
}

/// Puts a deleted record back where it was, with its artifacts.
fn bring_back(turn: &mut Turn, resource: &Resource, origin: Collection, id: &str) -> Result<(), Refusal> {
    let Some(mut record) = turn.state.get(resource.collection, id).cloned() else {
        return Ok(());
    };
    let moved = links::soft_undelete(turn.objects, resource, &mut record);
    if matches!(moved, Ok(()) | Err(Refusal::NotDeleted)) {
        record.shift_remove("deleted");
        turn.state.put(origin, id, record);
    }
    moved
}

fn link_conflict() -> Answer {
    Answer::problem(
        StatusCode::CONFLICT,
        "Requested resource exists, but cannot be patched due to a patch conflict. Re-run request with valid input values.",
    )
}

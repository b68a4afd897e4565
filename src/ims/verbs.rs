//! The requests that read and change records; one of each serves every resource that has it.

use super::body;
use super::{Create, Resource, Update};
use crate::error::Error;
use crate::http::{Request, segment};
use crate::time::age::Age;
use reqwest::Method;
use serde_json::Value;

/// All records.
pub fn list<R: Resource>() -> Request {
    Request::new(Method::GET, collection::<R>())
}

/// One record.
pub fn describe<R: Resource>(id: &str) -> Result<Request, Error> {
    Ok(Request::new(Method::GET, record::<R>(id)?))
}

/// A new record.
pub fn create<R: Create>(new: &R::New) -> Result<Request, Error> {
    let mut request = Request::new(Method::POST, collection::<R>());
    request.body = Some(body::of(new)?);
    request.look = Some(look::<R>());
    Ok(request)
}

/// A change of a record. Fails if nothing is to be changed, which the service would refuse in less clear words.
pub fn update<R: Update>(id: &str, patch: &R::Patch) -> Result<Request, Error> {
    let patch = body::of(patch)?;
    if patch.as_object().is_some_and(serde_json::Map::is_empty) {
        return Err(Error::Usage(format!(
            "There is nothing to change of the {}. Name at least one option; --help lists them.",
            R::NOUN
        )));
    }
    patched::<R>(id, patch)
}

/// A change of a record by fields that are already in their form.
pub fn patched<R: Resource>(id: &str, fields: Value) -> Result<Request, Error> {
    let mut request = Request::new(Method::PATCH, record::<R>(id)?);
    request.body = Some(fields);
    request.look = Some(look::<R>());
    Ok(request)
}

/// The end of a record.
pub fn delete<R: Resource>(id: &str) -> Result<Request, Error> {
    let mut request = Request::new(Method::DELETE, record::<R>(id)?);
    request.look = Some(look::<R>());
    Ok(request)
}

/// The end of all records, or of those that the filter names.
pub fn delete_all<R: Resource>(filter: &ServiceFilter) -> Request {
    let mut request = Request::new(Method::DELETE, collection::<R>());
    request.look = Some(look::<R>());
    request.query.extend(filter.status.iter().map(|status| ("status", status.clone())));
    request.query.extend(filter.job_type.iter().map(|job_type| ("job_type", job_type.clone())));
    request.query.extend(filter.age.map(|age| ("age", age.to_string())));
    request
}

/// The command that shows what became of a change.
fn look<R: Resource>() -> String {
    format!("cray-ims {} list", R::PATH.replace('/', " "))
}

/// The version of the service.
pub fn version() -> Request {
    Request::new(Method::GET, "apis/ims/version".to_owned())
}

/// Which records the service itself picks when it deletes all; only jobs can be told apart.
#[derive(Debug, Default, PartialEq)]
pub struct ServiceFilter {
    /// The states of the jobs; any if there is none.
    pub status: Vec<String>,
    pub job_type: Option<String>,
    /// How old the jobs are at the least.
    pub age: Option<Age>,
}

fn collection<R: Resource>() -> String {
    format!("apis/ims/v3/{}", R::PATH)
}

fn record<R: Resource>(id: &str) -> Result<String, Error> {
    Ok(format!("{}/{}", collection::<R>(), segment(id)?))
}

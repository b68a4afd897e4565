//! The requests that read and change records; one of each serves every resource that has it.

use super::body;
use super::{Create, Delete, Resource, Update};
use crate::candidates::Collection;
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
    request.verify_with = Some(list_command::<R>());
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
    let mut request = patched::<R>(id, patch)?;
    request.patience = R::PATIENCE;
    Ok(request)
}

/// A change of a record by fields that are already in their form.
pub fn patched<R: Resource>(id: &str, fields: Value) -> Result<Request, Error> {
    let mut request = Request::new(Method::PATCH, record::<R>(id)?);
    request.body = Some(fields);
    request.verify_with = Some(list_command::<R>());
    Ok(request)
}

/// The end of a record.
pub fn delete<R: Delete>(id: &str) -> Result<Request, Error> {
    let mut request = Request::new(Method::DELETE, record::<R>(id)?);
    request.patience = R::PATIENCE;
    request.verify_with = Some(list_command::<R>());
    Ok(request)
}

/// The end of all records, or of those that the filter names.
pub fn delete_all<R: Delete>(filter: &ServiceFilter) -> Request {
    let mut request = Request::new(Method::DELETE, collection::<R>());
    request.patience = R::PATIENCE;
    request.verify_with = Some(list_command::<R>());
    request.query.extend(filter.status.iter().map(|status| ("status", status.clone())));
    request.query.extend(filter.job_type.iter().map(|job_type| ("job_type", job_type.clone())));
    request.query.extend(filter.age.map(|age| ("age", age.to_string())));
    request
}

/// The command that lists the records, and shows what became of a change.
pub fn list_command<R: Resource>() -> String {
    format!("cray-ims {} list", R::COLLECTION.path.replace('/', " "))
}

/// The beginning of a command about these records, such as `cray-ims deleted images`.
pub fn group<R: Resource>() -> String {
    format!("cray-ims {}", R::PATH.replace('/', " "))
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

/// All records of a collection.
pub fn list_of(collection: Collection) -> Request {
    Request::new(Method::GET, format!("{API}/{}", collection.path))
}

const API: &str = "apis/ims/v3";

fn collection<R: Resource>() -> String {
    format!("{API}/{}", R::PATH)
}

fn record<R: Resource>(id: &str) -> Result<String, Error> {
    Ok(format!("{}/{}", collection::<R>(), segment(id)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ims::{DeletedImage, Image, Recipe};
    use std::time::Duration;

    #[test]
    fn what_copies_the_artifacts_of_images_gets_an_hour() {
        let hour = Some(Duration::from_secs(3600));
        assert_eq!(delete::<Image>("1").unwrap().patience, hour);
        assert_eq!(delete_all::<Image>(&ServiceFilter::default()).patience, hour);
        assert_eq!(delete::<DeletedImage>("1").unwrap().patience, hour);
        let restoration = clap_patch(&["--operation", "undelete"]);
        assert_eq!(update::<DeletedImage>("1", &restoration).unwrap().patience, hour);
        assert_eq!(delete::<Recipe>("1").unwrap().patience, None);
        assert_eq!(describe::<Image>("1").unwrap().patience, None);
        assert_eq!(patched::<Image>("1", Value::Null).unwrap().patience, None);
    }

    /// The restoration that these words ask for.
    fn clap_patch(words: &[&str]) -> crate::ims::Restoration {
        use clap::{Args, FromArgMatches};
        let command = crate::ims::Restoration::augment_args(clap::Command::new("update").no_binary_name(true));
        crate::ims::Restoration::from_arg_matches(&command.get_matches_from(words)).unwrap()
    }
}

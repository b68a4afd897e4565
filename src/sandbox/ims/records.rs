//! The records that the service keeps, and one table that says what each kind of record is.

use super::artifacts::Artifacts;
use super::jobs::life::Course;
use super::jobs::objects::Objects;
use super::schema::Schema;
use super::schemas;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A record: its fields, in the order in which a creation answers them.
pub type Record = Map<String, Value>;

/// The collections of records, one for each kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Collection {
    Recipes,
    Images,
    PublicKeys,
    Jobs,
    RemoteBuildNodes,
    DeletedRecipes,
    DeletedImages,
    DeletedPublicKeys,
}

/// What the records of a collection are.
#[derive(Debug)]
pub struct Nature {
    pub collection: Collection,
    /// Its path below the version of the API.
    pub path: &'static str,
    /// What may be posted to it.
    pub new: Option<&'static Schema>,
    /// What may be changed of it.
    pub patch: Option<&'static Schema>,
    /// Where its records go when they are deleted; nowhere if that is final.
    pub trash: Option<Collection>,
    /// Where its records return to when they are undeleted.
    pub origin: Option<Collection>,
    pub links: Links,
}

/// What the links of a kind of record point to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    Nothing,
    /// One file.
    Archive,
    /// A manifest that lists further files.
    Manifest,
}

const fn living(collection: Collection, path: &'static str, new: &'static Schema) -> Nature {
    Nature { collection, path, new: Some(new), patch: None, trash: None, origin: None, links: Links::Nothing }
}

const fn deleted(collection: Collection, path: &'static str, origin: Collection, links: Links) -> Nature {
    Nature { collection, path, new: None, patch: Some(&schemas::RESTORATION), trash: None, origin: Some(origin), links }
}

/// All collections.
pub static NATURES: [Nature; 8] = [
    Nature {
        patch: Some(&schemas::RECIPE_PATCH),
        trash: Some(Collection::DeletedRecipes),
        links: Links::Archive,
        ..living(Collection::Recipes, "recipes", &schemas::NEW_RECIPE)
    },
    Nature {
        patch: Some(&schemas::IMAGE_PATCH),
        trash: Some(Collection::DeletedImages),
        links: Links::Manifest,
        ..living(Collection::Images, "images", &schemas::NEW_IMAGE)
    },
    Nature {
        trash: Some(Collection::DeletedPublicKeys),
        ..living(Collection::PublicKeys, "public-keys", &schemas::NEW_PUBLIC_KEY)
    },
    Nature { patch: Some(&schemas::JOB_PATCH), ..living(Collection::Jobs, "jobs", &schemas::NEW_JOB) },
    living(Collection::RemoteBuildNodes, "remote-build-nodes", &schemas::NEW_REMOTE_BUILD_NODE),
    deleted(Collection::DeletedRecipes, "deleted/recipes", Collection::Recipes, Links::Archive),
    deleted(Collection::DeletedImages, "deleted/images", Collection::Images, Links::Manifest),
    deleted(Collection::DeletedPublicKeys, "deleted/public-keys", Collection::PublicKeys, Links::Nothing),
];

impl Nature {
    /// Returns `true` if version 2 of the API has such records.
    pub fn is_in_v2(&self) -> bool {
        self.origin.is_none() && self.collection != Collection::RemoteBuildNodes
    }
}

/// The nature of a collection's records.
pub fn nature(collection: Collection) -> Option<&'static Nature> {
    NATURES.iter().find(|nature| nature.collection == collection)
}

/// Everything that the service knows and keeps between runs.
#[derive(Default, Serialize, Deserialize)]
pub struct State {
    tables: BTreeMap<Collection, Map<String, Value>>,
    pub artifacts: Artifacts,
    /// The jobs that still move by themselves, by their ids.
    pub courses: BTreeMap<String, Course>,
    /// What belongs to jobs in the cluster, by their ids.
    pub objects: BTreeMap<String, Objects>,
    pub seeds: Option<Seeds>,
    #[serde(skip)]
    revision: u64,
}

/// The ids of records that exist from the start.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Seeds {
    pub recipe: String,
    pub image: String,
    pub public_key: String,
}

impl State {
    /// A number that grows with every change of a record.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// A record.
    pub fn get(&self, collection: Collection, id: &str) -> Option<&Record> {
        self.tables.get(&collection)?.get(id)?.as_object()
    }

    /// A record, to be changed.
    pub fn get_mut(&mut self, collection: Collection, id: &str) -> Option<&mut Record> {
        self.revision += 1;
        self.tables.get_mut(&collection)?.get_mut(id)?.as_object_mut()
    }

    /// All records of a kind with their ids, the oldest first.
    pub fn all(&self, collection: Collection) -> impl Iterator<Item = (&str, &Record)> {
        let records = self.tables.get(&collection).into_iter().flatten();
        records.filter_map(|(id, record)| Some((id.as_str(), record.as_object()?)))
    }

    /// The ids of all records of a kind.
    pub fn ids(&self, collection: Collection) -> Vec<String> {
        self.all(collection).map(|(id, _)| id.to_owned()).collect()
    }

    /// Adds a record, or replaces it in its place.
    pub fn put(&mut self, collection: Collection, id: &str, record: Record) {
        self.revision += 1;
        self.tables.entry(collection).or_default().insert(id.to_owned(), Value::Object(record));
    }

    /// Removes a record.
    pub fn take(&mut self, collection: Collection, id: &str) -> Option<Record> {
        self.revision += 1;
        match self.tables.get_mut(&collection)?.shift_remove(id)? {
            Value::Object(record) => Some(record),
            _ => None,
        }
    }
}

/// A text of a record; empty if there is none.
pub fn text<'a>(record: &'a Record, field: &str) -> &'a str {
    record.get(field).and_then(Value::as_str).unwrap_or_default()
}

/// The path that a record's link points to.
pub fn linked_path(record: &Record) -> Option<&str> {
    record.get("link")?.get("path")?.as_str()
}

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

/// The kinds of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Recipes,
    Images,
    PublicKeys,
    Jobs,
    RemoteBuildNodes,
    DeletedRecipes,
    DeletedImages,
    DeletedPublicKeys,
}

/// What a kind of record is.
pub struct Nature {
    pub kind: Kind,
    /// Its path below the version of the API.
    pub path: &'static str,
    /// What may be posted to it.
    pub new: Option<&'static Schema>,
    /// What may be changed of it.
    pub patch: Option<&'static Schema>,
    /// Where its records go when they are deleted; nowhere if that is final.
    pub trash: Option<Kind>,
    /// Where its records return to when they are undeleted.
    pub origin: Option<Kind>,
    pub links: Links,
}

/// What the links of a kind of record point to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Links {
    Nothing,
    /// One file.
    Archive,
    /// A manifest that lists further files.
    Manifest,
}

const fn living(kind: Kind, path: &'static str, new: &'static Schema) -> Nature {
    Nature { kind, path, new: Some(new), patch: None, trash: None, origin: None, links: Links::Nothing }
}

const fn deleted(kind: Kind, path: &'static str, origin: Kind, links: Links) -> Nature {
    Nature { kind, path, new: None, patch: Some(&schemas::RESTORATION), trash: None, origin: Some(origin), links }
}

/// All kinds of record.
pub static NATURES: [Nature; 8] = [
    Nature {
        patch: Some(&schemas::RECIPE_PATCH),
        trash: Some(Kind::DeletedRecipes),
        links: Links::Archive,
        ..living(Kind::Recipes, "recipes", &schemas::NEW_RECIPE)
    },
    Nature {
        patch: Some(&schemas::IMAGE_PATCH),
        trash: Some(Kind::DeletedImages),
        links: Links::Manifest,
        ..living(Kind::Images, "images", &schemas::NEW_IMAGE)
    },
    Nature {
        trash: Some(Kind::DeletedPublicKeys),
        ..living(Kind::PublicKeys, "public-keys", &schemas::NEW_PUBLIC_KEY)
    },
    Nature { patch: Some(&schemas::JOB_PATCH), ..living(Kind::Jobs, "jobs", &schemas::NEW_JOB) },
    living(Kind::RemoteBuildNodes, "remote-build-nodes", &schemas::NEW_REMOTE_BUILD_NODE),
    deleted(Kind::DeletedRecipes, "deleted/recipes", Kind::Recipes, Links::Archive),
    deleted(Kind::DeletedImages, "deleted/images", Kind::Images, Links::Manifest),
    deleted(Kind::DeletedPublicKeys, "deleted/public-keys", Kind::PublicKeys, Links::Nothing),
];

/// Everything that the service knows and keeps between runs.
#[derive(Default, Serialize, Deserialize)]
pub struct State {
    tables: BTreeMap<Kind, Map<String, Value>>,
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
    pub fn get(&self, kind: Kind, id: &str) -> Option<&Record> {
        self.tables.get(&kind)?.get(id)?.as_object()
    }

    /// A record, to be changed.
    pub fn get_mut(&mut self, kind: Kind, id: &str) -> Option<&mut Record> {
        self.revision += 1;
        self.tables.get_mut(&kind)?.get_mut(id)?.as_object_mut()
    }

    /// All records of a kind with their ids, the oldest first.
    pub fn all(&self, kind: Kind) -> impl Iterator<Item = (&str, &Record)> {
        let records = self.tables.get(&kind).into_iter().flatten();
        records.filter_map(|(id, record)| Some((id.as_str(), record.as_object()?)))
    }

    /// The ids of all records of a kind.
    pub fn ids(&self, kind: Kind) -> Vec<String> {
        self.all(kind).map(|(id, _)| id.to_owned()).collect()
    }

    /// Adds a record, or replaces it in its place.
    pub fn put(&mut self, kind: Kind, id: &str, record: Record) {
        self.revision += 1;
        self.tables.entry(kind).or_default().insert(id.to_owned(), Value::Object(record));
    }

    /// Removes a record.
    pub fn take(&mut self, kind: Kind, id: &str) -> Option<Record> {
        self.revision += 1;
        match self.tables.get_mut(&kind)?.shift_remove(id)? {
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

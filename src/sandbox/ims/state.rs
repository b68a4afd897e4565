//! The state of the service: its records, and how far its jobs are.

use super::earlier_state::Artifacts;
use super::jobs::cluster_objects::ClusterObjects;
use super::jobs::course::Course;
use super::record::Record;
use super::resource::Collection;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Everything that the service knows and keeps between runs.
#[derive(Default, Serialize, Deserialize)]
pub struct State {
    tables: BTreeMap<Collection, Map<String, Value>>,
    /// The jobs that still move by themselves, by their ids.
    pub courses: BTreeMap<String, Course>,
    /// What belongs to jobs in the cluster, by their ids.
    #[serde(rename = "objects")]
    pub cluster_objects: BTreeMap<String, ClusterObjects>,
    pub seeds: Option<Seeds>,
    /// Of a state that an earlier build kept.
    #[serde(default, skip_serializing)]
    pub artifacts: Artifacts,
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

//! What can be done with records, the same for every kind; jobs add what only they have.

use super::answer::Answer;
use super::body::Body;
use super::clock::stamp;
use super::jobs;
use super::links::{self, presented};
use super::records::{Collection, Nature, Record, State, text};
use super::schema::Schema;
use crate::sandbox::kubernetes::Cluster;
use axum::http::StatusCode;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// One request's turn with the state.
pub struct Turn<'a> {
    pub state: &'a mut State,
    pub cluster: &'a Cluster,
    /// The settings of the service's pod.
    pub settings: &'a BTreeMap<String, String>,
    pub now: Timestamp,
}

impl Turn<'_> {
    /// All records of a kind.
    pub fn list(&self, nature: &Nature) -> Answer {
        Answer::found(&self.state.all(nature.collection).map(|(_, record)| presented(record)).collect())
    }

    /// One record.
    pub fn describe(&self, nature: &Nature, id: &str) -> Answer {
        self.state.get(nature.collection, id).map_or_else(Answer::missing, |record| Answer::found(&presented(record)))
    }

    /// Creates a record.
    pub fn create(&mut self, nature: &Nature, schema: &Schema, body: &Body) -> Result<Answer, Answer> {
        let mut record = schema.load(&body.read()?).map_err(Answer::invalid)?;
        let id = match nature.collection {
            Collection::RemoteBuildNodes => text(&record, "xname").to_owned(),
            _ => uuid::Uuid::new_v4().to_string(),
        };
        match nature.collection {
            Collection::RemoteBuildNodes => {}
            Collection::Jobs => record = jobs::create(self, &id, record)?,
            _ => {
                self.check_new_link(nature, &record)?;
                record.insert("id".to_owned(), json!(id));
                record.insert("created".to_owned(), json!(stamp(self.now)));
            }
        }
        unfold_metadata(&mut record);
        let answer = Answer::created(&presented(&record));
        self.state.put(nature.collection, &id, record);
        Ok(answer)
    }

    fn check_new_link(&self, nature: &Nature, record: &Record) -> Result<(), Answer> {
        match record.get("link") {
            None | Some(Value::Null) => Ok(()),
            Some(link) => {
                links::check(self.state, nature, link)?;
                // The service does not expect a link to something else.
                links::is_readable(self.state, nature, link).then_some(()).ok_or_else(Answer::fault)
            }
        }
    }

    /// Changes a record.
    pub fn update(&mut self, nature: &Nature, schema: &Schema, id: &str, body: &Body) -> Result<Answer, Answer> {
        let record = self.state.get(nature.collection, id).ok_or_else(Answer::missing)?;
        let body = body.read()?;
        let mut changes = schema.load(&body).map_err(Answer::invalid)?;
        if let Some(link) = body.get("link") {
            match record.get("link") {
                None | Some(Value::Null) => links::check(self.state, nature, link)?,
                Some(present) if present == link => {}
                Some(_) => return Err(link_conflict()),
            }
            // As it was given: the service compares it to the next one so.
            changes.insert("link".to_owned(), link.clone());
        }
        if nature.collection == Collection::Jobs {
            jobs::patch(self, id, &changes);
        }
        let record = self.state.get_mut(nature.collection, id).ok_or_else(Answer::missing)?;
        for (field, value) in changes {
            match field.as_str() {
                "metadata" => change_metadata(record, &value),
                _ => drop(record.insert(field, value)),
            }
        }
        Ok(Answer::found(&presented(record)))
    }

    /// Brings deleted records back: one, or all.
    pub fn restore(
        &mut self,
        nature: &Nature,
        schema: &Schema,
        id: Option<&str>,
        body: &Body,
    ) -> Result<Answer, Answer> {
        let ids = match id {
            None => self.state.ids(nature.collection),
            Some(id) => {
                self.state.get(nature.collection, id).ok_or_else(Answer::missing)?;
                vec![id.to_owned()]
            }
        };
        schema.load(&body.read()?).map_err(Answer::invalid)?;
        for id in ids {
            self.restore_one(nature, &id)?;
        }
        Ok(Answer::done())
    }

    fn restore_one(&mut self, nature: &Nature, id: &str) -> Result<(), Answer> {
        let mut record = self.state.get(nature.collection, id).cloned().ok_or_else(Answer::missing)?;
        links::soft_undelete(self.state, nature, &mut record)?;
        record.shift_remove("deleted");
        self.state.take(nature.collection, id);
        if let Some(origin) = nature.origin {
            self.state.put(origin, id, record);
        }
        Ok(())
    }

    /// Deletes a record.
    pub fn delete(&mut self, nature: &Nature, id: &str) -> Answer {
        let Some(mut record) = self.state.take(nature.collection, id) else {
            return Answer::missing();
        };
        match nature.trash {
            Some(trash) => {
                links::soft_delete(self.state, nature, &mut record);
                record.insert("deleted".to_owned(), json!(stamp(self.now)));
                self.state.put(trash, id, record);
            }
            None if nature.collection == Collection::Jobs => jobs::clear(self, id, &record),
            None => links::delete(self.state, &record),
        }
        Answer::done()
    }

    /// Deletes all records of a kind; of jobs, those that a query selects.
    pub fn delete_all(&mut self, nature: &Nature, query: &str) -> Result<Answer, Answer> {
        let ids = match nature.collection {
            Collection::Jobs => jobs::filter::Filter::read(query, self.now)?.select(self.state),
            collection => self.state.ids(collection),
        };
        for id in ids {
            self.delete(nature, &id);
        }
        Ok(Answer::done())
    }

    /// What the service finds when it looks at a node: there is none in a simulation.
    pub fn node_states(&self) -> Answer {
        Answer::found(&self.state.all(Collection::RemoteBuildNodes).map(|(xname, _)| node_state(xname)).collect())
    }

    /// What the service finds when it looks at one node.
    pub fn node_state(&self, xname: &str) -> Answer {
        let node = self.state.get(Collection::RemoteBuildNodes, xname);
        node.map_or_else(Answer::missing, |_| Answer::found(&node_state(xname)))
    }
}

fn link_conflict() -> Answer {
    Answer::problem(
        StatusCode::CONFLICT,
        "Requested resource exists, but cannot be patched due to a patch conflict. Re-run request with valid input values.",
    )
}

/// Metadata may be given as the key and the value of its first entry.
fn unfold_metadata(record: &mut Record) {
    let Some(Value::Object(given)) = record.get("metadata") else {
        return;
    };
    if let Some(key) = given.get("key").and_then(Value::as_str) {
        let value = given.get("value").cloned().unwrap_or_else(|| json!(""));
        record.insert("metadata".to_owned(), json!({key: value}));
    }
}

fn change_metadata(record: &mut Record, change: &Value) {
    let part = |name: &str| change.get(name).and_then(Value::as_str).unwrap_or_default();
    let Some(Value::Object(metadata)) = record.get_mut("metadata") else {
        return;
    };
    match part("operation") {
        "set" => drop(metadata.insert(part("key").to_owned(), json!(part("value")))),
        _ => drop(metadata.shift_remove(part("key"))),
    }
}

fn node_state(xname: &str) -> Value {
    json!({
        "xname": xname,
        "sshStatus": "Unable to connect to node. Error: [Errno -2] Name or service not known",
        "podmanStatus": "Unknown",
        "nodeArch": "Unknown",
        "numCurrentJobs": -1,
        "ableToRunJobs": false,
    })
}

//! What can be done with records, the same for every kind; jobs add what only they have, and `deletion` what takes them away.

use super::answer::Answer;
use super::body::Body;
use super::clock::stamp;
use super::coercion::truth;
use super::jobs;
use super::links::{self, presented};
use super::metadata;
use super::nodes::Nodes;
use super::records::{Collection, Nature, State, text};
use super::route::Api;
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
    pub nodes: &'a Nodes,
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
        let mut body = body.read()?;
        match nature.collection {
            Collection::Images => metadata::unfold(&mut body)?,
            Collection::Jobs => jobs::look_for_dkms(&body)?,
            _ => {}
        }
        let mut record = schema.load(&body).map_err(Answer::invalid)?;
        let id = match nature.collection {
            Collection::RemoteBuildNodes => text(&record, "xname").to_owned(),
            _ => uuid::Uuid::new_v4().to_string(),
        };
        match nature.collection {
            Collection::RemoteBuildNodes => {}
            Collection::Jobs => record = jobs::create(self, &id, record)?,
            _ => {
                match record.get("link") {
                    None | Some(Value::Null) => {}
                    Some(link) => links::check(self.state, nature, link).map_err(links::Refusal::answer)?,
                }
                record.insert("id".to_owned(), json!(id));
                record.insert("created".to_owned(), json!(stamp(self.now)));
            }
        }
        let answer = Answer::created(&presented(&record));
        self.state.put(nature.collection, &id, record);
        Ok(answer)
    }

    /// Changes a record, one field after the other: what comes before a refusal is changed all the same.
    pub fn update(
        &mut self,
        api: Api,
        nature: &Nature,
        schema: &Schema,
        id: &str,
        body: &Body,
    ) -> Result<Answer, Answer> {
        self.state.get(nature.collection, id).ok_or_else(Answer::missing)?;
        let body = body.read()?;
        let changes = schema.load(&body).map_err(Answer::invalid)?;
        if nature.collection == Collection::Jobs {
            jobs::patch(self, id, &changes);
        }
        for (field, given) in body.as_object().into_iter().flatten() {
            self.change(api, nature, id, field, given)?;
        }
        Ok(self.describe(nature, id))
    }

    /// Changes a field. It keeps the value as it was given: the service compares it to the next one so, and prints it so.
    fn change(&mut self, api: Api, nature: &Nature, id: &str, field: &str, given: &Value) -> Result<(), Answer> {
        let record = self.state.get(nature.collection, id).ok_or_else(Answer::missing)?;
        let value = match field {
            "link" => {
                match record.get("link") {
                    None | Some(Value::Null) => links::check(self.state, nature, given).or_else(|refusal| {
                        // In version 3, an image may get a manifest that cannot be read.
                        match refusal {
                            links::Refusal::Unreadable if api == Api::V3 => Ok(()),
                            other => Err(other.answer()),
                        }
                    })?,
                    Some(present) if present == given => {}
                    Some(_) => return Err(link_conflict()),
                }
                given.clone()
            }
            "metadata" => metadata::changed(record.get(field), given),
            "require_dkms" => json!(truth(given)),
            // The service fails before it has changed it.
            "template_dictionary" if given.is_null() => return Err(Answer::fault()),
            _ => given.clone(),
        };
        let record = self.state.get_mut(nature.collection, id).ok_or_else(Answer::missing)?;
        record.insert(field.to_owned(), value);
        Ok(())
    }

    /// Brings a deleted record back.
    pub fn restore(
        &mut self,
        nature: &Nature,
        origin: Collection,
        schema: &Schema,
        id: &str,
        body: &Body,
    ) -> Result<Answer, Answer> {
        self.state.get(nature.collection, id).ok_or_else(Answer::missing)?;
        schema.load(&body.read()?).map_err(Answer::invalid)?;
        match self.bring_back(nature, origin, id) {
            // One whose artifact is not among the deleted ones comes back as it is.
            Ok(()) | Err(links::Refusal::NotDeleted) => {}
            Err(refusal) => return Err(refusal.answer()),
        }
        self.state.take(nature.collection, id);
        Ok(Answer::done())
    }

    /// Brings all deleted records of a kind back. Those before one that cannot come back are then in both places.
    pub fn restore_all(
        &mut self,
        nature: &Nature,
        origin: Collection,
        schema: &Schema,
        body: &Body,
    ) -> Result<Answer, Answer> {
        schema.load(&body.read()?).map_err(Answer::invalid)?;
        let ids = self.state.ids(nature.collection);
        for id in &ids {
            match self.bring_back(nature, origin, id) {
                Ok(()) => {}
                Err(links::Refusal::NotDeleted) => return Err(Answer::fault()),
                Err(refusal) => return Err(refusal.answer()),
            }
        }
        for id in &ids {
            self.state.take(nature.collection, id);
        }
        Ok(Answer::done())
    }

    /// Puts a deleted record back where it was, with its artifacts.
    fn bring_back(&mut self, nature: &Nature, origin: Collection, id: &str) -> Result<(), links::Refusal> {
        let Some(mut record) = self.state.get(nature.collection, id).cloned() else {
            return Ok(());
        };
        let moved = links::soft_undelete(self.state, nature, &mut record);
        if matches!(moved, Ok(()) | Err(links::Refusal::NotDeleted)) {
            record.shift_remove("deleted");
            self.state.put(origin, id, record);
        }
        moved
    }

    /// What the service finds when it looks at all remote build nodes.
    pub fn node_states(&self) -> Answer {
        let states = self.state.all(Collection::RemoteBuildNodes).map(|(xname, _)| self.state_of_node(xname));
        Answer::found(&states.collect())
    }

    /// What the service finds when it looks at one.
    pub fn node_state(&self, xname: &str) -> Answer {
        let node = self.state.get(Collection::RemoteBuildNodes, xname);
        node.map_or_else(Answer::missing, |_| Answer::found(&self.state_of_node(xname)))
    }
}

fn link_conflict() -> Answer {
    Answer::problem(
        StatusCode::CONFLICT,
        "Requested resource exists, but cannot be patched due to a patch conflict. Re-run request with valid input values.",
    )
}

//! Deleting: records of version 3 of the API go to the deleted ones, those of version 2 and deleted ones for good.

use super::answer::Answer;
use super::clock::stamp;
use super::jobs;
use super::links;
use super::records::{Collection, Links, Nature};
use super::route::Api;
use super::verbs::Turn;
use serde_json::json;
use url::form_urlencoded;

impl Turn<'_> {
    /// Deletes a record.
    pub fn delete(&mut self, api: Api, nature: &Nature, id: &str, query: &str) -> Result<Answer, Answer> {
        self.state.get(nature.collection, id).ok_or_else(Answer::missing)?;
        self.remove_artifacts(api, nature, id, query)?;
        self.remove(api, nature, id);
        Ok(Answer::done())
    }

    /// Deletes all records of a kind; of jobs, those that a query selects.
    pub fn delete_all(&mut self, api: Api, nature: &Nature, query: &str) -> Result<Answer, Answer> {
        let ids = match nature.collection {
            Collection::Jobs => jobs::filter::Filter::read(query, self.now)?.select(self.state),
            collection => self.state.ids(collection),
        };
        for id in &ids {
            self.remove_artifacts(api, nature, id, query)?;
        }
        for id in &ids {
            self.remove(api, nature, id);
        }
        Ok(Answer::done())
    }

    /// Removes the artifacts of a record that goes for good, unless the query keeps them.
    fn remove_artifacts(&mut self, api: Api, nature: &Nature, id: &str, query: &str) -> Result<(), Answer> {
        let Some(record) = self.state.get(nature.collection, id).cloned() else {
            return Ok(());
        };
        let is_deleted_already = nature.origin.is_some();
        if is_deleted_already {
            // What cannot be read is ignored here.
            let _ = links::delete(self.state, nature, &record);
        } else if api == Api::V2 && cascades(query) && nature.links != Links::Nothing {
            links::delete(self.state, nature, &record).map_err(links::Refusal::answer)?;
        }
        Ok(())
    }

    fn remove(&mut self, api: Api, nature: &Nature, id: &str) {
        let Some(mut record) = self.state.take(nature.collection, id) else {
            return;
        };
        match nature.trash.filter(|_| api == Api::V3) {
            Some(trash) => {
                links::soft_delete(self.state, nature, &mut record);
                record.insert("deleted".to_owned(), json!(stamp(self.now)));
                self.state.put(trash, id, record);
            }
            None if nature.collection == Collection::Jobs => jobs::clear(self, id, &record),
            None => {}
        }
    }
}

/// Returns `true` if artifacts go with their records, as they do unless the query says otherwise.
fn cascades(query: &str) -> bool {
    let given = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "cascade");
    given.is_none_or(|(_, value)| ["true", "yes", "t", "1"].contains(&value.to_lowercase().as_str()))
}

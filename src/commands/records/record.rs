//! What is known of the records of a list where only their ids, names and times matter.

use crate::candidates::Collection;
use crate::error::Error;
use crate::ims::Resource;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What tells a record from others.
#[derive(Deserialize, Serialize)]
pub struct Record {
    pub id: String,
    pub name: Option<String>,
    pub created: Option<String>,
}

/// What is known of the records of a list. Fails if it is none.
pub fn records<R: Resource>(list: &str) -> Result<Vec<Record>, Error> {
    of_collection(R::COLLECTION, list).ok_or_else(|| Error::BadAnswer(format!("it is not a list of {}", R::NOUNS)))
}

/// The same for a collection; `None` if it is no list.
pub fn of_collection(collection: Collection, list: &str) -> Option<Vec<Record>> {
    let records: Vec<Map<String, Value>> = serde_json::from_str(list).ok()?;
    let text = |record: &Map<String, Value>, field: &str| record.get(field)?.as_str().map(str::to_owned);
    let known = records.iter().map(|record| Record {
        id: text(record, collection.id_field).unwrap_or_default(),
        name: collection.name_field.and_then(|field| text(record, field)),
        created: text(record, "created"),
    });
    Some(known.collect())
}

//! A record: what the service keeps of one recipe, image, job and so on.

use serde_json::{Map, Value};

/// The fields of a record, in the order in which a creation answers them.
pub type Record = Map<String, Value>;

/// A text of a record; empty if there is none.
pub fn text<'a>(record: &'a Record, field: &str) -> &'a str {
    record.get(field).and_then(Value::as_str).unwrap_or_default()
}

/// The path that a record's link points to.
pub fn linked_path(record: &Record) -> Option<&str> {
    record.get("link")?.get("path")?.as_str()
}

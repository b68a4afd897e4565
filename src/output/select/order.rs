//! The order of records: by one field, numbers before texts.

use super::super::document::{Value, View};
use super::super::{json, number};
use std::cmp::Ordering;

/// What a record is sorted by.
pub enum Key {
    Number(f64),
    Text(Box<str>),
}

impl Key {
    /// Returns `None` for null, which is no value to sort by.
    pub fn of(value: Value) -> Option<Self> {
        Some(match value.view() {
            View::Null => return None,
            View::Number(text) => Key::Number(number::python(text).parse().unwrap_or(f64::NAN)),
            View::Text(text) => Key::Text(text.decoded().into()),
            _ => {
                let mut text = Vec::new();
                json::push_compact(value, &mut text);
                Key::Text(String::from_utf8_lossy(&text).into())
            }
        })
    }
}

/// Numbers before texts; records without the field, or with null there, come last, either way round.
pub fn in_order(one: Option<&Key>, other: Option<&Key>, reverse: bool) -> Ordering {
    let order = match (one, other) {
        (None, None) => return Ordering::Equal,
        (Some(_), None) => return Ordering::Less,
        (None, Some(_)) => return Ordering::Greater,
        (Some(Key::Number(one)), Some(Key::Number(other))) => one.total_cmp(other),
        (Some(Key::Text(one)), Some(Key::Text(other))) => one.cmp(other),
        (Some(Key::Number(_)), Some(Key::Text(_))) => Ordering::Less,
        (Some(Key::Text(_)), Some(Key::Number(_))) => Ordering::Greater,
    };
    if reverse { order.reverse() } else { order }
}

//! One field of a record, or of each record of a list.

use super::super::document::{Document, Value, View, leading_space};
use super::super::records::Records;
use super::super::{RenderError, json};
use super::MOST;
use crate::shell::quoted;
use std::ops::Range;

/// Why nothing can be said of a field.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum FieldError {
    #[error(transparent)]
    Answer(#[from] RenderError),
    #[error("{} has no {}", record(*number), quoted(field))]
    Missing { number: Option<usize>, field: String },
    #[error("None of the records has a field {}. The first has: {fields}", quoted(field))]
    Nowhere { field: String, fields: String },
    #[error("it is not a list")]
    NoList,
    #[error("No record matches.")]
    Nothing,
    #[error("The list has more than {MOST} records, too many to be filtered or sorted here.")]
    TooMany,
}

fn record(number: Option<usize>) -> String {
    number.map_or_else(|| "The record".to_owned(), |number| format!("Record {number} of the list"))
}

/// One field of a record, or of every record of a list: its plain text, one a line.
pub fn field(text: &str, field: &str) -> Result<Vec<u8>, FieldError> {
    let mut out = Vec::new();
    let mut push = |found: Option<Value>, number: Option<usize>| {
        let value = found.filter(|value| !value.is_null());
        push_plain(&mut out, value.ok_or_else(|| FieldError::Missing { number, field: field.to_owned() })?);
        out.push(b'\n');
        Ok(())
    };
    let mut number = 0;
    let is_list = each_record(text, |value, _| {
        number += 1;
        push(find(value, field), Some(number))
    })?;
    if !is_list {
        let mut document = Document::default();
        let found = match text.trim_ascii().is_empty() {
            true => None,
            false => find(read(&mut document, text)?, field),
        };
        push(found, None)?;
    }
    Ok(out)
}

/// The names of the fields of a record.
pub fn fields_of(record: &str) -> Result<String, RenderError> {
    let mut document = Document::default();
    let names: Vec<_> = match read(&mut document, record)?.view() {
        View::Object(fields) => fields.map(|(name, _)| name.decoded().into_owned()).collect(),
        _ => Vec::new(),
    };
    Ok(names.join(", "))
}

/// Calls `each` with every record of a list, and with its place in the text. Returns `false` if the text is not a list. No
/// more than one record is held as a tree at a time.
pub fn each_record(
    text: &str,
    mut each: impl FnMut(Value, Range<usize>) -> Result<(), FieldError>,
) -> Result<bool, FieldError> {
    let text = text.as_bytes();
    if text.get(leading_space(text)) != Some(&b'[') {
        return Ok(false);
    }
    let mut records = Records::default();
    records.feed(text, &mut each)?;
    records.finish(&mut each)?;
    Ok(true)
}

fn read<'d>(document: &'d mut Document, text: &'d str) -> Result<Value<'d>, RenderError> {
    document.read(text.trim_ascii_start().as_bytes()).map_err(|fault| fault.behind(0, text.len()))
}

/// The value under a dotted name. A number stands for an element of an array.
pub fn find<'d>(value: Value<'d>, field: &str) -> Option<Value<'d>> {
    field.split('.').try_fold(value, |value, name| match value.view() {
        View::Object(fields) => fields.get(name),
        View::Array(mut items) => items.nth(name.parse().ok()?),
        _ => None,
    })
}

fn push_plain(out: &mut Vec<u8>, value: Value) {
    match value.view() {
        View::Text(text) => out.extend_from_slice(text.decoded().as_bytes()),
        View::Number(text) => out.extend_from_slice(text.as_bytes()),
        _ => json::push_compact(value, out),
    }
}

//! The editing of a configuration: what is not changed keeps its place, its form and its comments.

use super::unreadable;
use crate::error::Error;
use std::path::Path;
use toml_edit::{DocumentMut, Item, Table, TomlError};

/// The text of a configuration, to be changed.
#[derive(Debug)]
pub struct Document(DocumentMut);

impl Document {
    /// Reads the text of the file at this path. Fails with the line and column where it goes wrong.
    pub fn parse(path: &Path, text: &str) -> Result<Self, Error> {
        let refused = |error: TomlError| unreadable(path, text, error.span(), error.message());
        text.parse().map(Document).map_err(refused)
    }

    /// Sets the text under a dotted name. Fails if a part of the name but the last holds something that is not a table, or
    /// the last holds a table.
    pub fn set(&mut self, name: &str, text: &str) -> Result<(), Error> {
        let refused = |name: &str, what| Error::Usage(format!("Unable to set property. {name} is a {what}."));
        let mut parents = Vec::new();
        let mut item = self.0.as_item_mut();
        let mut keys = name.split('.').peekable();
        while let Some(key) = keys.next() {
            let table =
                item.as_table_like_mut().ok_or_else(|| refused(&parents.join("."), "setting, not a section"))?;
            parents.push(key);
            if keys.peek().is_none() {
                if table.get(key).is_some_and(Item::is_table_like) {
                    return Err(refused(name, "section, not a setting"));
                }
                table.insert(key, toml_edit::value(text));
                return Ok(());
            }
            // A table that only holds others needs no header of its own.
            let mut missing = Table::new();
            missing.set_implicit(true);
            item = table.entry(key).or_insert(Item::Table(missing));
        }
        Ok(())
    }

    /// Removes what stands under a dotted name. Returns `true` if there was something.
    pub fn unset(&mut self, name: &str) -> bool {
        let (parents, key) = name.rsplit_once('.').map_or((None, name), |(parents, key)| (Some(parents), key));
        let found = parents
            .into_iter()
            .flat_map(|parents| parents.split('.'))
            .try_fold(self.0.as_item_mut(), |item, key| item.get_mut(key));
        found.and_then(Item::as_table_like_mut).is_some_and(|table| table.remove(key).is_some())
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        self.0.to_string()
    }
}

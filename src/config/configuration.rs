//! One configuration: a TOML file of settings.

use crate::error::Error;
use crate::file::write_atomically;
use std::path::{Path, PathBuf};
use toml_edit::{Datetime, DocumentMut, Item, Table, TableLike, Value};

/// One configuration file. What is not changed keeps its place, its form and its comments.
#[derive(Debug)]
pub struct Configuration {
    path: PathBuf,
    document: DocumentMut,
}

impl Configuration {
    /// Reads the text of the file at this path. Fails with the line where it goes wrong.
    pub fn parse(path: PathBuf, text: &str) -> Result<Self, Error> {
        match text.parse::<DocumentMut>() {
            Ok(document) => Ok(Configuration { path, document }),
            Err(error) => {
                let before = error.span().and_then(|span| text.as_bytes().get(..span.start)).unwrap_or_default();
                let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
                let cause = format!("line {line}: {}", error.message().replace('\n', ", "));
                Err(Error::Configuration { path, cause })
            }
        }
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The directory of the file, from which paths in it begin.
    pub fn directory(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("."))
    }

    /// Whether there is nothing in it, or no file.
    pub fn is_empty(&self) -> bool {
        self.document.is_empty()
    }

    /// What stands under a dotted name.
    pub fn item(&self, name: &str) -> Option<&Item> {
        let found = name.split('.').try_fold(self.document.as_item(), |item, key| item.get(key))?;
        (!found.is_none()).then_some(found)
    }

    /// The text of a setting. None if there is nothing, or nothing but an empty text. Fails if there is something else, which
    /// must not be taken for nothing.
    pub fn text(&self, name: &str) -> Result<Option<String>, Error> {
        match self.value(name)? {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.value().clone()).filter(|text| !text.is_empty())),
            Some(other) => Err(self.unfit(name, &other.to_string())),
        }
    }

    /// The word of a setting: a text, or true, false or a whole number as such.
    pub fn word(&self, name: &str) -> Result<Option<String>, Error> {
        match self.value(name)? {
            Some(Value::Integer(number)) => Ok(Some(number.value().to_string())),
            Some(Value::Boolean(truth)) => Ok(Some(truth.value().to_string())),
            _ => self.text(name),
        }
    }

    /// The table under a dotted name. Returns `None` if there is nothing. Fails if there is something else.
    pub fn section(&self, name: &str) -> Result<Option<&dyn TableLike>, Error> {
        let mut table: &dyn TableLike = self.document.as_table();
        for (at, key) in name.split('.').enumerate() {
            let Some(item) = table.get(key).filter(|item| !item.is_none()) else { return Ok(None) };
            table = item.as_table_like().ok_or_else(|| {
                let path: Vec<_> = name.split('.').take(at + 1).collect();
                self.unfit(&path.join("."), &item.to_string())
            })?;
        }
        Ok(Some(table))
    }

    /// The value under a dotted name; none if there is nothing. Fails if there is a table, or if what should be one is not.
    fn value(&self, name: &str) -> Result<Option<&Value>, Error> {
        let mut item = self.document.as_item();
        let mut path = String::new();
        for key in name.split('.') {
            if !item.is_table_like() {
                return Err(self.unfit(&path, &item.to_string()));
            }
            let Some(next) = item.get(key).filter(|item| !item.is_none()) else { return Ok(None) };
            path = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
            item = next;
        }
        match item.as_value() {
            Some(value) => Ok(Some(value)),
            None => Err(self.unfit(name, &item.to_string())),
        }
    }

    fn unfit(&self, name: &str, value: &str) -> Error {
        Error::BadSetting {
            setting: name.to_owned(),
            value: value.trim().to_owned(),
            cause: format!("It has the wrong type. It is set in {}.", self.path.display()),
        }
    }

    /// Sets the text under a dotted name. Fails if a part of the name but the last holds something that is not a table, or
    /// the last holds a table.
    pub fn set(&mut self, name: &str, text: &str) -> Result<(), Error> {
        let refused = |name: &str, what| Error::Usage(format!("Unable to set property. {name} is a {what}."));
        let mut parents = Vec::new();
        let mut item = self.document.as_item_mut();
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

    /// Removes what stands under a dotted name. Returns whether anything did.
    pub fn unset(&mut self, name: &str) -> bool {
        let (parents, key) = name.rsplit_once('.').map_or((None, name), |(parents, key)| (Some(parents), key));
        let found = parents
            .into_iter()
            .flat_map(|parents| parents.split('.'))
            .try_fold(self.document.as_item_mut(), |item, key| item.get_mut(key));
        found.and_then(Item::as_table_like_mut).is_some_and(|table| table.remove(key).is_some())
    }

    /// Writes the file.
    pub fn save(&self) -> Result<(), Error> {
        write_atomically(&self.path, self.document.to_string().as_bytes())
    }

    /// All of it as a JSON document.
    pub fn to_json(&self) -> serde_json::Value {
        item_to_json(self.document.as_item())
    }
}

/// Stands before the text of a date or a time in a JSON document, which has no other place for what it is.
pub const DATE: &str = "⟦date⟧";

/// A part of a configuration as a JSON document. Dates become their text behind [`DATE`].
pub fn item_to_json(item: &Item) -> serde_json::Value {
    match item {
        Item::None => serde_json::Value::Null,
        Item::Value(value) => value_to_json(value),
        Item::Table(table) => table
            .iter()
            .map(|(key, item)| (key.to_owned(), item_to_json(item)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Item::ArrayOfTables(tables) => {
            tables.iter().map(|table| item_to_json(&Item::Table(table.clone()))).collect::<Vec<_>>().into()
        }
    }
}

fn value_to_json(value: &Value) -> serde_json::Value {
    match value {
        Value::String(text) => text.value().as_str().into(),
        Value::Integer(number) => (*number.value()).into(),
        Value::Float(number) => (*number.value()).into(),
        Value::Boolean(truth) => (*truth.value()).into(),
        Value::Datetime(time) => format!("{DATE}{}", date(time.value())).into(),
        Value::Array(array) => array.iter().map(value_to_json).collect::<Vec<_>>().into(),
        Value::InlineTable(table) => table
            .iter()
            .map(|(key, value)| (key.to_owned(), value_to_json(value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
    }
}

/// A date or a time as the reference client writes it in TOML: parts of a second have six digits.
fn date(time: &Datetime) -> String {
    let text = time.to_string().replace("+00:00", "Z");
    let Some((whole, rest)) = text.split_once('.') else { return text };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    format!("{whole}.{:0<6.6}{}", &rest[..digits], &rest[digits..])
}

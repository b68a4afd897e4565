//! One configuration: a TOML file of settings, and of options of commands.

use super::{Document, Settings, unreadable};
use crate::error::Error;
use serde_json::{Map, Number, json};
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use toml::value::Datetime;
use toml::{Table, Value};

/// One configuration file, read.
#[derive(Debug)]
pub struct Configuration {
    path: PathBuf,
    text: String,
    table: Table,
}

impl Configuration {
    /// Reads the text of the file at this path. Fails with the line and column where it goes wrong.
    pub fn parse(path: PathBuf, text: String) -> Result<Self, Error> {
        match toml::from_str(&text) {
            Ok(table) => Ok(Configuration { path, text, table }),
            Err(error) => Err(unreadable(&path, &text, error.span(), error.message())),
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

    /// Returns `true` if there is nothing in it, or no file.
    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    /// The settings. Fails if one of them has the wrong type.
    pub fn settings(&self) -> Result<Settings, Error> {
        Settings::parse(&self.path, &self.text)
    }

    /// The settings without those that are invalid and not needed.
    pub fn settings_but(&self, is_needless: impl Fn(&str) -> bool) -> Result<Settings, Error> {
        let mut text = Cow::Borrowed(self.text.as_str());
        loop {
            match Settings::parse(&self.path, &text) {
                Err(Error::BadSetting { setting, .. }) if is_needless(&setting) => {
                    let mut document = Document::parse(&self.path, &text)?;
                    if !document.unset(&setting) {
                        return self.settings();
                    }
                    text = Cow::Owned(document.text());
                }
                settings => return settings,
            }
        }
    }

    /// What is set under a dotted name.
    pub fn value(&self, name: &str) -> Option<&Value> {
        let mut keys = name.split('.');
        let first = self.table.get(keys.next()?)?;
        keys.try_fold(first, |value, key| value.as_table()?.get(key))
    }

    /// The section of a dotted name. Returns `None` if there is none. Fails if it is something else.
    pub fn section(&self, name: &str) -> Result<Option<&Table>, Error> {
        let mut table = &self.table;
        let mut path = Vec::new();
        for key in name.split('.') {
            path.push(key);
            let Some(value) = table.get(key) else { return Ok(None) };
            table = value.as_table().ok_or_else(|| Error::BadSetting {
                setting: path.join("."),
                value: value.to_string(),
                cause: format!("Expected a section. It is set in {}.", self.path.display()),
            })?;
        }
        Ok(Some(table))
    }

    /// All of it as a JSON document.
    pub fn to_json(&self) -> serde_json::Value {
        table_to_json(&self.table)
    }
}

/// Stands before the text of a date or a time in a JSON document, which has no other place for what it is.
pub const DATE: &str = "⟦date⟧";

/// A part of a configuration as a JSON document. Dates become their text behind [`DATE`].
pub fn to_json(value: &Value) -> serde_json::Value {
    match value {
        Value::String(text) => text.as_str().into(),
        Value::Integer(number) => (*number).into(),
        Value::Float(number) => Number::from_f64(*number).map_or_else(|| json!(number.to_string()), Into::into),
        Value::Boolean(truth) => (*truth).into(),
        Value::Datetime(time) => format!("{DATE}{}", date(time)).into(),
        Value::Array(values) => values.iter().map(to_json).collect::<Vec<_>>().into(),
        Value::Table(table) => table_to_json(table),
    }
}

fn table_to_json(table: &Table) -> serde_json::Value {
    table.iter().map(|(key, value)| (key.clone(), to_json(value))).collect::<Map<_, _>>().into()
}

/// A date or a time as the reference client writes it in TOML: parts of a second have six digits.
fn date(time: &Datetime) -> String {
    let text = time.to_string().replace("+00:00", "Z");
    let Some((whole, rest)) = text.split_once('.') else { return text };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    format!("{whole}.{:0<6.6}{}", &rest[..digits], &rest[digits..])
}

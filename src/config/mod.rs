//! The files under `.config/cray`, where the reference client keeps them and in its form.

mod configuration;
mod document;
mod lock;
mod settings;

pub use configuration::{Configuration, DATE, to_json};
pub use document::Document;
pub use settings::Settings;

use crate::env;
use crate::error::Error;
use crate::file::{read_text, write_atomically};
use std::fs;
use std::io;
use std::ops::Range;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

/// The configuration that is used when none is named and none was activated.
pub const DEFAULT: &str = "default";

/// The directory with configurations, tokens and the name of the active configuration.
#[derive(Clone, Debug)]
pub struct Directory {
    path: PathBuf,
}

impl Directory {
    /// The directory that the environment names, or the one in the home directory.
    pub fn locate() -> Result<Self, Error> {
        let base = env::path(env::CONFIG_DIR).or_else(dirs::home_dir).ok_or_else(|| {
            Error::Usage(format!(
                "No home directory found. Set {} to the directory that contains .config/cray.",
                env::CONFIG_DIR
            ))
        })?;
        Ok(Directory { path: base.join(".config").join("cray") })
    }

    /// The name of the active configuration.
    pub fn active(&self) -> Result<String, Error> {
        let path = self.path.join("active_config");
        match read_text(&path) {
            Ok(name) if !name.trim().is_empty() => Ok(name.trim().to_owned()),
            Ok(_) => Ok(DEFAULT.to_owned()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(DEFAULT.to_owned()),
            Err(error) => Err(Error::file("read", path, error)),
        }
    }

    /// The name of the configuration to use, and of the active one. A configuration that is named, by an argument or by the
    /// environment, wins over the active one.
    pub fn chosen(&self, named: Option<&str>) -> Result<(String, String), Error> {
        match named.map(str::to_owned).or_else(|| env::read(env::CONFIG)) {
            // Who names a configuration need not know which one is active.
            Some(name) => Ok((name.clone(), self.active().unwrap_or(name))),
            None => self.active().map(|name| (name.clone(), name)),
        }
    }

    /// Makes this the active configuration.
    pub fn activate(&self, name: &str) -> Result<(), Error> {
        write_atomically(&self.path.join("active_config"), name.as_bytes())
    }

    /// The names of all configurations, sorted.
    pub fn names(&self) -> Result<Vec<String>, Error> {
        let path = self.path.join("configurations");
        let entries = fs::read_dir(&path).map_err(|error| Error::file("read", &path, error))?;
        let mut names: Vec<String> = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
        // What a program that was stopped has left half written is no configuration.
        names.retain(|name| !name.starts_with('.'));
        names.sort();
        Ok(names)
    }

    /// The configuration of this name; empty if there is no such file.
    pub fn load(&self, name: &str) -> Result<Configuration, Error> {
        let path = self.configuration_path(name)?;
        let text = read(&path)?;
        Configuration::parse(path, text)
    }

    /// Changes the configuration of this name as it is by now, and saves it. No other process of this program changes it at
    /// the same time. Returns what was saved.
    pub fn edit(
        &self,
        name: &str,
        change: impl FnOnce(&mut Document) -> Result<(), Error>,
    ) -> Result<Configuration, Error> {
        let path = self.configuration_path(name)?;
        let _lock = lock::acquire(&path)?;
        let mut document = Document::parse(&path, &read(&path)?)?;
        change(&mut document)?;
        let text = document.text();
        write_atomically(&path, text.as_bytes())?;
        Configuration::parse(path, text)
    }

    /// Creates what is missing of the directory and of those in it, for this user alone.
    pub fn create(&self) -> Result<(), Error> {
        for name in ["configurations", "logs", "tokens"] {
            let path = self.path.join(name);
            let created = fs::DirBuilder::new().recursive(true).mode(0o700).create(&path);
            created.map_err(|error| Error::file("create the directory", path, error))?;
        }
        Ok(())
    }

    /// Where the token of this user of this host is saved, under the name that the reference client gives it.
    pub fn token_path(&self, host: &str, user: &str) -> Result<PathBuf, Error> {
        if user.contains(['/', '\0']) {
            return Err(Error::Usage(format!("\"{user}\" cannot be the name of a user.")));
        }
        let host = host.replace(['-', '.'], "_");
        Ok(self.path.join("tokens").join(format!("{host}.{}", user.replace('.', "_"))))
    }

    /// Where the configuration of this name is. An absolute path names the file itself.
    pub fn configuration_path(&self, name: &str) -> Result<PathBuf, Error> {
        if Path::new(name).is_absolute() && !name.contains('\0') {
            return Ok(name.into());
        }
        if name.is_empty()
            || name.starts_with('.')
            || name.contains(|letter: char| letter == '/' || letter.is_control())
        {
            return Err(Error::Usage(format!("\"{name}\" cannot be the name of a configuration.")));
        }
        Ok(self.path.join("configurations").join(name))
    }
}

/// The text of the configuration at this path; empty if there is no such file.
fn read(path: &Path) -> Result<String, Error> {
    match read_text(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        text => text.map_err(|error| Error::file("read the configuration", path, error)),
    }
}

/// A configuration that is not TOML, with the position of the mistake in its text.
fn unreadable(path: &Path, text: &str, span: Option<Range<usize>>, message: &str) -> Error {
    let position = position(text, span.unwrap_or_default().start);
    Error::Configuration { path: path.to_owned(), cause: format!("{position}: {}", message.replace('\n', ", ")) }
}

/// The line and column at an offset of a text, for people to read.
fn position(text: &str, offset: usize) -> String {
    let before = text.get(..offset).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    format!("line {}, column {}", 1 + before.matches('\n').count(), 1 + line.chars().count())
}

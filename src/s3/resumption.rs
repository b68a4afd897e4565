//! What is kept of a transfer that may break off, so that the same command goes on where it was.

use super::digest::Sum;
use crate::env;
use crate::error::Error;
use crate::file;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// How long a transfer can be resumed.
const KEPT: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// The file that notes how far a transfer is.
#[derive(Debug)]
pub struct Record {
    path: PathBuf,
}

/// A note, and the numbers of the parts that are done.
#[derive(Deserialize, Serialize)]
struct Noted<T> {
    note: T,
}

impl Record {
    /// The record of the transfer of this kind, between these places. Returns `None` if there is no cache directory.
    pub fn of(kind: &str, places: &[&str]) -> Option<Self> {
        let directory = directory()?;
        sweep(&directory);
        let name = Sum::of(format!("{kind} {places:?}").as_bytes()).hex();
        Some(Record { path: directory.join(format!("{kind}-{name}")) })
    }

    /// What was noted, and the parts that are done. Returns `None` if nothing usable was noted.
    pub fn read<T: DeserializeOwned>(&self) -> Option<(T, Vec<u32>)> {
        let text = file::read_text(&self.path).ok()?;
        let mut lines = text.lines();
        let noted: Noted<T> = serde_json::from_str(lines.next()?).ok()?;
        Some((noted.note, lines.filter_map(|line| line.parse().ok()).collect()))
    }

    /// Begins a record with this note. Fails if it cannot be written.
    pub fn begin(&self, note: impl Serialize) -> Result<(), Error> {
        let text = serde_json::to_string(&Noted { note }).map_err(|error| Error::file("write", &self.path, error))?;
        let directory = self.path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(directory).map_err(|error| Error::file("create the directory", directory, error))?;
        file::write_atomically(&self.path, format!("{text}\n").as_bytes())
    }

    /// Notes that a part is done. A part that is not noted is only transferred again.
    pub fn add(&self, part: u32) {
        let open = OpenOptions::new().append(true).open(&self.path);
        let _ = open.and_then(|mut file| file.write_all(format!("{part}\n").as_bytes()));
    }

    /// Removes the record.
    pub fn remove(&self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// Forgets an upload with this id, so that nobody goes on with it.
pub fn forget_upload(id: &str) {
    for entry in directory().and_then(|path| fs::read_dir(path).ok()).into_iter().flatten().flatten() {
        let record = Record { path: entry.path() };
        if record.read().is_some_and(|(left, _): (Left, _)| left.upload.as_deref() == Some(id)) {
            record.remove();
        }
    }
}

fn directory() -> Option<PathBuf> {
    let cache = env::path(env::CACHE_HOME).or_else(|| Some(dirs::home_dir()?.join(".cache")))?;
    Some(cache.join("cray-ims").join("transfers"))
}

/// Removes what is too old to be resumed, and the files that were left for it.
fn sweep(directory: &Path) {
    for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
        let modified = entry.metadata().and_then(|file| file.modified());
        let age = modified.ok().and_then(|modified| SystemTime::now().duration_since(modified).ok());
        if age.is_some_and(|age| age > KEPT) {
            let record = Record { path: entry.path() };
            if let Some((Left { partial: Some(partial), .. }, _)) = record.read() {
                let _ = fs::remove_file(partial);
            }
            record.remove();
        }
    }
}

/// What a transfer leaves behind.
#[derive(Deserialize)]
struct Left {
    #[serde(default)]
    partial: Option<PathBuf>,
    #[serde(default)]
    upload: Option<String>,
}

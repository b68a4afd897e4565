//! Records that were just asked for, kept for the next key at the prompt: in the user's cache directory, one file a list, for
//! the user alone. Whatever fails here, the service is asked again.

use super::names::Record;
use crate::file::write_atomically;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a list is good for: long enough to finish a command line, too short to miss what was made by the one before.
const FRESH: Duration = Duration::from_secs(10);

/// One list of records.
pub struct Cache {
    path: PathBuf,
}

impl Cache {
    /// The list that this text tells from all others. None if there is no cache directory.
    pub fn of(text: &str) -> Option<Self> {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        let directory = dirs::cache_dir()?.join("cray-ims").join("records");
        Some(Cache { path: directory.join(format!("{:016x}.json", hasher.finish())) })
    }

    /// The records, if they are there and fresh.
    pub fn read(&self) -> Option<Vec<Record>> {
        is_fresh(&self.path).then(|| serde_json::from_slice(&fs::read(&self.path).ok()?).ok())?
    }

    /// Keeps the records, and throws away what is no longer fresh.
    pub fn write(&self, records: &[Record]) {
        let Some(directory) = self.path.parent() else { return };
        let created = fs::DirBuilder::new().recursive(true).mode(0o700).create(directory);
        let (Ok(()), Ok(text), Ok(entries)) = (created, serde_json::to_vec(records), fs::read_dir(directory)) else {
            return;
        };
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| !is_fresh(path)) {
            let _ = fs::remove_file(path);
        }
        let _ = write_atomically(&self.path, &text);
    }
}

fn is_fresh(path: &Path) -> bool {
    let written = fs::symlink_metadata(path).and_then(|file| file.modified());
    written.is_ok_and(|time| time.elapsed().is_ok_and(|age| age < FRESH))
}

//! Records that were just asked for, kept for the next key at the prompt: in the user's cache directory, one file a list, for
//! the user alone. Whatever fails here, the service is asked again.

use crate::commands::records::record::Record;
use crate::file::write_atomically;
use rustix::process::geteuid;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a list is good for: long enough to finish a command line, too short to miss what was made by the one before.
const FRESH: Duration = Duration::from_secs(10);

/// How many digits the name of a file has before `.json`.
const DIGITS: usize = 16;

/// One list of records.
pub struct Cache {
    path: PathBuf,
}

impl Cache {
    /// The list that this text tells from all others. Returns `None` if there is no cache directory that is this user's own.
    pub fn of(text: &str) -> Option<Self> {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        let directory = own_directory(&dirs::cache_dir()?)?;
        Some(Cache { path: directory.join(format!("{:0DIGITS$x}.json", hasher.finish())) })
    }

    /// The records, if they are there and fresh.
    pub fn read(&self) -> Option<Vec<Record>> {
        is_fresh(&self.path).then(|| serde_json::from_slice(&fs::read(&self.path).ok()?).ok())?
    }

    /// Keeps the records, and removes lists that are no longer fresh.
    pub fn write(&self, records: &[Record]) {
        let Some(directory) = self.path.parent() else { return };
        let (Ok(text), Ok(entries)) = (serde_json::to_vec(records), fs::read_dir(directory)) else { return };
        let lists = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| is_list(path));
        for path in lists.filter(|path| !is_fresh(path)) {
            let _ = fs::remove_file(path);
        }
        let _ = write_atomically(&self.path, &text);
    }
}

/// The directory of the lists, made if it is missing. Returns `None` if it, or one on the way from the cache directory to it, is a link or
/// belongs to another user: what is in there is none of our business.
fn own_directory(cache: &Path) -> Option<PathBuf> {
    let directory = cache.join("cray-ims").join("records");
    let is_own =
        |path: &Path| fs::symlink_metadata(path).is_ok_and(|place| place.is_dir() && place.uid() == geteuid().as_raw());
    for path in [cache, &cache.join("cray-ims"), &directory] {
        if fs::symlink_metadata(path).is_err() {
            fs::DirBuilder::new().recursive(true).mode(0o700).create(path).ok()?;
        }
        if !is_own(path) {
            return None;
        }
    }
    Some(directory)
}

/// Returns `true` if a file has a name that lists are given here.
fn is_list(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let is_regular = || fs::symlink_metadata(path).is_ok_and(|file| file.is_file());
    name.strip_suffix(".json").is_some_and(|digits| digits.len() == DIGITS && digits.bytes().all(is_digit))
        && is_regular()
}

fn is_fresh(path: &Path) -> bool {
    let written = fs::symlink_metadata(path).and_then(|file| file.modified());
    written.is_ok_and(|time| time.elapsed().is_ok_and(|age| age < FRESH))
}

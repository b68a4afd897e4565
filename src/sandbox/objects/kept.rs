//! What is kept beside a state: the directory with the content, the index in it, and the lock of the sandbox that uses them.

use super::index::Index;
use crate::error::Explain;
use crate::file::{read_regular, write_atomically};
use crate::sandbox::lock::Lock;
use anyhow::Context;
use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::{self, DirBuilder};
use std::io::{self, ErrorKind};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

/// The file with the index.
const INDEX: &str = "index.json";

/// No index is longer, in bytes.
const LONGEST: u64 = 256 * 1024 * 1024;

/// The directory, as long as no other sandbox can use it.
pub struct Kept {
    directory: PathBuf,
    _lock: Lock,
}

impl Kept {
    /// Opens or makes the directory of a state. Returns what is in it.
    pub fn open(state: &Path) -> anyhow::Result<(Self, Index)> {
        const IN_USE: &str = "another sandbox is using it. End that sandbox, or name another file with --state.";
        let refused = || format!("Unable to use the state {}", state.display());
        let directory = make_directory(state).with_context(refused)?;
        let failed = || format!("Unable to use the objects in {}", directory.display());
        let lock = Lock::take(&directory.join("lock")).with_context(failed)?.context(IN_USE).with_context(refused)?;
        let mut index: Index = match read_regular(&directory.join(INDEX), LONGEST) {
            Ok(text) => serde_json::from_str(&text).with_context(failed)?,
            Err(error) if error.kind() == ErrorKind::NotFound => Index::default(),
            Err(error) => return Err(error).with_context(failed),
        };
        remove_unused(&directory, &index).with_context(failed)?;
        // Nothing may fail from here on: an index that is dropped takes its files with it.
        index.find_files(&directory);
        Ok((Kept { directory, _lock: lock }, index))
    }

    /// Where the content is.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Saves the index.
    pub fn save(&self, index: &Index) -> io::Result<()> {
        let text = serde_json::to_vec(index)?;
        let path = self.directory.join(INDEX);
        write_atomically(&path, &text).map_err(|error| io::Error::other(error.in_a_line()))
    }
}

/// Makes `FILE.objects` beside the state, if it is not there yet. It is the same for every way to write the path.
fn make_directory(state: &Path) -> io::Result<PathBuf> {
    if fs::metadata(state).is_ok_and(|state| !state.is_file()) {
        return Err(io::Error::other("it is not a regular file"));
    }
    let path = match fs::canonicalize(state) {
        Err(error) if error.kind() == ErrorKind::NotFound => std::path::absolute(state)?,
        found => found?,
    };
    let mut name = path.into_os_string();
    name.push(".objects");
    match DirBuilder::new().mode(0o700).create(&name) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => Ok(name.into()),
    }
}

/// Removes the contents that a store left behind when it was killed.
fn remove_unused(directory: &Path, index: &Index) -> io::Result<()> {
    let used: HashSet<&OsStr> = index.file_names().map(OsStr::new).collect();
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let name = entry.file_name();
        // Nothing else in the directory is ours to remove.
        let is_content = name.len() == 32 && name.to_string_lossy().bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_content && !used.contains(name.as_os_str()) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

//! The state in a file between runs.

use super::state::State;
use crate::error::Explain;
use crate::file::write_atomically;
use crate::sandbox::lock::Lock;
use anyhow::{Context, anyhow};
use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Where the state is kept, if anywhere. No other sandbox can use it meanwhile.
pub struct Store {
    path: Option<PathBuf>,
    _lock: Option<Lock>,
}

impl Store {
    /// A store in this file, or in none. Fails if another sandbox uses it.
    pub fn new(path: Option<PathBuf>) -> anyhow::Result<Self> {
        let lock = path.as_deref().map(lock).transpose()?;
        Ok(Store { path, _lock: lock })
    }

    /// What was kept; `None` if nothing was yet.
    pub fn load(&self) -> anyhow::Result<Option<State>> {
        let Some(path) = &self.path else {
            return Ok(None);
        };
        let failed = || format!("Unable to read the state {}", path.display());
        let text = match crate::file::read_regular(path, LONGEST) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            read => read.with_context(failed)?,
        };
        serde_json::from_str(&text).map(Some).with_context(failed)
    }

    /// Keeps the state.
    pub fn save(&self, state: &State) -> anyhow::Result<()> {
        let Some(path) = &self.path else {
            return Ok(());
        };
        let text = serde_json::to_vec_pretty(state)?;
        // A bare file name has an empty parent, where nothing can be made.
        let path = std::path::absolute(path)?;
        write_atomically(&path, &text).map_err(|error| anyhow!("The state cannot be kept. {}", error.in_a_line()))
    }
}

/// No state is longer, in bytes.
const LONGEST: u64 = 256 * 1024 * 1024;

fn lock(path: &Path) -> anyhow::Result<Lock> {
    const IN_USE: &str = "another sandbox is using it. End that sandbox, or name another file with --state.";
    let lock = beside(path).and_then(|path| Lock::take(&path)).map_err(anyhow::Error::from);
    let lock = lock.and_then(|lock| lock.context(IN_USE));
    lock.with_context(|| format!("Unable to use the state {}", path.display()))
}

/// The file whose lock guards a state: the state itself is replaced whenever it is written.
fn beside(path: &Path) -> io::Result<PathBuf> {
    // The same for every way to write the path.
    let path = match fs::canonicalize(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => std::path::absolute(path)?,
        found => found?,
    };
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".cray-ims-sandbox.lock");
    Ok(path.with_file_name(name))
}

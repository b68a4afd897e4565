//! The state in a file between runs.

use super::state::State;
use crate::error::Explain;
use crate::file::write_atomically;
use crate::sandbox::lock::Lock;
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
    pub fn new(path: Option<PathBuf>) -> Result<Self, String> {
        let lock = path.as_deref().map(lock).transpose()?;
        Ok(Store { path, _lock: lock })
    }

    /// What was kept; none if nothing was yet.
    pub fn load(&self) -> Result<Option<State>, String> {
        let Some(path) = &self.path else {
            return Ok(None);
        };
        let text = match crate::file::read_regular(path, LONGEST) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(format!("Unable to read the state {}: {error}", path.display())),
        };
        serde_json::from_str(&text).map(Some).map_err(|error| {
            format!("Unable to read the state {}: line {}: {error}. It is left as it is.", path.display(), error.line())
        })
    }

    /// Keeps the state.
    pub fn save(&self, state: &State) -> Result<(), String> {
        let Some(path) = &self.path else {
            return Ok(());
        };
        let text = serde_json::to_vec_pretty(state).map_err(|error| error.to_string())?;
        // A bare file name has an empty parent, where nothing can be made.
        let path = std::path::absolute(path).map_err(|error| error.to_string())?;
        write_atomically(&path, &text).map_err(|error| format!("The state cannot be kept. {}", error.in_a_line()))
    }
}

/// No state is longer, in bytes.
const LONGEST: u64 = 256 * 1024 * 1024;

fn lock(path: &Path) -> Result<Lock, String> {
    let failed = |cause: &dyn std::fmt::Display| format!("Unable to use the state {}: {cause}", path.display());
    match beside(path).and_then(|path| Lock::take(&path)) {
        Ok(Some(lock)) => Ok(lock),
        Ok(None) => Err(failed(&"another sandbox is using it. End that sandbox, or name another file with --state.")),
        Err(error) => Err(failed(&error)),
    }
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

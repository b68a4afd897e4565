//! The state in a file between runs.

use super::records::State;
use crate::file::write_atomically;
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

/// Where the state is kept, if anywhere.
pub struct Store {
    path: Option<PathBuf>,
}

impl Store {
    /// A store in this file, or in none.
    pub fn new(path: Option<PathBuf>) -> Self {
        Store { path }
    }

    /// What was kept; none if nothing was yet.
    pub fn load(&self) -> Result<Option<State>, String> {
        let Some(path) = &self.path else {
            return Ok(None);
        };
        let text = match fs::read_to_string(path) {
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

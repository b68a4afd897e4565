//! Where a new token will be saved. Made before it is asked for, so that none is lost.

use super::{Token, lock};
use crate::env;
use crate::error::Error;
use crate::file::Replacement;
use crate::time::Deadline;
use std::fs;
use std::path::{Path, PathBuf};

/// No token is longer, in bytes, as far as room is kept for one.
pub const ROOM: usize = 64 * 1024;

/// A token file that is about to be replaced.
pub struct Saving {
    path: PathBuf,
    replacement: Replacement,
}

impl Saving {
    /// Makes ready to save a token of so many bytes here, over the one that is there. Fails if that is not possible.
    pub fn prepare(path: &Path, room: usize) -> Result<Self, Error> {
        refuse_outside_sandbox(path)?;
        let replacement = Replacement::prepare(path)?.reserve(room)?;
        Ok(Saving { path: path.to_owned(), replacement })
    }

    /// Saves the token of a login.
    pub async fn write(self, token: &Token, deadline: Deadline) -> Result<(), Error> {
        // Whoever renews the old token at this moment must not overwrite the new one afterwards.
        let _lock = if self.path.exists() { Some(lock::acquire(&self.path, deadline).await?) } else { None };
        self.write_locked(token)
    }

    /// Saves a token whose file is locked.
    pub fn write_locked(self, token: &Token) -> Result<(), Error> {
        self.replacement.write(&token.to_json())
    }
}

/// Fails if this runs in a sandbox and the file is not one of it: a simulated token must not replace a real one.
fn refuse_outside_sandbox(path: &Path) -> Result<(), Error> {
    let Some(home) = env::path(env::SANDBOX_HOME) else {
        return Ok(());
    };
    let directory = path.parent().unwrap_or(Path::new("."));
    let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if real(directory).starts_with(real(&home)) {
        Ok(())
    } else {
        Err(Error::file(
            "write",
            path,
            "this command runs in a sandbox, which writes no token file outside its own directory",
        ))
    }
}

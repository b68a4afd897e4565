//! A lock on a token file, so that processes that run side by side renew its token once, not each.

use crate::error::Error;
use crate::file;
use crate::time::Deadline;
use crate::waiting;
use std::fs::File;
use std::path::Path;
use std::time::Duration;

/// How long to wait before the next attempt.
const PAUSE: Duration = Duration::from_millis(20);

/// Locks the file until the returned value is dropped.
pub async fn acquire(path: &Path, deadline: Deadline) -> Result<File, Error> {
    waiting::told(|| format!("the lock of {}", path.display()), persist(path, deadline)).await
}

async fn persist(path: &Path, deadline: Deadline) -> Result<File, Error> {
    loop {
        if let Some(file) = attempt(path)? {
            return Ok(file);
        }
        if deadline.left().is_zero() {
            return Err(Error::file("lock the token file", path, "another process kept it locked until the time-out"));
        }
        tokio::time::sleep(PAUSE.min(deadline.left())).await;
    }
}

/// Locks the file at once. Returns `None` if somebody else has locked it, or replaced it in between.
pub fn attempt(path: &Path) -> Result<Option<File>, Error> {
    let unreadable = |error: std::io::Error| Error::TokenFile { path: path.to_owned(), cause: error.to_string() };
    file::lock::attempt(path).map_err(unreadable)
}

//! A lock on a token file, so that processes that run side by side renew its token once, not each.

use crate::error::Error;
use crate::http::Deadline;
use crate::waiting;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::Duration;

/// How long to wait before the next look.
const PAUSE: Duration = Duration::from_millis(20);

/// Locks the file until the returned value is dropped. Since the file is replaced as a whole when it is written, a lock
/// counts only if the file is still the one under this name.
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
    // Some network file systems lock only what is open for writing.
    let file = OpenOptions::new().read(true).write(true).open(path).or_else(|_| File::open(path));
    let file = file.map_err(|error| Error::TokenFile { path: path.to_owned(), cause: error.to_string() })?;
    match file.try_lock() {
        Ok(()) => Ok(is_still_there(&file, path).then_some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        // Where nothing can be locked, renewing twice is better than not at all.
        Err(TryLockError::Error(_)) => Ok(Some(file)),
    }
}

fn is_still_there(file: &File, path: &Path) -> bool {
    let identity = |file: fs::Metadata| (file.dev(), file.ino());
    match (file.metadata(), fs::metadata(path)) {
        (Ok(opened), Ok(named)) => identity(opened) == identity(named),
        _ => false,
    }
}

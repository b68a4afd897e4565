//! Locks on files that are replaced as a whole when they are written: a lock counts only while the path still leads to the
//! locked file.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// Locks the file or directory at this path until the returned value is dropped. Returns `None` if another process holds the
/// lock, or replaced the file in between. Where nothing can be locked, the file is returned all the same: work without a lock
/// is better than none.
pub fn attempt(path: &Path) -> io::Result<Option<File>> {
    // Some network file systems lock only what is open for writing.
    let file = OpenOptions::new().read(true).write(true).open(path).or_else(|_| File::open(path))?;
    match file.try_lock() {
        Ok(()) => Ok(is_at(&file, path).then_some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(_)) => Ok(Some(file)),
    }
}

/// Returns `true` if the path leads to this open file.
pub fn is_at(file: &File, path: &Path) -> bool {
    let identity = |file: &fs::Metadata| (file.dev(), file.ino());
    matches!((file.metadata(), fs::metadata(path)), (Ok(opened), Ok(named)) if identity(&opened) == identity(&named))
}

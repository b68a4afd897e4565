//! Locks that say that a sandbox is alive: they are free as soon as its process has ended, however it ended.

use crate::file::lock::is_at;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// A lock that is held until it is dropped. Its file is removed then if there is nothing in it, as in every file that was made
/// for a lock.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    file: File,
}

impl Lock {
    /// Takes the lock in this file, which is made if it is not there. Returns `None` if somebody else holds it.
    pub fn take(path: &Path) -> io::Result<Option<Self>> {
        loop {
            let mut file = OpenOptions::new();
            let file = file.read(true).write(true).create(true).truncate(false).mode(0o600);
            let file = file.custom_flags(rustix::fs::OFlags::NOFOLLOW.bits() as i32).open(path)?;
            match file.try_lock() {
                // Somebody may have removed the file before it was locked.
                Ok(()) if !is_at(&file, path) => {}
                Ok(()) => return Ok(Some(Lock { path: path.to_owned(), file })),
                Err(TryLockError::WouldBlock) => return Ok(None),
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
    }

    /// Notes in the lock's file which directory it stands for.
    pub fn note(&mut self, directory: &Path) -> io::Result<()> {
        self.file.write_all(directory.as_os_str().as_bytes())
    }

    /// Moves the lock's file. It stays locked.
    pub fn rename(&mut self, path: PathBuf) -> io::Result<()> {
        fs::rename(&self.path, &path)?;
        self.path = path;
        Ok(())
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if self.file.metadata().is_ok_and(|file| file.is_file() && file.len() == 0) && is_at(&self.file, &self.path) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lock;

    #[test]
    fn a_lock_has_one_holder_at_a_time_and_leaves_no_file() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("lock");
        let first = Lock::take(&path).unwrap();
        assert!(first.is_some() && Lock::take(&path).unwrap().is_none());
        drop(first);
        assert!(!path.exists() && Lock::take(&path).unwrap().is_some());
    }
}

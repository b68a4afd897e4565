//! A lock on a configuration, so that processes that change it at the same time lose nothing of each other's.

use crate::error::Error;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// How long to wait for other processes.
const LONGEST: Duration = Duration::from_secs(30);

/// How long to wait before the next attempt.
const PAUSE: Duration = Duration::from_millis(10);

/// Locks the file at this path, or its directory while there is no such file, until the returned value is dropped. Since
/// the file is replaced as a whole when it is written, a lock counts only if the path still leads to the same file.
pub fn acquire(path: &Path) -> Result<Option<File>, Error> {
    let refused = |cause: String| Error::file("lock the configuration", path, cause);
    let begin = Instant::now();
    loop {
        let (file, is_there) = match open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => match path.parent().map(File::open) {
                Some(Ok(directory)) => (directory, false),
                // Saving fails and says why.
                _ => return Ok(None),
            },
            file => (file.map_err(|error| refused(error.to_string()))?, true),
        };
        let is_meant = || if is_there { is_still_there(&file, path) } else { !path.exists() };
        match file.try_lock() {
            Ok(()) if is_meant() => return Ok(Some(file)),
            Ok(()) => {}
            Err(TryLockError::WouldBlock) if begin.elapsed() > LONGEST => {
                return Err(refused(format!("another process kept it locked for {} seconds", LONGEST.as_secs())));
            }
            Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
            // Where nothing can be locked, a change without a lock is better than none.
            Err(TryLockError::Error(_)) => return Ok(Some(file)),
        }
    }
}

/// Some network file systems lock only what is open for writing.
fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).open(path).or_else(|_| File::open(path))
}

fn is_still_there(file: &File, path: &Path) -> bool {
    let identity = |file: fs::Metadata| (file.dev(), file.ino());
    match (file.metadata(), fs::metadata(path)) {
        (Ok(opened), Ok(named)) => identity(opened) == identity(named),
        _ => false,
    }
}

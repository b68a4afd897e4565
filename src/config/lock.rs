//! A lock on a configuration, so that processes that change it at the same time lose nothing of each other's.

use crate::error::Error;
use crate::file::lock::attempt;
use std::fs::File;
use std::io;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// How long to wait for other processes.
const LONGEST: Duration = Duration::from_secs(30);

/// How long to wait before the next attempt.
const PAUSE: Duration = Duration::from_millis(10);

/// Locks the file at this path, or its directory while there is no such file, until the returned value is dropped.
pub fn acquire(path: &Path) -> Result<Option<File>, Error> {
    let begin = Instant::now();
    loop {
        let locked = match attempt(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => match path.parent().map(attempt) {
                Some(Ok(directory)) => directory.filter(|_| !path.exists()),
                // Saving fails and says why.
                _ => return Ok(None),
            },
            locked => locked.map_err(|error| Error::file("lock the configuration", path, error))?,
        };
        if locked.is_some() {
            return Ok(locked);
        }
        if begin.elapsed() > LONGEST {
            let cause = format!("another process kept it locked for {} seconds", LONGEST.as_secs());
            return Err(Error::file("lock the configuration", path, cause));
        }
        thread::sleep(PAUSE);
    }
}

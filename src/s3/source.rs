//! A file that is uploaded.

use super::Failure;
use super::digest::{Digests, digests};
use crate::error::Error;
use bytes::Bytes;
use std::fs::{File, Metadata};
use std::io;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::task::spawn_blocking;

pub struct Source {
    path: PathBuf,
    file: Arc<File>,
    mark: Mark,
    /// In bytes.
    pub length: u64,
}

/// What tells whether a file is still the same.
#[derive(PartialEq)]
struct Mark {
    length: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

impl Mark {
    fn of(file: &Metadata) -> Self {
        Mark {
            length: file.len(),
            modified: (file.mtime(), file.mtime_nsec()),
            changed: (file.ctime(), file.ctime_nsec()),
        }
    }
}

impl Source {
    /// Opens a file. Fails if it is not a regular one.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        let open = || -> io::Result<(File, Metadata)> {
            let file = File::open(path)?;
            let metadata = file.metadata()?;
            if !metadata.is_file() {
                return Err(io::Error::other("it is not a regular file"));
            }
            Ok((file, metadata))
        };
        let (file, metadata) = open().map_err(|error| Error::file("read", path, error))?;
        let (mark, length) = (Mark::of(&metadata), metadata.len());
        Ok(Source { path: path.to_owned(), file: Arc::new(file), mark, length })
    }

    /// Fails if the file is no longer what it was when it was opened.
    pub fn check(&self) -> Result<(), Failure> {
        let now = self.file.metadata().map_err(|error| self.unreadable(error))?;
        if Mark::of(&now) == self.mark {
            return Ok(());
        }
        Err(Error::file("upload", &self.path, "it was changed while it was read").into())
    }

    /// So many bytes from here on.
    pub async fn read(&self, at: u64, length: u64) -> Result<Bytes, Failure> {
        let file = self.file.clone();
        // Made here and not where it is read: each thread would keep memory of its own for the next one.
        let mut content = vec![0; length as usize];
        let read = move || file.read_exact_at(&mut content, at).map(|()| Bytes::from(content));
        self.wait(read).await
    }

    /// The digests of all of it, and of its parts of this size. `read` is told how many bytes were read.
    pub async fn digests(&self, part: u64, read: impl Fn(usize) + Send + 'static) -> Result<Digests, Failure> {
        let (file, length) = (self.file.clone(), self.length);
        self.wait(move || digests(&file, length, part, read)).await
    }

    async fn wait<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> io::Result<T> + Send + 'static,
    ) -> Result<T, Failure> {
        let done = spawn_blocking(work).await.unwrap_or_else(|error| Err(io::Error::other(error)));
        match done {
            // It has become shorter, which says more than that its end came early.
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                self.check()?;
                Err(self.unreadable(error))
            }
            done => done.map_err(|error| self.unreadable(error)),
        }
    }

    fn unreadable(&self, error: io::Error) -> Failure {
        Error::file("read", &self.path, error).into()
    }
}

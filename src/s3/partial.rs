//! The file in which a download grows, beside its target, until it is whole and verified.

use super::digest::Sum;
use super::resumption::Record;
use super::verification::Remote;
use super::{Failure, Place};
use crate::error::Error;
use crate::file;
use rustix::fs::OFlags;
use serde::{Deserialize, Serialize};
use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is noted of a download.
#[derive(Deserialize, Serialize)]
struct Note {
    remote: Remote,
    /// Removed together with the note once nobody goes on with it.
    partial: PathBuf,
}

/// A file that an object is downloaded to.
pub struct Partial {
    pub file: Arc<File>,
    /// The parts that an earlier run left.
    pub done: Vec<u32>,
    path: PathBuf,
    target: PathBuf,
    old: Option<Metadata>,
    record: Option<Record>,
}

impl Partial {
    /// Opens the file for an object. It goes on with what an earlier run left of the same object if that is wanted. Fails if
    /// there is no room for the object, and while another process downloads it.
    pub fn open(endpoint: &str, at: &Place, remote: &Remote, target: &Path, resumes: bool) -> Result<Self, Failure> {
        let target = file::destination(target).map_err(|error| Error::file("write", target, error))?;
        let old = fs::metadata(&target).ok();
        let path = beside(&target, at);
        let refused = |error| Failure::from(Error::file("write", &path, error));
        let file = lock(&path, old.is_some()).map_err(refused)?;
        let places = [endpoint, &at.to_string(), &target.to_string_lossy()];
        let record = Record::of("download", &places);
        let noted: Option<(Note, Vec<u32>)> = record.as_ref().filter(|_| resumes).and_then(Record::read);
        let is_there = file.metadata().is_ok_and(|file| file.len() == remote.length);
        let (_, done) = noted.filter(|(note, _)| is_there && note.remote == *remote).unzip();
        if done.is_none() {
            file.set_len(0).map_err(refused)?;
        }
        check_room(&file, remote, &path).map_err(refused)?;
        file.set_len(remote.length).map_err(refused)?;
        // Where nothing can be noted, the download cannot be resumed, but it can be made.
        let note = Note { remote: remote.clone(), partial: path.clone() };
        let record = record.filter(|record| done.is_some() || record.begin(note).is_ok());
        Ok(Partial { file: Arc::new(file), done: done.unwrap_or_default(), path, target, old, record })
    }

    /// Notes that a part was written.
    pub fn note(&self, number: u32) {
        self.record.iter().for_each(|record| record.add(number));
    }

    /// The failure to write to it.
    pub fn refused(&self, error: io::Error) -> Failure {
        Error::file("write", &self.path, error).into()
    }

    /// Forgets what an earlier run left.
    pub fn begin_anew(&mut self, remote: &Remote) {
        let note = Note { remote: remote.clone(), partial: self.path.clone() };
        self.record = self.record.take().filter(|record| record.begin(note).is_ok());
        self.done.clear();
    }

    /// Puts it in place of the target, whose owner and permissions it takes.
    pub fn put(self) -> Result<(), Failure> {
        let put = || -> io::Result<()> {
            if let Some(old) = &self.old {
                file::keep_owner(&self.file, old)?;
                self.file.set_permissions(old.permissions())?;
            }
            self.file.sync_all()?;
            fs::rename(&self.path, &self.target)
        };
        put().map_err(|error| Error::file("write", &self.target, error))?;
        self.record.iter().for_each(Record::remove);
        Ok(())
    }

    /// Leaves it for the next run, if that can go on with it.
    pub fn leave(self, failure: &Failure) {
        if self.record.is_none() || !failure.may_go_on() {
            self.remove();
        }
    }

    /// Removes it, and what was noted of it.
    pub fn remove(self) {
        let _ = fs::remove_file(&self.path);
        self.record.iter().for_each(Record::remove);
    }
}

/// The same name for the same object, so that the next run finds it.
fn beside(target: &Path, at: &Place) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let mark = &Sum::of(at.to_string().as_bytes()).hex()[..8];
    target.with_file_name(format!(".{name}.{mark}.part"))
}

/// Opens a file for this process alone. Where it takes the place of another one, nobody else reads it before its time.
fn lock(path: &Path, replaces: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false).mode(if replaces { 0o600 } else { 0o666 });
    // In a directory that others can write to, a link of this name could lead to any file.
    let file = options.custom_flags(OFlags::NOFOLLOW.bits() as i32).open(path)?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Err(io::Error::other("another process downloads to it")),
        // Where nothing can be locked, a download without a lock is better than none.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(file),
    }
}

/// Fails if the rest of the object has no room, so that nobody finds out after hours.
fn check_room(file: &File, remote: &Remote, path: &Path) -> io::Result<()> {
    let taken = file.metadata()?.blocks() * 512;
    let needed = remote.length.saturating_sub(taken);
    // Where the file system does not tell, it is tried.
    let Ok(system) = rustix::fs::fstatvfs(file) else { return Ok(()) };
    let free = system.f_bavail.saturating_mul(system.f_frsize);
    if system.f_blocks == 0 || needed <= free {
        return Ok(());
    }
    if taken == 0 {
        let _ = fs::remove_file(path);
    }
    Err(io::Error::other(format!("{needed} bytes are needed, and {free} are free there")))
}

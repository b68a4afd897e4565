//! Files replaced as a whole, so that they are never seen half written, nor by others.

use crate::error::Error;
use std::fs::{self, File, Metadata};
use std::io::{self, Seek, Write};
use std::os::unix::fs::{MetadataExt, fchown};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// As many links as Linux follows.
const MOST_LINKS: usize = 40;

/// Replaces a file as a whole, readable by its owner alone: whoever reads it sees the old or the new, never a part. A link
/// stays a link: what it leads to is replaced. The file keeps its owner. Fails if it is not a regular file.
pub fn write_atomically(path: &Path, content: &[u8]) -> Result<(), Error> {
    Replacement::prepare(path)?.write(content)
}

/// A file that is about to be replaced. If this is dropped, nothing has happened.
pub struct Replacement {
    path: PathBuf,
    file: NamedTempFile,
}

impl Replacement {
    /// Makes ready. Fails if the file could not be replaced.
    pub fn prepare(path: &Path) -> Result<Self, Error> {
        let prepare = || -> io::Result<Self> {
            let path = destination(path)?;
            let old = match fs::metadata(&path) {
                Ok(old) if !old.is_file() => return Err(io::Error::other("it is not a regular file")),
                Ok(old) => Some(old),
                Err(error) if error.kind() == io::ErrorKind::NotFound => None,
                Err(error) => return Err(error),
            };
            let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
            // A temporary file has mode 0600 from the start.
            let file = NamedTempFile::new_in(directory)?;
            if let Some(old) = old {
                keep_owner(file.as_file(), &old)?;
            }
            Ok(Replacement { path, file })
        };
        prepare().map_err(|error| Error::file("write", path, error))
    }

    /// Makes sure that there is room for this many bytes, by writing as many. Fails if there is not.
    pub fn reserve(mut self, length: usize) -> Result<Self, Error> {
        let reserve = |file: &mut File| -> io::Result<()> {
            file.write_all(&vec![b' '; length])?;
            // Some file systems tell that they are full only now.
            file.sync_all()?;
            file.rewind()
        };
        match reserve(self.file.as_file_mut()) {
            Ok(()) => Ok(self),
            Err(error) => Err(Error::file("write", &self.path, error)),
        }
    }

    /// Puts this in place of what is there.
    pub fn write(mut self, content: &[u8]) -> Result<(), Error> {
        let write = || -> io::Result<()> {
            self.file.write_all(content)?;
            self.file.as_file().set_len(content.len() as u64)?;
            self.file.as_file().sync_all()?;
            self.file.persist(&self.path)?;
            Ok(())
        };
        write().map_err(|error| Error::file("write", &self.path, error))
    }
}

/// The file that a path leads to, which need not exist, not even behind a link.
pub fn destination(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::canonicalize(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => match fs::read_link(&path) {
                Ok(next) => path = path.parent().unwrap_or(Path::new("")).join(next),
                Err(_) => return std::path::absolute(path),
            },
            found => return found,
        }
    }
    Err(io::Error::other("too many links lead to it"))
}

/// Gives a new file the owner and the group of the one that it will replace.
pub fn keep_owner(file: &File, old: &Metadata) -> io::Result<()> {
    let new = file.metadata()?;
    if new.uid() != old.uid() {
        let refused = |error| io::Error::other(format!("it belongs to another user, and would not any more ({error})"));
        fchown(file, Some(old.uid()), None).map_err(refused)?;
    }
    if new.gid() != old.gid() {
        // Only its owner may read it, so that the group decides nothing.
        let _ = fchown(file, None, Some(old.gid()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Replacement, write_atomically};
    use crate::error::Explain;
    use std::fs;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
    use std::path::Path;

    #[test]
    fn what_a_link_leads_to_is_replaced_and_nobody_else_may_read_it() {
        let directory = tempfile::tempdir().unwrap();
        let (file, link) = (directory.path().join("file"), directory.path().join("link"));
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        symlink("file", &link).unwrap();
        write_atomically(&link, b"new").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_link_to_a_file_that_is_not_there_yet_stays_a_link() {
        let directory = tempfile::tempdir().unwrap();
        let link = directory.path().join("link");
        symlink("file", &link).unwrap();
        write_atomically(&link, b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(directory.path().join("file")).unwrap(), "new");
        symlink("circle", directory.path().join("circle")).unwrap();
        assert!(write_atomically(&directory.path().join("circle"), b"new").is_err());
    }

    #[test]
    fn what_is_no_regular_file_is_not_replaced() {
        let directory = tempfile::tempdir().unwrap();
        let socket = directory.path().join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        let link = directory.path().join("link");
        symlink("socket", &link).unwrap();
        for path in [&socket, &link, Path::new("/dev/null"), directory.path()] {
            let error = write_atomically(path, b"new").unwrap_err();
            assert!(error.in_a_line().ends_with("it is not a regular file"), "{error:?}");
        }
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_file_keeps_its_owner_or_is_not_replaced() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("file");
        fs::write(&file, "old").unwrap();
        if chown(&file, Some(12345), Some(12346)).is_err() {
            // Only root can give files away; for others, a file of theirs stays theirs.
            write_atomically(&file, b"new").unwrap();
            assert_eq!(fs::metadata(&file).unwrap().uid(), fs::metadata(directory.path()).unwrap().uid());
            return;
        }
        write_atomically(&file, b"new").unwrap();
        let metadata = fs::metadata(&file).unwrap();
        assert_eq!((metadata.uid(), metadata.gid()), (12345, 12346));
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
    }

    #[test]
    fn reserved_room_leaves_no_trace() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("file");
        fs::write(&file, "old").unwrap();
        drop(Replacement::prepare(&file).unwrap().reserve(100_000).unwrap());
        assert_eq!(fs::read_to_string(&file).unwrap(), "old");
        Replacement::prepare(&file).unwrap().reserve(100_000).unwrap().write(b"new").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
    }
}

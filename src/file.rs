//! Files that must not be seen half written, nor by others.

use crate::error::Error;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::os::unix::fs::FileTypeExt;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// No file that a person keeps here is longer, in bytes.
const LONGEST: u64 = 1024 * 1024;

/// The bytes of a file, which must not be longer than a person would make it.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    read_at_most(path, LONGEST)
}

/// The bytes of a file. Fails if there are more than this.
pub fn read_at_most(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let mut content = Vec::new();
    File::open(path)?.take(limit + 1).read_to_end(&mut content)?;
    match content.len() as u64 > limit {
        true => Err(io::Error::other(format!("it has more than {limit} bytes"))),
        false => Ok(content),
    }
}

/// Fails if a file that others read is longer than this, or a device, which may have no end.
pub fn check_size(path: &Path, limit: u64) -> io::Result<()> {
    let file = fs::metadata(path)?;
    match file.file_type().is_char_device() || file.file_type().is_block_device() {
        true => Err(io::Error::other("it is a device, not a file")),
        false if file.len() > limit => Err(io::Error::other(format!("it has more than {limit} bytes"))),
        false => Ok(()),
    }
}

/// The text of a file, which must not be longer than a person would make it.
pub fn read_text(path: &Path) -> io::Result<String> {
    String::from_utf8(read(path)?).map_err(|_| io::Error::other("it is not UTF-8 text"))
}

/// Replaces a file as a whole, readable by its owner alone: whoever reads it sees the old or the new, never a part. A link
/// stays a link: what it leads to is replaced.
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
            let path = match fs::canonicalize(path) {
                Ok(path) => path,
                Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
                Err(error) => return Err(error),
            };
            // A temporary file has mode 0600 from the start.
            let file = NamedTempFile::new_in(path.parent().unwrap_or(Path::new(".")))?;
            Ok(Replacement { path, file })
        };
        prepare().map_err(|error| Error::file("write", path, error))
    }

    /// Puts this in place of what is there.
    pub fn write(mut self, content: &[u8]) -> Result<(), Error> {
        let write = || -> io::Result<()> {
            self.file.write_all(content)?;
            self.file.as_file().sync_all()?;
            self.file.persist(&self.path)?;
            Ok(())
        };
        write().map_err(|error| Error::file("write", &self.path, error))
    }
}

#[cfg(test)]
mod tests {
    use super::write_atomically;
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};

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
}

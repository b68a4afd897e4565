//! Files: read within bounds, replaced atomically, locked.

mod atomic;
pub mod lock;

pub use atomic::{Replacement, destination, keep_owner, write_atomically};

use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::fs::FileTypeExt;
use std::path::Path;

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
    if content.len() as u64 > limit {
        Err(io::Error::other(format!("it has more than {limit} bytes")))
    } else {
        Ok(content)
    }
}

/// Fails if a file that others read is longer than this, or a device, which may have no end.
pub fn check_size(path: &Path, limit: u64) -> io::Result<()> {
    let file = fs::metadata(path)?;
    if file.file_type().is_char_device() || file.file_type().is_block_device() {
        return Err(io::Error::other("it is a device, not a file"));
    }
    if file.len() > limit {
        return Err(io::Error::other(format!("it has more than {limit} bytes")));
    }
    Ok(())
}

/// The text of a regular file that must not be longer than this, in bytes.
pub fn read_regular(path: &Path, limit: u64) -> io::Result<String> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    String::from_utf8(read_at_most(path, limit)?).map_err(|_| io::Error::other("it is not UTF-8 text"))
}

/// The text of a file, which must not be longer than a person would make it.
pub fn read_text(path: &Path) -> io::Result<String> {
    String::from_utf8(read(path)?).map_err(|_| io::Error::other("it is not UTF-8 text"))
}

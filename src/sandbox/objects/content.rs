//! The bytes of objects, in files with random names. Whoever holds a piece can read it, even if its object was replaced meanwhile.

use md5::{Digest, Md5};
use serde::{Deserialize, Serialize};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Bytes in one file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Piece {
    pub name: String,
    pub size: u64,
    /// It is known as soon as the directory is.
    #[serde(skip)]
    pub file: Arc<Content>,
}

/// A file with content. It is removed when nobody holds it any more.
#[derive(Debug, Default)]
pub struct Content(PathBuf);

impl Content {
    /// The file of this name.
    pub fn new(directory: &Path, name: &str) -> Self {
        Content(directory.join(name))
    }
}

impl Drop for Content {
    fn drop(&mut self) {
        // What stays is removed at the next start.
        let _ = fs::remove_file(&self.0);
    }
}

/// Content that is being written. It is removed when it is dropped.
pub struct Draft {
    name: String,
    content: Arc<Content>,
    file: File,
    digest: Md5,
    size: u64,
}

impl Draft {
    /// Begins a new file in the directory.
    pub fn new(directory: &Path) -> io::Result<Self> {
        let name = uuid::Uuid::new_v4().simple().to_string();
        let content = Content::new(directory, &name);
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&content.0)?;
        Ok(Draft { name, content: Arc::new(content), file, digest: Md5::new(), size: 0 })
    }

    /// The MD5 of what was written.
    pub fn md5(&self) -> [u8; 16] {
        self.digest.clone().finalize().into()
    }

    /// The same as a hexadecimal number, which is the etag.
    pub fn etag(&self) -> String {
        hex(&self.md5())
    }

    /// How many bytes were written.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// What was written, to be kept.
    pub fn into_piece(self) -> Piece {
        Piece { name: self.name, size: self.size, file: self.content }
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = self.file.write(bytes)?;
        self.digest.update(&bytes[..length]);
        self.size += length as u64;
        Ok(length)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Reads a range of some pieces, one after the other.
pub struct Reader {
    /// The pieces that are left, the next one last, and what to read of each.
    left: Vec<(Piece, Range<u64>)>,
    open: Option<io::Take<File>>,
}

impl Reader {
    /// Reads these bytes of the pieces.
    pub fn new(pieces: &[Piece], range: Range<u64>) -> Self {
        let mut start = 0;
        let mut left = Vec::new();
        for piece in pieces {
            let end = start + piece.size;
            let (first, last) = (range.start.max(start), range.end.min(end));
            if first < last {
                left.push((piece.clone(), first - start..last - start));
            }
            start = end;
        }
        left.reverse();
        Reader { left, open: None }
    }
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(file) = &mut self.open {
                let length = file.read(buffer)?;
                if length > 0 || buffer.is_empty() {
                    return Ok(length);
                }
                if file.limit() > 0 {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
            }
            let Some((piece, range)) = self.left.pop() else { return Ok(0) };
            let mut file = File::open(&piece.file.0)?;
            file.seek(SeekFrom::Start(range.start))?;
            self.open = Some(file.take(range.end - range.start));
        }
    }
}

/// Bytes as a hexadecimal number.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

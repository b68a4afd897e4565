//! MD5 of content and of its parts, as S3 knows objects by.

use md5::{Digest, Md5};
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

/// The MD5 of some bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum([u8; 16]);

impl Sum {
    pub fn of(bytes: &[u8]) -> Self {
        Sum(Md5::digest(bytes).into())
    }

    /// As a hexadecimal number, which metadata and etags have.
    pub fn hex(self) -> String {
        hex(&self.0)
    }

    /// In Base64, which the header Content-MD5 has.
    pub fn base64(self) -> String {
        use base64::{Engine, prelude::BASE64_STANDARD};
        BASE64_STANDARD.encode(self.0)
    }
}

impl From<Md5> for Sum {
    fn from(content: Md5) -> Self {
        Sum(content.finalize().into())
    }
}

/// Bytes as a hexadecimal number.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The etag of an object that was uploaded in parts: the MD5 of their MD5s, and how many there were.
pub fn etag_of_parts(parts: &[Sum]) -> String {
    let all: Vec<u8> = parts.iter().flat_map(|part| part.0).collect();
    format!("{}-{}", Sum::of(&all).hex(), parts.len())
}

/// The etag without quotes.
pub fn plain(etag: &str) -> &str {
    etag.trim_matches('"')
}

/// How much is read at a time, in bytes. Parts are multiples of it.
const BLOCK: u64 = 1024 * 1024;

/// The digests of a file.
#[derive(Debug)]
pub struct Digests {
    pub whole: Sum,
    pub parts: Vec<Sum>,
}

/// Reads so many bytes of a file once, and digests the whole and each part at the same time. `read` is told how much was read.
pub fn digests(file: &File, length: u64, part: u64, read: impl Fn(usize)) -> io::Result<Digests> {
    let (to_whole, wholes) = sync_channel::<Arc<Vec<u8>>>(1);
    let (to_parts, parts) = sync_channel::<Arc<Vec<u8>>>(1);
    thread::scope(|scope| {
        let whole = scope.spawn(move || {
            let mut whole = Md5::new();
            wholes.iter().for_each(|block| whole.update(block.as_slice()));
            Sum::from(whole)
        });
        let parts = scope.spawn(move || sums(&parts, part));
        let mut at = 0;
        while at < length {
            let mut block = vec![0; (length - at).min(part).min(BLOCK) as usize];
            file.read_exact_at(&mut block, at)?;
            at += block.len() as u64;
            read(block.len());
            let block = Arc::new(block);
            // They go on until nothing is sent any more.
            let _ = (to_whole.send(block.clone()), to_parts.send(block));
        }
        drop((to_whole, to_parts));
        let ended = |_| io::Error::other("the digest was not computed");
        Ok(Digests { whole: whole.join().map_err(ended)?, parts: parts.join().map_err(ended)? })
    })
}

/// The MD5 of each part, which consists of whole blocks.
fn sums(blocks: &Receiver<Arc<Vec<u8>>>, part: u64) -> Vec<Sum> {
    let (mut sums, mut sum, mut length) = (Vec::new(), Md5::new(), 0);
    for block in blocks {
        sum.update(block.as_slice());
        length += block.len() as u64;
        if length == part {
            sums.push(std::mem::take(&mut sum).into());
            length = 0;
        }
    }
    sums.extend((length > 0).then(|| Sum::from(sum)));
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_file_has_the_digests_that_its_uploads_have() {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&b"0123456789abcdef".repeat(1_310_720)).unwrap();
        let found = digests(&file, 20 * 1024 * 1024, 8 * 1024 * 1024, |_| ()).unwrap();
        assert_eq!(etag_of_parts(&found.parts), "02281ee92434ec6302e20f911f60127c-3");
        assert_eq!(digests(&tempfile::tempfile().unwrap(), 0, 8, |_| ()).unwrap().whole, Sum::of(b""));
        assert_eq!(Sum::of(b"hello").hex(), "5d41402abc4b2a76b9719d911017c592");
        assert_eq!(Sum::of(b"hello").base64(), "XUFAKrxLKna5cZ2REBfFkg==");
    }
}

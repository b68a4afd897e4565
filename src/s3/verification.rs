//! Whether what a download wrote is the object: by its etag, or by the MD5 that whoever uploaded it noted.

use super::digest::{self, Sum, etag_of_parts};
use super::ranges::{Range, ranges};
use super::requests;
use super::upload::PART;
use super::{Failure, Place, Reply};
use md5::{Digest, Md5};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

/// An object, as it was when its download began.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Remote {
    pub etag: String,
    /// In bytes.
    pub length: u64,
    /// The MD5 that whoever uploaded it noted.
    md5: Option<String>,
}

/// How an object was verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verified {
    /// By its MD5 or its etag.
    Yes,
    /// There is nothing to compare with.
    No,
    /// Whoever reads from the pipe wanted no more.
    Unread,
}

impl Remote {
    /// The object that S3 describes so. Fails if its length is not said.
    pub fn read(reply: &Reply, at: &Place) -> Result<Self, Failure> {
        let length = reply.header("content-length").and_then(|length| length.parse().ok());
        Ok(Remote {
            etag: reply.etag().to_owned(),
            length: length.ok_or_else(|| Failure::Damaged(format!("S3 does not say how long {at} is")))?,
            md5: reply.header(requests::MD5).filter(|md5| md5.len() == 32).map(str::to_lowercase),
        })
    }

    /// Returns `true` if the etag may be that of an upload in parts of our size.
    fn has_our_parts(&self) -> bool {
        let parts = digest::plain(&self.etag).split_once('-').and_then(|(_, parts)| parts.parse().ok());
        parts == Some(self.length.div_ceil(PART))
    }

    /// The MD5 of the whole, if it is known, and what it is called.
    fn whole(&self) -> Option<(&'static str, &str)> {
        let etag = digest::plain(&self.etag);
        let is_md5 = etag.len() == 32 && etag.bytes().all(|digit| digit.is_ascii_hexdigit());
        if is_md5 { Some(("etag", etag)) } else { self.md5.as_deref().map(|md5| ("MD5", md5)) }
    }

    /// Compares digests, as far as they were computed, with what is known.
    fn compare(&self, parts: Option<&[Sum]>, whole: Option<Sum>, at: &Place) -> Result<Verified, Failure> {
        if parts.is_some_and(|parts| etag_of_parts(parts) == digest::plain(&self.etag)) {
            return Ok(Verified::Yes);
        }
        match (self.whole(), whole) {
            (Some((_, known)), Some(found)) if found.hex() == known => Ok(Verified::Yes),
            (Some((what, known)), _) => Err(Failure::Damaged(format!(
                "{at} was damaged on the way: its {what} is not {known}. Nothing was kept of it."
            ))),
            (None, _) => Ok(Verified::No),
        }
    }
}

/// The digests of content that arrives in order.
pub struct InOrder<'r> {
    remote: &'r Remote,
    parts: Option<Vec<Sum>>,
    whole: Option<Md5>,
}

impl<'r> InOrder<'r> {
    /// Computes what this object can be compared with.
    pub fn new(remote: &'r Remote) -> Self {
        InOrder { remote, parts: remote.has_our_parts().then(Vec::new), whole: remote.whole().map(|_| Md5::new()) }
    }

    /// Adds the next part.
    pub fn add(&mut self, content: &[u8]) {
        self.parts.iter_mut().for_each(|parts| parts.push(Sum::of(content)));
        self.whole.iter_mut().for_each(|whole| whole.update(content));
    }

    /// Fails if what was added is not the object.
    pub fn finish(self, at: &Place) -> Result<Verified, Failure> {
        self.remote.compare(self.parts.as_deref(), self.whole.map(Sum::from), at)
    }
}

/// The digests of a file whose parts arrive in any order, computed while others are still under way.
pub struct OfFile {
    remote: Remote,
    file: Arc<File>,
    way: Way,
}

enum Way {
    /// The digest of each part that has arrived.
    Parts(Mutex<Vec<Option<Sum>>>),
    /// Reads the file, as far as it has no gap; it is told which parts arrive.
    Whole(Sender<u32>, JoinHandle<io::Result<Sum>>),
    Nothing,
}

impl OfFile {
    /// Begins with the parts that are in the file already.
    pub fn new(remote: &Remote, file: &Arc<File>, done: &[u32]) -> Self {
        let way = if remote.has_our_parts() {
            Way::Parts(Mutex::new(vec![None; ranges(remote.length).count()]))
        } else if remote.whole().is_some() {
            let (sender, arrived) = channel();
            let (file, length, done) = (file.clone(), remote.length, done.iter().copied().collect());
            Way::Whole(sender, thread::spawn(move || whole(&file, length, done, &arrived)))
        } else {
            Way::Nothing
        };
        OfFile { remote: remote.clone(), file: file.clone(), way }
    }

    /// Notes a part that was written.
    pub fn add(&self, range: Range, content: &[u8]) {
        match &self.way {
            Way::Parts(sums) => {
                let sum = Sum::of(content);
                let mut sums = sums.lock().unwrap_or_else(PoisonError::into_inner);
                sums.get_mut(range.number as usize).into_iter().for_each(|place| *place = Some(sum));
            }
            // One that has failed tells why at the end.
            Way::Whole(arrived, _) => drop(arrived.send(range.number)),
            Way::Nothing => {}
        }
    }

    /// Fails if the file is not the object. It may take as long as reading all of it.
    pub fn finish(self, at: &Place) -> Result<Verified, Failure> {
        let unreadable = |error: io::Error| Failure::Damaged(format!("{at} cannot be read back: {error}"));
        match self.way {
            Way::Nothing => self.remote.compare(None, None, at),
            Way::Whole(arrived, work) => {
                drop(arrived);
                let ended = |_| Err(io::Error::other("the digest was not computed"));
                let sum = work.join().unwrap_or_else(ended).map_err(unreadable)?;
                self.remote.compare(None, Some(sum), at)
            }
            Way::Parts(sums) => {
                let sums = sums.into_inner().unwrap_or_else(PoisonError::into_inner);
                let found = ranges(self.remote.length).zip(sums);
                let sums = found.map(|(range, sum)| sum.map_or_else(|| sum_of(&self.file, range), Ok));
                let sums: Vec<Sum> = sums.collect::<io::Result<_>>().map_err(unreadable)?;
                if etag_of_parts(&sums) == digest::plain(&self.remote.etag) {
                    return Ok(Verified::Yes);
                }
                // As many parts as ours, but perhaps of another size.
                let (_, none) = channel();
                let all = ranges(self.remote.length).map(|range| range.number).collect();
                let sum = whole(&self.file, self.remote.length, all, &none).map_err(unreadable)?;
                self.remote.compare(None, Some(sum), at)
            }
        }
    }
}

fn read(file: &File, range: Range) -> io::Result<Vec<u8>> {
    let mut content = vec![0; range.length() as usize];
    file.read_exact_at(&mut content, range.first)?;
    Ok(content)
}

fn sum_of(file: &File, range: Range) -> io::Result<Sum> {
    read(file, range).map(|content| Sum::of(&content))
}

/// The MD5 of a file in which some parts are there and the others arrive. Fails if one is missing at the end.
fn whole(file: &File, length: u64, mut there: BTreeSet<u32>, arrived: &Receiver<u32>) -> io::Result<Sum> {
    let mut sum = Md5::new();
    for range in ranges(length) {
        while !there.contains(&range.number) {
            there.insert(arrived.recv().map_err(|_| io::Error::other("a part of it is missing"))?);
        }
        sum.update(read(file, range)?);
    }
    Ok(sum.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    const LENGTH: u64 = 20 * 1024 * 1024;

    fn content() -> Vec<u8> {
        b"0123456789abcdef".repeat(LENGTH as usize / 16)
    }

    fn at() -> Place {
        Place::new("ims", "k").unwrap()
    }

    /// What becomes of a download of the content when this is known of the object, in a file and in order.
    fn verified(etag: &str, md5: Option<&str>, content: &[u8], done: &[u32]) -> [Option<Verified>; 2] {
        let remote = Remote { etag: format!("\"{etag}\""), length: LENGTH, md5: md5.map(str::to_owned) };
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(content).unwrap();
        let part = |range: Range| &content[range.first as usize..=range.last as usize];
        let of_file = OfFile::new(&remote, &Arc::new(file), done);
        let mut late: Vec<_> = ranges(LENGTH).filter(|range| !done.contains(&range.number)).collect();
        late.reverse();
        late.into_iter().for_each(|range| of_file.add(range, part(range)));
        let mut in_order = InOrder::new(&remote);
        ranges(LENGTH).for_each(|range| in_order.add(part(range)));
        [of_file.finish(&at()).ok(), in_order.finish(&at()).ok()]
    }

    #[test]
    fn an_object_is_verified_by_whatever_is_known_of_it() {
        let right = content();
        let mut wrong = right.clone();
        wrong[17] ^= 1;
        let (etag, md5) = ("02281ee92434ec6302e20f911f60127c-3", Sum::of(&right).hex());
        let other_parts = "0123456789abcdef0123456789abcdef-3";
        for done in [&[][..], &[1], &[0, 1, 2]] {
            for (etag, known, of_right, of_wrong) in [
                (etag, None, Some(Verified::Yes), Some(Verified::No)),
                (etag, Some(&*md5), Some(Verified::Yes), None),
                (&*md5, None, Some(Verified::Yes), None),
                (other_parts, Some(&*md5), Some(Verified::Yes), None),
                ("0123456789abcdef0123456789abcdef-4", Some(&*md5), Some(Verified::Yes), None),
                ("0123456789abcdef0123456789abcdef-4", None, Some(Verified::No), Some(Verified::No)),
            ] {
                assert_eq!(verified(etag, known, &right, done), [of_right; 2], "{etag} {known:?} {done:?}");
                assert_eq!(verified(etag, known, &wrong, done), [of_wrong; 2], "{etag} {known:?} {done:?}");
            }
        }
    }
}

//! Downloads: parts that come at the same time, into a file beside the target that takes its place once it is whole and
//! verified; or in order, into a pipe or a device.

use super::digest::{self, Sum, digests, etag_of_parts};
use super::resumption::Record;
use super::upload::{Manner, PART};
use super::{Client, Failure, Moved, Place, requests};
use crate::error::Error;
use crate::file;
use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt, stream};
use serde::{Deserialize, Serialize};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An object, as it was when its download began.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
struct Remote {
    etag: String,
    length: u64,
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

/// Downloads an object to a path.
pub async fn download(
    client: &Client<'_>,
    at: &Place,
    target: &Path,
    manner: Manner,
    moved: &Arc<Moved>,
) -> Result<Verified, Failure> {
    let reply = client.send(&requests::head(at)).await?;
    let length = reply.header("content-length").and_then(|length| length.parse().ok());
    let remote = Remote {
        etag: reply.etag().to_owned(),
        length: length.ok_or_else(|| Failure::Damaged(format!("S3 does not say how long {at} is")))?,
        md5: reply.header(requests::MD5).filter(|md5| md5.len() == 32).map(str::to_lowercase),
    };
    match fs::metadata(target) {
        Ok(file) if file.is_dir() => Err(Error::file("write", target, "it is a directory").into()),
        Ok(file) if !file.is_file() => in_order(client, at, &remote, target, manner, moved).await,
        _ => to_file(client, at, &remote, target, manner, moved).await,
    }
}

/// Writes the object to a pipe or a device as its parts arrive.
async fn in_order(
    client: &Client<'_>,
    at: &Place,
    remote: &Remote,
    target: &Path,
    manner: Manner,
    moved: &Arc<Moved>,
) -> Result<Verified, Failure> {
    let refused = |error| Failure::from(Error::file("write", target, error));
    let mut file = OpenOptions::new().write(true).open(target).map_err(refused)?;
    let mut sums = Sums::default();
    let parts = stream::iter(ranges(remote.length)).map(|range| part(client, at, remote, range, moved));
    let mut parts = parts.buffered(manner.parallel);
    while let Some((_, content)) = parts.try_next().await? {
        sums.add(&content);
        match file.write_all(&content) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(Verified::Unread),
            written => written.map_err(refused)?,
        }
    }
    sums.compare(remote, at)
}

async fn to_file(
    client: &Client<'_>,
    at: &Place,
    remote: &Remote,
    target: &Path,
    manner: Manner,
    moved: &Arc<Moved>,
) -> Result<Verified, Failure> {
    let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
    let endpoint = client.endpoint().await?;
    let record = Record::of("download", &[endpoint.as_str(), &at.to_string(), &target.to_string_lossy()]);
    let record = record.filter(|_| manner.resumes);
    let partial = partial(&target, at);
    let noted: Option<(Remote, Vec<u32>)> = record.as_ref().and_then(Record::read);
    let done = noted.filter(|(noted, _)| noted == remote && partial.is_file()).map(|(_, done)| done);
    let refused = |error| Failure::from(Error::file("write", &partial, error));
    let file = Arc::new(open(&partial, done.is_some()).map_err(refused)?);
    file.set_len(remote.length).map_err(refused)?;
    // Where nothing can be noted, the download cannot be resumed, but it can be made.
    let record = record.filter(|record| done.is_some() || record.begin(remote).is_ok());
    let done = done.unwrap_or_default();
    let left = ranges(remote.length).filter(|range| !done.contains(&range.number));
    let writes = left.map(|range| {
        let (file, record) = (file.clone(), &record);
        async move {
            let (range, content) = part(client, at, remote, range, moved).await?;
            let write = move || file.write_all_at(&content, range.first);
            let written = tokio::task::spawn_blocking(write).await.unwrap_or_else(|error| Err(io::Error::other(error)));
            written.map_err(refused)?;
            record.iter().for_each(|record| record.add(range.number));
            Ok::<_, Failure>(())
        }
    });
    let received: Result<(), Failure> = stream::iter(writes).buffer_unordered(manner.parallel).try_collect().await;
    if let Err(failure) = received {
        if record.is_none() || !failure.may_go_on() {
            let _ = fs::remove_file(&partial);
            record.iter().for_each(Record::remove);
        }
        return Err(failure);
    }
    let verified = verify(&file, remote, at).await;
    if verified.is_err() {
        let _ = fs::remove_file(&partial);
        record.iter().for_each(Record::remove);
    }
    let verified = verified?;
    let put = || -> io::Result<()> {
        if let Ok(old) = fs::metadata(&target) {
            file::keep_owner(&file, &old)?;
            file.set_permissions(old.permissions())?;
        }
        file.sync_all()?;
        fs::rename(&partial, &target)
    };
    put().map_err(|error| Error::file("write", &target, error))?;
    record.iter().for_each(Record::remove);
    Ok(verified)
}

/// Opens the file for an object that is not whole yet, for this process alone. It begins empty unless it `goes_on`.
fn open(partial: &Path, goes_on: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    // In a directory that others can write to, a link of this name could lead to any file.
    let file = options.custom_flags(rustix::fs::OFlags::NOFOLLOW.bits() as i32).open(partial)?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => return Err(io::Error::other("another process downloads to it")),
        // Where nothing can be locked, a download without a lock is better than none.
        Ok(()) | Err(TryLockError::Error(_)) => {}
    }
    if !goes_on {
        file.set_len(0)?;
    }
    Ok(file)
}

/// Where an object is written until it is whole: the same name for the same object, so that the next run finds it.
fn partial(target: &Path, at: &Place) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let mark = &Sum::of(at.to_string().as_bytes()).hex()[..8];
    target.with_file_name(format!(".{name}.{mark}.part"))
}

/// Bytes of an object.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Range {
    number: u32,
    first: u64,
    last: u64,
}

/// The parts of an object of this length.
fn ranges(length: u64) -> impl Iterator<Item = Range> {
    let first = |number: u32| u64::from(number) * PART;
    (0..).take_while(move |number| first(*number) < length).map(move |number| Range {
        number,
        first: first(number),
        last: (first(number) + PART).min(length) - 1,
    })
}

async fn part(
    client: &Client<'_>,
    at: &Place,
    remote: &Remote,
    range: Range,
    moved: &Arc<Moved>,
) -> Result<(Range, Bytes), Failure> {
    let request = requests::get_range(at, range.first, range.last, &remote.etag);
    let reply = client.transfer(&request, moved).await?;
    if reply.body.len() as u64 != range.last - range.first + 1 {
        return Err(Failure::Damaged(format!("S3 sent {} bytes of {at} for {range:?}", reply.body.len())));
    }
    Ok((range, reply.body))
}

/// The digests of content that arrives part by part.
#[derive(Default)]
struct Sums {
    whole: md5::Md5,
    parts: Vec<Sum>,
}

impl Sums {
    fn add(&mut self, content: &[u8]) {
        md5::Digest::update(&mut self.whole, content);
        self.parts.push(Sum::of(content));
    }

    fn compare(self, remote: &Remote, at: &Place) -> Result<Verified, Failure> {
        let whole: [u8; 16] = md5::Digest::finalize(self.whole).into();
        compare(&digest::hex(&whole), &self.parts, remote, at)
    }
}

/// Compares the content of a file with what is known of the object.
async fn verify(file: &Arc<File>, remote: &Remote, at: &Place) -> Result<Verified, Failure> {
    let (file, length) = (file.clone(), remote.length);
    let work = tokio::task::spawn_blocking(move || digests(&file, length, PART, |_| ())).await;
    let found = work.unwrap_or_else(|error| Err(io::Error::other(error)));
    let found = found.map_err(|error| Failure::Damaged(format!("{at} cannot be read back: {error}")))?;
    compare(&found.whole.hex(), &found.parts, remote, at)
}

/// Compares digests with what is known of an object. Fails if they differ.
fn compare(whole: &str, parts: &[Sum], remote: &Remote, at: &Place) -> Result<Verified, Failure> {
    let etag = digest::plain(&remote.etag);
    let differs = |what: &str, expected: &str| {
        Err(Failure::Damaged(format!(
            "{at} was damaged on the way: its {what} is not {expected}. Nothing was kept of it."
        )))
    };
    if !etag.contains('-') && etag.len() == 32 {
        return if etag == whole { Ok(Verified::Yes) } else { differs("etag", etag) };
    }
    if etag == etag_of_parts(parts) {
        return Ok(Verified::Yes);
    }
    match &remote.md5 {
        Some(md5) if md5 == whole => Ok(Verified::Yes),
        Some(md5) => differs("MD5", md5),
        None => Ok(Verified::No),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_cover_an_object_once() {
        let lengths = |length| ranges(length).map(|range| range.last - range.first + 1).collect::<Vec<_>>();
        assert!(lengths(0).is_empty());
        assert_eq!(lengths(5), [5]);
        assert_eq!(lengths(PART), [PART]);
        assert_eq!(lengths(2 * PART + 1), [PART, PART, 1]);
    }
}

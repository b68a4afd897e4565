//! Uploads: a small file in one request, a large one in parts that go out at the same time. The object that was there stays
//! readable until the new one is complete.

use super::digest::{self, Digests, Sum, digests, etag_of_parts};
use super::resumption::Record;
use super::{Client, Failure, Moved, Place, answers, requests};
use crate::error::Error;
use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt, stream};
use serde::{Deserialize, Serialize};
use std::fs::{self, File, Metadata};
use std::io;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The size of a part in bytes, that of the reference client, so that etags agree.
pub const PART: u64 = 8 * 1024 * 1024;

/// As many parts as S3 takes.
const MOST_PARTS: u64 = 10_000;

/// The size of the parts of a file of this length, in bytes.
pub fn part_size(length: u64) -> u64 {
    PART * length.div_ceil(PART * MOST_PARTS).max(1)
}

/// How a file is transferred.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// How many parts are under way at the same time.
    pub parallel: usize,
    /// Whether a transfer that broke off goes on.
    pub resumes: bool,
    /// Whether nothing may be there yet.
    pub is_new: bool,
}

/// A file to be uploaded.
struct Source {
    path: PathBuf,
    file: Arc<File>,
    mark: Mark,
}

/// What tells whether a file is still the same.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
struct Mark {
    device: u64,
    inode: u64,
    length: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

impl Mark {
    fn of(file: &Metadata) -> Self {
        Mark {
            device: file.dev(),
            inode: file.ino(),
            length: file.len(),
            modified: (file.mtime(), file.mtime_nsec()),
            changed: (file.ctime(), file.ctime_nsec()),
        }
    }
}

impl Source {
    fn open(path: &Path) -> Result<Self, Failure> {
        let open = || -> io::Result<(File, Metadata)> {
            let file = File::open(path)?;
            let metadata = file.metadata()?;
            if !metadata.is_file() {
                return Err(io::Error::other("it is not a regular file"));
            }
            Ok((file, metadata))
        };
        let (file, metadata) = open().map_err(|error| Error::file("read", path, error))?;
        Ok(Source { path: path.to_owned(), file: Arc::new(file), mark: Mark::of(&metadata) })
    }

    /// Fails if the file is no longer what it was when it was opened.
    fn check(&self) -> Result<(), Failure> {
        let now = self.file.metadata().map_err(|error| Error::file("read", &self.path, error))?;
        if Mark::of(&now) == self.mark {
            return Ok(());
        }
        Err(Error::file("upload", &self.path, "it was changed while it was read").into())
    }

    async fn read(&self, at: u64, length: u64) -> Result<Bytes, Failure> {
        let file = self.file.clone();
        let read = move || {
            let mut content = vec![0; length as usize];
            file.read_exact_at(&mut content, at).map(|()| Bytes::from(content))
        };
        let read = tokio::task::spawn_blocking(read).await.unwrap_or_else(|error| Err(io::Error::other(error)));
        Ok(read.map_err(|error| Error::file("read", &self.path, error))?)
    }

    async fn digests(&self, part: u64) -> Result<Digests, Failure> {
        let (file, length) = (self.file.clone(), self.mark.length);
        let work = tokio::task::spawn_blocking(move || digests(&file, length, part, |_| ())).await;
        let digests = work.unwrap_or_else(|error| Err(io::Error::other(error)));
        Ok(digests.map_err(|error| Error::file("read", &self.path, error))?)
    }
}

/// An upload in parts that was begun.
#[derive(Deserialize, Serialize)]
struct Begun {
    upload: String,
    mark: Mark,
    whole: String,
}

/// Uploads a file. Returns the etag of the object.
pub async fn upload(
    client: &Client<'_>,
    path: &Path,
    at: &Place,
    manner: Manner,
    moved: &Arc<Moved>,
) -> Result<String, Failure> {
    let source = Source::open(path)?;
    let part = part_size(source.mark.length);
    let digests = source.digests(part).await?;
    source.check()?;
    if manner.is_new {
        refuse_existing(client, at).await?;
    }
    if source.mark.length < PART {
        let content = source.read(0, source.mark.length).await?;
        let request = requests::put(at, content, digests.whole, manner.is_new);
        let reply = client.transfer(&request, moved).await?;
        return verified(reply.etag(), &digests.whole.hex(), at);
    }
    let endpoint = client.endpoint().await?;
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let record = Record::of("upload", &[endpoint.as_str(), &at.to_string(), &real.to_string_lossy()]);
    let record = record.filter(|_| manner.resumes);
    let begun = record.as_ref().and_then(Record::read).map(|(begun, _): (Begun, _)| begun);
    let is_same = |begun: &Begun| begun.mark == source.mark && begun.whole == digests.whole.hex();
    let (upload, done) = match begun {
        Some(begun) if is_same(&begun) => match arrived(client, at, &begun.upload).await {
            Ok(done) => (begun.upload, done),
            Err(failure) if failure.status() == Some(404) => (begin(client, at, digests.whole).await?, Vec::new()),
            Err(failure) => return Err(failure),
        },
        other => {
            if let Some(begun) = other {
                // The file has changed, so nobody goes on with it.
                let _ = client.send(&requests::abort_upload(at, &begun.upload)).await;
            }
            (begin(client, at, digests.whole).await?, Vec::new())
        }
    };
    let begun = Begun { upload: upload.clone(), mark: source.mark.clone(), whole: digests.whole.hex() };
    // Where nothing can be noted, the upload cannot be resumed, but it can be made.
    let record = record.filter(|record| record.begin(begun).is_ok());
    let sent = send_parts(client, &source, at, &upload, part, &digests.parts, &done, manner.parallel, moved).await;
    if record.is_none() && sent.is_err() {
        // Nobody could go on with it.
        let _ = client.send(&requests::abort_upload(at, &upload)).await;
    }
    sent?;
    source.check()?;
    let etag = complete(client, at, &upload, &digests.parts, manner.is_new).await?;
    record.iter().for_each(Record::remove);
    verified(&etag, &etag_of_parts(&digests.parts), at)
}

async fn refuse_existing(client: &Client<'_>, at: &Place) -> Result<(), Failure> {
    match client.send(&requests::head(at)).await {
        Ok(_) => Err(Failure::Exists(at.clone())),
        Err(failure) if failure.status() == Some(404) => Ok(()),
        Err(failure) => Err(failure),
    }
}

async fn begin(client: &Client<'_>, at: &Place, md5: Sum) -> Result<String, Failure> {
    answers::upload_id(&client.send(&requests::create_upload(at, md5)).await?.body)
}

/// The parts of an upload that have arrived, with their etags.
async fn arrived(client: &Client<'_>, at: &Place, upload: &str) -> Result<Vec<answers::Part>, Failure> {
    let (mut all, mut behind) = (Vec::new(), 0);
    loop {
        let (parts, next) = answers::parts(&client.send(&requests::list_parts(at, upload, behind)).await?.body)?;
        all.extend(parts);
        let Some(next) = next else { return Ok(all) };
        behind = next;
    }
}

#[allow(clippy::too_many_arguments, reason = "they are what a transfer consists of")]
async fn send_parts(
    client: &Client<'_>,
    source: &Source,
    at: &Place,
    upload: &str,
    part: u64,
    sums: &[Sum],
    done: &[answers::Part],
    parallel: usize,
    moved: &Arc<Moved>,
) -> Result<(), Failure> {
    let is_done = |number: u32, sum: &Sum| {
        done.iter().any(|done| done.part_number == number && digest::plain(&done.etag) == sum.hex())
    };
    let left = (1..).zip(sums).filter(|(number, sum)| !is_done(*number, sum));
    let sends = left.map(|(number, sum)| async move {
        let start = u64::from(number - 1) * part;
        let content = source.read(start, part.min(source.mark.length - start)).await?;
        let request = requests::upload_part(at, upload, number, content, *sum);
        let reply = client.transfer(&request, moved).await?;
        verified(reply.etag(), &sum.hex(), at).map(drop)
    });
    stream::iter(sends).buffer_unordered(parallel).try_collect().await
}

/// Makes the parts the object. If the answer was lost, the object tells whether it was.
async fn complete(
    client: &Client<'_>,
    at: &Place,
    upload: &str,
    sums: &[Sum],
    is_new: bool,
) -> Result<String, Failure> {
    let parts: Vec<_> = (1..).zip(sums).map(|(number, sum)| (number, format!("\"{}\"", sum.hex()))).collect();
    let outcome = client.send(&requests::complete_upload(at, upload, &parts, is_new)).await;
    match outcome.and_then(|reply| answers::completed(&reply.body)) {
        Err(failure) if failure.status() == Some(404) || failure.is_passing() => {
            match client.send(&requests::head(at)).await {
                Ok(reply) if digest::plain(reply.etag()) == etag_of_parts(sums) => Ok(reply.etag().to_owned()),
                _ => Err(failure),
            }
        }
        outcome => outcome,
    }
}

/// The etag that S3 gave, if it is the one that the content has.
fn verified(given: &str, expected: &str, at: &Place) -> Result<String, Failure> {
    if digest::plain(given) == expected {
        return Ok(expected.to_owned());
    }
    Err(Failure::Damaged(format!("S3 received something else for {at}: its etag is {given}, not \"{expected}\"")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_grow_where_ten_thousand_would_not_do() {
        let limit = PART * MOST_PARTS;
        assert_eq!([1, PART, limit].map(part_size), [PART; 3]);
        assert_eq!(part_size(limit + 1), 2 * PART);
        assert!((5_u64 << 40).div_ceil(part_size(5 << 40)) <= MOST_PARTS);
    }
}

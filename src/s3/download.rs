//! Downloads: parts that come at the same time, into a file beside the target that takes its place once it is whole and
//! verified; or in order, into a pipe or a device.

use super::partial::Partial;
use super::ranges::{Range, ranges};
use super::upload::Manner;
use super::verification::{InOrder, OfFile, Remote, Verified};
use super::{Client, Failure, Moved, Place, requests};
use crate::error::Error;
use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt, stream};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::Arc;
use tokio::sync::mpsc;
use tokio::task::spawn_blocking;

/// Downloads an object to a path.
pub async fn download(
    client: &Client<'_>,
    at: &Place,
    target: &Path,
    manner: Manner,
    moved: &Arc<Moved>,
) -> Result<Verified, Failure> {
    let remote = &Remote::read(&client.send(&requests::head(at)).await?, at)?;
    let download = Download { client, at, remote, manner, moved };
    match fs::metadata(target) {
        Ok(file) if file.is_dir() => Err(Error::file("write", target, "it is a directory").into()),
        Ok(file) if !file.is_file() => download.in_order(target).await,
        _ => download.to_file(target).await,
    }
}

/// A download of an object.
struct Download<'d> {
    client: &'d Client<'d>,
    at: &'d Place,
    remote: &'d Remote,
    manner: Manner,
    moved: &'d Arc<Moved>,
}

impl Download<'_> {
    /// Writes the object to a pipe or a device as its parts arrive.
    async fn in_order(&self, target: &Path) -> Result<Verified, Failure> {
        let refused = |error| Failure::from(Error::file("write", target, error));
        let file = OpenOptions::new().write(true).open(target).map_err(refused)?;
        self.moved.expect(self.remote.length);
        let mut parts =
            stream::iter(ranges(self.remote.length)).map(|range| self.part(range)).buffered(self.manner.parallel);
        // The next parts arrive while one is written.
        let (sender, receiver) = mpsc::channel(1);
        let (remote, at) = (self.remote.clone(), self.at.clone());
        let writer = spawn_blocking(move || write_in_order(file, receiver, &remote, &at));
        while let Some(content) = parts.try_next().await? {
            // Once it has ended, it tells why.
            if sender.send(content).await.is_err() {
                break;
            }
        }
        drop(sender);
        match writer.await.unwrap_or_else(|error| Err(WriteError::Write(io::Error::other(error)))) {
            Ok(verified) => Ok(verified),
            Err(WriteError::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Verified::Unread),
            Err(WriteError::Write(error)) => Err(refused(error)),
            Err(WriteError::Differs(failure)) => Err(failure),
        }
    }

    async fn to_file(&self, target: &Path) -> Result<Verified, Failure> {
        let endpoint = self.client.endpoint().await?;
        let mut partial = Partial::open(endpoint.as_str(), self.at, self.remote, target, self.manner.resumes)?;
        loop {
            let digests = match self.receive(&partial).await {
                Ok(digests) => digests,
                Err(failure) => {
                    partial.leave(&failure);
                    return Err(failure);
                }
            };
            let at = self.at.clone();
            let verified = spawn_blocking(move || digests.finish(&at)).await;
            match verified.unwrap_or_else(|error| Err(Failure::Damaged(error.to_string()))) {
                Ok(verified) => {
                    partial.put()?;
                    return Ok(verified);
                }
                // What an earlier run left may be damaged, as after a power failure.
                Err(_) if !partial.done.is_empty() => partial.begin_anew(self.remote),
                Err(failure) => {
                    partial.remove();
                    return Err(failure);
                }
            }
        }
    }

    /// Writes the parts that are not there yet, in any order. Returns the digests of the file.
    async fn receive(&self, partial: &Partial) -> Result<OfFile, Failure> {
        let digests = Arc::new(OfFile::new(self.remote, &partial.file, &partial.done));
        let is_left = |range: &Range| !partial.done.contains(&range.number);
        let left = || ranges(self.remote.length).filter(is_left);
        self.moved.expect(self.moved.bytes() + left().map(Range::length).sum::<u64>());
        let writes = left().map(|range| {
            let (file, digests) = (partial.file.clone(), digests.clone());
            async move {
                let content = self.part(range).await?;
                let write = move || {
                    file.write_all_at(&content, range.first)?;
                    digests.add(range, &content);
                    Ok(())
                };
                let written = spawn_blocking(write).await.unwrap_or_else(|error| Err(io::Error::other(error)));
                written.map_err(|error| partial.refused(error))?;
                partial.note(range.number);
                Ok::<_, Failure>(())
            }
        });
        stream::iter(writes).buffer_unordered(self.manner.parallel).try_collect::<()>().await?;
        Arc::into_inner(digests).ok_or_else(|| Failure::Damaged(format!("{} is still being written", self.at)))
    }

    async fn part(&self, range: Range) -> Result<Bytes, Failure> {
        let request = requests::get_range(self.at, range.first, range.last, &self.remote.etag);
        let content = self.client.transfer(&request, self.moved).await?.body;
        let (length, expected) = (content.len() as u64, range.length());
        if length == expected {
            return Ok(content);
        }
        Err(Failure::Damaged(format!("S3 sent {length} bytes of {} instead of {expected}", self.at)))
    }
}

enum WriteError {
    Write(io::Error),
    Differs(Failure),
}

fn write_in_order(
    mut file: File,
    mut parts: mpsc::Receiver<Bytes>,
    remote: &Remote,
    at: &Place,
) -> Result<Verified, WriteError> {
    let mut digests = InOrder::new(remote);
    while let Some(content) = parts.blocking_recv() {
        file.write_all(&content).map_err(WriteError::Write)?;
        digests.add(&content);
    }
    digests.finish(at).map_err(WriteError::Differs)
}

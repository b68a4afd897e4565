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
    let remote = Remote::read(&client.send(&requests::head(at)).await?, at)?;
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
    let file = OpenOptions::new().write(true).open(target).map_err(refused)?;
    moved.expect(remote.length);
    let parts = stream::iter(ranges(remote.length)).map(|range| part(client, at, remote, range, moved));
    let mut parts = parts.buffered(manner.parallel);
    // The next parts arrive while one is written.
    let (sender, receiver) = mpsc::channel(1);
    let (written_of, place) = (remote.clone(), at.clone());
    let writer = spawn_blocking(move || write_in_order(file, receiver, &written_of, &place));
    while let Some((_, content)) = parts.try_next().await? {
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

async fn to_file(
    client: &Client<'_>,
    at: &Place,
    remote: &Remote,
    target: &Path,
    manner: Manner,
    moved: &Arc<Moved>,
) -> Result<Verified, Failure> {
    let endpoint = client.endpoint().await?;
    let mut partial = Partial::open(endpoint.as_str(), at, remote, target, manner.resumes)?;
    loop {
        let digests = match receive(client, at, remote, &partial, manner, moved).await {
            Ok(digests) => digests,
            Err(failure) => {
                partial.leave(&failure);
                return Err(failure);
            }
        };
        let place = at.clone();
        let verified = spawn_blocking(move || digests.finish(&place)).await;
        match verified.unwrap_or_else(|error| Err(Failure::Damaged(error.to_string()))) {
            Ok(verified) => {
                partial.put()?;
                return Ok(verified);
            }
            // What an earlier run left may be damaged, as after a power failure.
            Err(_) if !partial.done.is_empty() => partial.begin_anew(remote),
            Err(failure) => {
                partial.remove();
                return Err(failure);
            }
        }
    }
}

/// Writes the parts that are not there yet, in any order. Returns the digests of the file.
async fn receive(
    client: &Client<'_>,
    at: &Place,
    remote: &Remote,
    partial: &Partial,
    manner: Manner,
    moved: &Arc<Moved>,
) -> Result<OfFile, Failure> {
    let digests = Arc::new(OfFile::new(remote, &partial.file, &partial.done));
    let is_left = |range: &Range| !partial.done.contains(&range.number);
    moved.expect(moved.bytes() + ranges(remote.length).filter(is_left).map(Range::length).sum::<u64>());
    let left = ranges(remote.length).filter(is_left);
    let writes = left.map(|range| {
        let (file, digests) = (partial.file.clone(), digests.clone());
        async move {
            let (range, content) = part(client, at, remote, range, moved).await?;
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
    stream::iter(writes).buffer_unordered(manner.parallel).try_collect::<()>().await?;
    Arc::into_inner(digests).ok_or_else(|| Failure::Damaged(format!("{at} is still being written")))
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
    if reply.body.len() as u64 != range.length() {
        return Err(Failure::Damaged(format!("S3 sent {} bytes of {at} for {range:?}", reply.body.len())));
    }
    Ok((range, reply.body))
}

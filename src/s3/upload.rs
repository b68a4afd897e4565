//! Uploads: a small file in one request, a large one in parts that go out at the same time. The object that was there stays
//! readable until the new one is complete.

use super::digest::{self, Digests, Sum, etag_of_parts};
use super::resumption::Record;
use super::source::Source;
use super::{Client, Failure, Moved, Place, answers, requests};
use futures_util::{StreamExt, TryStreamExt, stream};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::Path;
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
    /// How many parts of 8 MiB are under way at the same time; of larger ones so many fewer.
    pub parallel: usize,
    /// Whether a transfer that broke off goes on.
    pub resumes: bool,
    /// Whether nothing may be there yet.
    pub is_new: bool,
}

/// An upload in parts that was begun, of a file with this MD5.
#[derive(Deserialize, Serialize)]
struct Begun {
    upload: String,
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
    if manner.is_new {
        refuse_existing(client, at).await?;
    }
    if source.length < PART {
        return in_one(client, &source, at, manner, moved).await;
    }
    let part = part_size(source.length);
    let digests = source.digests(part, |_| ()).await?;
    source.check()?;
    let upload = InParts { client, source: &source, at, digests: &digests, part, manner };
    upload.run(path, moved).await
}

async fn refuse_existing(client: &Client<'_>, at: &Place) -> Result<(), Failure> {
    match client.send(&requests::head(at)).await {
        Ok(_) => Err(Failure::Exists(at.clone())),
        Err(failure) if failure.status() == Some(404) => Ok(()),
        Err(failure) => Err(failure),
    }
}

async fn in_one(
    client: &Client<'_>,
    source: &Source,
    at: &Place,
    manner: Manner,
    moved: &Arc<Moved>,
) -> Result<String, Failure> {
    let content = source.read(0, source.length).await?;
    source.check()?;
    let sum = Sum::of(&content);
    match client.transfer(&requests::put(at, content, sum, manner.is_new), moved).await {
        Ok(reply) => verified(reply.etag(), &sum.hex(), at),
        // Nothing was there before: it may be what an earlier try put there, whose answer was lost.
        Err(failure) if failure.status() == Some(412) => match etag_at(client, at).await {
            Some(etag) if digest::plain(&etag) == sum.hex() => Ok(etag),
            _ => Err(Failure::Exists(at.clone())),
        },
        Err(failure) => Err(failure),
    }
}

/// The etag of the object that is there, if S3 says it.
async fn etag_at(client: &Client<'_>, at: &Place) -> Option<String> {
    Some(client.send(&requests::head(at)).await.ok()?.etag().to_owned())
}

/// An upload in parts.
struct InParts<'u> {
    client: &'u Client<'u>,
    source: &'u Source,
    at: &'u Place,
    digests: &'u Digests,
    /// The size of a part in bytes.
    part: u64,
    manner: Manner,
}

impl InParts<'_> {
    async fn run(&self, path: &Path, moved: &Arc<Moved>) -> Result<String, Failure> {
        let endpoint = self.client.endpoint().await?;
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let record = Record::of("upload", &[endpoint.as_str(), &self.at.to_string(), &real.to_string_lossy()]);
        let (id, done) = self.begin(record.as_ref().and_then(Record::read).map(|(begun, _)| begun)).await?;
        let begun = Begun { upload: id.clone(), whole: self.digests.whole.hex() };
        // Where nothing can be noted, the upload cannot be resumed, but it can be made.
        let record = record.filter(|record| record.begin(begun).is_ok());
        if let Err(failure) = self.send(&id, &done, moved).await {
            let changed = self.source.check();
            if record.is_none() || changed.is_err() || !failure.may_go_on() {
                // Nobody could go on with it.
                self.abort(&id).await;
                record.iter().for_each(Record::remove);
            }
            return Err(changed.err().unwrap_or(failure));
        }
        self.source.check()?;
        let etag = self.complete(&id).await?;
        record.iter().for_each(Record::remove);
        verified(&etag, &etag_of_parts(&self.digests.parts), self.at)
    }

    /// Goes on with the upload that was begun, if it is one of this content, or begins one. Returns its id, and the parts that
    /// have arrived.
    async fn begin(&self, begun: Option<Begun>) -> Result<(String, Vec<answers::Part>), Failure> {
        if let Some(begun) = begun {
            if self.manner.resumes && begun.whole == self.digests.whole.hex() {
                match self.arrived(&begun.upload).await {
                    Ok(done) => return Ok((begun.upload, done)),
                    Err(failure) if failure.status() == Some(404) => {}
                    Err(failure) => return Err(failure),
                }
            } else {
                self.abort(&begun.upload).await;
            }
        }
        let reply = self.client.send(&requests::create_upload(self.at, self.digests.whole)).await?;
        Ok((answers::upload_id(&reply.body)?, Vec::new()))
    }

    /// Lets S3 remove the parts. Where that fails, they stay in the list of unfinished uploads.
    async fn abort(&self, id: &str) {
        let _ = self.client.send(&requests::abort_upload(self.at, id)).await;
    }

    /// The parts of an upload that have arrived, with their etags.
    async fn arrived(&self, id: &str) -> Result<Vec<answers::Part>, Failure> {
        let (mut all, mut behind) = (Vec::new(), 0);
        loop {
            let reply = self.client.send(&requests::list_parts(self.at, id, behind)).await?;
            let (parts, next) = answers::parts(&reply.body)?;
            all.extend(parts);
            let Some(next) = next else { return Ok(all) };
            behind = next;
        }
    }

    async fn send(&self, id: &str, done: &[answers::Part], moved: &Arc<Moved>) -> Result<(), Failure> {
        let is_done = |number: u32, sum: &Sum| {
            done.iter().any(|done| done.part_number == number && digest::plain(&done.etag) == sum.hex())
        };
        let left = (1..).zip(&self.digests.parts).filter(|(number, sum)| !is_done(*number, sum));
        let sends = left.map(|(number, sum)| async move {
            let start = u64::from(number - 1) * self.part;
            let content = self.source.read(start, self.part.min(self.source.length - start)).await?;
            let request = requests::upload_part(self.at, id, number, content, *sum);
            let reply = self.client.transfer(&request, moved).await?;
            verified(reply.etag(), &sum.hex(), self.at).map(drop)
        });
        let waiting: u64 = done.iter().map(|done| done.size).sum();
        moved.expect(self.source.length.saturating_sub(waiting));
        // Larger parts take no more memory.
        let parallel = (self.manner.parallel as u64 * PART / self.part).max(1);
        stream::iter(sends).buffer_unordered(parallel as usize).try_collect().await
    }

    /// Makes the parts the object. If the answer was lost, the object tells whether it was.
    async fn complete(&self, id: &str) -> Result<String, Failure> {
        let sums = &self.digests.parts;
        let parts: Vec<_> = (1..).zip(sums).map(|(number, sum)| (number, format!("\"{}\"", sum.hex()))).collect();
        let request = requests::complete_upload(self.at, id, &parts, self.manner.is_new);
        let outcome = self.client.send(&request).await;
        match outcome.and_then(|reply| answers::completed(&reply.body)) {
            Err(failure) if failure.status() == Some(412) => {
                self.abort(id).await;
                Err(Failure::Exists(self.at.clone()))
            }
            Err(failure) if failure.status() == Some(404) || failure.is_passing() => {
                match etag_at(self.client, self.at).await {
                    Some(etag) if digest::plain(&etag) == etag_of_parts(sums) => Ok(etag),
                    _ => Err(failure),
                }
            }
            outcome => outcome,
        }
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

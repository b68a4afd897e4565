//! Moves the content of objects, some of it at a time: from requests into files, and from files into answers.

use super::failure::internal;
use crate::sandbox::objects::{Draft, Object, Objects, Reader};
use base64::{Engine, prelude::BASE64_STANDARD};
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use s3s::dto::StreamingBlob;
use s3s::{S3Error, S3ErrorCode, S3Result, s3_error};
use std::io::{self, Read, Write};
use std::ops::Range;
use tokio::task::{JoinHandle, spawn_blocking};

/// How much is written or read at a time, in bytes.
const BATCH: usize = 512 * 1024;

/// Receives the content of an object or of a part. Fails if it has another MD5 than was announced.
pub async fn receive(objects: &Objects, body: Option<StreamingBlob>, md5: Option<String>) -> S3Result<Draft> {
    let expected = md5.map(|md5| BASE64_STANDARD.decode(md5).ok().filter(|md5| md5.len() == 16));
    if expected == Some(None) {
        return Err(s3_error!(InvalidDigest, "The Content-MD5 you specified was invalid."));
    }
    let objects = objects.clone();
    let mut writing = spawn_blocking(move || objects.draft());
    let (mut batch, mut size) = (Vec::new(), 0);
    let mut body = body;
    while let Some(chunk) = match &mut body {
        Some(body) => body.next().await,
        None => None,
    } {
        let chunk = chunk.map_err(|error| broken(&*error))?;
        size += chunk.len();
        batch.push(chunk);
        if size >= BATCH {
            // The next ones arrive while these are written.
            writing = write(finished(writing).await?, std::mem::take(&mut batch));
            size = 0;
        }
    }
    let draft = finished(write(finished(writing).await?, batch)).await?;
    match expected.flatten() {
        Some(expected) if expected != draft.md5() => {
            Err(s3_error!(BadDigest, "The Content-MD5 you specified did not match what we received."))
        }
        _ => Ok(draft),
    }
}

/// Sends bytes of an object.
pub fn send(object: &Object, range: Range<u64>) -> StreamingBlob {
    let reader = object.reader(range);
    StreamingBlob::wrap(stream::try_unfold(reader, |reader| async move {
        spawn_blocking(move || read(reader)).await.unwrap_or_else(|error| Err(io::Error::other(error)))
    }))
}

/// The content of an object, or some of it, as that of a part.
pub async fn duplicate(objects: &Objects, object: &Object, range: Range<u64>) -> S3Result<Draft> {
    let (objects, mut reader) = (objects.clone(), object.reader(range));
    finished(spawn_blocking(move || {
        let mut draft = objects.draft()?;
        io::copy(&mut io::BufReader::with_capacity(BATCH, &mut reader), &mut draft)?;
        Ok(draft)
    }))
    .await
}

fn write(mut draft: Draft, batch: Vec<Bytes>) -> JoinHandle<io::Result<Draft>> {
    spawn_blocking(move || {
        batch.iter().try_for_each(|chunk| draft.write_all(chunk))?;
        Ok(draft)
    })
}

fn read(mut reader: Reader) -> io::Result<Option<(Bytes, Reader)>> {
    let mut content = Vec::with_capacity(BATCH);
    reader.by_ref().take(BATCH as u64).read_to_end(&mut content)?;
    Ok((!content.is_empty()).then(|| (content.into(), reader)))
}

async fn finished(work: JoinHandle<io::Result<Draft>>) -> S3Result<Draft> {
    work.await.map_err(internal)?.map_err(internal)
}

/// Why a request's content did not arrive.
fn broken(error: &(dyn std::error::Error + 'static)) -> S3Error {
    let text = error.to_string();
    let code = match text.contains("Sha256Mismatch") {
        true => S3ErrorCode::Custom("XAmzContentSHA256Mismatch".into()),
        false => S3ErrorCode::IncompleteBody,
    };
    let mut error = S3Error::with_message(code, text);
    error.set_status_code(axum::http::StatusCode::BAD_REQUEST);
    error
}

//! Deleting records one by one, going on where one cannot be deleted.

use super::{Reply, names};
use crate::context::Context;
use crate::error::Error;
use crate::ims::{self, Resource};
use futures_util::StreamExt;
use futures_util::stream;

/// How many records are deleted at once.
const AT_ONCE: usize = 8;

/// Deletes the records of these ids or names. Fails, once all were tried, if one of them could not be deleted.
pub async fn each<R: Resource>(ids: Vec<String>, context: &Context) -> Result<Reply, Error> {
    let of = ids.len();
    let tries = ids.into_iter().map(|id| async move {
        let outcome = names::send::<R>(&id, |id| ims::delete::<R>(id), context).await;
        (id, outcome)
    });
    let mut tries = stream::iter(tries).buffer_unordered(AT_ONCE);
    let mut rehearsed = Vec::new();
    let mut failed = 0;
    while let Some((id, outcome)) = tries.next().await {
        match outcome {
            Ok(Reply::Line(line)) => rehearsed.push(line),
            Ok(_) => {}
            Err(error) => {
                failed += 1;
                context.printer.error_about(&id, &error);
            }
        }
    }
    match failed {
        0 => Ok(Reply::Line(rehearsed.join("\n"))),
        _ => Err(Error::Partly { done: of - failed, of, what: R::NOUNS }),
    }
}

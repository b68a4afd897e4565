//! Deleting records one by one, going on where one cannot be deleted.

use super::Reply;
use super::progress::Progress;
use crate::context::Context;
use crate::error::Error;
use crate::ims::{self, Resource};
use futures_util::{StreamExt, stream};

/// How many records are deleted at once.
const AT_ONCE: usize = 8;

/// Deletes the records of these ids. Fails, once all were tried, if one of them could not be deleted.
pub async fn each<R: Resource>(ids: Vec<String>, context: &Context) -> Result<Reply, Error> {
    let requests = ids.iter().map(|id| ims::delete::<R>(id)).collect::<Result<Vec<_>, _>>()?;
    if context.dry_run.is_some() {
        let shown: Vec<_> = requests.iter().map(|request| context.rehearsal(request)).collect::<Result<_, _>>()?;
        return Ok(Reply::Line(shown.join("\n")));
    }
    let client = context.client()?;
    let of = ids.len();
    let progress = Progress::new(context.printer);
    let tries = ids.iter().zip(&requests).map(|(id, request)| async move { (id, client.send(request).await) });
    let mut tries = stream::iter(tries).buffer_unordered(AT_ONCE);
    let (mut done, mut failed) = (0, 0);
    while let Some((id, outcome)) = tries.next().await {
        match outcome {
            Ok(_) => done += 1,
            Err(error) => {
                failed += 1;
                context.printer.error_about(id, &error);
            }
        }
        progress.update(&format!("{} of {of} {} deleted", done, R::NOUNS));
    }
    drop(progress);
    match failed {
        0 => {
            context.printer.remark(&format!("Deleted {of} {}.", if of == 1 { R::NOUN } else { R::NOUNS }));
            Ok(Reply::Line(String::new()))
        }
        _ => Err(Error::Partly { done, of, what: R::NOUNS }),
    }
}

//! Deleting several records: one request each, some at once. It goes on where one record cannot be deleted, and stops where
//! no other could be either.

use super::tally::{Reported, Tally};
use crate::commands::Reply;
use crate::commands::progress::Progress;
use crate::context::Context;
use crate::error::Advise;
use crate::ims;
use crate::interrupt;
use anyhow::{Result, anyhow};
use futures_util::{StreamExt, stream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many records are deleted at once.
const AT_ONCE: usize = 8;

/// Deletes the records of these ids. Fails if one of them could not be deleted.
pub async fn run<R: ims::Delete>(ids: Vec<String>, context: &Context) -> Result<Reply> {
    let requests = ids.iter().map(|id| ims::delete::<R>(id)).collect::<Result<Vec<_>, _>>()?;
    if context.dry_run.is_some() {
        let shown: Vec<_> = requests.iter().map(|request| context.shown(request)).collect::<Result<_, _>>()?;
        return Ok(Reply::line(shown.join("\n")));
    }
    let client = context.client()?;
    let tally = Arc::new(Mutex::new(Tally::new(ids.len())));
    let seen = tally.clone();
    let _said = interrupt::advise(move || lock(&seen).lines::<R>());
    let progress = Progress::new(context.printer);
    let wanted = ids.iter().zip(&requests).take_while(|_| !lock(&tally).is_over());
    let tries = wanted.map(|(id, request)| {
        lock(&tally).begin(id);
        async move { (id, client.send(request).await) }
    });
    let mut tries = stream::iter(tries).buffer_unordered(AT_ONCE);
    while let Some((id, outcome)) = tries.next().await {
        let reported = lock(&tally).end(id, outcome.as_ref().err());
        if let (Reported::Now, Err(error)) = (reported, &outcome) {
            context.printer.error_about(id, error);
        }
        progress.update(&lock(&tally).sum::<R>());
    }
    drop(progress);
    let tally = lock(&tally);
    if !tally.is_whole() {
        return Err(anyhow!(tally.sum::<R>()).advise(tally.reasons::<R>()));
    }
    let noun = if ids.len() == 1 { R::NOUN } else { R::NOUNS };
    context.printer.remark(&format!("Deleted {} {noun}.", ids.len()));
    Ok(Reply::line(""))
}

fn lock(tally: &Mutex<Tally>) -> MutexGuard<'_, Tally> {
    tally.lock().unwrap_or_else(PoisonError::into_inner)
}

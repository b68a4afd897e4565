//! Requests about one record. An id always wins: a request is made with what was given, and only when nothing of that id exists
//! is it made again with the id of what has this name.

use super::names;
use crate::commands::{Reply, progress};
use crate::context::Context;
use crate::error::{Advise, Error, Explain};
use crate::http::{Answer, Request};
use crate::ims::{self, Resource};
use anyhow::Result;

/// Sends a request about one record, or, in a dry run, shows it.
pub async fn send<R: Resource>(
    id: &str,
    request: impl Fn(&str) -> Result<Request, Error>,
    context: &Context,
) -> Result<Reply> {
    match dry_run::<R>(id, &request, context).await? {
        Some(shown) => Ok(shown),
        None => Ok(Reply::records::<R>(sent::<R>(id, request, context).await?.answer)),
    }
}

/// Deletes or restores one record, or, in a dry run, shows the request. `change` says what is done, and what was done.
pub async fn change<R: Resource>(
    id: &str,
    request: impl Fn(&str) -> Result<Request, Error>,
    change: &Change,
    context: &Context,
) -> Result<Reply> {
    if let Some(shown) = dry_run::<R>(id, &request, context).await? {
        return Ok(shown);
    }
    let doing = change.doing(id);
    let sent = progress::patiently(context.printer, &doing, sent::<R>(id, request, context)).await?;
    let subject = if sent.id == id { sent.id } else { format!("{id} ({})", sent.id) };
    Ok(Reply::records::<R>(sent.answer).after(change.done(&subject)))
}

/// The words for a change of a record that leaves nothing to print.
pub struct Change {
    /// Such as Deleting and Deleted.
    pub verbs: [&'static str; 2],
    pub noun: &'static str,
    /// What else is to be said of it.
    pub addition: &'static str,
}

impl Change {
    /// What is done to this record.
    pub fn doing(&self, subject: &str) -> String {
        format!("{} {} {subject}", self.verbs[0], self.noun)
    }

    /// What was done to this record.
    pub fn done(&self, subject: &str) -> String {
        format!("{} {} {subject}{}.", self.verbs[1], self.noun, self.addition)
    }
}

/// What is printed instead of a request that is not sent; `None` if it is to be sent.
async fn dry_run<R: Resource>(
    id: &str,
    request: &impl Fn(&str) -> Result<Request, Error>,
    context: &Context,
) -> Result<Option<Reply>> {
    if !context.is_dry_run_of(&request(id)?) {
        return Ok(None);
    }
    let (mut ids, unknown) = names::known_and_unknown::<R>(&[id.to_owned()], context).await?;
    unknown.iter().for_each(|word| context.printer.remark(&names::unknown::<R>(word)));
    let id = ids.pop().unwrap_or_else(|| id.to_owned());
    Ok(Some(Reply::line(context.shown(&request(&id)?)?)))
}

/// The record of this id or name, as it was received.
pub async fn text<R: Resource>(id: &str, context: &Context) -> Result<String> {
    Ok(sent::<R>(id, |id| ims::describe::<R>(id), context).await?.answer.text().await?)
}

/// An answer, and the id of the record that it is about.
struct Sent {
    answer: Answer,
    id: String,
}

async fn sent<R: Resource>(
    id: &str,
    request: impl Fn(&str) -> Result<Request, Error>,
    context: &Context,
) -> Result<Sent> {
    let client = context.client()?;
    let first = request(id)?;
    let missing = match client.send(&first).await {
        Err(error) if error.status() == Some(404) => error,
        outcome => return Ok(Sent { answer: outcome?, id: id.to_owned() }),
    };
    let found = match names::resolve::<R>(id, client, &first, context).await {
        Ok(found) => found,
        Err(error) if matches!(error.typed(), Some(Error::Ambiguous { .. })) => return Err(error),
        Err(error) if error.status() == Some(404) => None,
        Err(error) => {
            return Err(missing.advise(vec![format!("Could not check whether it is a name. {}", error.in_a_line())]));
        }
    };
    match found {
        Some(id) => Ok(Sent { answer: client.send(&request(&id)?).await?, id }),
        None => Err(missing.with_advice_for_missing(names::unknown::<R>(id)).into()),
    }
}

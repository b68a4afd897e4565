//! `deleted … update`: restores a deleted record. Some services lose fields of a record while it is deleted; who watches is told
//! which, and how they are set again. A script sees the one request that it would see of `cray`.

use super::losses::{Loss, losses};
use crate::commands::options::Id;
use crate::commands::records::one::{self, Change};
use crate::commands::{Content, Prints, Reply, Run, examples, progress, with_article};
use crate::context::Context;
use crate::error::{Advise, Error, Explain};
use crate::ims::{self, Client, Resource, Restoration, Restore};
use crate::output::Columns;
use crate::printer;
use anyhow::Result;
use clap::Args;
use serde::de::IgnoredAny;
use serde_json::{Map, Value};
use std::collections::VecDeque;
use std::io::{self, IsTerminal};

/// Which record is restored, and how.
#[derive(Args)]
#[command(about = format!("Restore {}", with_article(R::NOUN)), after_help = examples(R::EXAMPLES))]
pub struct Update<R: Restore> {
    #[command(flatten)]
    id: Id<R>,
    #[command(flatten)]
    patch: Restoration,
    /// Set the fields again that the service lost
    #[arg(long)]
    restore: bool,
}

impl<R: Restore> Run for Update<R> {
    fn prints(&self) -> Prints {
        Prints::TEXT
    }

    async fn run(self, context: Context) -> Result<Reply> {
        restore(self, &context).await
    }
}

async fn restore<R: Restore>(options: Update<R>, context: &Context) -> Result<Reply> {
    let restore = options.restore;
    let is_watched = restore || io::stderr().is_terminal();
    let words = Change { verbs: ["Restoring", "Restored"], noun: R::Original::NOUN, addition: "" };
    if !is_watched || !options.patch.is_given() || context.dry_run.is_some() {
        let request = |id: &str| ims::update::<R>(id, &options.patch);
        return one::change::<R>(&options.id.id, request, &words, context).await;
    }
    let given = &options.id.id;
    let before = record(&one::text::<R>(given, context).await?)?;
    let id = before.get("id").and_then(Value::as_str).unwrap_or(given).to_owned();
    if id != *given {
        context.printer.remark(&format!("The {} {given} is {id}.", R::NOUN));
    }
    let client = context.client()?;
    let subject = match before.get("name").and_then(Value::as_str) {
        Some(name) => format!("{name} ({id})"),
        None => id.clone(),
    };
    let request = ims::update::<R>(&id, &options.patch)?;
    let mut answer = progress::patiently(context.printer, &words.doing(&subject), client.send(&request)).await?;
    let text = answer.text().await?;
    if !text.trim().is_empty() {
        let readable = serde_json::from_str::<IgnoredAny>(&text);
        readable.map_err(|error| answer.in_doubt(Error::BadAnswer(format!("it is not JSON: {error}"))))?;
    }
    context.printer.remark(&words.done(&subject));
    let reply = Reply::from(Content::Body(text, Columns::Fields));
    let compared = async { record(&client.records(&ims::describe::<R::Original>(&id)?).await?) };
    let losses = match compared.await {
        Ok(after) => losses(&before, &after),
        Err(error) => {
            let restored = "Restored, but it is unknown whether the service lost fields";
            if restore {
                return Ok(reply.failed(error.advise(vec![format!("{restored}.")])));
            }
            printer::warning(&format!("{restored}: {}", error.in_a_line()));
            return Ok(reply);
        }
    };
    if losses.is_empty() {
        return Ok(reply);
    }
    let lost: Vec<_> = losses.iter().map(|loss| format!("{} {}", loss.field, loss.was)).collect();
    printer::warning(&format!("Fields that the service lost from {} {id}: {}", R::Original::NOUN, lost.join(", ")));
    let (settable, lost_for_good): (Vec<_>, Vec<_>) = losses.into_iter().partition(|loss| loss.remedy.is_some());
    lost_for_good.iter().for_each(|loss| printer::warning(&format!("Field {} cannot be set again.", loss.field)));
    let mut left: VecDeque<_> = settable.into_iter().collect();
    while let Some(loss) = left.front().filter(|_| restore) {
        if let Err(error) = set_again::<R::Original>(&id, loss, client).await {
            let mut advice = vec!["Restored. Set the remaining fields with:".to_owned()];
            advice.extend(left.iter().filter_map(|loss| loss.command::<R::Original>(&id)));
            return Ok(reply.failed(error.advise(advice)));
        }
        context.printer.remark(&format!("Set {} again.", loss.field));
        left.pop_front();
    }
    if !left.is_empty() {
        left.iter().filter_map(|loss| loss.command::<R::Original>(&id)).for_each(|line| printer::warning(&line));
        printer::warning("Run the commands above to set the fields, or use --restore next time.");
    }
    Ok(reply)
}

/// Sets a field again.
async fn set_again<R: Resource>(id: &str, loss: &Loss, client: &Client) -> Result<()> {
    let Some((_, body)) = &loss.remedy else { return Ok(()) };
    client.send(&ims::patched::<R>(id, body.clone())?).await?.text().await?;
    Ok(())
}

fn record(text: &str) -> Result<Map<String, Value>> {
    Ok(serde_json::from_str(text).map_err(|error| Error::BadAnswer(format!("it is not a record: {error}")))?)
}

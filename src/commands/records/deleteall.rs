//! `deleteall`: all records, or those that filters name; on a terminal only after a question that says how many.

use super::record::{self, Record};
use super::{delete, delete_each};
use crate::commands::options::{Confirmation, Filters};
use crate::commands::{Prints, Reply, Run, declined, examples, progress};
use crate::context::Context;
use crate::error::Error;
use crate::ims::{self, Client, ServiceFilter};
use crate::output::{Condition, Selection, Test};
use crate::printer::{self, Printer};
use crate::prompt;
use crate::time::age::Age;
use crate::wrap::wrapped;
use anyhow::Result;
use clap::Args;
use jiff::Timestamp;

/// How many of the records are shown to whoever is asked.
const SHOWN: usize = 10;

/// Which records are deleted, and whether to ask.
#[derive(Args)]
#[command(
    about = delete::about::<R>("", ": all of them, or those that match the filters"),
    after_help = help::<R>()
)]
pub struct Deleteall<R: ims::Delete> {
    #[command(flatten)]
    filters: Filters<R>,
    #[command(flatten)]
    confirmation: Confirmation<R>,
}

fn help<R: ims::Delete>() -> String {
    let group = ims::group::<R>();
    format!(
        "{}\n\n{}",
        asks(R::NOUNS),
        examples(&[&format!("{group} deleteall --dry-run"), &format!("{group} deleteall -y")])
    )
}

/// When it asks.
pub fn asks(nouns: &str) -> String {
    let text = format!(
        "On a terminal, shows how many {nouns} match and asks for confirmation; -y skips it. Scripts are not asked."
    );
    wrapped(&text, 80)
}

impl<R: ims::Delete> Run for Deleteall<R> {
    fn prints(&self) -> Prints {
        Prints::TEXT
    }

    async fn run(self, context: Context) -> Result<Reply> {
        run::<R>(Meant { conditions: self.filters.conditions, age: None }, &self.confirmation, &context).await
    }
}

/// Which records are meant; all of them unless something is named.
pub struct Meant {
    pub conditions: Vec<Condition>,
    /// How old they are at least.
    pub age: Option<Age>,
}

pub async fn run<R: ims::Delete>(meant: Meant, confirmation: &Confirmation<R>, context: &Context) -> Result<Reply> {
    meant.refuse_future::<R>(confirmation)?;
    let client = context.client()?;
    let Some(filter) = meant.for_service() else {
        let records = meant.records::<R>(client).await?;
        if records.is_empty() {
            context.printer.remark(&format!("No {} matches.", R::NOUN));
            return Ok(Reply::line(""));
        }
        match context.dry_run {
            None => confirm::<R>(&records, confirmation, client)?,
            Some(_) => preview::<R>(&records, client, context.printer),
        }
        return delete_each::run::<R>(records.into_iter().map(|record| record.id).collect(), context).await;
    };
    let request = ims::delete_all::<R>(&filter);
    if context.is_dry_run_of(&request) {
        preview::<R>(&meant.records::<R>(client).await?, client, context.printer);
        return Ok(Reply::line(context.shown(&request)?));
    }
    if is_to_ask(confirmation) {
        confirm::<R>(&meant.records::<R>(client).await?, confirmation, client)?;
    }
    let doing = format!("Deleting {}", R::NOUNS);
    let answer = progress::patiently(context.printer, &doing, client.send(&request)).await?;
    Ok(Reply::plain(answer))
}

impl Meant {
    /// Fails if records of any age are meant because of a mistake in a time, unless somebody insists.
    fn refuse_future<R: ims::Delete>(&self, confirmation: &Confirmation<R>) -> Result<()> {
        let now = Timestamp::now();
        let future = self.conditions.iter().find_map(|condition| match condition.test {
            Test::Before(limit) if limit > now => Some((condition.field, limit)),
            _ => None,
        });
        match future.filter(|_| !confirmation.force) {
            None => Ok(()),
            Some((field, limit)) => Err(Error::Usage(format!(
                "--{field}-before {limit} is in the future, so records of any age would be deleted. Nothing was done.\n\
                 Check the time and its zone; --force deletes them."
            ))
            .into()),
        }
    }

    /// The same for the service, if it can pick these records itself.
    fn for_service(&self) -> Option<ServiceFilter> {
        let mut filter = ServiceFilter { age: self.age, ..ServiceFilter::default() };
        for condition in &self.conditions {
            match (condition.field, &condition.test) {
                ("status", Test::OneOf(words)) => filter.status.clone_from(words),
                ("job_type", Test::OneOf(words)) if words.len() == 1 => filter.job_type = words.first().cloned(),
                _ => return None,
            }
        }
        Some(filter)
    }

    /// The records that are meant.
    async fn records<R: ims::Delete>(&self, client: &Client) -> Result<Vec<Record>> {
        let mut conditions = self.conditions.clone();
        if let Some(age) = self.age {
            let limit =
                Timestamp::now().checked_sub(age.duration()).map_err(|error| Error::Usage(error.to_string()))?;
            conditions.push(Condition { field: "created", test: Test::Before(limit) });
        }
        let selection = Selection { conditions, ..Selection::default() };
        let records = client.records(&ims::list::<R>()).await?;
        // Before anything is left out that is no record.
        record::records::<R>(&records)?;
        let kept = selection.of(&records).map_err(|error| Error::BadAnswer(error.to_string()))?;
        Ok(record::records::<R>(&kept)?)
    }
}

fn is_to_ask<R: ims::Delete>(confirmation: &Confirmation<R>) -> bool {
    !confirmation.yes && prompt::is_interactive()
}

/// Says in a dry run which records would be deleted, and how many.
fn preview<R: ims::Delete>(records: &[Record], client: &Client, printer: Printer) {
    let count = match records.len() {
        0 => format!("no {}", R::NOUNS),
        1 => format!("1 {}", R::NOUN),
        count => format!("{count} {}", R::NOUNS),
    };
    records.iter().for_each(|record| printer.remark(&line(record)));
    printer.remark(&format!("This would delete {count} on {}.", client.gateway()));
}

/// A record as it is shown before it is deleted.
fn line(record: &Record) -> String {
    format!("  {}  {}", record.id, record.name.as_deref().unwrap_or_default()).trim_end().to_owned()
}

fn confirm<R: ims::Delete>(records: &[Record], confirmation: &Confirmation<R>, client: &Client) -> Result<()> {
    if !is_to_ask(confirmation) {
        return Ok(());
    }
    for record in records.iter().take(SHOWN) {
        printer::warning(&line(record));
    }
    if records.len() > SHOWN {
        printer::warning(&format!("  and {} more", records.len() - SHOWN));
    }
    let question = match records.len() {
        0 => format!("There are no {} to delete on {}. Send the request all the same?", R::NOUNS, client.gateway()),
        1 => format!("This deletes 1 {} on {}. Continue?", R::NOUN, client.gateway()),
        count => format!("This deletes {count} {} on {}. Continue?", R::NOUNS, client.gateway()),
    };
    if prompt::confirm(&question)? { Ok(()) } else { Err(declined("nothing was deleted")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn among(field: &'static str, words: &[&str]) -> Condition {
        Condition { field, test: Test::OneOf(words.iter().map(ToString::to_string).collect()) }
    }

    #[test]
    fn the_service_is_asked_to_pick_the_records_only_where_it_can() {
        let picked = |conditions| Meant { conditions, age: None }.for_service();
        assert_eq!(picked(vec![]), Some(ServiceFilter::default()));
        let by_service = picked(vec![among("status", &["error", "success"]), among("job_type", &["create"])]).unwrap();
        assert_eq!(by_service.status, ["error", "success"]);
        assert_eq!(by_service.job_type.as_deref(), Some("create"));
        assert_eq!(picked(vec![among("job_type", &["create", "customize"])]), None);
        assert_eq!(picked(vec![among("status", &["error"]), among("arch", &["aarch64"])]), None);
        let old = Meant { conditions: vec![], age: Age::parse("1d6h").ok() }.for_service().unwrap();
        assert_eq!(old.age.unwrap().to_string(), "30h");
    }
}

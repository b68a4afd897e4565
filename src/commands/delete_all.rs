//! Deleting every record: on a terminal only after a question that says how many.

use super::Reply;
use crate::cli::Confirmation;
use crate::context::Context;
use crate::error::Error;
use crate::ims::{self, JobFilter, Resource};
use crate::printer;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::Deserialize;

pub async fn run<R: Resource>(
    filter: &JobFilter,
    confirmation: Confirmation,
    context: &Context,
) -> Result<Reply, Error> {
    let client = context.client()?;
    if !confirmation.yes && printer::is_interactive() {
        let body = client.send(&ims::list::<R>()).await?.body().await?;
        let records: Vec<Record> = serde_json::from_slice(&body)
            .map_err(|error| Error::BadAnswer(format!("not a list of records: {error}")))?;
        let count = records.iter().filter(|record| record.is_meant_by(filter)).count();
        let question = match count {
            0 => format!("There are no {} to delete on {}. Send the request all the same?", R::NOUNS, client.gateway()),
            1 => format!("This deletes 1 {} on {}. Continue?", R::NOUN, client.gateway()),
            _ => format!("This deletes {count} {} on {}. Continue?", R::NOUNS, client.gateway()),
        };
        if !printer::confirm(&question)? {
            return Err(Error::Aborted("nothing was deleted".into()));
        }
    }
    Ok(Reply::Answer(client.send(&ims::delete_all::<R>(filter)).await?, R::COLUMNS))
}

/// What a filter looks at.
#[derive(Deserialize)]
struct Record {
    status: Option<String>,
    job_type: Option<String>,
    created: Option<String>,
}

impl Record {
    /// Whether the service would delete it; when in doubt, it would.
    fn is_meant_by(&self, filter: &JobFilter) -> bool {
        let among = |wanted: &[String], is: &Option<String>| {
            wanted.is_empty() || is.as_ref().is_none_or(|is| wanted.contains(is))
        };
        let old_enough = |created: &str| match (filter.age, timestamp(created)) {
            (Some(age), Some(created)) => {
                created.checked_add(age.duration()).is_ok_and(|limit| limit < Timestamp::now())
            }
            _ => true,
        };
        among(&filter.status, &self.status)
            && among(filter.job_type.as_slice(), &self.job_type)
            && self.created.as_deref().is_none_or(old_enough)
    }
}

/// Reads a time as the service writes it: with a zone, or without one in UTC.
fn timestamp(text: &str) -> Option<Timestamp> {
    if let Ok(timestamp) = text.parse() {
        return Some(timestamp);
    }
    let time: DateTime = text.parse().ok()?;
    TimeZone::UTC.to_timestamp(time).ok()
}

#[cfg(test)]
mod tests {
    use super::Record;
    use crate::ims::JobFilter;
    use crate::ims::age::Age;
    use jiff::{Timestamp, ToSpan};

    fn job(hours: i64) -> Record {
        let created = Timestamp::now() - hours.hours();
        let created = created.to_string().trim_end_matches('Z').to_owned();
        Record { status: Some("success".into()), job_type: Some("create".into()), created: Some(created) }
    }

    #[test]
    fn only_what_the_filter_names_is_counted() {
        let all = JobFilter::default();
        let old = JobFilter { age: Age::parse("1d").ok(), ..JobFilter::default() };
        let failed = JobFilter { status: vec!["error".into(), "creating".into()], ..JobFilter::default() };
        let done = JobFilter { status: vec!["error".into(), "success".into()], ..JobFilter::default() };
        let customize = JobFilter { job_type: Some("customize".into()), ..JobFilter::default() };
        for (filter, hours, meant) in [
            (&all, 0, true),
            (&old, 25, true),
            (&old, 23, false),
            (&failed, 0, false),
            (&done, 0, true),
            (&customize, 0, false),
        ] {
            assert_eq!(job(hours).is_meant_by(filter), meant);
        }
    }
}

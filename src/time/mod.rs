//! Times as the service writes them, and as people give them.

pub mod age;
mod deadline;
mod zone;

pub use deadline::Deadline;

use age::Age;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;
pub use zone::with_zone;

/// Reads a time as the service writes it: with a zone, or without one in UTC.
pub fn read(text: &str) -> Option<Timestamp> {
    if let Ok(timestamp) = text.parse() {
        return Some(timestamp);
    }
    let time: DateTime = text.parse().ok()?;
    TimeZone::UTC.to_timestamp(time).ok()
}

/// Reads a time as people give it: a date or a date and time, in this machine's zone unless it names one; or how long ago.
pub fn given(text: &str) -> Result<Timestamp, String> {
    let text = text.trim();
    if let Ok(timestamp) = text.parse::<Timestamp>() {
        return Ok(timestamp);
    }
    let day = |text: &str| Some(text.parse::<Date>().ok()?.to_datetime(Default::default()));
    // As narrow tables show it.
    let utc = text.strip_suffix('Z').and_then(day).and_then(|time| TimeZone::UTC.to_timestamp(time).ok());
    if let Some(timestamp) = utc {
        return Ok(timestamp);
    }
    if let Some(time) = text.parse::<DateTime>().ok().or_else(|| day(text)) {
        return zone::local()?.to_timestamp(time).map_err(|error| error.to_string());
    }
    // Who writes M may mean months.
    let age = Age::parse(text).ok().filter(|_| !text.contains('M')).map(Age::duration);
    age.and_then(|age| Timestamp::now().checked_sub(age).ok()).ok_or_else(|| {
        "expected a time such as 2026-11-23, 2026-11-23T22:00, or how long ago, such as 90m, 6h, 2d or 1w".to_owned()
    })
}

/// A length of time for people, such as 1h 5m.
pub fn readable(length: Duration) -> String {
    let length = SignedDuration::try_from(length).unwrap_or(SignedDuration::MAX);
    format!("{length:#}")
}

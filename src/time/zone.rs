//! The time zone of this machine, which decides what a local time means, and how times in UTC are shown.

use crate::env;
use crate::file::check_size;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::borrow::Cow;
use std::path::Path;

/// The file that says which zone a machine is in.
const LOCALTIME: &str = "/etc/localtime";

/// No file of a zone is longer, in bytes.
const LONGEST: u64 = 64 * 1024;

/// The zone of local times. Fails if it cannot be told: a guess could be hours off.
pub fn local() -> Result<TimeZone, String> {
    let named = std::env::var_os(env::TZ).map(|name| name.to_string_lossy().into_owned());
    // A device or a pipe would be read without an end.
    let path = named.as_deref().map(|name| Path::new(name.trim_start_matches(':'))).filter(|path| path.is_absolute());
    if path.is_some_and(|path| path.exists() && !(path.is_file() && check_size(path, LONGEST).is_ok())) {
        return Err(unresolved(named.as_deref(), false));
    }
    match TimeZone::try_system() {
        Ok(zone) if !zone.is_unknown() => Ok(zone),
        // Such a machine is in UTC.
        _ if named.is_none() && !Path::new(LOCALTIME).exists() => Ok(TimeZone::UTC),
        _ => Err(unresolved(named.as_deref(), jiff::tz::db().is_definitively_empty())),
    }
}

fn unresolved(named: Option<&str>, is_without_database: bool) -> String {
    let cause = match (named, is_without_database) {
        (Some(name), true) => {
            format!(
                "the time zone {name:?} of TZ is not known: this machine has no time zone database (package tzdata)"
            )
        }
        (Some(name), false) => format!("the time zone {name:?} of TZ is not known"),
        (None, _) => format!("the time zone of this machine cannot be read from {LOCALTIME}"),
    };
    format!("{cause}. Write the time with its zone, as in 2026-11-23T22:00Z or 2026-11-23T22:00+09:00, or set TZ")
}

/// A time as the service writes it, with its zone: the service leaves it out, and means UTC. What is no time stays as it is.
pub fn with_zone(text: &str) -> Cow<'_, str> {
    if is_usual(text) {
        return Cow::Owned(format!("{text}Z"));
    }
    let is_naive = text.contains('T')
        && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b':' | b'.' | b'T'));
    match (is_naive, super::read(text)) {
        (_, None) => Cow::Borrowed(text),
        (true, Some(_)) => Cow::Owned(format!("{text}Z")),
        (false, Some(_)) if text.ends_with('Z') => Cow::Borrowed(text),
        (false, Some(time)) => Cow::Owned(Timestamp::to_string(&time)),
    }
}

/// Returns `true` for a time in the form that the service writes. A long list has too many to read each with care.
fn is_usual(text: &str) -> bool {
    let fits = |(form, byte): (&u8, u8)| if *form == b'0' { byte.is_ascii_digit() } else { *form == byte };
    let number = |from: usize| text.get(from..from + 2).and_then(|digits| digits.parse::<u8>().ok());
    let is_within =
        |from, range: std::ops::RangeInclusive<u8>| number(from).is_some_and(|number| range.contains(&number));
    text.len() == "2026-11-23T22:27:19.123456".len()
        && b"0000-00-00T00:00:00.000000".iter().zip(text.bytes()).all(fits)
        && is_within(5, 1..=12)
        && is_within(8, 1..=28)
        && is_within(11, 0..=23)
        && is_within(14, 0..=59)
        && is_within(17, 0..=59)
}

#[cfg(test)]
mod tests {
    use super::{unresolved, with_zone};

    #[test]
    fn a_time_without_a_zone_is_in_utc() {
        for (text, shown) in [
            ("2026-11-23T22:27:19", "2026-11-23T22:27:19Z"),
            ("2026-11-23T22:27:19.000001", "2026-11-23T22:27:19.000001Z"),
            ("2026-11-23T22:27:19Z", "2026-11-23T22:27:19Z"),
            ("2026-11-23T22:27:19+09:00", "2026-11-23T13:27:19Z"),
            ("2026", "2026"),
            ("Today", "Today"),
            ("", ""),
        ] {
            assert_eq!(with_zone(text), shown);
        }
    }

    #[test]
    fn a_machine_without_a_database_of_zones_is_told_so() {
        assert!(
            unresolved(Some("Asia/Tokyo"), true)
                .contains("\"Asia/Tokyo\" of TZ is not known: this machine has no time zone")
        );
        assert!(!unresolved(Some("Asia/Tokyo"), false).contains("database"));
        assert!(
            unresolved(None, false).starts_with("the time zone of this machine cannot be read from /etc/localtime.")
        );
    }
}

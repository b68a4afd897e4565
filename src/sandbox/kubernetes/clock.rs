//! Times as the API writes them, and ages as `kubectl` shows them.

use jiff::{SignedDuration, Timestamp};

/// The time now, to the second.
pub fn now() -> String {
    write(Timestamp::now())
}

/// A time from now, to the second.
pub fn from_now(seconds: i64) -> String {
    let seconds = seconds.clamp(0, 10_000_000_000);
    write(Timestamp::now().checked_add(SignedDuration::from_secs(seconds)).unwrap_or(Timestamp::MAX))
}

/// The nanoseconds since the beginning of 1970.
pub fn nanoseconds() -> i128 {
    Timestamp::now().as_nanosecond()
}

/// The time so many seconds after the beginning of 1970.
pub fn at(seconds: i64) -> String {
    write(Timestamp::from_second(seconds).unwrap_or_default())
}

fn write(time: Timestamp) -> String {
    Timestamp::from_second(time.as_second()).unwrap_or(time).to_string()
}

/// How long ago it was; `<unknown>` if it is not a time.
pub fn age(time: &str) -> String {
    match time.parse::<Timestamp>() {
        Ok(time) => words(Timestamp::now().duration_since(time).as_secs()),
        Err(_) => "<unknown>".to_owned(),
    }
}

/// How long it took from one time to another; nothing if one of them is not a time.
pub fn between(start: &str, end: &str) -> Option<String> {
    let (start, end) = (start.parse::<Timestamp>().ok()?, end.parse::<Timestamp>().ok()?);
    Some(words(end.duration_since(start).as_secs()))
}

/// A duration, less exact the longer it is.
fn words(seconds: i64) -> String {
    let (minutes, hours) = (seconds / 60, seconds / 3600);
    let (days, years) = (hours / 24, hours / 24 / 365);
    let pair = |first: i64, unit: char, rest: i64, smaller: char| match rest {
        0 => format!("{first}{unit}"),
        rest => format!("{first}{unit}{rest}{smaller}"),
    };
    match () {
        () if seconds < -1 => "<invalid>".to_owned(),
        () if seconds < 0 => "0s".to_owned(),
        () if seconds < 120 => format!("{seconds}s"),
        () if minutes < 10 => pair(minutes, 'm', seconds % 60, 's'),
        () if minutes < 180 => format!("{minutes}m"),
        () if hours < 8 => pair(hours, 'h', minutes % 60, 'm'),
        () if hours < 48 => format!("{hours}h"),
        () if days < 8 => pair(days, 'd', hours % 24, 'h'),
        () if years < 2 => format!("{days}d"),
        () if years < 8 => pair(years, 'y', days % 365, 'd'),
        () => format!("{years}y"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_read_like_those_of_kubectl() {
        let cases = [(0, "0s"), (119, "119s"), (125, "2m5s"), (1560, "26m"), (4 * 3600, "4h"), (200 * 3600, "8d")];
        for (seconds, text) in cases {
            assert_eq!(words(seconds), text);
        }
    }

    #[test]
    fn what_is_not_a_time_has_no_age() {
        assert_eq!(age("yesterday"), "<unknown>");
        assert_eq!(between("", "2026-01-01T00:00:00Z"), None);
    }
}

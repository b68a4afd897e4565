//! Durations on the command line.

use jiff::SignedDuration;
use std::time::Duration;

/// Nobody waits longer.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// Reads a duration: a number of seconds, or with units, such as `90`, `0.5`, `90s`, `10m` or `1h 30m`.
pub fn positive(text: &str) -> Result<Duration, String> {
    any(text).ok().filter(|length| !length.is_zero()).ok_or_else(expected)
}

/// Reads a duration that may be 0: how long to wait.
pub fn any(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    let length = seconds.or_else(|| text.parse().ok().and_then(|time: SignedDuration| Duration::try_from(time).ok()));
    length.filter(|length| *length <= LONGEST).ok_or_else(expected)
}

fn expected() -> String {
    "expected seconds, or a time such as 90s, 10m or 1h, at most a day".to_owned()
}

#[cfg(test)]
mod tests {
    use super::{any, positive};
    use std::time::Duration;

    #[test]
    fn a_duration_is_a_number_of_seconds_or_has_units() {
        for (text, milliseconds) in [
            ("90", 90_000),
            ("0.5", 500),
            ("90s", 90_000),
            ("10m", 600_000),
            ("1h 30m", 5_400_000),
            ("24h", 86_400_000),
        ] {
            assert_eq!(positive(text), Ok(Duration::from_millis(milliseconds)), "{text}");
        }
        for text in ["", "0", "0s", "-1", "-1s", "25h", "86401", "soon", "nan", "inf", "1e300", "1 week"] {
            assert!(positive(text).is_err(), "{text}");
        }
        assert_eq!((any("0"), any("0s"), any("-1").is_err()), (Ok(Duration::ZERO), Ok(Duration::ZERO), true));
    }
}

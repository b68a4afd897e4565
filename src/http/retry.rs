//! When a request is sent again: if it only reads, or was never sent at all, and the fault may pass.

use super::status::meaning;
use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};
use jiff::Timestamp;
use jiff::fmt::rfc2822;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::{Method, StatusCode};
use std::time::Duration;

/// The pauses between the tries: growing, and randomized, lest many clients come back all at once.
pub fn pauses() -> ExponentialBackoff {
    ExponentialBuilder::default()
        .with_min_delay(Duration::from_millis(200))
        .with_factor(2.5)
        .with_max_times(3)
        .with_jitter()
        .build()
}

/// Returns `true` if a request of this method is sent again after an answer with this status.
pub fn follows_status(method: &Method, status: StatusCode) -> bool {
    *method == Method::GET && meaning(status.as_u16()).is_passing
}

/// How long the service asks to wait, in seconds or until a time (RFC 9110, 10.2.3).
pub fn asked_for(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(text.parse().map_or(Duration::MAX, Duration::from_secs));
    }
    let time = rfc2822::parse(text).ok()?.timestamp();
    Some(Duration::try_from(time.duration_since(Timestamp::now())).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;

    #[test]
    fn only_what_reads_is_sent_again_and_only_after_what_may_pass() {
        for status in [429, 502, 503, 504] {
            let status = StatusCode::from_u16(status).unwrap();
            assert!(follows_status(&Method::GET, status));
            for method in [Method::POST, Method::PATCH, Method::DELETE, Method::PUT] {
                assert!(!follows_status(&method, status));
            }
        }
        for status in [400, 401, 404, 409, 500, 501] {
            assert!(!follows_status(&Method::GET, StatusCode::from_u16(status).unwrap()));
        }
    }

    #[test]
    fn a_pause_is_read_in_seconds_or_as_a_time() {
        let asked =
            |text: &'static str| asked_for(&HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_static(text))]));
        assert_eq!(asked("7"), Some(Duration::from_secs(7)));
        assert_eq!(asked("Sun, 06 Nov 1994 08:49:37 GMT"), Some(Duration::ZERO));
        assert!(asked("Wed, 01 Jan 2200 00:00:00 GMT").unwrap() > Duration::from_secs(1_000_000));
        assert_eq!(asked("99999999999999999999"), Some(Duration::MAX));
        assert_eq!(asked("soon"), None);
        assert_eq!(asked("-1"), None);
        assert_eq!(asked_for(&HeaderMap::new()), None);
    }

    #[test]
    fn the_pauses_grow_and_end() {
        let pauses: Vec<_> = pauses().collect();
        assert_eq!(pauses.len(), 3);
        assert!(pauses.iter().all(|pause| *pause < Duration::from_secs(3)), "{pauses:?}");
    }
}

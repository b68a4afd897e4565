//! The time, as the service reads and writes it.

use jiff::Timestamp;
use std::sync::Arc;

/// Tells the time. Tests bring their own.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The time of the system.
pub fn system() -> Clock {
    Arc::new(Timestamp::now)
}

/// A time as records hold it: in UTC, without saying so. Texts of two times compare like the times.
pub fn stamp(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S.%6f").to_string()
}

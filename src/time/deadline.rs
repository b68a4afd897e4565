//! The time at which something must be over. It is made once and handed on, so that steps share the time and none begins it anew.

use std::time::{Duration, Instant};

/// The time at which something must be over.
#[derive(Clone, Copy, Debug)]
pub struct Deadline(Instant);

impl Deadline {
    /// The deadline of what begins now and may take this long.
    pub fn after(length: Duration) -> Self {
        Deadline(Instant::now() + length)
    }

    /// What is left of the time.
    pub fn left(self) -> Duration {
        self.0.saturating_duration_since(Instant::now())
    }

    /// Returns `true` if no time is left.
    pub fn is_over(self) -> bool {
        self.left().is_zero()
    }

    /// Does this work, if it is done in time. Returns `None` if it is not.
    pub async fn bound<T>(self, work: impl Future<Output = T>) -> Option<T> {
        tokio::time::timeout(self.left(), work).await.ok()
    }
}

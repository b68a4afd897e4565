//! The options that say for how long, and for what, is waited for jobs.

use crate::commands::options::duration;
use crate::ims::JobStatus;
use crate::time::Deadline;
use clap::Args;
use std::time::Duration;

/// How long to wait unless told otherwise.
const TIMEOUT: Duration = Duration::from_secs(2 * 60 * 60);

/// How often to look unless told otherwise.
const INTERVAL: Duration = Duration::from_secs(10);

/// How long the only look may take with a time limit of 0.
const ONE_LOOK: Duration = Duration::from_secs(30);

/// No service is asked more often than this.
const SHORTEST: Duration = Duration::from_millis(100);

/// The state that can be waited for, beside the end.
const UNTIL: &str = "waiting_on_user";

/// How to wait.
#[derive(Args, Clone, Debug, Default)]
pub struct Waiting {
    /// Stop waiting after this time, such as 90s or 2h; 0 checks once [default: 2h]
    #[arg(long, value_name = "TIME", value_parser = duration::any)]
    timeout: Option<Duration>,
    /// Polling interval, shorter at the start [default: 10s]
    #[arg(long, value_name = "TIME", value_parser = duration::positive)]
    interval: Option<Duration>,
    /// Return when the job reaches this state
    #[arg(long, value_name = "STATUS", value_parser = [UNTIL])]
    until: Option<String>,
}

impl Waiting {
    /// Until a job waits for its user.
    pub fn until_user(timeout: Option<Duration>) -> Self {
        Waiting { timeout, until: Some(UNTIL.to_owned()), ..Waiting::default() }
    }

    pub fn timeout(&self) -> Duration {
        self.timeout.unwrap_or(TIMEOUT)
    }

    /// Returns `true` if the jobs are looked at once, without a wait.
    pub fn looks_once(&self) -> bool {
        self.timeout().is_zero()
    }

    /// When a wait that begins now is over.
    pub fn deadline(&self) -> Deadline {
        Deadline::after(if self.looks_once() { ONE_LOOK } else { self.timeout() })
    }

    pub fn interval(&self) -> Duration {
        self.interval.unwrap_or(INTERVAL).max(SHORTEST)
    }

    /// Returns `true` if the wait is over in this state.
    pub fn ends_in(&self, status: &str) -> bool {
        JobStatus::named(status).is_some_and(JobStatus::is_end) || self.until.as_deref() == Some(status)
    }

    /// Returns `true` if anything is given that makes sense only when waiting.
    pub fn is_given(&self) -> bool {
        self.interval.is_some() || self.until.is_some() || self.timeout.is_some()
    }
}

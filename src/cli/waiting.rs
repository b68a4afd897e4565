//! The options that say for how long, and for what, is waited for jobs.

use super::length::{length, limit};
use crate::error::Error;
use crate::ims::NewJob;
use crate::time::Deadline;
use clap::Args;
use std::time::Duration;

/// How long to wait unless told otherwise.
const TIMEOUT: Duration = Duration::from_secs(2 * 60 * 60);

/// How often to look unless told otherwise.
const INTERVAL: Duration = Duration::from_secs(10);

/// How long a look may take where nothing is waited for.
const ONE_LOOK: Duration = Duration::from_secs(30);

/// No service is asked more often than this.
const SHORTEST: Duration = Duration::from_millis(100);

/// How to wait.
#[derive(Args, Clone, Debug, Default)]
pub struct Waiting {
    /// How long to wait at most, for example 90s or 2h; 0 looks once [default: 2h]
    #[arg(long, value_name = "TIME", value_parser = limit)]
    timeout: Option<Duration>,
    /// How often to look; in the first seconds it is more often [default: 10s]
    #[arg(long, value_name = "TIME", value_parser = length)]
    interval: Option<Duration>,
    /// End as soon as the job waits for its user
    #[arg(long, value_name = "STATUS", value_parser = ["waiting_on_user"])]
    until: Option<String>,
}

impl Waiting {
    /// Until a job waits for its user.
    pub fn until_user(timeout: Option<Duration>) -> Self {
        Waiting { timeout, until: Some("waiting_on_user".to_owned()), ..Waiting::default() }
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

    /// Whether the wait is over in this state.
    pub fn ends_in(&self, status: &str) -> bool {
        matches!(status, "success" | "error") || self.until.as_deref() == Some(status)
    }

    /// Returns `true` if anything is given that makes sense only when waiting.
    fn is_given(&self) -> bool {
        self.interval.is_some() || self.until.is_some() || self.timeout.is_some()
    }
}

/// A job to be started, and whether to wait for it.
#[derive(Args)]
pub struct NewJobOptions {
    #[command(flatten)]
    pub new: NewJob,
    /// Wait until the job has ended
    #[arg(long)]
    wait: bool,
    #[command(flatten)]
    waiting: Waiting,
}

impl NewJobOptions {
    /// How to wait, if at all.
    pub fn waiting(&self) -> Result<Option<&Waiting>, Error> {
        match self.wait {
            true => Ok(Some(&self.waiting)),
            false if self.waiting.is_given() => {
                Err(Error::Usage("--interval, --until and --timeout say how to wait; add --wait.".into()))
            }
            false => Ok(None),
        }
    }
}

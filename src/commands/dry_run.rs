//! `--dry-run`: requests that change something are shown in place of being sent.

use crate::context::{Context, DryRun};
use crate::http::Request;
use anyhow::{Result, anyhow};

impl Context {
    /// Refuses a dry run of what sends no request that could be shown.
    pub fn refuse_dry_run(&self, what: &str) -> Result<()> {
        match self.dry_run {
            None => Ok(()),
            Some(_) => Err(anyhow!("--dry-run shows requests to IMS, and {what} sends none. Nothing was done.")),
        }
    }

    /// Returns `true` if a request is to be shown in place of being sent. What changes nothing is sent all the same.
    pub fn is_dry_run_of(&self, request: &Request) -> bool {
        self.dry_run.is_some() && !request.is_read_only()
    }

    /// A request as a dry run shows it.
    pub fn shown(&self, request: &Request) -> Result<String> {
        match self.dry_run {
            Some(DryRun::Curl) => Ok(self.client()?.as_curl(request)?),
            Some(DryRun::Request) | None => Ok(self.client()?.shown(request)?),
        }
    }
}

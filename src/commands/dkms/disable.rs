//! `dkms disable`.

use super::switch_options::{FIELDS, Switch, runtime_class};
use super::{request_timeout, switch};
use crate::candidates::{Candidates, Fields};
use crate::commands::options::Kubernetes;
use crate::commands::{Prints, Reply, Run};
use crate::context::Context;
use crate::dkms::Wanted;
use anyhow::Result;
use clap::Args;
use std::time::Duration;

const HELP: &str = "\
On a terminal it asks before the restart; a script is not asked.

Examples:
  cray-ims dkms disable
  cray-ims dkms disable --kata-runtime kata-qemu
  cray-ims dkms disable --dry-run";

/// Turn DKMS off by default for customize jobs, and restart IMS; a recipe build follows its recipe
#[derive(Args)]
#[command(after_help = HELP, add = Fields(FIELDS))]
pub struct Disable {
    /// Runtime class to set as well, for jobs that ask for DKMS [default: keep the current one]
    #[arg(long, value_name = "NAME", value_parser = runtime_class, add = Candidates::RuntimeClasses)]
    kata_runtime: Option<String>,
    /// Set the runtime class even if it is not installed
    #[arg(long, requires = "kata_runtime")]
    force: bool,
    #[command(flatten)]
    switch: Switch,
    #[command(flatten)]
    kubernetes: Kubernetes,
}

impl Run for Disable {
    fn prints(&self) -> Prints {
        Prints::Records
    }

    fn waits(&self) -> bool {
        true
    }

    fn request_timeout(&self, given: Duration) -> Option<Duration> {
        request_timeout(given)
    }

    async fn run(self, context: Context) -> Result<Reply> {
        let wanted = Wanted::Disabled { kata_runtime: self.kata_runtime };
        switch::run(wanted, self.force, &self.switch, &self.kubernetes, &context).await
    }
}

//! `dkms enable`.

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
The runtime class must be installed. Only the keys that differ are written,
and the pods of IMS are restarted if something changed, a restart is pending,
or it cannot be known whether they have read the settings. On a terminal it
asks before the restart; a script is not asked. It ends with 4 if the pods do
not become ready in time.

Examples:
  cray-ims dkms enable
  cray-ims dkms enable --kata-runtime kata-clh -y
  cray-ims dkms enable --no-wait --format json";

/// Turn DKMS on by default for customize jobs, and restart IMS; a recipe build follows its recipe
#[derive(Args)]
#[command(after_help = HELP, add = Fields(FIELDS))]
pub struct Enable {
    /// Runtime class to set [default: keep the current one, or kata-qemu]
    #[arg(long, value_name = "NAME", value_parser = runtime_class, add = Candidates::RuntimeClasses)]
    kata_runtime: Option<String>,
    /// Set the runtime class even if it is not installed
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    switch: Switch,
    #[command(flatten)]
    kubernetes: Kubernetes,
}

impl Run for Enable {
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
        let wanted = Wanted::Enabled { kata_runtime: self.kata_runtime };
        switch::run(wanted, self.force, &self.switch, &self.kubernetes, &context).await
    }
}

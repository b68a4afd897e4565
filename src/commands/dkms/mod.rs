//! The commands that show, switch and explain DKMS.

mod checks;
mod disable;
mod document;
mod done;
mod enable;
mod explain;
mod explanation;
mod outcome;
mod restart;
pub mod running;
mod runtimes;
mod status;
mod subject;
mod switch;
mod switch_options;
pub mod trap;

pub use disable::Disable;
pub use enable::Enable;
pub use explain::Explain;
pub use runtimes::Runtimes;
pub use status::Status;

use crate::http::TIMEOUT;
use std::time::Duration;

/// What stands at the end of the help of the group.
pub const HELP: &str = "\
JOB_ENABLE_DKMS, which `enable` and `disable` set, applies to customize jobs. A
recipe build follows require_dkms of the recipe and needs no restart: use
`cray-ims jobs create --require-dkms true` for one job, or
`cray-ims recipes update RECIPE_ID --require-dkms true` for all future builds.

Kubernetes is found as kubectl finds it: --kubeconfig, KUBECONFIG,
~/.kube/config; and at last /etc/kubernetes/admin.conf.

Examples:
  cray-ims dkms status --format table
  cray-ims dkms enable --dry-run
  cray-ims dkms explain --recipe RECIPE_ID --format table
  cray-ims dkms disable";

/// How long a request may take if this was given as `--timeout`: as long as a wait, which may be a single look.
fn request_timeout(given: Duration) -> Option<Duration> {
    Some(given).filter(|given| !given.is_zero()).map(|given| given.min(TIMEOUT))
}

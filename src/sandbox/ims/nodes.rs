//! Remote build nodes: which of them can run jobs, and what the service finds when it looks at them.

use super::records::{Collection, text};
use super::verbs::Turn;
use crate::dkms::Arch;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The nodes that can run jobs, by their xnames. All others cannot be reached.
pub type Nodes = BTreeMap<String, Arch>;

impl Turn<'_> {
    /// The node that a job for this architecture goes to: of those that can run it, the one with the fewest jobs.
    pub fn node_for(&self, arch: Arch) -> Option<&str> {
        let registered = self.state.all(Collection::RemoteBuildNodes).map(|(xname, _)| xname);
        let able = registered.filter(|xname| self.nodes.get(*xname) == Some(&arch));
        able.min_by_key(|xname| self.jobs_on(xname))
    }

    fn jobs_on(&self, xname: &str) -> usize {
        let is_running = |status: &str| !["success", "error"].contains(&status);
        let jobs = self.state.all(Collection::Jobs).map(|(_, job)| job);
        jobs.filter(|job| text(job, "remote_build_node") == xname && is_running(text(job, "status"))).count()
    }

    /// What the service finds when it looks at a node.
    pub fn state_of_node(&self, xname: &str) -> Value {
        match self.nodes.get(xname) {
            Some(arch) => json!({
                "xname": xname,
                "sshStatus": "SSH connection established.",
                "podmanStatus": "Podman present at /usr/bin/podman",
                "nodeArch": arch.name(),
                "numCurrentJobs": self.jobs_on(xname),
                "ableToRunJobs": true,
            }),
            None => json!({
                "xname": xname,
                "sshStatus": "Unable to connect to node. Error: [Errno -2] Name or service not known",
                "podmanStatus": "Unknown",
                "nodeArch": "Unknown",
                "numCurrentJobs": -1,
                "ableToRunJobs": false,
            }),
        }
    }
}

//! Remote build nodes: which of them gets a job, and what the service finds when it looks at them.

use super::answer::Answer;
use super::record::text;
use super::resource::Collection;
use super::turn::Turn;
use crate::dkms::Arch;
use serde_json::{Value, json};

/// The node that a job for this architecture goes to: of those that can run it, the one with the fewest jobs.
pub fn node_for<'t>(turn: &'t Turn, arch: Arch) -> Option<&'t str> {
    let registered = turn.state.all(Collection::RemoteBuildNodes).map(|(xname, _)| xname);
    let able = registered.filter(|xname| turn.nodes.get(*xname) == Some(&arch));
    able.min_by_key(|xname| jobs_on(turn, xname))
}

/// Answers what the service finds when it looks at all nodes.
pub fn statuses(turn: &Turn) -> Answer {
    let nodes = turn.state.all(Collection::RemoteBuildNodes);
    Answer::found(&nodes.map(|(xname, _)| look_at(turn, xname)).collect())
}

/// Answers what the service finds when it looks at one node.
pub fn status(turn: &Turn, xname: &str) -> Answer {
    let node = turn.state.get(Collection::RemoteBuildNodes, xname);
    node.map_or_else(Answer::missing, |_| Answer::found(&look_at(turn, xname)))
}

fn look_at(turn: &Turn, xname: &str) -> Value {
    match turn.nodes.get(xname) {
        Some(arch) => json!({
            "xname": xname,
            "sshStatus": "SSH connection established.",
            "podmanStatus": "Podman present at /usr/bin/podman",
            "nodeArch": arch.name(),
            "numCurrentJobs": jobs_on(turn, xname),
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

fn jobs_on(turn: &Turn, xname: &str) -> usize {
    let is_running = |status: &str| !["success", "error"].contains(&status);
    let jobs = turn.state.all(Collection::Jobs).map(|(_, job)| job);
    jobs.filter(|job| text(job, "remote_build_node") == xname && is_running(text(job, "status"))).count()
}

//! Remote build nodes.

use super::column;
use crate::candidates::Collection;
use crate::ims::{Create, Delete, Deletion, Filter, FilterBy, Resource};
use crate::output::Column;
use serde::Serialize;

/// A node outside of Kubernetes that runs jobs.
pub enum RemoteBuildNode {}

impl Resource for RemoteBuildNode {
    const PATH: &'static str = "remote-build-nodes";
    const NOUN: &'static str = "remote build node";
    const NOUNS: &'static str = "remote build nodes";
    const ID: &'static str = "REMOTE_BUILD_NODE_XNAME";
    const ID_FIELD: &'static str = "xname";
    const NAME_FIELD: Option<&'static str> = None;
    const COLUMNS: &'static [Column] = &[column("XNAME", "xname")];
    const FIELDS: &'static [&'static str] = &["xname"];
    const FILTERS: &'static [Filter] = &[Filter::name("xname")];
}

/// What the service finds when it looks at a remote build node.
pub enum RemoteBuildNodeStatus {}

impl Resource for RemoteBuildNodeStatus {
    const PATH: &'static str = "remote-build-nodes/status";
    const NOUN: &'static str = "status of a remote build node";
    const NOUNS: &'static str = "states of remote build nodes";
    const ID: &'static str = RemoteBuildNode::ID;
    const ID_FIELD: &'static str = "xname";
    const NAME_FIELD: Option<&'static str> = None;
    // The list of states asks every node over ssh.
    const COLLECTION: Collection = RemoteBuildNode::COLLECTION;
    const COLUMNS: &'static [Column] = &[
        column("XNAME", "xname"),
        column("ABLE", "ableToRunJobs"),
        column("ARCH", "nodeArch"),
        column("JOBS", "numCurrentJobs"),
        column("SSH", "sshStatus"),
        column("PODMAN", "podmanStatus"),
    ];
    const FIELDS: &'static [&'static str] =
        &["xname", "nodeArch", "numCurrentJobs", "podmanStatus", "sshStatus", "ableToRunJobs"];
    const FILTERS: &'static [Filter] = &[Filter::name("xname"), Filter { field: "nodeArch", by: FilterBy::Arch }];
}

/// A remote build node to be registered.
#[derive(clap::Args, Serialize)]
pub struct NewRemoteBuildNode {
    /// The node's xname, for example x3000c1s10b1n0
    #[arg(long)]
    xname: String,
}

impl Create for RemoteBuildNode {
    type New = NewRemoteBuildNode;
    const EXAMPLES: &'static [&'static str] = &["cray-ims remote-build-nodes create --xname x3000c1s10b1n0"];
}

impl Delete for RemoteBuildNode {
    const DELETION: Deletion = Deletion::Final;
}

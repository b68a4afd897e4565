//! One request's turn with the state.

use super::state::State;
use crate::dkms::Arch;
use crate::sandbox::kubernetes::Cluster;
use crate::sandbox::objects::Objects;
use jiff::Timestamp;
use std::collections::BTreeMap;

/// The remote build nodes that can run jobs, by their xnames. All others cannot be reached.
pub type Nodes = BTreeMap<String, Arch>;

/// What a request may look at and change.
pub struct Turn<'a> {
    pub state: &'a mut State,
    pub objects: &'a Objects,
    pub cluster: &'a Cluster,
    /// The settings of the service's pod.
    pub settings: &'a BTreeMap<String, String>,
    pub nodes: &'a Nodes,
    pub now: Timestamp,
}

//! Paths and methods: what a request is about.

use super::records::{Collection, NATURES, Nature, nature};
use percent_encoding::percent_decode_str;

/// What a path names.
pub enum Place {
    Version,
    All(&'static Nature),
    One(&'static Nature, String),
    /// What the service finds when it looks at all remote build nodes.
    NodeStates,
    /// What it finds when it looks at one.
    NodeState(String),
}

/// The place of a path below `/apis/ims`.
pub fn place(path: &str) -> Option<Place> {
    if path == "/version" {
        return Some(Place::Version);
    }
    let path = path.strip_prefix("/v3/")?;
    if let Some(rest) = path.strip_prefix("remote-build-nodes/status") {
        return match rest.strip_prefix('/') {
            None if rest.is_empty() => Some(Place::NodeStates),
            Some(xname) => id(xname).map(Place::NodeState),
            None => node_of(path),
        };
    }
    NATURES.iter().find_map(|nature| {
        let rest = path.strip_prefix(nature.path)?;
        match rest.strip_prefix('/') {
            None if rest.is_empty() => Some(Place::All(nature)),
            None => None,
            Some(name) => id(name).map(|id| Place::One(nature, id)),
        }
    })
}

/// A node whose name begins with `status`.
fn node_of(path: &str) -> Option<Place> {
    let name = path.strip_prefix("remote-build-nodes/")?;
    let nature = nature(Collection::RemoteBuildNodes)?;
    id(name).map(|id| Place::One(nature, id))
}

fn id(text: &str) -> Option<String> {
    (!text.is_empty() && !text.contains('/')).then(|| percent_decode_str(text).decode_utf8_lossy().into_owned())
}

impl Place {
    /// The methods that can be used on it.
    pub fn methods(&self) -> Vec<&'static str> {
        let mut methods = vec!["GET", "HEAD", "OPTIONS"];
        match self {
            Place::Version | Place::NodeStates | Place::NodeState(_) => {}
            Place::All(nature) => {
                methods.push("DELETE");
                methods.extend(nature.new.map(|_| "POST"));
                methods.extend(nature.origin.map(|_| "PATCH"));
            }
            Place::One(nature, _) => {
                methods.push("DELETE");
                methods.extend(nature.patch.map(|_| "PATCH"));
            }
        }
        methods
    }
}

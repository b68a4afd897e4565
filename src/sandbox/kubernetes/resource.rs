//! What the API needs to know of a kind of object, so that the same verbs serve all kinds.

use super::columns::Column;
use super::field_types::Shape;

/// A kind of object and how the API speaks of it.
#[derive(Debug)]
pub struct Resource {
    /// The API group; empty for the core.
    pub group: &'static str,
    pub version: &'static str,
    pub kind: &'static str,
    pub plural: &'static str,
    pub is_namespaced: bool,
    pub short_names: &'static [&'static str],
    pub categories: &'static [&'static str],
    pub verbs: &'static [&'static str],
    pub subresources: &'static [Subresource],
    /// What a field selector may name besides `metadata.name` and `metadata.namespace`.
    pub fields: &'static [&'static str],
    /// The types of the fields that a bad request most likely gets wrong.
    pub shape: Shape,
    pub columns: &'static [Column],
    /// What a delete does to the objects that this one owns, unless the request says.
    pub on_delete: Propagation,
}

/// What becomes of the objects that a deleted one owned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Propagation {
    Orphan,
    Delete,
}

/// A part of an object, or something that is done to it, with a path of its own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Subresource {
    Status,
    Scale,
    Log,
    Eviction,
    Exec,
    Attach,
    PortForward,
}

impl Subresource {
    /// Its name in the path.
    pub fn name(self) -> &'static str {
        match self {
            Subresource::Status => "status",
            Subresource::Scale => "scale",
            Subresource::Log => "log",
            Subresource::Eviction => "eviction",
            Subresource::Exec => "exec",
            Subresource::Attach => "attach",
            Subresource::PortForward => "portforward",
        }
    }

    /// The verbs it takes.
    pub fn verbs(self) -> &'static [&'static str] {
        match self {
            Subresource::Status | Subresource::Scale => &["get", "patch", "update"],
            Subresource::Log => &["get"],
            Subresource::Eviction => &["create"],
            Subresource::Exec | Subresource::Attach | Subresource::PortForward => &["create", "get"],
        }
    }

    /// The group, version and kind of its body where they are not its object's.
    pub fn group_version_kind(self) -> Option<(&'static str, &'static str, &'static str)> {
        match self {
            Subresource::Status | Subresource::Log => None,
            Subresource::Scale => Some(("autoscaling", "v1", "Scale")),
            Subresource::Eviction => Some(("policy", "v1", "Eviction")),
            Subresource::Exec => Some(("", "", "PodExecOptions")),
            Subresource::Attach => Some(("", "", "PodAttachOptions")),
            Subresource::PortForward => Some(("", "", "PodPortForwardOptions")),
        }
    }
}

impl Resource {
    /// The name of one.
    pub fn singular(&self) -> String {
        self.kind.to_ascii_lowercase()
    }

    /// Group and version as `apiVersion` has them.
    pub fn api_version(&self) -> String {
        match self.group {
            "" => self.version.to_owned(),
            group => format!("{group}/{}", self.version),
        }
    }

    /// The name in messages: the plural, with the group behind it.
    pub fn qualified(&self) -> String {
        match self.group {
            "" => self.plural.to_owned(),
            group => format!("{}.{group}", self.plural),
        }
    }

    /// Returns `true` if the status is written apart from the rest.
    pub fn has_status(&self) -> bool {
        self.subresources.contains(&Subresource::Status)
    }
}

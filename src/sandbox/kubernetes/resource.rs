//! What kinds of objects there are: one description each, and the same verbs for all.

use super::columns::{self, Column};
use super::shape::{Shape, Type};

/// A kind of object and how the API speaks of it.
#[derive(Debug)]
pub struct Resource {
    /// The API group; empty for the core.
    pub group: &'static str,
    pub version: &'static str,
    pub kind: &'static str,
    pub plural: &'static str,
    pub singular: &'static str,
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

    /// Whether the status is written apart from the rest.
    pub fn has_status(&self) -> bool {
        self.subresources.contains(&Subresource::Status)
    }
}

/// The description of a kind.
pub fn of_kind(kind: &str) -> Option<&'static Resource> {
    RESOURCES.iter().find(|resource| resource.kind == kind)
}

/// Every group and version that something is in, the core first.
pub fn group_versions() -> Vec<(&'static str, &'static str)> {
    let mut found = vec![];
    for resource in RESOURCES {
        if !found.contains(&(resource.group, resource.version)) {
            found.push((resource.group, resource.version));
        }
    }
    found
}

const VERBS: &[&str] = &["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

const VERBS_ONE_BY_ONE: &[&str] = &["create", "delete", "get", "list", "patch", "update", "watch"];

/// What most kinds share.
const BASE: Resource = Resource {
    group: "",
    version: "v1",
    kind: "",
    plural: "",
    singular: "",
    is_namespaced: true,
    short_names: &[],
    categories: &[],
    verbs: VERBS,
    subresources: &[],
    fields: &[],
    shape: &[],
    columns: columns::NAME_AND_AGE,
    on_delete: Propagation::Delete,
};

/// Every kind, in the order in which discovery names them.
pub static RESOURCES: &[Resource] = &[
    Resource {
        kind: "ConfigMap",
        plural: "configmaps",
        singular: "configmap",
        short_names: &["cm"],
        shape: &[("data", Type::Strings), ("binaryData", Type::Strings), ("immutable", Type::Bool)],
        columns: columns::CONFIG_MAP,
        ..BASE
    },
    Resource {
        kind: "Event",
        plural: "events",
        singular: "event",
        short_names: &["ev"],
        fields: &[
            "involvedObject.kind",
            "involvedObject.namespace",
            "involvedObject.name",
            "involvedObject.uid",
            "involvedObject.apiVersion",
            "involvedObject.resourceVersion",
            "involvedObject.fieldPath",
            "reason",
            "reportingComponent",
            "source",
            "type",
        ],
        shape: &[("involvedObject", Type::Object), ("message", Type::String), ("count", Type::Integer)],
        columns: columns::EVENT,
        ..BASE
    },
    Resource {
        kind: "Namespace",
        plural: "namespaces",
        singular: "namespace",
        is_namespaced: false,
        short_names: &["ns"],
        verbs: VERBS_ONE_BY_ONE,
        subresources: &[Subresource::Status],
        fields: &["status.phase"],
        columns: columns::NAMESPACE,
        ..BASE
    },
    Resource {
        kind: "Node",
        plural: "nodes",
        singular: "node",
        is_namespaced: false,
        short_names: &["no"],
        subresources: &[Subresource::Status],
        fields: &["spec.unschedulable"],
        columns: columns::NODE,
        ..BASE
    },
    Resource {
        kind: "PersistentVolumeClaim",
        plural: "persistentvolumeclaims",
        singular: "persistentvolumeclaim",
        short_names: &["pvc"],
        subresources: &[Subresource::Status],
        columns: columns::PERSISTENT_VOLUME_CLAIM,
        ..BASE
    },
    Resource {
        kind: "Pod",
        plural: "pods",
        singular: "pod",
        short_names: &["po"],
        categories: &["all"],
        subresources: &[
            Subresource::Attach,
            Subresource::Eviction,
            Subresource::Exec,
            Subresource::Log,
            Subresource::PortForward,
            Subresource::Status,
        ],
        fields: &[
            "spec.nodeName",
            "spec.restartPolicy",
            "spec.schedulerName",
            "spec.serviceAccountName",
            "spec.hostNetwork",
            "status.phase",
            "status.podIP",
            "status.nominatedNodeName",
        ],
        shape: &[
            ("spec.containers", Type::Objects),
            ("spec.initContainers", Type::Objects),
            ("spec.nodeName", Type::String),
            ("spec.restartPolicy", Type::String),
            ("spec.terminationGracePeriodSeconds", Type::Integer),
        ],
        columns: columns::POD,
        ..BASE
    },
    Resource {
        kind: "Secret",
        plural: "secrets",
        singular: "secret",
        fields: &["type"],
        shape: &[("data", Type::Strings), ("stringData", Type::Strings), ("type", Type::String)],
        columns: columns::SECRET,
        ..BASE
    },
    Resource {
        kind: "ServiceAccount",
        plural: "serviceaccounts",
        singular: "serviceaccount",
        short_names: &["sa"],
        ..BASE
    },
    Resource {
        kind: "Service",
        plural: "services",
        singular: "service",
        short_names: &["svc"],
        categories: &["all"],
        subresources: &[Subresource::Status],
        fields: &["spec.clusterIP", "spec.type"],
        shape: &[
            ("spec.ports", Type::Objects),
            ("spec.selector", Type::Strings),
            ("spec.clusterIP", Type::String),
            ("spec.type", Type::String),
        ],
        columns: columns::SERVICE,
        ..BASE
    },
    Resource {
        group: "apps",
        kind: "Deployment",
        plural: "deployments",
        singular: "deployment",
        short_names: &["deploy"],
        categories: &["all"],
        subresources: &[Subresource::Scale, Subresource::Status],
        shape: TEMPLATED,
        columns: columns::DEPLOYMENT,
        ..BASE
    },
    Resource {
        group: "apps",
        kind: "ReplicaSet",
        plural: "replicasets",
        singular: "replicaset",
        short_names: &["rs"],
        categories: &["all"],
        subresources: &[Subresource::Scale, Subresource::Status],
        fields: &["status.replicas"],
        shape: TEMPLATED,
        columns: columns::REPLICA_SET,
        ..BASE
    },
    Resource {
        group: "batch",
        kind: "Job",
        plural: "jobs",
        singular: "job",
        categories: &["all"],
        subresources: &[Subresource::Status],
        fields: &["status.successful"],
        shape: &[
            ("spec.parallelism", Type::Integer),
            ("spec.completions", Type::Integer),
            ("spec.backoffLimit", Type::Integer),
            ("spec.suspend", Type::Bool),
            ("spec.selector.matchLabels", Type::Strings),
            ("spec.template.metadata.labels", Type::Strings),
            ("spec.template.spec.containers", Type::Objects),
            ("spec.template.spec.initContainers", Type::Objects),
        ],
        columns: columns::JOB,
        // The API's own default, which kubectl never leaves to it.
        on_delete: Propagation::Orphan,
        ..BASE
    },
    Resource {
        group: "node.k8s.io",
        kind: "RuntimeClass",
        plural: "runtimeclasses",
        singular: "runtimeclass",
        is_namespaced: false,
        shape: &[("handler", Type::String)],
        columns: columns::RUNTIME_CLASS,
        ..BASE
    },
];

const TEMPLATED: Shape = &[
    ("spec.replicas", Type::Integer),
    ("spec.paused", Type::Bool),
    ("spec.selector.matchLabels", Type::Strings),
    ("spec.strategy.type", Type::String),
    ("spec.template.metadata.labels", Type::Strings),
    ("spec.template.metadata.annotations", Type::Strings),
    ("spec.template.spec.containers", Type::Objects),
    ("spec.template.spec.initContainers", Type::Objects),
];

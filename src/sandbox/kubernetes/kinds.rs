//! The kinds of objects there are. A new kind needs no more than a description here.

use super::columns;
use super::field_types::{Shape, Type};
use super::resource::{Propagation, Resource, Subresource};

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

/// What a user asks about itself.
const AUTHENTICATION: Resource =
    Resource { group: "authentication.k8s.io", is_namespaced: false, verbs: &["create"], ..BASE };
const AUTHORIZATION: Resource = Resource { group: "authorization.k8s.io", ..AUTHENTICATION };

/// Every kind, in the order in which discovery names them.
pub static RESOURCES: &[Resource] = &[
    Resource {
        kind: "ConfigMap",
        plural: "configmaps",
        short_names: &["cm"],
        shape: &[("data", Type::Strings), ("binaryData", Type::Strings), ("immutable", Type::Bool)],
        columns: columns::CONFIG_MAP,
        ..BASE
    },
    Resource {
        kind: "Event",
        plural: "events",
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
        short_names: &["pvc"],
        subresources: &[Subresource::Status],
        columns: columns::PERSISTENT_VOLUME_CLAIM,
        ..BASE
    },
    Resource {
        kind: "Pod",
        plural: "pods",
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
        kind: "ResourceQuota",
        plural: "resourcequotas",
        short_names: &["quota"],
        subresources: &[Subresource::Status],
        shape: &[("spec.hard", Type::Object)],
        columns: columns::RESOURCE_QUOTA,
        ..BASE
    },
    Resource {
        kind: "Secret",
        plural: "secrets",
        fields: &["type"],
        shape: &[("data", Type::Strings), ("stringData", Type::Strings), ("type", Type::String)],
        columns: columns::SECRET,
        ..BASE
    },
    Resource { kind: "ServiceAccount", plural: "serviceaccounts", short_names: &["sa"], ..BASE },
    Resource {
        kind: "Service",
        plural: "services",
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
        short_names: &["rs"],
        categories: &["all"],
        subresources: &[Subresource::Scale, Subresource::Status],
        fields: &["status.replicas"],
        shape: TEMPLATED,
        columns: columns::REPLICA_SET,
        ..BASE
    },
    Resource { kind: "SelfSubjectReview", plural: "selfsubjectreviews", ..AUTHENTICATION },
    Resource { kind: "SelfSubjectAccessReview", plural: "selfsubjectaccessreviews", ..AUTHORIZATION },
    Resource { kind: "SelfSubjectRulesReview", plural: "selfsubjectrulesreviews", ..AUTHORIZATION },
    Resource {
        group: "batch",
        kind: "Job",
        plural: "jobs",
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

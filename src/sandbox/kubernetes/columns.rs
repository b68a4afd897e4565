//! The columns that `kubectl get` shows of each kind.

use super::{cells, pod_cells};
use serde_json::Value;

/// A column: its name, its type and format, whether it is only for the wide form, and what stands in it.
#[derive(Debug)]
pub struct Column {
    pub name: &'static str,
    pub kind: &'static str,
    pub format: &'static str,
    pub priority: u8,
    pub cell: fn(&Value) -> Value,
}

const fn text(name: &'static str, cell: fn(&Value) -> Value) -> Column {
    Column { name, kind: "string", format: "", priority: 0, cell }
}

const fn number(name: &'static str, cell: fn(&Value) -> Value) -> Column {
    Column { name, kind: "integer", format: "", priority: 0, cell }
}

const fn wide(name: &'static str, cell: fn(&Value) -> Value) -> Column {
    Column { name, kind: "string", format: "", priority: 1, cell }
}

const NAME: Column = Column { name: "Name", kind: "string", format: "name", priority: 0, cell: cells::name };
const AGE: Column = text("Age", cells::age);

pub const NAME_AND_AGE: &[Column] = &[NAME, AGE];
pub const CONFIG_MAP: &[Column] = &[NAME, text("Data", cells::entries), AGE];
pub const RESOURCE_QUOTA: &[Column] = &[NAME, text("Request", cells::quota_used), text("Limit", |_| "".into()), AGE];
pub const SECRET: &[Column] =
    &[NAME, text("Type", |object| object["type"].clone()), number("Data", cells::entries), AGE];
pub const RUNTIME_CLASS: &[Column] = &[NAME, text("Handler", |object| object["handler"].clone()), AGE];
pub const NAMESPACE: &[Column] = &[NAME, text("Status", |object| object["status"]["phase"].clone()), AGE];
pub const NODE: &[Column] = &[
    NAME,
    text("Status", cells::node_status),
    text("Roles", |_| "<none>".into()),
    AGE,
    text("Version", |object| object["status"]["nodeInfo"]["kubeletVersion"].clone()),
];
pub const POD: &[Column] = &[
    NAME,
    text("Ready", pod_cells::ready),
    text("Status", pod_cells::status),
    text("Restarts", pod_cells::restarts),
    AGE,
    wide("IP", |object| cells::or_none(&object["status"]["podIP"])),
    wide("Node", |object| cells::or_none(&object["spec"]["nodeName"])),
    wide("Nominated Node", |object| cells::or_none(&object["status"]["nominatedNodeName"])),
    wide("Readiness Gates", |_| "<none>".into()),
];
pub const DEPLOYMENT: &[Column] = &[
    NAME,
    text("Ready", |object| {
        let ready = cells::count(&object["status"]["readyReplicas"]);
        format!("{ready}/{}", cells::count(&object["spec"]["replicas"])).into()
    }),
    text("Up-to-date", |object| cells::count(&object["status"]["updatedReplicas"]).into()),
    text("Available", |object| cells::count(&object["status"]["availableReplicas"]).into()),
    AGE,
    wide("Containers", cells::template_containers),
    wide("Images", cells::template_images),
    wide("Selector", cells::selector),
];
pub const REPLICA_SET: &[Column] = &[
    NAME,
    number("Desired", |object| cells::count(&object["spec"]["replicas"]).into()),
    number("Current", |object| cells::count(&object["status"]["replicas"]).into()),
    number("Ready", |object| cells::count(&object["status"]["readyReplicas"]).into()),
    AGE,
    wide("Containers", cells::template_containers),
    wide("Images", cells::template_images),
    wide("Selector", cells::selector),
];
pub const JOB: &[Column] = &[
    NAME,
    text("Status", cells::job_status),
    text("Completions", cells::job_completions),
    text("Duration", cells::job_duration),
    AGE,
    wide("Containers", cells::template_containers),
    wide("Images", cells::template_images),
    wide("Selector", cells::selector),
];
pub const SERVICE: &[Column] = &[
    NAME,
    text("Type", |object| object["spec"]["type"].clone()),
    text("Cluster-IP", |object| cells::or_none(&object["spec"]["clusterIP"])),
    text("External-IP", cells::external_address),
    text("Port(s)", cells::service_ports),
    AGE,
    wide("Selector", cells::service_selector),
];
pub const PERSISTENT_VOLUME_CLAIM: &[Column] = &[
    NAME,
    text("Status", |object| object["status"]["phase"].clone()),
    text("Volume", |object| cells::or_empty(&object["spec"]["volumeName"])),
    text("Capacity", |object| cells::or_empty(&object["status"]["capacity"]["storage"])),
    text("Access Modes", cells::access_modes),
    text("StorageClass", |object| cells::or_empty(&object["spec"]["storageClassName"])),
    text("VolumeAttributesClass", |_| "<unset>".into()),
    AGE,
    wide("VolumeMode", |object| cells::or_empty(&object["spec"]["volumeMode"])),
];
pub const EVENT: &[Column] = &[
    text("Last Seen", |object| cells::since(&object["lastTimestamp"])),
    text("Type", |object| object["type"].clone()),
    text("Reason", |object| object["reason"].clone()),
    text("Object", cells::involved),
    wide("Subobject", |object| cells::or_empty(&object["involvedObject"]["fieldPath"])),
    wide("Source", cells::event_source),
    text("Message", |object| object["message"].clone()),
    wide("First Seen", |object| cells::since(&object["firstTimestamp"])),
    wide("Count", |object| cells::count(&object["count"]).into()),
    Column { name: "Name", kind: "string", format: "name", priority: 1, cell: cells::name },
];

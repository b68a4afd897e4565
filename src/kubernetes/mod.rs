//! Kubernetes, as far as it concerns IMS: the service's ConfigMap and pods, runtime classes, and the pods of jobs.
//!
//! Nothing here runs before a command asks for it.

mod access;
mod cluster;
mod columns;
mod config_map;
mod connect;
mod credentials;
mod deployment;
mod excerpt;
mod failure;
mod kubeconfig;
mod logs;
mod names;
mod obstacles;
mod permission;
mod pod;
mod proxy;
mod secret;
mod staleness;
mod start;
mod variables;

pub use access::Access;
pub use cluster::{Cluster, RuntimeClass, Written};
pub use config_map::ConfigMap;
pub use deployment::Deployment;
pub use failure::Failure;
pub use logs::{Container, JobPod, LogTime, Piece};
pub use names::{is_label, is_name};
pub use obstacles::JobObstacles;
pub use pod::Pod;
pub use secret::{AdminClient, admin_client};
pub use staleness::{any, is_stale};
pub use start::Start;
pub use variables::Variables;

use jiff::Timestamp;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::Time;

/// The ConfigMap that holds the settings of IMS.
pub const CONFIG_MAP: &str = "ims-config";

/// The Deployment of IMS.
pub const DEPLOYMENT: &str = "cray-ims";

/// What the pods of IMS are found by.
pub const PODS: &str = "app.kubernetes.io/name=cray-ims,app.kubernetes.io/instance=cray-ims";

/// A time of the API, which notes no more than seconds.
fn timestamp(time: &Time) -> Option<Timestamp> {
    Timestamp::from_second(time.0.as_second()).ok()
}

//! When a container started, by the clock that notes the writes to a ConfigMap.
//!
//! The node notes the start of a container by its own clock, which may differ from the clock of the API server. What the API
//! server notes is the creation of the pod and the last report on it, between which the container started; and how long after
//! the pod's arrival on the node the container started can be read off the node's clock alone.

use super::timestamp;
use jiff::{SignedDuration, Timestamp};
use k8s_openapi::api::core::v1;

/// How far the clocks of a system differ at most where Kubernetes does not tell.
const SKEW: SignedDuration = SignedDuration::from_secs(10);

/// Two moments between which a container started, by the clock of the API server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    pub earliest: Timestamp,
    pub latest: Timestamp,
}

impl Start {
    /// When a container of this pod started; `started` is what the node says.
    pub(super) fn of(pod: &v1::Pod, started: Timestamp) -> Self {
        let arrived = pod.status.as_ref().and_then(|status| status.start_time.as_ref()).and_then(timestamp);
        let after_arrival = arrived.map(|arrived| started.duration_since(arrived)).unwrap_or_default();
        let created = pod.metadata.creation_timestamp.as_ref().and_then(timestamp);
        let earliest = match created {
            Some(created) => moved(created, after_arrival.max(SignedDuration::ZERO)),
            None => moved(started, -SKEW),
        };
        let latest = reported(pod).unwrap_or_else(|| moved(started, SKEW));
        Start { earliest, latest: latest.max(earliest) }
    }
}

/// When the node last reported on the containers of a pod; `None` if Kubernetes does not tell.
fn reported(pod: &v1::Pod) -> Option<Timestamp> {
    let reports = pod.metadata.managed_fields.iter().flatten().filter(|entry| {
        let status = entry.fields_v1.as_ref().and_then(|fields| fields.0.get("f:status"));
        status.is_some_and(|status| status.get("f:containerStatuses").is_some())
    });
    reports.filter_map(|entry| entry.time.as_ref().and_then(timestamp)).max()
}

fn moved(time: Timestamp, by: SignedDuration) -> Timestamp {
    time.checked_add(by).unwrap_or(time)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn time(second: u32) -> Value {
        json!(format!("2026-01-01T00:00:{second:02}Z"))
    }

    /// The seconds between which a container started that the node says started at second 30.
    fn start(metadata: Value, status: Value) -> (i64, i64) {
        let pod = serde_json::from_value(json!({"metadata": metadata, "status": status})).unwrap();
        let start = Start::of(&pod, "2026-01-01T00:00:30Z".parse().unwrap());
        (start.earliest.as_second() % 60, start.latest.as_second() % 60)
    }

    fn reported_at(second: u32, field: &str) -> Value {
        json!([{"manager": "kubelet", "time": time(second), "fieldsV1": {"f:status": {field: {}}}}])
    }

    #[test]
    fn it_lies_between_the_creation_of_the_pod_and_the_last_report_whatever_the_clock_of_the_node_says() {
        let metadata = json!({"creationTimestamp": time(40), "managedFields": reported_at(45, "f:containerStatuses")});
        assert_eq!(start(metadata.clone(), json!({"startTime": time(28)})), (42, 45));
        assert_eq!(start(metadata, json!({"startTime": time(31)})), (40, 45), "the clock was set back in between");
    }

    #[test]
    fn without_notes_the_clock_of_the_node_is_taken_to_be_wrong_by_seconds() {
        assert_eq!(start(json!({}), json!({})), (20, 40));
        let other = json!({"managedFields": reported_at(45, "f:conditions")});
        assert_eq!(start(other, json!({})), (20, 40));
    }
}

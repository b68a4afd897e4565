//! The columns READY, STATUS and RESTARTS of a pod, by the rules by which Kubernetes prints them.

use jiff::Timestamp;
use k8s_openapi::api::core::v1::{Container, ContainerState, ContainerStatus, Pod, PodStatus};

/// A pod in a line.
#[derive(Debug, Default, PartialEq)]
pub struct Columns {
    /// How many of its containers are ready, and how many there are; sidecars count, other init containers do not.
    pub ready: (usize, usize),
    pub status: String,
    pub restarts: i64,
    pub last_restart: Option<Timestamp>,
}

impl Columns {
    pub fn of(pod: &Pod) -> Self {
        let (spec, status) = (pod.spec.as_ref(), pod.status.clone().unwrap_or_default());
        let inits = spec.and_then(|spec| spec.init_containers.as_deref()).unwrap_or_default();
        let sidecars: Vec<_> = inits.iter().filter(|init| is_sidecar(init)).map(|init| init.name.as_str()).collect();
        let phase = status.phase.clone().unwrap_or_default();
        let is_gated =
            conditions(&status).any(|(kind, _, reason)| (kind, reason) == ("PodScheduled", "SchedulingGated"));
        let mut columns = Columns {
            ready: (0, spec.map_or(0, |spec| spec.containers.len()) + sidecars.len()),
            status: match status.reason.clone() {
                _ if is_gated => "SchedulingGated".to_owned(),
                Some(reason) if !reason.is_empty() => reason,
                _ => phase.clone(),
            },
            ..Columns::default()
        };
        let of_sidecars = columns.read_inits(&status, inits.len(), &sidecars);
        let is_initialized = conditions(&status).any(|(kind, holds, _)| kind == "Initialized" && holds);
        let is_initializing = of_sidecars.is_none();
        if !is_initializing || is_initialized {
            (columns.restarts, columns.last_restart) = of_sidecars.unwrap_or_else(|| restarts_of(&status, &sidecars));
            columns.read_containers(&status);
        }
        if pod.metadata.deletion_timestamp.is_some() {
            let is_over = matches!(phase.as_str(), "Succeeded" | "Failed");
            match status.reason.as_deref() {
                Some("NodeLost") => columns.status = "Unknown".to_owned(),
                _ if !is_over => columns.status = "Terminating".to_owned(),
                _ => {}
            }
        }
        columns
    }

    /// Takes the init containers in. Returns the restarts of the sidecars if the pod has initialized.
    fn read_inits(&mut self, status: &PodStatus, all: usize, sidecars: &[&str]) -> Option<(i64, Option<Timestamp>)> {
        for (index, init) in status.init_container_statuses.iter().flatten().enumerate() {
            self.count_restarts(init);
            let state = init.state.clone().unwrap_or_default();
            let has_succeeded = state.terminated.as_ref().is_some_and(|ended| ended.exit_code == 0);
            if has_succeeded {
                continue;
            }
            if sidecars.contains(&init.name.as_str()) && init.started == Some(true) {
                self.ready.0 += usize::from(init.ready);
                continue;
            }
            let waits =
                state.waiting.as_ref().is_some_and(|waiting| waiting.reason.as_deref() == Some("PodInitializing"));
            self.status = match reason(&state).filter(|_| !waits) {
                Some(reason) => format!("Init:{reason}"),
                None => format!("Init:{index}/{all}"),
            };
            return None;
        }
        Some(restarts_of(status, sidecars))
    }

    fn read_containers(&mut self, status: &PodStatus) {
        let mut is_running = false;
        // From the last to the first, so that the first has the last word.
        for container in status.container_statuses.iter().flatten().rev() {
            self.count_restarts(container);
            let state = container.state.clone().unwrap_or_default();
            match reason(&state) {
                Some(reason) => self.status = reason,
                None if container.ready && state.running.is_some() => {
                    is_running = true;
                    self.ready.0 += 1;
                }
                None => {}
            }
        }
        if self.status == "Completed" && is_running {
            let is_ready = conditions(status).any(|(kind, holds, _)| kind == "Ready" && holds);
            self.status = if is_ready { "Running".to_owned() } else { "NotReady".to_owned() };
        }
    }

    fn count_restarts(&mut self, container: &ContainerStatus) {
        self.restarts += i64::from(container.restart_count);
        self.last_restart = self.last_restart.max(last_end(container));
    }
}

/// Returns `true` if an init container goes on running beside the others.
pub fn is_sidecar(init: &Container) -> bool {
    init.restart_policy.as_deref() == Some("Always")
}

fn restarts_of(status: &PodStatus, names: &[&str]) -> (i64, Option<Timestamp>) {
    let inits = status.init_container_statuses.iter().flatten();
    let named: Vec<_> = inits.filter(|init| names.contains(&init.name.as_str())).collect();
    let restarts = named.iter().map(|init| i64::from(init.restart_count)).sum();
    (restarts, named.iter().filter_map(|init| last_end(init)).max())
}

fn last_end(container: &ContainerStatus) -> Option<Timestamp> {
    container.last_state.as_ref()?.terminated.as_ref()?.finished_at.as_ref().and_then(super::timestamp)
}

/// Why a container waits or has ended; `None` if it runs, or nothing is known.
fn reason(state: &ContainerState) -> Option<String> {
    let waiting = state.waiting.as_ref().and_then(|waiting| waiting.reason.clone());
    if let Some(reason) = waiting.filter(|reason| !reason.is_empty()) {
        return Some(reason);
    }
    let ended = state.terminated.as_ref()?;
    Some(match (ended.reason.as_deref().unwrap_or_default(), ended.signal.unwrap_or_default()) {
        ("", 0) => format!("ExitCode:{}", ended.exit_code),
        ("", signal) => format!("Signal:{signal}"),
        (reason, _) => reason.to_owned(),
    })
}

/// The conditions: the type, whether it holds, and the reason.
fn conditions(status: &PodStatus) -> impl Iterator<Item = (&str, bool, &str)> {
    status.conditions.iter().flatten().map(|condition| {
        (condition.type_.as_str(), condition.status == "True", condition.reason.as_deref().unwrap_or_default())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// The columns of a pod with these containers and these statuses of init and other containers.
    fn shown(phase: &str, inits: Value, mains: usize, init_statuses: Value, statuses: Value, more: Value) -> String {
        let containers: Vec<_> = (0..mains).map(|number| json!({"name": format!("main{number}")})).collect();
        let mut status = json!({"phase": phase, "initContainerStatuses": init_statuses, "containerStatuses": statuses});
        let metadata = more.get("metadata").cloned().unwrap_or_else(|| json!({}));
        for (key, value) in more["status"].as_object().into_iter().flatten() {
            status[key] = value.clone();
        }
        let spec = json!({"initContainers": inits, "containers": containers});
        let pod = json!({"metadata": metadata, "spec": spec, "status": status});
        let columns = Columns::of(&serde_json::from_value(pod).expect("it is a pod"));
        format!("{}/{} {} {}", columns.ready.0, columns.ready.1, columns.status, columns.restarts)
    }

    fn status(name: &str, ready: bool, state: Value) -> Value {
        let is_running = state["running"].is_object();
        json!({
            "name": name, "ready": ready, "started": is_running, "restartCount": 0, "image": "", "imageID": "",
            "state": state,
        })
    }

    fn running(name: &str, ready: bool) -> Value {
        status(name, ready, json!({"running": {}}))
    }

    fn waiting(name: &str, reason: &str) -> Value {
        status(name, false, json!({"waiting": {"reason": reason}}))
    }

    fn ended(name: &str, code: i32, reason: &str) -> Value {
        status(name, false, json!({"terminated": {"exitCode": code, "reason": reason}}))
    }

    #[test]
    fn containers_that_run_and_are_ready_count() {
        let both = json!([running("main0", true), running("main1", false)]);
        assert_eq!(shown("Running", json!([]), 2, json!([]), both, json!({})), "1/2 Running 0");
        // A container that has ended well may still be called ready.
        let over = json!([status("main0", true, json!({"terminated": {"exitCode": 0, "reason": "Completed"}}))]);
        assert_eq!(shown("Succeeded", json!([]), 1, json!([]), over, json!({})), "0/1 Completed 0");
        assert_eq!(shown("Pending", json!([]), 2, json!([]), json!([]), json!({})), "0/2 Pending 0");
    }

    #[test]
    fn a_sidecar_counts_as_a_container() {
        let inits = json!([{"name": "setup"}, {"name": "proxy", "restartPolicy": "Always"}]);
        let up = json!([ended("setup", 0, "Completed"), running("proxy", true)]);
        let mains = json!([running("main0", true), running("main1", true)]);
        assert_eq!(shown("Running", inits.clone(), 2, up.clone(), mains, json!({})), "3/3 Running 0");
        let starting = json!([waiting("main0", "PodInitializing"), waiting("main1", "PodInitializing")]);
        assert_eq!(shown("Pending", inits.clone(), 2, up, starting.clone(), json!({})), "1/3 PodInitializing 0");
        let first = json!([waiting("setup", "PodInitializing"), waiting("proxy", "PodInitializing")]);
        assert_eq!(shown("Pending", inits.clone(), 2, first, starting.clone(), json!({})), "0/3 Init:0/2 0");
        let second = json!([ended("setup", 0, "Completed"), waiting("proxy", "PodInitializing")]);
        assert_eq!(shown("Pending", inits.clone(), 2, second, starting.clone(), json!({})), "0/3 Init:1/2 0");
        let broken = json!([ended("setup", 3, ""), waiting("proxy", "PodInitializing")]);
        assert_eq!(shown("Pending", inits, 2, broken, starting, json!({})), "0/3 Init:ExitCode:3 0");
    }

    #[test]
    fn the_reason_of_the_first_container_with_one_is_the_status() {
        let mains = json!([waiting("main0", "CrashLoopBackOff"), ended("main1", 1, "Error")]);
        assert_eq!(shown("Running", json!([]), 2, json!([]), mains, json!({})), "0/2 CrashLoopBackOff 0");
        let killed = json!([status("main0", false, json!({"terminated": {"exitCode": 137, "signal": 9}}))]);
        assert_eq!(shown("Failed", json!([]), 1, json!([]), killed, json!({})), "0/1 Signal:9 0");
        let half = json!([ended("main0", 0, "Completed"), running("main1", true)]);
        assert_eq!(shown("Running", json!([]), 2, json!([]), half, json!({})), "1/2 NotReady 0");
        let evicted = json!({"status": {"reason": "Evicted"}});
        assert_eq!(shown("Failed", json!([]), 1, json!([]), json!([]), evicted), "0/1 Evicted 0");
    }

    #[test]
    fn a_deleted_pod_is_terminating_unless_it_is_over() {
        let deleted = json!({"metadata": {"deletionTimestamp": "2026-01-01T00:00:00Z"}});
        let mains = json!([running("main0", true)]);
        assert_eq!(shown("Running", json!([]), 1, json!([]), mains, deleted.clone()), "1/1 Terminating 0");
        let over = json!([ended("main0", 0, "Completed")]);
        assert_eq!(shown("Succeeded", json!([]), 1, json!([]), over, deleted), "0/1 Completed 0");
    }
}

//! What stands in the columns, worked out as the API server does it.

use super::clock;
use super::object::{self, list, text};
use serde_json::Value;

pub fn name(object: &Value) -> Value {
    object::name(object).into()
}

pub fn age(object: &Value) -> Value {
    since(&object["metadata"]["creationTimestamp"])
}

pub fn since(time: &Value) -> Value {
    clock::age(time.as_str().unwrap_or_default()).into()
}

pub fn count(value: &Value) -> i64 {
    value.as_i64().unwrap_or_default()
}

pub fn or_none(value: &Value) -> Value {
    value.as_str().filter(|text| !text.is_empty()).unwrap_or("<none>").into()
}

pub fn or_empty(value: &Value) -> Value {
    value.as_str().unwrap_or_default().into()
}

/// How many keys a ConfigMap or Secret has.
pub fn entries(object: &Value) -> Value {
    let size = |field: &str| object[field].as_object().map_or(0, serde_json::Map::len);
    (size("data") + size("binaryData")).into()
}

/// What a quota counts, as `used/limit`.
pub fn quota_used(quota: &Value) -> Value {
    let hard = quota["status"]["hard"].as_object().into_iter().flatten();
    let entry = |(name, limit): (&String, &Value)| {
        let used = quota["status"]["used"][name].as_str().unwrap_or("0");
        format!("{name}: {used}/{}", limit.as_str().map_or_else(|| limit.to_string(), ToOwned::to_owned))
    };
    hard.map(entry).collect::<Vec<_>>().join(", ").into()
}

pub fn node_status(node: &Value) -> Value {
    match object::is_condition_true(node, "Ready") {
        true => "Ready".into(),
        false => "NotReady".into(),
    }
}

pub fn pod_ready(pod: &Value) -> Value {
    let ready = list(pod, "/status/containerStatuses").iter().filter(|status| status["ready"] == true).count();
    format!("{ready}/{}", list(pod, "/spec/containers").len()).into()
}

pub fn pod_restarts(pod: &Value) -> Value {
    let restarts: i64 =
        list(pod, "/status/containerStatuses").iter().map(|status| count(&status["restartCount"])).sum();
    let finished = |status| text(status, "/lastState/terminated/finishedAt");
    match list(pod, "/status/containerStatuses").iter().map(finished).max() {
        Some(last) if restarts > 0 && !last.is_empty() => format!("{restarts} ({} ago)", clock::age(last)).into(),
        _ => restarts.to_string().into(),
    }
}

/// The one word for the state of a pod: the phase, unless a container has more to tell.
pub fn pod_status(pod: &Value) -> Value {
    let mut reason = match text(pod, "/status/reason") {
        "" => text(pod, "/status/phase").to_owned(),
        reason => reason.to_owned(),
    };
    let initializing = initializing(pod);
    match &initializing {
        Some(found) => reason.clone_from(found),
        None => {
            let mut is_running = false;
            for status in list(pod, "/status/containerStatuses").iter().rev() {
                match container_reason(status) {
                    Some(found) => reason = found,
                    None => is_running |= status["ready"] == true && status["state"]["running"].is_object(),
                }
            }
            if reason == "Completed" && is_running {
                reason = match object::is_condition_true(pod, "Ready") {
                    true => "Running".to_owned(),
                    false => "NotReady".to_owned(),
                };
            }
        }
    }
    if object::is_terminating(pod) && !matches!(text(pod, "/status/phase"), "Succeeded" | "Failed") {
        reason = "Terminating".to_owned();
    }
    reason.into()
}

/// What the first init container that is not done yet has to tell.
fn initializing(pod: &Value) -> Option<String> {
    let statuses = list(pod, "/status/initContainerStatuses");
    let all = list(pod, "/spec/initContainers").len();
    for (index, status) in statuses.iter().enumerate() {
        let terminated = &status["state"]["terminated"];
        if terminated.is_object() && terminated["exitCode"] == 0 {
            continue;
        }
        return Some(match container_reason(status) {
            Some(reason) if reason != "PodInitializing" => format!("Init:{reason}"),
            _ => format!("Init:{index}/{all}"),
        });
    }
    None
}

fn container_reason(status: &Value) -> Option<String> {
    let waiting = text(status, "/state/waiting/reason");
    if !waiting.is_empty() {
        return Some(waiting.to_owned());
    }
    let terminated = status["state"].get("terminated").filter(|state| state.is_object())?;
    Some(match text(terminated, "/reason") {
        "" => format!("ExitCode:{}", count(&terminated["exitCode"])),
        reason => reason.to_owned(),
    })
}

pub fn job_status(job: &Value) -> Value {
    let is = |condition| object::is_condition_true(job, condition);
    match () {
        () if is("Complete") => "Complete",
        () if is("Failed") => "Failed",
        () if object::is_terminating(job) => "Terminating",
        () if is("Suspended") => "Suspended",
        () if is("FailureTarget") => "FailureTarget",
        () if is("SuccessCriteriaMet") => "SuccessCriteriaMet",
        () => "Running",
    }
    .into()
}

pub fn job_completions(job: &Value) -> Value {
    let wanted = job["spec"]["completions"].as_i64().unwrap_or(1);
    format!("{}/{wanted}", count(&job["status"]["succeeded"])).into()
}

pub fn job_duration(job: &Value) -> Value {
    let (start, end) = (text(job, "/status/startTime"), text(job, "/status/completionTime"));
    match (start, end) {
        ("", _) => "".into(),
        (start, "") => clock::age(start).into(),
        (start, end) => clock::between(start, end).unwrap_or_default().into(),
    }
}

pub fn template_containers(object: &Value) -> Value {
    of_containers(object, "/name")
}

pub fn template_images(object: &Value) -> Value {
    of_containers(object, "/image")
}

fn of_containers(object: &Value, pointer: &str) -> Value {
    let containers = list(object, "/spec/template/spec/containers").iter();
    containers.map(|container| text(container, pointer)).collect::<Vec<_>>().join(",").into()
}

pub fn selector(object: &Value) -> Value {
    pairs(&object["spec"]["selector"]["matchLabels"])
}

pub fn service_selector(service: &Value) -> Value {
    pairs(&service["spec"]["selector"])
}

fn pairs(labels: &Value) -> Value {
    let Some(labels) = labels.as_object().filter(|labels| !labels.is_empty()) else { return "<none>".into() };
    let pair = |(key, value): (&String, &Value)| format!("{key}={}", value.as_str().unwrap_or_default());
    labels.iter().map(pair).collect::<Vec<_>>().join(",").into()
}

pub fn external_address(service: &Value) -> Value {
    let addresses = list(service, "/status/loadBalancer/ingress").iter();
    let addresses: Vec<_> = addresses.map(|entry| text(entry, "/ip")).filter(|address| !address.is_empty()).collect();
    match text(service, "/spec/type") {
        _ if !addresses.is_empty() => addresses.join(",").into(),
        "LoadBalancer" => "<pending>".into(),
        _ => "<none>".into(),
    }
}

pub fn service_ports(service: &Value) -> Value {
    let write = |port: &Value| {
        let protocol = port["protocol"].as_str().unwrap_or("TCP");
        match port["nodePort"].as_i64() {
            Some(node) => format!("{}:{node}/{protocol}", count(&port["port"])),
            None => format!("{}/{protocol}", count(&port["port"])),
        }
    };
    match list(service, "/spec/ports") {
        [] => "<none>".into(),
        ports => ports.iter().map(write).collect::<Vec<_>>().join(",").into(),
    }
}

pub fn access_modes(claim: &Value) -> Value {
    let short = |mode: &Value| match mode.as_str() {
        Some("ReadWriteOnce") => "RWO",
        Some("ReadOnlyMany") => "ROX",
        Some("ReadWriteMany") => "RWX",
        Some("ReadWriteOncePod") => "RWOP",
        _ => "",
    };
    list(claim, "/status/accessModes").iter().map(short).collect::<Vec<_>>().join(",").into()
}

pub fn involved(event: &Value) -> Value {
    let kind = text(event, "/involvedObject/kind").to_lowercase();
    format!("{kind}/{}", text(event, "/involvedObject/name")).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_state_of_a_pod_is_one_word() {
        let container = |state: Value| json!([{"state": state}]);
        let waiting = container(json!({"waiting": {"reason": "ContainerCreating"}}));
        let failed = container(json!({"terminated": {"exitCode": 3}}));
        let cases = [
            (json!({"status": {"phase": "Running"}}), "Running"),
            (json!({"metadata": {"deletionTimestamp": "x"}, "status": {"phase": "Running"}}), "Terminating"),
            (json!({"status": {"phase": "Pending", "containerStatuses": waiting}}), "ContainerCreating"),
            (json!({"status": {"phase": "Failed", "containerStatuses": failed}}), "ExitCode:3"),
            (
                json!({"spec": {"initContainers": [{}, {}]}, "status": {"initContainerStatuses": [
                    {"state": {"terminated": {"exitCode": 0}}}, {"state": {"running": {}}}]}}),
                "Init:1/2",
            ),
            (json!({}), ""),
        ];
        for (pod, word) in cases {
            assert_eq!(pod_status(&pod), word);
        }
    }
}

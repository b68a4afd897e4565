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
    if object::is_condition_true(node, "Ready") { "Ready".into() } else { "NotReady".into() }
}

pub fn job_status(job: &Value) -> Value {
    let words = ["Complete", "Failed", "Terminating", "Suspended", "FailureTarget", "SuccessCriteriaMet"];
    let holds = |word: &&str| match *word {
        "Terminating" => object::is_terminating(job),
        condition => object::is_condition_true(job, condition),
    };
    words.into_iter().find(holds).unwrap_or("Running").into()
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

/// Who tells of an event, and where.
pub fn event_source(event: &Value) -> Value {
    match (text(event, "/source/component"), text(event, "/source/host")) {
        (component, "") => component.into(),
        (component, host) => format!("{component}, {host}").into(),
    }
}

pub fn involved(event: &Value) -> Value {
    let kind = text(event, "/involvedObject/kind").to_lowercase();
    format!("{kind}/{}", text(event, "/involvedObject/name")).into()
}

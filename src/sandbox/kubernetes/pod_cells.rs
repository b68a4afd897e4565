//! What stands in the columns of pods.

use super::clock;
use super::object::{self, list, text};
use serde_json::Value;

/// How many of the containers, and of the init containers that go on running, are ready.
pub fn ready(pod: &Value) -> Value {
    let sidecars = list(pod, "/spec/initContainers").iter().filter(|init| is_sidecar(init)).count();
    let all = list(pod, "/spec/containers").len() + sidecars;
    let running = inits(pod).filter(|(init, _)| is_sidecar(init)).map(|(_, status)| status).chain(mains(pod));
    let ready = running.filter(|status| status["ready"] == true && status["state"]["running"].is_object()).count();
    format!("{ready}/{all}").into()
}

/// What the pod does, in one word.
pub fn status(pod: &Value) -> Value {
    if object::is_terminating(pod) {
        return "Terminating".into();
    }
    let count = list(pod, "/spec/initContainers").len();
    if let Some((number, (_, init))) = inits(pod).enumerate().find(|(_, (init, status))| !is_initialized(init, status))
    {
        return match reason(init) {
            None | Some("PodInitializing") => format!("Init:{number}/{count}").into(),
            Some(reason) => format!("Init:{reason}").into(),
        };
    }
    let has_running = mains(pod).any(|status| status["ready"] == true && status["state"]["running"].is_object());
    match mains(pod).find_map(reason) {
        Some("Completed") if has_running && object::is_condition_true(pod, "Ready") => "Running".into(),
        Some("Completed") if has_running => "NotReady".into(),
        Some(reason) => reason.into(),
        None => text(pod, "/status/phase").into(),
    }
}

/// How often containers were restarted, and when last.
pub fn restarts(pod: &Value) -> Value {
    let count: i64 = mains(pod).filter_map(|status| status["restartCount"].as_i64()).sum();
    let ends = mains(pod).map(|status| text(status, "/lastState/terminated/finishedAt"));
    match ends.max().filter(|end| !end.is_empty() && count > 0) {
        Some(end) => format!("{count} ({} ago)", clock::age(end)).into(),
        None => count.to_string().into(),
    }
}

/// The init containers, each with its status.
fn inits(pod: &Value) -> impl Iterator<Item = (&Value, &Value)> {
    list(pod, "/spec/initContainers").iter().zip(list(pod, "/status/initContainerStatuses"))
}

fn mains(pod: &Value) -> impl Iterator<Item = &Value> {
    list(pod, "/status/containerStatuses").iter()
}

fn is_sidecar(init: &Value) -> bool {
    init["restartPolicy"] == "Always"
}

/// Returns `true` if the containers after this one may begin.
fn is_initialized(init: &Value, status: &Value) -> bool {
    status["state"]["terminated"]["exitCode"] == 0 || is_sidecar(init) && status["started"] == true
}

/// Why a container waits or has ended.
fn reason(status: &Value) -> Option<&str> {
    let state = &status["state"];
    state["waiting"]["reason"].as_str().or_else(|| state["terminated"]["reason"].as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_pod_is_summed_up_as_kubectl_shows_it() {
        let containers =
            json!({"initContainers": [{"name": "a"}, {"name": "b"}], "containers": [{"name": "c"}, {"name": "d"}]});
        let done = json!({"state": {"terminated": {"exitCode": 0, "reason": "Completed"}}});
        let failed = json!({"state": {"terminated": {"exitCode": 1, "reason": "Error"}}});
        let waiting = |reason: &str| json!({"state": {"waiting": {"reason": reason}}});
        let running = json!({"state": {"running": {}}, "ready": true, "restartCount": 1});
        for (inits, mains, expected) in [
            (json!([]), json!([]), ["0/2", "Pending", "0"]),
            (json!([{"state": {"running": {}}}, waiting("PodInitializing")]), json!([]), ["0/2", "Init:0/2", "0"]),
            (json!([done, failed]), json!([]), ["0/2", "Init:Error", "0"]),
            (json!([done, done]), json!([waiting("CrashLoopBackOff"), running]), ["1/2", "CrashLoopBackOff", "1"]),
            (json!([done, done]), json!([running, running]), ["2/2", "Pending", "2"]),
            (json!([done, done]), json!([done, done]), ["0/2", "Completed", "0"]),
            (json!([done, done]), json!([done, running]), ["1/2", "NotReady", "1"]),
        ] {
            let status = json!({"phase": "Pending", "initContainerStatuses": inits, "containerStatuses": mains});
            let pod = json!({"spec": containers, "status": status});
            assert_eq!([ready(&pod), super::status(&pod), restarts(&pod)], expected, "{pod}");
        }
    }
}

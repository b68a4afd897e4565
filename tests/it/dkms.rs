//! `dkms` through the program: in the sandbox, and with a Kubernetes that behaves as a test wants it to.

use crate::support::terminal::at_terminal;
use crate::support::{Home, Request, Run, Server, response};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A cluster with IMS, in which a deleted pod is replaced at once.
struct Cluster {
    data: Value,
    version: u32,
    pods: Vec<Value>,
    /// What happens before the next write.
    before_write: Option<fn(&mut Cluster)>,
    /// What happens before the next deletion.
    before_deletion: Option<fn(&mut Cluster)>,
    /// What is answered in place of these paths.
    refusals: Vec<(&'static str, u16)>,
    /// Who wrote to the ConfigMap, and when.
    writers: Value,
    /// The Deployment, if it may be read.
    deployment: Option<Value>,
    events: Vec<Value>,
    /// What comes in place of a deleted pod.
    successor: fn(&str) -> Option<Value>,
    /// What may not be done, as verb and resource; `None` if the server knows no access reviews.
    forbidden: Option<(&'static str, &'static str)>,
    /// How long events are waited for.
    events_take: Duration,
}

impl Cluster {
    fn new(data: Value) -> Self {
        let upgrade = json!({
            "metadata": {"name": "ims-post-upgrade-x", "uid": "upgrade", "labels": {"app.kubernetes.io/name": "cray-ims"},
                "ownerReferences": [{"apiVersion": "batch/v1", "kind": "Job", "name": "ims-post-upgrade", "uid": "j"}]},
            "spec": {"containers": []}, "status": {"phase": "Succeeded"},
        });
        Cluster {
            data,
            version: 1,
            pods: vec![pod("old"), upgrade],
            before_write: None,
            before_deletion: None,
            refusals: vec![],
            writers: Value::Null,
            deployment: None,
            events: vec![],
            successor: |name| Some(pod(name)),
            forbidden: None,
            events_take: Duration::ZERO,
        }
    }

    /// Serves the cluster, and makes a home that leads to it.
    fn serve(self) -> (Home, Server, Arc<Mutex<Cluster>>) {
        let cluster = Arc::new(Mutex::new(self));
        let shared = cluster.clone();
        let server = Server::raw(move |request| {
            let delay = shared.lock().unwrap().events_take;
            if request.target.contains("/events?") {
                std::thread::sleep(delay);
            }
            shared.lock().unwrap().answer(request)
        });
        let home = Home::empty();
        home.write(".kube/config", &kubeconfig(&server.url));
        (home, server, cluster)
    }

    fn answer(&mut self, request: &Request) -> Vec<u8> {
        let path = request.target.split('?').next().unwrap();
        if let Some((_, code)) = self.refusals.iter().find(|(refused, _)| request.line().starts_with(refused)) {
            return refusal(*code, &format!("no {path}"));
        }
        match (request.method.as_str(), path.rsplit('/').next().unwrap()) {
            ("GET", "ims-config") => good(&self.config_map()),
            ("PATCH", "ims-config") => self.write(&serde_json::from_str(&request.body).unwrap()),
            ("GET", "runtimeclasses") => good(&json!({"metadata": {}, "items": [
                {"metadata": {"name": "kata-qemu"}, "handler": "kata-qemu"}, {"metadata": {"name": "runc"}, "handler": "runc"},
                {"metadata": {"name": "kata-clh"}, "handler": "kata-clh"},
            ]})),
            ("GET", "pods") => good(&json!({"metadata": {}, "items": self.pods})),
            ("GET", "events") => good(&json!({"metadata": {}, "items": self.events})),
            ("GET", "replicasets") => {
                let owner = json!({"apiVersion": "apps/v1", "kind": "Deployment", "name": "cray-ims", "uid": "d"});
                let metadata = json!({"name": "cray-ims-7bf", "uid": "r", "ownerReferences": [owner]});
                good(&json!({"metadata": {}, "items": [{"metadata": metadata}]}))
            }
            ("GET", "cray-ims") if self.deployment.is_some() => good(self.deployment.as_ref().unwrap()),
            ("POST", "selfsubjectaccessreviews") if self.forbidden.is_some() => {
                let mut review: Value = serde_json::from_str(&request.body).unwrap();
                let asked = &review["spec"]["resourceAttributes"];
                let asked = (asked["verb"].as_str().unwrap(), asked["resource"].as_str().unwrap());
                review["status"] = json!({"allowed": Some(asked) != self.forbidden});
                good(&review)
            }
            ("DELETE", name) => {
                if let Some(act) = self.before_deletion.take() {
                    act(self);
                }
                let body: Value = serde_json::from_str(&request.body).unwrap();
                let wanted = |pod: &Value| pod["metadata"]["uid"] == body["preconditions"]["uid"];
                let Some(index) = self.pods.iter().position(wanted) else { return refusal(404, "no such pod") };
                let old = self.pods.remove(index);
                let name = format!("{}-next", name.trim_start_matches("cray-ims-7bf-"));
                self.pods.extend((self.successor)(&name));
                good(&old)
            }
            _ => refusal(404, "unknown"),
        }
    }

    fn config_map(&self) -> Value {
        let metadata = json!({
            "name": "ims-config", "resourceVersion": self.version.to_string(), "creationTimestamp": at(10),
            "managedFields": self.writers,
        });
        json!({"metadata": metadata, "data": self.data})
    }

    fn write(&mut self, patch: &Value) -> Vec<u8> {
        if let Some(act) = self.before_write.take() {
            act(self);
            self.version += 1;
        }
        let current = self.version.to_string();
        if patch["metadata"]["resourceVersion"] != current {
            return refusal(409, "the object has been modified");
        }
        for (key, value) in patch["data"].as_object().unwrap() {
            self.data[key] = value.clone();
        }
        self.version += 1;
        good(&self.config_map())
    }
}

/// A second of the minute in which everything happens.
fn at(second: u32) -> String {
    format!("2026-01-01T00:00:{second:02}Z")
}

/// An entry of `managedFields` of the ConfigMap.
fn writer(time: Option<u32>, keys: &[&str]) -> Value {
    let fields: serde_json::Map<_, _> = keys.iter().map(|key| (format!("f:{key}"), json!({}))).collect();
    let mut entry = json!({"manager": "m", "operation": "Update", "fieldsV1": {"f:data": fields}});
    if let Some(second) = time {
        entry["time"] = at(second).into();
    }
    entry
}

/// The keys that are looked at, in force since the second 20.
fn written_at_20() -> Value {
    json!([writer(Some(20), &["JOB_ENABLE_DKMS", "JOB_KATA_RUNTIME", "JOB_AARCH64_RUNTIME"])])
}

/// A ready pod that was created at a second, started at another by the clock of its node, and was reported on at a third.
fn timed(name: &str, created: u32, started: u32, reported: u32) -> Value {
    let mut pod = pod(name);
    pod["metadata"]["creationTimestamp"] = at(created).into();
    pod["metadata"]["managedFields"] = json!([{
        "manager": "kubelet", "time": at(reported), "fieldsV1": {"f:status": {"f:containerStatuses": {}}},
    }]);
    pod["status"]["containerStatuses"][0]["state"]["running"]["startedAt"] = at(started).into();
    pod
}

/// A pod that fails again and again, and says why in two lines.
fn crashing(name: &str) -> Value {
    let mut pod = pod(name);
    let state = json!({"waiting": {"reason": "CrashLoopBackOff", "message": "back-off 10s"}});
    let ended = json!({"exitCode": 1, "reason": "Error", "message": "Traceback:\n  no \u{1b}[2Jsettings\n"});
    let status = &mut pod["status"]["containerStatuses"][0];
    status["ready"] = false.into();
    status["state"] = state;
    status["lastState"] = json!({"terminated": ended});
    pod
}

fn deployment(replicas: u32, env: Value) -> Value {
    let reader = json!({"name": "cray-ims", "envFrom": [{"configMapRef": {"name": "ims-config"}}], "env": env});
    let spec = json!({"replicas": replicas, "selector": {}, "template": {"spec": {"containers": [reader]}}});
    json!({"metadata": {"name": "cray-ims", "uid": "d"}, "spec": spec})
}

fn on() -> Value {
    json!({"JOB_ENABLE_DKMS": "True", "JOB_KATA_RUNTIME": "kata-qemu", "JOB_AARCH64_RUNTIME": "kata-qemu", "OTHER": "1"})
}

/// A cluster in which DKMS is on, and the pod has read it.
fn in_force() -> Cluster {
    Cluster { writers: written_at_20(), pods: vec![timed("old", 30, 31, 32)], ..Cluster::new(on()) }
}

/// A ready pod of the Deployment.
fn pod(name: &str) -> Value {
    let state = json!({"running": {"startedAt": "2026-01-01T00:00:00Z"}});
    let container = json!({"name": "cray-ims", "envFrom": [{"configMapRef": {"name": "ims-config"}}]});
    let status =
        json!({"name": "cray-ims", "ready": true, "restartCount": 0, "image": "", "imageID": "", "state": state});
    let owner = json!({"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "cray-ims-7bf", "uid": "r"});
    json!({
        "metadata": {"name": format!("cray-ims-7bf-{name}"), "uid": name, "labels": {"pod-template-hash": "7bf"}, "ownerReferences": [owner]},
        "spec": {"containers": [container]},
        "status": {"phase": "Running", "containerStatuses": [status]},
    })
}

fn good(body: &Value) -> Vec<u8> {
    response("200 OK", "application/json", body.to_string().as_bytes())
}

fn refusal(code: u16, message: &str) -> Vec<u8> {
    let status = json!({"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure", "message": message, "code": code});
    response(&format!("{code} Refused"), "application/json", status.to_string().as_bytes())
}

fn kubeconfig(server: &str) -> String {
    json!({
        "apiVersion": "v1", "kind": "Config", "current-context": "c",
        "clusters": [{"name": "c", "cluster": {"server": server}}],
        "users": [{"name": "u", "user": {"token": "s3cret"}}],
        "contexts": [{"name": "c", "context": {"cluster": "c", "user": "u"}}],
    })
    .to_string()
}

fn off() -> Value {
    json!({"JOB_ENABLE_DKMS": "False", "JOB_KATA_RUNTIME": "kata-qemu", "JOB_AARCH64_RUNTIME": "kata-qemu", "OTHER": "1"})
}

/// The bodies of the writes.
fn writes(server: &Server) -> Vec<Value> {
    let requests = server.requests();
    let writes = requests.iter().filter(|request| request.method == "PATCH");
    writes.map(|request| serde_json::from_str(&request.body).unwrap()).collect()
}

fn deletions(server: &Server) -> Vec<String> {
    let lines = server.lines();
    lines
        .iter()
        .filter(|line| line.starts_with("DELETE"))
        .map(|line| line.trim_end_matches('?').rsplit('/').next().unwrap().into())
        .collect()
}

fn json_of(run: &Run) -> Value {
    assert_eq!(run.status, 0, "{}", run.stderr);
    serde_json::from_str(&run.stdout).unwrap()
}

#[test]
fn a_change_by_somebody_else_between_read_and_write_is_not_lost() {
    let mut cluster = Cluster::new(off());
    cluster.before_write = Some(|cluster| cluster.data["OTHER"] = "2".into());
    let (home, server, cluster) = cluster.serve();
    let run = home.run(&["dkms", "enable", "--format", "json"]);
    assert_eq!(json_of(&run)["restart"], "done");
    assert!(run.stderr.contains("ims-config was changed by someone else"), "{}", run.stderr);
    let write = |version: &str| json!({"metadata": {"resourceVersion": version}, "data": {"JOB_ENABLE_DKMS": "True"}});
    assert_eq!(writes(&server), [write("1"), write("2")]);
    let data = &cluster.lock().unwrap().data;
    assert_eq!((&data["OTHER"], &data["JOB_ENABLE_DKMS"]), (&"2".into(), &"True".into()));
}

#[test]
fn all_serving_pods_are_restarted_and_the_finished_upgrade_pod_is_not() {
    let mut cluster = Cluster::new(off());
    cluster.pods.push(pod("second"));
    let (home, server, _) = cluster.serve();
    let outcome = json_of(&home.run(&["dkms", "enable", "--format", "json"]));
    assert_eq!(deletions(&server), ["cray-ims-7bf-old", "cray-ims-7bf-second"]);
    let names: Vec<_> = outcome["pods"].as_array().unwrap().iter().map(|pod| pod["name"].clone()).collect();
    assert_eq!(names, ["cray-ims-7bf-old-next", "cray-ims-7bf-second-next"]);
}

#[test]
fn a_pod_that_somebody_else_replaces_meanwhile_is_no_error() {
    let replace = |cluster: &mut Cluster| cluster.pods[0] = pod("other");
    // Before the write, the new pod has the old settings too and has to go; after it, it has the new ones.
    for (is_before_write, deleted, left) in [(true, "other", "other-next"), (false, "old", "other")] {
        let mut cluster = Cluster::new(off());
        match is_before_write {
            true => cluster.before_write = Some(replace),
            false => cluster.before_deletion = Some(replace),
        }
        let (home, server, _) = cluster.serve();
        let outcome = json_of(&home.run(&["dkms", "enable", "--format", "json"]));
        assert_eq!(
            (&outcome["restart"], deletions(&server)),
            (&"done".into(), vec![format!("cray-ims-7bf-{deleted}")])
        );
        assert_eq!(outcome["pods"][0]["name"], format!("cray-ims-7bf-{left}"));
    }
}

#[test]
fn a_missing_key_is_written_and_a_missing_runtime_class_is_refused() {
    let (home, server, _) = Cluster::new(json!({"OTHER": "1"})).serve();
    let refused = home.run(&["dkms", "enable", "--kata-runtime", "kata-gone"]);
    assert_eq!((refused.status, refused.stdout.as_str()), (2, ""));
    assert!(refused.stderr.starts_with("Error: The runtime class kata-gone is not installed"), "{}", refused.stderr);
    let refused = home.run(&["dkms", "enable", "--kata-runtime", "runc"]);
    assert!(refused.status == 2 && refused.stderr.contains("silently replace"), "{}", refused.stderr);
    assert_eq!(writes(&server), [Value::Null; 0]);
    let outcome = json_of(&home.run(&["dkms", "enable", "--no-wait", "--format", "json"]));
    assert_eq!(outcome["changes"][0], json!({"key": "JOB_ENABLE_DKMS", "from": null, "to": "True"}));
    assert_eq!(writes(&server)[0]["data"], json!({"JOB_ENABLE_DKMS": "True", "JOB_KATA_RUNTIME": "kata-qemu"}));
}

#[test]
fn a_dry_run_changes_nothing_and_no_restart_leaves_the_pods() {
    let (home, server, _) = Cluster::new(off()).serve();
    let outcome = json_of(&home.run(&["dkms", "enable", "--dry-run", "--format", "json"]));
    assert_eq!((&outcome["restart"], &outcome["dry_run"]), (&"planned".into(), &true.into()));
    assert!(server.requests().iter().all(|request| request.method == "GET"));
    let outcome = json_of(&home.run(&["dkms", "enable", "--no-restart", "--format", "json"]));
    assert_eq!((&outcome["restart"], deletions(&server)), (&"pending".into(), vec![]));
    assert_eq!(writes(&server).len(), 1);
}

#[test]
fn what_kubernetes_refuses_is_one_clear_message() {
    for (refused, code, verb, words) in [
        (
            "GET /api/v1/namespaces/services/configmaps",
            403,
            "status",
            "Error: Kubernetes denied the request: no /api/v1",
        ),
        ("GET /api/v1/namespaces/services/configmaps", 404, "status", "Error: There is no ConfigMap ims-config in"),
        ("GET /api/v1/namespaces/services/configmaps", 401, "enable", "does not accept the credentials"),
        ("GET /api/v1/namespaces/services/pods", 403, "enable", "Error: Kubernetes denied the request"),
        ("PATCH /api/v1/namespaces/services/configmaps", 403, "enable", "Error: Kubernetes denied the request"),
        ("PATCH /api/v1/namespaces/services/configmaps", 403, "enable", "\nNothing was changed."),
        ("PATCH /api/v1/namespaces/services/configmaps", 422, "enable", "\nNothing was changed."),
        (
            "DELETE /api/v1/namespaces/services/pods",
            403,
            "enable",
            "The settings are written. No pod of IMS was restarted",
        ),
    ] {
        let mut cluster = Cluster::new(off());
        cluster.refusals.push((refused, code));
        let (home, ..) = cluster.serve();
        let run = home.run(&["dkms", verb]);
        assert!(run.status == 2 && run.stdout.is_empty() && run.stderr.contains(words), "{run:?}");
        assert_eq!(run.stderr.matches("Error:").count(), 1, "{run:?}");
        assert!(!run.stderr.contains("s3cret"));
    }
}

#[test]
fn a_cluster_that_cannot_be_reached_or_found_is_said_to_be_so() {
    let home = Home::empty();
    let run = home.run_with(&["dkms", "status"], &[("KUBECONFIG", "/nonexistent")], "");
    assert!(run.status == 2 && run.stderr.starts_with("Error: KUBECONFIG names no file that exists"), "{run:?}");
    home.write("config", &kubeconfig("http://127.0.0.1:1"));
    let run = home.run(&["dkms", "status", "--kubeconfig", "config"]);
    assert!(run.status == 2 && run.stderr.starts_with("Error: Unable to reach the Kubernetes API server"), "{run:?}");
    let run = home.run(&["dkms", "--kubeconfig", "config", "status", "--context", "nope"]);
    let hint = "`kubectl --kubeconfig config config get-contexts` lists the contexts";
    assert!(run.status == 2 && run.stderr.contains(hint), "{run:?}");
    home.write("config", &kubeconfig("http://192.0.2.1:1"));
    let run = home.run(&["dkms", "status", "--kubeconfig", "config"]);
    assert!(run.status == 2 && run.stderr.contains("sent unencrypted"), "{run:?}");
    home.write("config", "{nonsense");
    let run = home.run(&["dkms", "status", "--kubeconfig", "config"]);
    assert!(run.status == 2 && run.stderr.starts_with("Error: Unable to use the Kubernetes configuration"), "{run:?}");
}

#[test]
fn status_names_problems_and_does_not_claim_what_it_cannot_know() {
    let data = json!({"JOB_ENABLE_DKMS": "yes\u{1b}[2J", "JOB_KATA_RUNTIME": "kata-gone"});
    let (home, ..) = Cluster::new(data).serve();
    let status = json_of(&home.run(&["dkms", "status", "--format", "json"]));
    assert_eq!((&status["enabled"], &status["restart_pending"]), (&false.into(), &"unknown".into()));
    let problems = status["problems"].as_array().unwrap();
    assert!(problems.len() == 2 && problems.iter().all(|problem| problem["remedy"].is_string()), "{problems:?}");
    let table = home.run(&["dkms", "status", "--format", "table"]);
    assert!(table.stdout.contains("2 problems") && !table.stdout.contains('\u{1b}'), "{}", table.stdout);
}

#[test]
fn a_second_enable_waits_for_the_pod_as_the_first_one_does() {
    let (home, server, cluster) = Cluster { pods: vec![crashing("old")], ..in_force() }.serve();
    let run = home.run(&["dkms", "enable", "--timeout", "12s"]);
    assert_eq!((run.status, run.stdout.as_str()), (4, ""), "{run:?}");
    assert!(run.stderr.contains("Error: The pod of IMS is not ready after 12s"), "{run:?}");
    assert_eq!((writes(&server), deletions(&server)), (vec![], vec![]));
    cluster.lock().unwrap().pods = vec![timed("old", 30, 31, 32)];
    assert_eq!(json_of(&home.run(&["dkms", "enable", "--format", "json"]))["restart"], "not needed");
}

#[test]
fn what_a_container_said_when_it_ended_stands_on_its_lines() {
    let (home, ..) = Cluster { pods: vec![crashing("old")], ..in_force() }.serve();
    let run = home.run(&["dkms", "enable", "--timeout", "12s"]);
    let told = "container cray-ims ended before with 1: Error\n    Traceback:\n      no \\u{1b}[2Jsettings\n";
    assert!(run.stderr.contains(told), "{run:?}");
}

#[test]
fn all_replicas_count() {
    let two = || Some(deployment(2, json!([])));
    let (home, ..) = Cluster { deployment: two(), ..in_force() }.serve();
    assert_eq!(home.run(&["dkms", "enable", "--timeout", "2s"]).status, 4, "one of two is there");
    let pods = vec![timed("one", 30, 31, 32), crashing("two")];
    let (home, ..) = Cluster { deployment: two(), pods, ..in_force() }.serve();
    assert_eq!(home.run(&["dkms", "enable", "--timeout", "2s"]).status, 4, "one of two is ready");
    let successor = |name: &str| (name == "old-next").then(|| pod(name));
    let mut cluster = Cluster { deployment: two(), successor, ..Cluster::new(off()) };
    cluster.pods.push(pod("second"));
    let (home, server, _) = cluster.serve();
    assert_eq!(home.run(&["dkms", "enable", "--timeout", "2s"]).status, 4, "one of two has come back");
    assert_eq!(deletions(&server).len(), 2);
}

#[test]
fn settings_that_may_not_be_in_force_are_brought_into_force() {
    let (home, server, _) = Cluster::new(on()).serve();
    let left = home.run(&["dkms", "enable", "--no-restart", "--format", "json"]);
    assert_eq!((&json_of(&left)["restart"], deletions(&server)), (&"unknown".into(), vec![]));
    assert!(left.stderr.contains("`kubectl -n services delete pod cray-ims-7bf-old` restarts"), "{left:?}");
    let restarted = home.run(&["dkms", "enable", "--format", "json"]);
    assert_eq!(json_of(&restarted)["restart"], "done");
    assert!(restarted.stderr.contains("It is unknown whether the IMS pod has read them"), "{restarted:?}");
    assert_eq!((writes(&server), deletions(&server)), (vec![], vec!["cray-ims-7bf-old".to_owned()]));
}

#[test]
fn whether_a_pod_has_read_the_settings_is_told_from_what_the_api_server_noted() {
    let keys = ["JOB_ENABLE_DKMS", "JOB_KATA_RUNTIME", "JOB_AARCH64_RUNTIME"];
    let claimed = json!([writer(None, &keys), writer(Some(20), &keys)]);
    let missing = json!({"JOB_ENABLE_DKMS": "True", "JOB_KATA_RUNTIME": "kata-qemu"});
    for (pod, data, writers, pending, what) in [
        (timed("p", 30, 31, 32), on(), written_at_20(), json!(false), "it started after the write"),
        (timed("p", 30, 17, 32), on(), written_at_20(), json!(false), "the clock of its node is slow"),
        (timed("p", 10, 11, 12), on(), written_at_20(), json!(true), "it started before the write"),
        (timed("p", 10, 23, 18), on(), written_at_20(), json!(true), "the clock of its node is fast"),
        (timed("p", 10, 23, 28), on(), written_at_20(), json!("unknown"), "it was reported on later"),
        (timed("p", 30, 31, 32), on(), claimed, json!(false), "somebody claimed the keys without a change"),
        (timed("p", 30, 31, 32), missing, written_at_20(), json!("unknown"), "a key was removed"),
    ] {
        let (home, ..) = Cluster { pods: vec![pod], writers, ..Cluster::new(data) }.serve();
        let status = json_of(&home.run(&["dkms", "status", "--format", "json"]));
        assert_eq!(status["restart_pending"], pending, "{what}");
    }
}

#[test]
fn a_variable_of_the_deployment_that_overrides_the_configmap_is_told_before_anything_is_written() {
    let env = json!([{"name": "JOB_ENABLE_DKMS", "value": "False"}]);
    let (home, server, _) = Cluster { deployment: Some(deployment(1, env)), ..Cluster::new(off()) }.serve();
    let refused = home.run(&["dkms", "enable"]);
    let told = "Error: The Deployment cray-ims sets JOB_ENABLE_DKMS to \"False\", which overrides the ConfigMap ims-config\n\
                Nothing was changed.\n";
    assert!(refused.status == 2 && refused.stderr.starts_with(told), "{refused:?}");
    assert!(
        refused.stderr.contains("`kubectl -n services set env deployment/cray-ims JOB_ENABLE_DKMS-`"),
        "{refused:?}"
    );
    assert_eq!((writes(&server), deletions(&server)), (vec![], vec![]));
    let env = json!([{"name": "JOB_ENABLE_DKMS", "value": "False"}]);
    let (home, ..) = Cluster { deployment: Some(deployment(1, env)), ..in_force() }.serve();
    let status = json_of(&home.run(&["dkms", "status", "--format", "json"]));
    assert_eq!(status["enabled"], false);
    assert!(status["problems"][0]["problem"].as_str().unwrap().contains("overrides"), "{status}");
}

#[test]
fn the_revert_puts_back_the_class_too() {
    let (home, _, cluster) = Cluster::new(off()).serve();
    let outcome = json_of(&home.run(&["dkms", "enable", "--kata-runtime", "kata-clh", "--format", "json"]));
    assert_eq!(outcome["revert"], "cray-ims dkms disable --kata-runtime kata-qemu");
    assert_eq!(cluster.lock().unwrap().data["JOB_KATA_RUNTIME"], "kata-clh");
    let words: Vec<_> = outcome["revert"].as_str().unwrap().split(' ').skip(1).collect();
    assert_eq!(home.run(&words).status, 0);
    assert_eq!(cluster.lock().unwrap().data, off());
}

#[test]
fn the_runtime_class_is_checked_again_after_a_conflict() {
    let mut cluster = Cluster::new(off());
    cluster.before_write = Some(|cluster| cluster.data["JOB_KATA_RUNTIME"] = "kata-gone".into());
    let (home, server, cluster) = cluster.serve();
    let run = home.run(&["dkms", "enable"]);
    assert!(run.status == 2 && run.stderr.contains("Error: The runtime class kata-gone is not installed"), "{run:?}");
    assert!(run.stderr.contains("Nothing was changed."), "{run:?}");
    assert_eq!((writes(&server).len(), &cluster.lock().unwrap().data["JOB_ENABLE_DKMS"]), (1, &json!("False")));
}

#[test]
fn force_needs_no_right_to_list_the_classes() {
    let mut cluster = Cluster::new(off());
    cluster.refusals.push(("GET /apis/node.k8s.io/v1/runtimeclasses", 403));
    let (home, server, _) = cluster.serve();
    let refused = home.run(&["dkms", "enable", "--kata-runtime", "kata-new"]);
    assert!(refused.status == 2 && refused.stderr.contains("\n--force sets"), "{refused:?}");
    assert_eq!(refused.stderr.matches("Nothing was changed.").count(), 1, "{refused:?}");
    assert!(writes(&server).is_empty());
    let outcome = json_of(&home.run(&["dkms", "enable", "--kata-runtime", "kata-new", "--force", "--format", "json"]));
    assert_eq!(outcome["changes"][1]["to"], "kata-new");
}

#[test]
fn what_is_not_allowed_is_told_before_the_first_write() {
    for (forbidden, words) in
        [(("patch", "configmaps"), "you may not patch the ConfigMap"), (("delete", "pods"), "you may not delete pods")]
    {
        let (home, server, _) = Cluster { forbidden: Some(forbidden), ..Cluster::new(off()) }.serve();
        let run = home.run(&["dkms", "enable"]);
        assert!(run.status == 2 && run.stderr.contains(words), "{run:?}");
        assert!(run.stderr.contains("\nNothing was changed.\n"), "{run:?}");
        assert_eq!((writes(&server), deletions(&server)), (vec![], vec![]));
    }
    let cluster = Cluster { forbidden: Some(("delete", "pods")), ..Cluster::new(off()) };
    let (home, ..) = cluster.serve();
    assert_eq!(json_of(&home.run(&["dkms", "enable", "--no-restart", "--format", "json"]))["restart"], "pending");
}

#[test]
fn a_restart_that_is_refused_halfway_is_told_pod_by_pod() {
    let mut cluster = Cluster::new(off());
    cluster.pods.push(pod("second"));
    cluster.refusals.push(("DELETE /api/v1/namespaces/services/pods/cray-ims-7bf-second", 403));
    let (home, ..) = cluster.serve();
    let run = home.run(&["dkms", "enable"]);
    let told = "The settings are written, and the restart of cray-ims-7bf-old has begun.\n\
                Not restarted, and so with the old settings: cray-ims-7bf-second.\n";
    assert!(run.status == 2 && run.stderr.contains(told), "{run:?}");
}

#[test]
fn where_no_pod_comes_into_being_it_says_what_kubernetes_says() {
    let quota = "pods \"cray-ims-7bf-x\" is forbidden: exceeded quota: full, requested: pods=1";
    let mut refusing = deployment(1, json!([]));
    refusing["status"] = json!({"conditions": [
        {"type": "ReplicaFailure", "status": "True", "reason": "FailedCreate", "message": quota},
    ]});
    let event = json!({
        "metadata": {}, "involvedObject": {"uid": "r"}, "type": "Warning", "reason": "FailedCreate", "count": 3,
        "message": format!("Error creating: {quota}"),
    });
    let cluster =
        Cluster { deployment: Some(refusing), events: vec![event], successor: |_| None, ..Cluster::new(off()) };
    let (home, ..) = cluster.serve();
    let run = home.run(&["dkms", "enable", "--timeout", "12s"]);
    assert_eq!(run.status, 4, "{run:?}");
    for words in [
        "No new pod has appeared.\n".to_owned(),
        format!("Condition ReplicaFailure: FailedCreate: {quota}\n"),
        format!("Event FailedCreate (3 times): Error creating: {quota}\n"),
    ] {
        assert!(run.stderr.contains(&words), "{words}: {}", run.stderr);
    }
}

#[test]
fn status_says_what_keeps_the_pod_away() {
    let cluster = Cluster { deployment: Some(deployment(0, json!([]))), pods: vec![], ..Cluster::new(on()) };
    let (home, ..) = cluster.serve();
    let status = json_of(&home.run(&["dkms", "status", "--context", "c", "--format", "json"]));
    let problem = &status["problems"][0];
    assert!(problem["problem"].as_str().unwrap().contains("is scaled to 0"), "{status}");
    assert!(problem["remedy"].as_str().unwrap().starts_with("`kubectl --context c -n services describe"), "{status}");
}

#[test]
fn a_deployment_scaled_to_0_is_not_waited_for() {
    let deployment = Some(deployment(0, json!([])));
    let (home, server, _) = Cluster { deployment, pods: vec![], ..Cluster::new(off()) }.serve();
    let run = home.run(&["dkms", "enable", "--context", "c"]);
    assert_eq!(run.status, 4, "{run:?}");
    assert!(run.stderr.contains("Error: IMS does not run: the Deployment cray-ims is scaled to 0"), "{run:?}");
    let command = "`kubectl --context c -n services scale deployment cray-ims --replicas=1` starts one";
    assert!(run.stderr.contains(command), "{run:?}");
    assert_eq!(writes(&server).len(), 1);
    assert_eq!(json_of(&home.run(&["dkms", "enable", "--no-wait", "--format", "json"]))["restart"], "no pod");
}

#[test]
fn a_timeout_of_0_looks_once() {
    let (home, ..) = in_force().serve();
    assert_eq!(home.run(&["dkms", "enable", "--timeout", "0"]).status, 0);
    let (home, ..) = Cluster { pods: vec![crashing("old")], ..in_force() }.serve();
    let run = home.run(&["dkms", "enable", "--timeout", "0"]);
    assert!(run.status == 4 && run.stderr.contains("CrashLoopBackOff"), "{run:?}");
}

#[test]
fn status_needs_no_right_to_list_the_classes() {
    let mut cluster = in_force();
    cluster.refusals.push(("GET /apis/node.k8s.io/v1/runtimeclasses", 403));
    let (home, ..) = cluster.serve();
    let run = home.run(&["dkms", "status", "--format", "json"]);
    let status = json_of(&run);
    assert_eq!((&status["runtime_classes"], &status["kata_runtime_installed"]), (&Value::Null, &json!("unknown")));
    assert!(run.stderr.contains("The runtime classes are not known"), "{run:?}");
}

#[test]
fn the_timeout_holds_for_asking_why_too() {
    let events_take = Duration::from_secs(100);
    let (home, ..) = Cluster { pods: vec![crashing("old")], events_take, ..in_force() }.serve();
    let began = Instant::now();
    let run = home.run(&["dkms", "enable", "--timeout", "12s"]);
    assert!(run.status == 4 && run.stderr.contains("CrashLoopBackOff"), "{run:?}");
    assert!(began.elapsed() < events_take, "{:?}", began.elapsed());
}

#[test]
fn before_it_is_confirmed_the_recipes_that_do_not_follow_the_setting_are_counted() {
    let recipes = Server::json(r#"[{"id":"1","require_dkms":false},{"id":"2","require_dkms":true},{"id":"3"}]"#);
    let (home, server, _) = Cluster::new(off()).serve();
    let configuration = |server: &str| format!("[core]\nhostname = \"{server}\"\n");
    let told = |shown: &str| shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let option =
        "`cray-ims jobs create --require-dkms true`, or `cray-ims recipes update RECIPE_ID --require-dkms true`";
    for (hostname, count) in
        [(Some(recipes.url.as_str()), " 1 of 3 recipes says false."), (Some("http://127.0.0.1:1"), ""), (None, "")]
    {
        if let Some(hostname) = hostname {
            home.write(".config/cray/configurations/default", &configuration(hostname));
        } else {
            std::fs::remove_file(home.path(".config/cray/configurations/default")).unwrap();
        }
        let (shown, status) = at_terminal(&home, &["dkms", "enable"], "[y/N]: ", "n\n");
        let shown = told(&shown);
        let line = format!(
            "Recipe builds follow require_dkms of the recipe.{count} For builds no restart is needed: {option}"
        );
        assert!(status == 1 && shown.contains(&line), "{count}: {shown}");
        assert!(shown.find(&line) < shown.find("Continue?"), "{shown}");
    }
    assert_eq!(writes(&server), [Value::Null; 0]);
}

#[test]
fn the_help_says_what_the_setting_is_not_for() {
    let home = Home::empty();
    for words in [&["dkms", "--help"][..], &["jobs", "create", "--help"]] {
        let help = home.run(words).stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(help.contains("recipe build follows require_dkms of the recipe"), "{help}");
    }
}

#[cfg(feature = "sandbox")]
mod sandbox {
    use super::*;
    use crate::support::{PROGRAM, finish};
    use std::path::Path;
    use std::process::Stdio;

    fn command(home: &Home, options: &[&str], script: &str) -> std::process::Command {
        let mut command = home.command(Path::new(PROGRAM));
        command.env("PATH", "/usr/bin:/bin").arg("sandbox").args(options).args(["--", "sh", "-uc", script]);
        command
    }

    fn run(options: &[&str], script: &str) -> Run {
        finish(command(&Home::empty(), options, script), "")
    }

    #[test]
    fn dkms_is_switched_on_and_off_and_jobs_follow() {
        let run = run(
            &[],
            r#"job() { cray-ims jobs create --job-type customize --artifact-id $IMS_IMAGE_ID --image-root-archive-name n \
                 --public-key-id $IMS_PUBLIC_KEY_ID --format json | grep -o '"require_dkms": [a-z]*'; }
               verdict() { cray-ims dkms "$@" --format table --quiet | head -1; }
               verdict status; job; verdict enable; job; verdict status; verdict enable
               cray-ims dkms enable --format json --query '[changes, revert]' --quiet | tr -d '\n '; echo
               verdict disable; job; verdict status"#,
        );
        let told = "\
DKMS is off by default for customize jobs; the running service has read the settings.
\"require_dkms\": false
DKMS is on, and the new pod of IMS is ready.
\"require_dkms\": true
DKMS is on by default for customize jobs; the running service has read the settings.
DKMS was on already, and nothing was changed.
[[],null]
DKMS is off, and the new pod of IMS is ready.
\"require_dkms\": false
DKMS is off by default for customize jobs; the running service has read the settings.
";
        assert_eq!((run.stdout.as_str(), run.stderr.as_str(), run.status), (told, "", 0));
    }

    #[test]
    fn a_restart_that_was_left_out_is_pending_until_it_is_done() {
        let run = run(
            &[],
            "sleep 1.1
             cray-ims dkms enable --no-restart --format json
             cray-ims dkms status --format json | grep restart_pending
             cray-ims dkms explain --image $IMS_IMAGE_ID --format table | head -1
             cray-ims dkms enable --format table | head -1
             cray-ims dkms status --format json | grep restart_pending",
        );
        assert!(run.stdout.contains("\"restart\": \"pending\""), "{run:?}");
        assert!(run.stdout.contains("\"restart_pending\": true"), "{run:?}");
        assert!(run.stdout.contains("DKMS cannot be known"), "{run:?}");
        assert!(run.stdout.contains("DKMS was on already; the new pod of IMS has read it"), "{run:?}");
        assert!(run.stdout.trim_end().ends_with("\"restart_pending\": false,"), "{run:?}");
    }

    #[test]
    fn a_pod_that_never_becomes_ready_is_explained_and_the_setting_stays() {
        let run = run(
            &["--setting", "SANDBOX_POD_FAILS=1"],
            "cray-ims dkms enable --timeout 4s; echo $?; cray-ims dkms status --format json | grep '\"enabled\"'",
        );
        assert_eq!(run.stdout, "4\n  \"enabled\": true,\n", "{run:?}");
        for words in [
            "Error: The new pod of IMS is not ready after 4s",
            "CrashLoopBackOff",
            "Event BackOff",
            "`cray-ims dkms disable` puts them back.",
        ] {
            assert!(run.stderr.contains(words), "{words}: {}", run.stderr);
        }
    }

    #[test]
    fn interrupted_it_says_what_state_things_are_in() {
        let script = "cray-ims dkms enable & pid=$!; sleep 2.5; kill -INT $pid; wait $pid; echo $?";
        // A shell without job control lets its background jobs ignore Ctrl-C, so one with it is asked for.
        let script = format!("set -m; {script}");
        let home = Home::empty();
        let mut command = command(&home, &["--setting", "SANDBOX_POD_FAILS=1"], &script);
        command.stdin(Stdio::null());
        let run = finish(command, "");
        assert_eq!(run.stdout, "130\n", "{run:?}");
        assert!(run.stderr.contains("Error: Interrupted\nThe settings are written, and the restart"), "{run:?}");
    }

    #[test]
    fn without_kubernetes_it_explains_what_can_be_known() {
        let run = run(
            &[],
            "unset KUBECONFIG
             recipe=$(cray-ims recipes describe $IMS_RECIPE_ID --print name)
             cray-ims dkms explain --recipe $recipe --format json | grep -E '\"(require_dkms|known)\"'
             cray-ims dkms explain --image $IMS_IMAGE_ID --format table | head -1",
        );
        let told = "  \"require_dkms\": false,\n    \"known\": false,\n";
        assert!(run.stdout.starts_with(told) && run.stdout.contains("DKMS cannot be known"), "{run:?}");
    }

    #[test]
    fn a_job_that_is_not_what_was_asked_for_is_told() {
        let run = run(
            &[],
            "cray-ims recipes update $IMS_RECIPE_ID --arch aarch64 >/dev/null
             cray-ims jobs create --job-type create --artifact-id $IMS_RECIPE_ID --image-root-archive-name n \
                 --public-key-id $IMS_PUBLIC_KEY_ID --require-dkms false --format json | grep require_dkms
             cray-ims dkms explain --recipe $IMS_RECIPE_ID --require-dkms false --format table | head -1",
        );
        assert!(run.stderr.contains("Warning: The job was created with require_dkms true although false"), "{run:?}");
        assert!(run.stdout.contains("\"require_dkms\": true"), "{run:?}");
        assert!(run.stdout.contains("would get DKMS in the runtime class kata-qemu: an aarch64 artifact"), "{run:?}");
    }

    #[test]
    fn users_who_may_do_less_are_told_before_anything_is_written() {
        let run = run(
            &[],
            "cray-ims dkms enable --context nodelete; cray-ims dkms enable --context reader
             cray-ims dkms status --format json | grep enabled
             cray-ims dkms enable --context noclasses --force --kata-runtime kata-remote --format json --query restart",
        );
        assert!(run.stdout.starts_with("  \"enabled\": false,\n") && run.stdout.contains("done"), "{run:?}");
        for words in ["you may not delete pods", "you may not patch the ConfigMap", "Nothing was changed."] {
            assert!(run.stderr.contains(words), "{words}: {run:?}");
        }
    }

    #[test]
    fn a_hint_runs_no_program_for_credentials() {
        let run = run(
            &[],
            "cray-ims dkms enable --quiet >/dev/null
             sed '/ token: /d; s/^  user:$/  user: {exec: {apiVersion: client.authentication.k8s.io\\/v1, command: touch, args: [ran], interactiveMode: Never}}/' \
                 \"$KUBECONFIG\" > plugin
             KUBECONFIG=$PWD/plugin cray-ims jobs create --job-type create --artifact-id $IMS_RECIPE_ID \
                 --image-root-archive-name n --public-key-id $IMS_PUBLIC_KEY_ID --print require_dkms
             grep -c 'command: touch' plugin; test -e ran && echo ran",
        );
        let lines: Vec<_> = run.stdout.lines().collect();
        assert!(lines.len() == 2 && lines[0] == "false" && lines[1] != "0" && run.stderr.is_empty(), "{run:?}");
    }

    #[test]
    fn a_build_that_goes_without_dkms_although_the_setting_is_on_is_told() {
        let run = run(
            &[],
            "build() { cray-ims jobs create --job-type create --artifact-id $IMS_RECIPE_ID --image-root-archive-name n \
                 --public-key-id $IMS_PUBLIC_KEY_ID --print require_dkms \"$@\"; }
             build; echo off >&2
             cray-ims dkms enable --quiet >/dev/null
             build; echo on >&2
             build --require-dkms true; build --require-dkms false; build --quiet",
        );
        assert_eq!((run.stdout.as_str(), run.status), ("false\nfalse\ntrue\nfalse\nfalse\n", 0), "{run:?}");
        let (before, after) = run.stderr.split_once("off\n").unwrap();
        assert_eq!(before, "");
        let (told, after) = after.split_once("on\n").unwrap();
        assert!(told.contains("The job builds without DKMS although JOB_ENABLE_DKMS is True"), "{told}");
        assert!(told.contains("--require-dkms true"), "{told}");
        assert_eq!(after, "");
    }
}

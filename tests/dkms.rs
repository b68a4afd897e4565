//! `dkms` through the program: in the sandbox, and with a Kubernetes that behaves as a test wants it to.

mod support;

use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use support::{Home, Request, Run, Server, response};

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
        }
    }

    /// Serves the cluster, and makes a home that leads to it.
    fn serve(self) -> (Home, Server, Arc<Mutex<Cluster>>) {
        let cluster = Arc::new(Mutex::new(self));
        let shared = cluster.clone();
        let server = Server::raw(move |request| shared.lock().unwrap().answer(request));
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
            ]})),
            ("GET", "pods") => good(&json!({"metadata": {}, "items": self.pods})),
            ("GET", "events") => good(&json!({"metadata": {}, "items": []})),
            ("DELETE", name) => {
                if let Some(act) = self.before_deletion.take() {
                    act(self);
                }
                let body: Value = serde_json::from_str(&request.body).unwrap();
                let wanted = |pod: &Value| pod["metadata"]["uid"] == body["preconditions"]["uid"];
                let Some(index) = self.pods.iter().position(wanted) else { return refusal(404, "no such pod") };
                let old = self.pods.remove(index);
                self.pods.push(pod(&format!("{}-next", name.trim_start_matches("cray-ims-7bf-"))));
                good(&old)
            }
            _ => refusal(404, "unknown"),
        }
    }

    fn config_map(&self) -> Value {
        json!({"metadata": {"name": "ims-config", "resourceVersion": self.version.to_string()}, "data": self.data})
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
    assert!(run.stderr.contains("Somebody else changed ims-config"), "{}", run.stderr);
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
    let refused = home.run(&["dkms", "enable", "--kata-runtime", "kata-clh"]);
    assert_eq!((refused.status, refused.stdout.as_str()), (2, ""));
    assert!(refused.stderr.starts_with("Error: The runtime class kata-clh is not installed"), "{}", refused.stderr);
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
            "Error: Kubernetes does not allow it: no /api/v1",
        ),
        ("GET /api/v1/namespaces/services/configmaps", 404, "status", "Error: There is no ConfigMap ims-config in"),
        ("GET /api/v1/namespaces/services/configmaps", 401, "enable", "does not accept the credentials"),
        ("GET /api/v1/namespaces/services/pods", 403, "enable", "Error: Kubernetes does not allow it"),
        ("PATCH /api/v1/namespaces/services/configmaps", 403, "enable", "Error: Kubernetes does not allow it"),
        ("DELETE /api/v1/namespaces/services/pods", 403, "enable", "The settings are written, and the restart"),
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
    assert!(run.status == 2 && run.stderr.contains("lists the contexts"), "{run:?}");
    home.write("config", &kubeconfig("http://192.0.2.1:1"));
    let run = home.run(&["dkms", "status", "--kubeconfig", "config"]);
    assert!(run.status == 2 && run.stderr.contains("in the clear"), "{run:?}");
    home.write("config", "{nonsense");
    let run = home.run(&["dkms", "status", "--kubeconfig", "config"]);
    assert!(run.status == 2 && run.stderr.starts_with("Error: Unable to use the Kubernetes configuration"), "{run:?}");
}

#[test]
fn status_names_problems_and_does_not_claim_what_it_cannot_know() {
    let data = json!({"JOB_ENABLE_DKMS": "yes\u{1b}[2J", "JOB_KATA_RUNTIME": "kata-clh"});
    let (home, ..) = Cluster::new(data).serve();
    let status = json_of(&home.run(&["dkms", "status", "--format", "json"]));
    assert_eq!((&status["enabled"], &status["restart_pending"]), (&false.into(), &"unknown".into()));
    let problems = status["problems"].as_array().unwrap();
    assert!(problems.len() == 2 && problems.iter().all(|problem| problem["remedy"].is_string()), "{problems:?}");
    let table = home.run(&["dkms", "status", "--format", "table"]);
    assert!(table.stdout.contains("2 problems") && !table.stdout.contains('\u{1b}'), "{}", table.stdout);
}

#[cfg(feature = "sandbox")]
mod sandbox {
    use super::*;
    use std::path::Path;
    use std::process::Stdio;
    use support::{PROGRAM, finish};

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
DKMS is off for customize jobs that do not ask otherwise; the running service has read the settings.
\"require_dkms\": false
DKMS is on, and the new pod of IMS is ready.
\"require_dkms\": true
DKMS is on for customize jobs that do not ask otherwise; the running service has read the settings.
DKMS was on already, and nothing was changed.
[[],null]
DKMS is off, and the new pod of IMS is ready.
\"require_dkms\": false
DKMS is off for customize jobs that do not ask otherwise; the running service has read the settings.
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
}

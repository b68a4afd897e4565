//! The Kubernetes objects of a job: a Job and its pod, a Service, a ConfigMap and a PersistentVolumeClaim.

use crate::sandbox::ims::python::{Layout, dumps};
use crate::sandbox::ims::records::{Record, text};
use crate::sandbox::kubernetes::Cluster;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What is known of a job's objects beyond its record.
#[derive(Serialize, Deserialize)]
pub struct Objects {
    /// What the pod's name adds to the Job's.
    suffix: String,
    /// The Job's uid, by which it owns the pod.
    uid: String,
    runtime_class: Option<String>,
    init_containers: Vec<String>,
    public_key: String,
    /// Whether the job failed only after its containers ran, when its user was waited for.
    #[serde(default)]
    given_up: bool,
}

/// What follows the init containers in every job's pod.
const CONTAINERS: [&str; 2] = ["buildenv-sidecar", "sshd"];

/// How far a pod has come.
enum Stage {
    /// The init container of this number runs.
    Init(usize),
    /// The containers run.
    Main,
    Succeeded,
    /// An init container failed.
    Failed,
    /// The containers failed.
    GivenUp,
}

/// What a container does.
enum Doing {
    Waiting,
    Running,
    Ended { exit_code: u8 },
}

impl Objects {
    /// The objects of a job that builds a recipe of this type, or customizes an image if there is none.
    pub fn new(recipe_type: Option<&str>, runtime_class: Option<String>, public_key: String) -> Self {
        let init_containers = match recipe_type {
            Some("kiwi-ng") => &["fetch-recipe", "wait-for-repos", "build-ca-rpm", "build-image"][..],
            Some(_) => &["fetch-recipe", "build-image"],
            None => &["prepare"],
        };
        let uid = uuid::Uuid::new_v4();
        Objects {
            suffix: uid.simple().to_string().chars().take(5).collect(),
            uid: uid.to_string(),
            runtime_class,
            init_containers: init_containers.iter().map(|name| (*name).to_owned()).collect(),
            public_key,
            given_up: false,
        }
    }

    /// From now on an error of the job is one of its containers.
    pub fn give_up(&mut self) {
        self.given_up = true;
    }

    /// Makes the objects.
    pub fn create(&self, cluster: &Cluster, job: &Record, now: Timestamp) {
        let stage = self.stage(text(job, "status"));
        let object = |api_version: &str, kind: &str, name: &str, rest: Value| {
            let metadata = json!({"name": name, "namespace": text(job, "kubernetes_namespace")});
            let mut object = json!({"apiVersion": api_version, "kind": kind, "metadata": metadata});
            if let (Value::Object(object), Value::Object(rest)) = (&mut object, rest) {
                object.extend(rest);
            }
            object
        };
        let app = format!("ims-{}-{}", text(job, "id"), text(job, "job_type"));
        let data = json!({"public_key": self.public_key});
        cluster.create(object("v1", "ConfigMap", text(job, "kubernetes_configmap"), json!({"data": data})));
        let spec = json!({
            "type": "LoadBalancer",
            "selector": {"app": app},
            "ports": [{"port": 22, "protocol": "TCP", "targetPort": 22}],
        });
        cluster.create(object("v1", "Service", text(job, "kubernetes_service"), json!({"spec": spec})));
        let size = job.get("build_env_size").map(|size| dumps(size, Layout::Compact)).unwrap_or_default();
        let claim = json!({
            "spec": {
                "accessModes": ["ReadWriteMany"],
                "resources": {"requests": {"storage": format!("{size}Gi")}},
                "storageClassName": "ceph-cephfs-external",
            },
            "status": {"phase": "Bound"},
        });
        cluster.create(object("v1", "PersistentVolumeClaim", text(job, "kubernetes_pvc"), claim));

        let name = text(job, "kubernetes_job");
        let labels = json!({
            "app": app,
            "job-name": name,
            "batch.kubernetes.io/job-name": name,
            "controller-uid": self.uid,
            "batch.kubernetes.io/controller-uid": self.uid,
        });
        let spec = self.pod_spec();
        let job_spec = json!({
            "backoffLimit": 0,
            "completions": 1,
            "parallelism": 1,
            "selector": {"matchLabels": {"batch.kubernetes.io/controller-uid": self.uid}},
            "template": {"metadata": {"labels": labels}, "spec": spec},
        });
        let status = job_status(&stage, now);
        let mut batch_job = object("batch/v1", "Job", name, json!({"spec": job_spec, "status": status}));
        batch_job["metadata"]["uid"] = json!(self.uid);
        cluster.create(batch_job);
        let status = self.pod_status(&stage, now);
        let mut pod = object("v1", "Pod", &self.pod_name(job), json!({"spec": spec, "status": status}));
        pod["metadata"]["generateName"] = json!(format!("{name}-"));
        pod["metadata"]["labels"] = labels;
        pod["metadata"]["ownerReferences"] = json!([{
            "apiVersion": "batch/v1",
            "kind": "Job",
            "name": name,
            "uid": self.uid,
            "controller": true,
            "blockOwnerDeletion": true,
        }]);
        cluster.create(pod);
    }

    /// Lets the objects follow the job's status.
    pub fn follow(&self, cluster: &Cluster, job: &Record, status: &str, now: Timestamp) {
        let stage = self.stage(status);
        let namespace = text(job, "kubernetes_namespace");
        let pod_status = self.pod_status(&stage, now);
        cluster.modify("Pod", namespace, &self.pod_name(job), |pod| pod["status"] = pod_status);
        let status = job_status(&stage, now);
        cluster.modify("Job", namespace, text(job, "kubernetes_job"), |job| job["status"] = status);
    }

    /// Lets the containers that a job passes on its way from one state to another say what they did.
    pub fn speak(&self, cluster: &Cluster, job: &Record, from: &str, to: &str) {
        let say = |container: &str, line: &str| {
            cluster.log(text(job, "kubernetes_namespace"), &self.pod_name(job), container, line);
        };
        let passed = |status: &str| match (status, self.stage(status)) {
            ("creating", _) => 0,
            (_, Stage::Init(number)) => number + 1,
            _ => self.init_containers.len(),
        };
        for container in self.init_containers.iter().take(passed(to)).skip(passed(from)) {
            say(container, &format!("{container}: nothing to do in the sandbox"));
        }
        let is_in_main = |status: &str| matches!(self.stage(status), Stage::Main | Stage::Succeeded);
        if to == "error" && self.given_up {
            say(CONTAINERS[0], "ERROR: the wait for the user is over, and there is no image to package");
            return;
        }
        let fails = to == "error" || (to == "waiting_on_user" && text(job, "job_type") == "create");
        if let (true, Some(last)) = (fails, self.init_containers.last()) {
            say(last, "ERROR: the build of this recipe fails, as the sandbox does with such a name");
        }
        if is_in_main(to) && !is_in_main(from) {
            CONTAINERS.iter().for_each(|container| say(container, &format!("{container}: ready")));
        }
    }

    /// Removes the objects.
    pub fn remove(&self, cluster: &Cluster, job: &Record) {
        let namespace = text(job, "kubernetes_namespace");
        cluster.remove("Pod", namespace, &self.pod_name(job));
        for (kind, field) in [
            ("Job", "kubernetes_job"),
            ("Service", "kubernetes_service"),
            ("ConfigMap", "kubernetes_configmap"),
            ("PersistentVolumeClaim", "kubernetes_pvc"),
        ] {
            cluster.remove(kind, namespace, text(job, field));
        }
    }

    /// The name of the job's pod.
    pub fn pod_name(&self, job: &Record) -> String {
        format!("{}-{}", text(job, "kubernetes_job"), self.suffix)
    }

    fn stage(&self, status: &str) -> Stage {
        let number_of = |name: &str| self.init_containers.iter().position(|container| container == name);
        match status {
            "waiting_for_repos" => Stage::Init(number_of("wait-for-repos").unwrap_or(0)),
            "building_image" => Stage::Init(number_of("build-image").unwrap_or(0)),
            "waiting_on_user" | "packaging_artifacts" => Stage::Main,
            "success" => Stage::Succeeded,
            "error" if self.given_up => Stage::GivenUp,
            "error" => Stage::Failed,
            _ => Stage::Init(0),
        }
    }

    fn pod_spec(&self) -> Value {
        // A job that needs DKMS loads kernel modules, in a virtual machine of its own.
        let security = json!({"privileged": self.runtime_class.is_some()});
        let container = |name: &str| json!({"name": name, "image": image(name), "securityContext": security});
        let mut spec = json!({
            "restartPolicy": "Never",
            "initContainers": self.init_containers.iter().map(|name| container(name)).collect::<Value>(),
            "containers": CONTAINERS.map(container),
        });
        if let Some(class) = &self.runtime_class {
            spec["runtimeClassName"] = json!(class);
        }
        spec
    }

    fn pod_status(&self, stage: &Stage, now: Timestamp) -> Value {
        let last = self.init_containers.len().saturating_sub(1);
        let init = |(number, name): (usize, &String)| {
            let doing = match stage {
                Stage::Init(current) if number == *current => Doing::Running,
                Stage::Init(current) if number > *current => Doing::Waiting,
                Stage::Failed if number == last => Doing::Ended { exit_code: 1 },
                _ => Doing::Ended { exit_code: 0 },
            };
            container_status(name, &doing, now)
        };
        let main = |name: &&str| {
            let doing = match stage {
                Stage::Main => Doing::Running,
                Stage::Succeeded => Doing::Ended { exit_code: 0 },
                Stage::GivenUp => Doing::Ended { exit_code: 1 },
                Stage::Init(_) | Stage::Failed => Doing::Waiting,
            };
            container_status(name, &doing, now)
        };
        let (phase, initialized, ready) = match stage {
            Stage::Init(_) => ("Pending", "False", "False"),
            Stage::Main => ("Running", "True", "True"),
            Stage::Succeeded => ("Succeeded", "True", "False"),
            Stage::Failed => ("Failed", "False", "False"),
            Stage::GivenUp => ("Failed", "True", "False"),
        };
        let conditions =
            [("PodScheduled", "True"), ("Initialized", initialized), ("ContainersReady", ready), ("Ready", ready)];
        json!({
            "phase": phase,
            "conditions": conditions.map(|(kind, status)| json!({"type": kind, "status": status, "lastTransitionTime": second(now)})),
            "startTime": second(now),
            "initContainerStatuses": self.init_containers.iter().enumerate().map(init).collect::<Value>(),
            "containerStatuses": CONTAINERS.iter().map(main).collect::<Value>(),
        })
    }
}

fn container_status(name: &str, doing: &Doing, now: Timestamp) -> Value {
    let time = second(now);
    let (state, ready) = match doing {
        Doing::Waiting => (json!({"waiting": {"reason": "PodInitializing"}}), false),
        Doing::Running => (json!({"running": {"startedAt": time}}), true),
        Doing::Ended { exit_code } => {
            let reason = if *exit_code == 0 { "Completed" } else { "Error" };
            let end = json!({"exitCode": exit_code, "reason": reason, "startedAt": time, "finishedAt": time});
            (json!({"terminated": end}), *exit_code == 0)
        }
    };
    json!({"name": name, "image": image(name), "state": state, "lastState": {}, "ready": ready, "restartCount": 0})
}

fn job_status(stage: &Stage, now: Timestamp) -> Value {
    let ended = |kind: &str| json!([{"type": kind, "status": "True", "lastTransitionTime": second(now)}]);
    match stage {
        Stage::Init(_) => json!({"active": 1, "ready": 0, "startTime": second(now)}),
        Stage::Main => json!({"active": 1, "ready": 1, "startTime": second(now)}),
        Stage::Succeeded => json!({"succeeded": 1, "completionTime": second(now), "conditions": ended("Complete")}),
        Stage::Failed | Stage::GivenUp => json!({"failed": 1, "conditions": ended("Failed")}),
    }
}

fn image(container: &str) -> String {
    format!("registry.local/cray-ims-{container}:sandbox")
}

/// A time as Kubernetes writes it.
fn second(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

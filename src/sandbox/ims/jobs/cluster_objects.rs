//! The Kubernetes objects of a job: a Job, a Service, a ConfigMap and a PersistentVolumeClaim. The cluster makes the Job's
//! pod, and tells of both.

use crate::sandbox::ims::record::{Record, text};
use crate::sandbox::kubernetes::Cluster;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What is known of a job's objects beyond its record.
#[derive(Serialize, Deserialize)]
pub struct ClusterObjects {
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

impl ClusterObjects {
    /// The objects of a job that builds a recipe of this type, or customizes an image if there is none.
    pub fn new(recipe_type: Option<&str>, runtime_class: Option<String>, public_key: String) -> Self {
        let init_containers = match recipe_type {
            Some("kiwi-ng") => &["fetch-recipe", "wait-for-repos", "build-ca-rpm", "build-image"][..],
            Some(_) => &["fetch-recipe", "build-image"],
            None => &["prepare"],
        };
        ClusterObjects {
            runtime_class,
            init_containers: init_containers.iter().map(|name| (*name).to_owned()).collect(),
            public_key,
            given_up: false,
        }
    }

    /// From now on an error of the job is one of its containers, which says why.
    pub fn give_up(&mut self, cluster: &Cluster, job: &Record, line: &str) {
        self.given_up = true;
        cluster.log_job(text(job, "kubernetes_namespace"), text(job, "kubernetes_job"), CONTAINERS[0], line);
    }

    /// Makes the objects, and lets the containers say what they have done so far.
    pub fn create(&self, cluster: &Cluster, job: &Record) {
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
        let size = job.get("build_env_size").map(Value::to_string).unwrap_or_default();
        let spec = json!({
            "accessModes": ["ReadWriteMany"],
            "resources": {"requests": {"storage": format!("{size}Gi")}},
            "storageClassName": "ceph-cephfs-external",
        });
        cluster.create(object("v1", "PersistentVolumeClaim", text(job, "kubernetes_pvc"), json!({"spec": spec})));
        let labels = json!({"app": app, "app.kubernetes.io/name": "ims-job"});
        let template = json!({"metadata": {"labels": labels}, "spec": self.pod_spec()});
        let spec = json!({"backoffLimit": 0, "template": template});
        cluster.create(object("batch/v1", "Job", text(job, "kubernetes_job"), json!({"spec": spec})));
        let status = text(job, "status");
        self.follow(cluster, job, status);
        self.speak(cluster, job, "creating", status);
    }

    /// Lets the objects follow the job's status. Returns `false` if there is no pod that could, because it is refused.
    pub fn follow(&self, cluster: &Cluster, job: &Record, status: &str) -> bool {
        let (namespace, name) = (text(job, "kubernetes_namespace"), text(job, "kubernetes_job"));
        let reach = |container: &str| cluster.reach(namespace, name, container);
        match self.stage(status) {
            Stage::Init(number) => self.init_containers.get(number).is_some_and(|container| reach(container)),
            Stage::Main => reach(CONTAINERS[0]),
            Stage::Succeeded => cluster.finish(namespace, name, true),
            Stage::Failed => {
                self.init_containers.last().is_some_and(|container| reach(container))
                    && cluster.finish(namespace, name, false)
            }
            Stage::GivenUp => reach(CONTAINERS[0]) && cluster.finish(namespace, name, false),
        }
    }

    /// Lets the containers that a job passes on its way from one state to another say what they did.
    pub fn speak(&self, cluster: &Cluster, job: &Record, from: &str, to: &str) {
        let say = |container: &str, line: &str| {
            cluster.log_job(text(job, "kubernetes_namespace"), text(job, "kubernetes_job"), container, line);
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
        if let Some(pod) = cluster.pod_of(namespace, text(job, "kubernetes_job")) {
            cluster.remove("Pod", namespace, &pod);
        }
        for (kind, field) in [
            ("Job", "kubernetes_job"),
            ("Service", "kubernetes_service"),
            ("ConfigMap", "kubernetes_configmap"),
            ("PersistentVolumeClaim", "kubernetes_pvc"),
        ] {
            cluster.remove(kind, namespace, text(job, field));
        }
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
}

fn image(container: &str) -> String {
    format!("registry.local/cray-ims-{container}:sandbox")
}

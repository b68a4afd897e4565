//! What is in the cluster from the start: IMS, as its chart installs it.

use super::controllers::settle;
use super::defaults;
use super::jobs;
use super::kinds::of_kind;
use super::kubelet;
use super::names::{IMS, NAME_LABEL, NODE, SERVICES};
use super::object;
use super::other_services;
use super::state::{Environment, State};
use super::store::Key;
use serde_json::{Value, json};

/// The settings of the chart, and those of a site that has not turned DKMS on.
const SETTINGS: &[(&str, &str)] = &[
    ("API_GATEWAY_HOSTNAME", "istio-ingressgateway.istio-system.svc.cluster.local"),
    ("CA_CERT", "/mnt/ca-vol/certificate_authority.crt"),
    ("DEFAULT_IMS_IMAGE_SIZE", "60"),
    ("DEFAULT_IMS_JOB_MEM_SIZE", "8"),
    ("DEFAULT_IMS_JOB_NAMESPACE", "ims"),
    ("DEFAULT_IMS_JOB_REMOTE_TIMEOUT_COUNT", "12"),
    ("GUNICORN_WORKER_TIMEOUT", "3600"),
    ("JOB_AARCH64_RUNTIME", "kata-qemu"),
    ("JOB_CUSTOMER_ACCESS_NETWORK_ACCESS_POOL", "customer-management"),
    ("JOB_CUSTOMER_ACCESS_NETWORK_DOMAIN", "shasta.local"),
    ("JOB_CUSTOMER_ACCESS_SUBNET_NAME", "cmn"),
    ("JOB_ENABLE_DKMS", "False"),
    ("JOB_KATA_RUNTIME", "kata-qemu"),
    ("S3_BOOT_IMAGES_BUCKET", "boot-images"),
    ("S3_CONNECT_TIMEOUT", "60"),
    ("S3_IMS_BUCKET", "ims"),
    ("S3_READ_TIMEOUT", "60"),
];

/// Puts everything in place, up and running.
pub fn install(state: &mut State, settings: &Environment) {
    for namespace in ["default", "ims", SERVICES].iter().chain(other_services::NAMESPACES) {
        add(
            state,
            "Namespace",
            json!({"metadata": {"name": namespace, "labels": {"kubernetes.io/metadata.name": namespace}}}),
        );
        add(state, "ServiceAccount", json!({"metadata": {"name": "default", "namespace": namespace}}));
    }
    let ready = json!({"type": "Ready", "status": "True", "reason": "KubeletReady"});
    let node = add(state, "Node", json!({"metadata": {"name": NODE}}));
    let status = json!({"conditions": [ready], "nodeInfo": {"kubeletVersion": "v1.36.2"}});
    state.modify(&node, |node| object::set(node, &["status"], status));
    for handler in ["kata-qemu", "kata-remote", "runc"] {
        add(state, "RuntimeClass", json!({"metadata": {"name": handler}, "handler": handler}));
    }
    let mut data: Environment = SETTINGS.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect();
    data.extend(settings.clone());
    let labels = json!({NAME_LABEL: IMS});
    let metadata = json!({"name": "ims-config", "namespace": SERVICES, "labels": labels});
    add(state, "ConfigMap", json!({"metadata": metadata, "data": data}));
    install_service(state);
    install_upgrade(state);
    for (kind, object) in other_services::objects() {
        add(state, kind, object);
    }
    // What was only made to be complete needs no time to come up.
    state.tasks.clear();
}

fn install_service(state: &mut State) {
    let labels = json!({"app.kubernetes.io/instance": IMS, NAME_LABEL: IMS});
    let metadata = json!({"name": IMS, "namespace": SERVICES, "labels": labels});
    let ports = json!([{"name": "http", "port": 80, "targetPort": 9000}]);
    add(state, "Service", json!({"metadata": metadata, "spec": {"selector": labels, "ports": ports}}));
    let containers = json!([
        {
            "name": IMS, "image": "registry.local/cray-ims-service:3.33.0",
            "ports": [{"name": "http", "containerPort": 9000}],
            "envFrom": [{"configMapRef": {"name": "ims-config"}}],
        },
        {"name": "istio-proxy", "image": "registry.local/istio-proxyv2:1.19.10"},
    ]);
    let spec = json!({
        "replicas": 1, "selector": {"matchLabels": labels},
        "template": {"metadata": {"labels": labels}, "spec": {"containers": containers}},
        "strategy": {"type": "Recreate"},
    });
    add(state, "Deployment", json!({"metadata": metadata, "spec": spec}));
    settle(state, 0);
    for (key, _) in state.pods(SERVICES) {
        kubelet::start_at_once(state, &key);
    }
}

/// The Job that ran when the chart was installed, and has come to its end.
fn install_upgrade(state: &mut State) {
    let containers = json!([
        {"name": "ims-post-upgrade", "image": "registry.local/ims-load-artifacts:2.9.0"},
        {"name": "istio-proxy", "image": "registry.local/istio-proxyv2:1.19.10"},
    ]);
    let spec = json!({"template": {"spec": {"restartPolicy": "Never", "containers": containers}}});
    let job = add(state, "Job", json!({"metadata": {"name": "ims-post-upgrade", "namespace": SERVICES}, "spec": spec}));
    settle(state, 0);
    let uid = state.store.get(&job).map(|job| object::uid(job).to_owned()).unwrap_or_default();
    if let Some(Ok((pod, _))) = jobs::populate(state, &job, &uid) {
        jobs::finish(state, &pod, true);
    }
    settle(state, 0);
}

fn add(state: &mut State, kind: &'static str, mut object: Value) -> Key {
    if let Some(resource) = of_kind(kind) {
        let completed = defaults::complete(resource, &mut object);
        debug_assert!(completed.is_ok(), "{completed:?}");
    }
    let key = Key::of(kind, &object);
    state.add(key.clone(), object);
    key
}

//! What the administrators' documentation reads besides IMS itself: the templates of jobs, the catalog of products, and the
//! Secrets of other services. All of it is made up.

use super::names::SERVICES;
use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};

/// The template of a job that builds with kiwi-ng, shortened to what the documentation edits.
const KIWI_JOB: &str = "---
apiVersion: batch/v1
kind: Job
metadata:
  name: cray-ims-$id-create
  namespace: $namespace
spec:
  backoffLimit: 0
  template:
    spec:
      restartPolicy: Never
      initContainers:
      - image: registry.local/cray-ims-kiwi-ng-opensuse-x86_64-builder:sandbox
        name: build-image
      containers:
      - image: registry.local/cray-ims-sshd:sandbox
        name: sshd
";

/// The catalog's entry of a product.
const CSM: &str = "1.6.0:
  configuration:
    clone_url: https://vcs.cmn.shasta.local/vcs/cray/csm-config-management.git
    commit: 2f1d0b7e5c3a49688d07c1b2a3e4f5d6c7b8a990
    import_branch: cray/csm/1.26.0
    import_date: 2026-01-05 09:00:00
    ssh_url: git@vcs.cmn.shasta.local:cray/csm-config-management.git
";

const UAN: &str = "2.7.1:
  configuration:
    clone_url: https://vcs.cmn.shasta.local/vcs/cray/uan-config-management.git
    commit: 8a1c9d2e3f405162738495a6b7c8d9e0f1a2b3c4
    import_branch: cray/uan/2.7.1
    import_date: 2026-01-06 09:00:00
    ssh_url: git@vcs.cmn.shasta.local:cray/uan-config-management.git
";

const REMOTE_KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFRoaXMgaXMgdGhlIHNhbmRib3gncyBvd24ga2V5LiE cray-ims\n";

/// The namespaces of other services.
pub const NAMESPACES: &[&str] = &["nexus", "vault"];

/// The objects, each with its kind.
pub fn objects() -> Vec<(&'static str, Value)> {
    let encode = |text: &str| BASE64_STANDARD.encode(text);
    let kiwi_job = json!({"image_recipe_create_job_kiwi_ng.yaml.template": KIWI_JOB});
    let nexus = json!({"username": encode("admin"), "password": encode("sandbox")});
    let vcs = json!({"vcs_username": encode("crayvcs"), "vcs_password": encode("sandbox")});
    [
        ("ConfigMap", SERVICES, "cray-configmap-ims-v2-image-create-kiwi-ng", kiwi_job),
        ("ConfigMap", SERVICES, "cray-ims-remote-keys", json!({"public_key": REMOTE_KEY})),
        ("ConfigMap", SERVICES, "cray-product-catalog", json!({"csm": CSM, "uan": UAN})),
        ("Secret", "nexus", "nexus-admin-credential", nexus),
        ("Secret", SERVICES, "vcs-user-credentials", vcs),
        ("Secret", "vault", "cray-vault-unseal-keys", json!({"vault-root": encode("sandbox")})),
    ]
    .into_iter()
    .map(|(kind, namespace, name, data)| {
        (kind, json!({"metadata": {"name": name, "namespace": namespace}, "data": data}))
    })
    .collect()
}

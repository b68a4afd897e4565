//! What the API adds to an object that is created, and what it refuses.

use super::clock;
use super::failure::Failure;
use super::names;
use super::object::{self, fill, list, set, text};
use super::resource::Resource;
use base64::{Engine, prelude::BASE64_STANDARD as STANDARD};
use serde_json::{Value, json};
use uuid::Uuid;

/// Makes a request's object ready to be stored: a name, the metadata that the API gives, and what its kind adds.
pub fn complete(resource: &Resource, object: &mut Value) -> Result<(), Failure> {
    if object::name(object).is_empty() && !text(object, "/metadata/generateName").is_empty() {
        let name = format!("{}{}", text(object, "/metadata/generateName"), names::suffix());
        set(object, &["metadata", "name"], name);
    }
    names::check(resource, object::name(object))?;
    set(object, &["kind"], resource.kind);
    set(object, &["apiVersion"], resource.api_version());
    set(object, &["metadata", "uid"], Uuid::new_v4().to_string());
    set(object, &["metadata", "creationTimestamp"], clock::now());
    object::unset(object, &["metadata", "deletionTimestamp"]);
    match resource.kind {
        "ConfigMap" | "ServiceAccount" | "RuntimeClass" | "Event" => {}
        "Secret" => secret(object),
        "Namespace" => fill(object, json!({"spec": {"finalizers": ["kubernetes"]}, "status": {"phase": "Active"}})),
        "Pod" => pod(object),
        "Job" => job(object),
        "Deployment" => deployment(object),
        "Service" => service(object),
        "PersistentVolumeClaim" => claim(object),
        "ResourceQuota" => quota(object),
        _ => {}
    }
    if ["Pod", "Job", "Deployment", "ReplicaSet"].contains(&resource.kind) {
        set(object, &["metadata", "generation"], 1);
    }
    if resource.has_status() {
        fill(object, json!({"status": {}}));
    }
    check(resource, object)
}

/// Adds again what a request that replaces an object may have left out.
pub fn renew(resource: &Resource, object: &mut Value) {
    match resource.kind {
        "Secret" => secret(object),
        "Job" => job(object),
        "Deployment" => deployment(object),
        "ResourceQuota" => quota(object),
        _ => {}
    }
}

/// Refuses what is readable but invalid.
pub fn check(resource: &Resource, object: &Value) -> Result<(), Failure> {
    let name = object::name(object);
    let invalid = |field: &str, cause: &str| Err(Failure::invalid(resource, name, field, cause));
    match resource.kind {
        "ConfigMap" => {
            let is_bad = |key: &&String| {
                key.is_empty()
                    || !key.chars().all(|character| character.is_ascii_alphanumeric() || "-_.".contains(character))
            };
            match object["data"].as_object().and_then(|data| data.keys().find(is_bad)) {
                Some(key) => invalid(
                    &format!("data[{key}]"),
                    &format!(
                        "Invalid value: {key:?}: a valid config key must consist of alphanumeric characters, '-', '_' \
                         or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is \
                         '[-._a-zA-Z0-9]+')"
                    ),
                ),
                None => Ok(()),
            }
        }
        "Pod" if list(object, "/spec/containers").is_empty() => invalid("spec.containers", "Required value"),
        "Job" | "Deployment" if list(object, "/spec/template/spec/containers").is_empty() => {
            invalid("spec.template.spec.containers", "Required value")
        }
        "Deployment" | "ReplicaSet" => {
            let (labels, wanted) =
                (&object["spec"]["template"]["metadata"], &object["spec"]["selector"]["matchLabels"]);
            let is_matched = super::selector::has_labels(&json!({"metadata": labels}), wanted);
            match object["spec"]["replicas"].as_i64() {
                Some(..0) => invalid("spec.replicas", "Invalid value: must be greater than or equal to 0"),
                Some(1001..) => {
                    invalid("spec.replicas", "Invalid value: the sandbox runs no more than 1000 pods of one kind")
                }
                _ if is_matched => Ok(()),
                _ => invalid(
                    "spec.template.metadata.labels",
                    "Invalid value: `selector` does not match template `labels`",
                ),
            }
        }
        "RuntimeClass" if text(object, "/handler").is_empty() => invalid("handler", "Required value"),
        _ => Ok(()),
    }
}

/// Takes the readable form of a Secret's values over into the stored one.
fn secret(object: &mut Value) {
    fill(object, json!({"type": "Opaque"}));
    if let Some(Value::Object(texts)) = object.as_object_mut().and_then(|object| object.shift_remove("stringData")) {
        for (key, value) in texts {
            let encoded = STANDARD.encode(value.as_str().unwrap_or_default());
            set(object, &["data", &key], encoded);
        }
    }
}

/// What a pod template gets; [`pod`] adds what only a pod has.
fn pod_spec(spec: &mut Value) {
    for field in ["initContainers", "containers"] {
        for container in spec[field].as_array_mut().into_iter().flatten() {
            let image = text(container, "/image");
            let is_pinned =
                image.rsplit('/').next().and_then(|name| name.split_once(':')).is_some_and(|(_, tag)| tag != "latest");
            let policy = if is_pinned { "IfNotPresent" } else { "Always" };
            for port in container["ports"].as_array_mut().into_iter().flatten().filter(|port| port.is_object()) {
                fill(port, json!({"protocol": "TCP"}));
            }
            if container["ports"].is_null() {
                object::unset(container, &["ports"]);
            }
            let defaults = json!({
                "resources": {}, "terminationMessagePath": "/dev/termination-log", "terminationMessagePolicy": "File",
                "imagePullPolicy": policy,
            });
            fill(container, defaults);
        }
        if spec[field].is_null() {
            object::unset(spec, &[field]);
        }
    }
    let defaults = json!({
        "restartPolicy": "Always", "terminationGracePeriodSeconds": 30, "dnsPolicy": "ClusterFirst",
        "securityContext": {}, "schedulerName": "default-scheduler",
    });
    fill(spec, defaults);
}

fn pod(object: &mut Value) {
    fill(object, json!({"spec": {}}));
    pod_spec(&mut object["spec"]);
    let volume = format!("kube-api-access-{}", names::suffix());
    let mount = json!({"name": volume, "readOnly": true, "mountPath": "/var/run/secrets/kubernetes.io/serviceaccount"});
    for field in ["initContainers", "containers"] {
        let Some(containers) = object["spec"].get_mut(field).and_then(Value::as_array_mut) else { continue };
        for container in containers {
            fill(container, json!({"volumeMounts": []}));
            if let Some(mounts) = container["volumeMounts"].as_array_mut() {
                mounts.push(mount.clone());
            }
        }
    }
    fill(&mut object["spec"], json!({"volumes": []}));
    let sources = json!([
        {"serviceAccountToken": {"expirationSeconds": 3607, "path": "token"}},
        {"configMap": {"name": "kube-root-ca.crt", "items": [{"key": "ca.crt", "path": "ca.crt"}]}},
        {"downwardAPI": {"items": [
            {"path": "namespace", "fieldRef": {"apiVersion": "v1", "fieldPath": "metadata.namespace"}},
        ]}},
    ]);
    let volume = json!({"name": volume, "projected": {"sources": sources, "defaultMode": 420}});
    if let Some(volumes) = object["spec"]["volumes"].as_array_mut() {
        volumes.push(volume);
    }
    let toleration =
        |key: &str| json!({"key": key, "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300});
    let defaults = json!({
        "serviceAccountName": "default", "serviceAccount": "default",
        "tolerations": [toleration("node.kubernetes.io/not-ready"), toleration("node.kubernetes.io/unreachable")],
        "priority": 0, "enableServiceLinks": true, "preemptionPolicy": "PreemptLowerPriority",
    });
    fill(&mut object["spec"], defaults);
    fill(object, json!({"status": {"phase": "Pending", "qosClass": "BestEffort"}}));
}

fn job(object: &mut Value) {
    let (uid, name) = (object::uid(object).to_owned(), object::name(object).to_owned());
    let labels = json!({
        "batch.kubernetes.io/controller-uid": uid, "batch.kubernetes.io/job-name": name,
        "controller-uid": uid, "job-name": name,
    });
    let defaults = json!({"spec": {
        "parallelism": 1, "completions": 1, "backoffLimit": 6,
        "selector": {"matchLabels": {"batch.kubernetes.io/controller-uid": uid}}, "manualSelector": false,
        "template": {"metadata": {"labels": labels}, "spec": {}},
        "completionMode": "NonIndexed", "suspend": false, "podReplacementPolicy": "TerminatingOrFailed",
    }});
    fill(object, defaults);
    pod_spec(&mut object["spec"]["template"]["spec"]);
    if object["metadata"]["labels"].is_null() {
        let labels = object["spec"]["template"]["metadata"]["labels"].clone();
        set(object, &["metadata", "labels"], labels);
    }
}

fn deployment(object: &mut Value) {
    let strategy = match text(object, "/spec/strategy/type") {
        "Recreate" => json!({"type": "Recreate"}),
        _ => json!({"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": "25%", "maxSurge": "25%"}}),
    };
    let defaults = json!({"spec": {
        "replicas": 1, "template": {"spec": {}}, "strategy": strategy, "revisionHistoryLimit": 10,
        "progressDeadlineSeconds": 600,
    }});
    fill(object, defaults);
    pod_spec(&mut object["spec"]["template"]["spec"]);
}

/// The ports of the nodes that lead to Services.
const NODE_PORTS: std::ops::Range<usize> = 30_000..32_768;

fn service(object: &mut Value) {
    let id = Uuid::new_v4();
    let address = format!("10.{}.{}.{}", 16 + id.as_bytes()[0] % 16, id.as_bytes()[1], id.as_bytes()[2].max(1));
    let addresses = json!([address]);
    let defaults = json!({"spec": {
        "clusterIP": address, "clusterIPs": addresses, "type": "ClusterIP", "sessionAffinity": "None",
        "ipFamilies": ["IPv4"], "ipFamilyPolicy": "SingleStack", "internalTrafficPolicy": "Cluster",
    }, "status": {"loadBalancer": {}}});
    fill(object, defaults);
    let kind = text(object, "/spec/type").to_owned();
    let is_outside = matches!(kind.as_str(), "LoadBalancer" | "NodePort");
    for (index, port) in object["spec"]["ports"].as_array_mut().into_iter().flatten().enumerate() {
        let target = port["port"].clone();
        fill(port, json!({"protocol": "TCP", "targetPort": target}));
        if is_outside {
            let number = u16::from_be_bytes([id.as_bytes()[3], id.as_bytes()[4]]) as usize + index;
            fill(port, json!({"nodePort": NODE_PORTS.start + number % NODE_PORTS.len()}));
        }
    }
    if kind == "LoadBalancer" {
        let spec = json!({"externalTrafficPolicy": "Cluster", "allocateLoadBalancerNodePorts": true});
        fill(object, json!({"spec": spec}));
        let address = format!("10.103.{}.{}", id.as_bytes()[5] % 16, id.as_bytes()[6].max(1));
        set(object, &["status"], json!({"loadBalancer": {"ingress": [{"ip": address, "ipMode": "VIP"}]}}));
    }
    if object["spec"]["ports"].is_null() {
        object::unset(object, &["spec", "ports"]);
    }
}

/// Limits are kept as texts, also those that were given as numbers.
fn quota(object: &mut Value) {
    for limit in object["spec"]["hard"].as_object_mut().into_iter().flat_map(|hard| hard.values_mut()) {
        if limit.is_number() {
            *limit = limit.to_string().into();
        }
    }
}

/// A claim of a class is bound at once: there is room enough. There is no class for one that names none.
fn claim(object: &mut Value) {
    fill(
        object,
        json!({"metadata": {"finalizers": ["kubernetes.io/pvc-protection"]}, "spec": {"volumeMode": "Filesystem"}}),
    );
    if text(object, "/spec/storageClassName").is_empty() {
        return set(object, &["status"], json!({"phase": "Pending"}));
    }
    let volume = format!("pvc-{}", object::uid(object));
    let size = object["spec"]["resources"]["requests"]["storage"].clone();
    let modes = object["spec"]["accessModes"].clone();
    fill(object, json!({"spec": {"volumeName": volume}}));
    fill(object, json!({"status": {"phase": "Bound", "accessModes": modes, "capacity": {"storage": size}}}));
}

#[cfg(test)]
mod tests {
    use super::super::kinds;
    use super::*;

    #[test]
    fn odd_objects_are_completed_or_refused_without_a_crash() {
        for resource in kinds::RESOURCES {
            for spec in [json!({}), json!({"ports": [{}]}), json!({"template": {"spec": {"containers": [{}]}}})] {
                let mut object = json!({"metadata": {"name": "a"}, "spec": spec});
                let _ = complete(resource, &mut object);
            }
        }
    }
}

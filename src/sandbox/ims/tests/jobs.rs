//! Jobs: what they get, how they live, and how they go.

use super::{Options, Sandbox, link, options};
use crate::dkms::Arch;
use crate::sandbox::ims::Host;
use crate::sandbox::kubernetes::Cluster;
use serde_json::{Value, json};
use std::time::Duration;

/// What jobs can be made of.
pub struct Material {
    recipe: String,
    image: String,
    public_key: String,
}

impl Sandbox {
    pub async fn material(&self, name: &str, more: Value) -> Material {
        let arch = more.get("arch").cloned().unwrap_or_else(|| json!("x86_64"));
        let image = json!({"name": name, "arch": arch, "link": link("s3://boot-images/1/manifest.json")});
        let mut recipe = more;
        recipe["link"] = link("s3://ims/a.tgz");
        Material {
            recipe: self.create_recipe(name, recipe).await,
            image: self.create("images", image).await,
            public_key: self.create("public-keys", json!({"name": "k", "public_key": "ssh-rsa A"})).await,
        }
    }

    pub async fn job(&self, material: &Material, job_type: &str, more: Value) -> Value {
        let artifact = if job_type == "create" { &material.recipe } else { &material.image };
        let mut body = json!({
            "job_type": job_type,
            "artifact_id": artifact,
            "public_key_id": material.public_key,
            "image_root_archive_name": "result",
        });
        if let (Value::Object(body), Value::Object(more)) = (&mut body, more) {
            body.extend(more);
        }
        self.send("POST", "jobs", body).await.json()
    }

    async fn status(&self, job: &Value) -> Value {
        self.get(&path(job)).await["status"].clone()
    }
}

fn path(job: &Value) -> String {
    format!("jobs/{}", job["id"].as_str().unwrap_or_default())
}

/// The Kubernetes Job of a job, if there is one.
fn kubernetes_job(cluster: &Cluster, job: &Value) -> Option<Value> {
    cluster.get("Job", "ims", job["kubernetes_job"].as_str().unwrap_or_default())
}

fn runtime_class(cluster: &Cluster, job: &Value) -> Value {
    let object = kubernetes_job(cluster, job).unwrap_or_default();
    object["spec"]["template"]["spec"]["runtimeClassName"].clone()
}

#[tokio::test]
async fn a_create_job_walks_through_its_states_and_leaves_an_image() {
    let sandbox = Sandbox::new(&[]);
    let material = sandbox.material("n", json!({})).await;
    let job = sandbox.job(&material, "create", json!({})).await;
    assert_eq!(job["status"], json!("creating"));
    for state in ["creating", "fetching_recipe", "waiting_for_repos", "building_image", "packaging_artifacts"] {
        assert_eq!(sandbox.status(&job).await, json!(state));
        sandbox.wait(2000);
    }
    let done = sandbox.get(&path(&job)).await;
    assert_eq!(done["status"], json!("success"));
    let image = sandbox.get(&format!("images/{}", done["resultant_image_id"].as_str().unwrap_or_default())).await;
    assert_eq!((&image["name"], &image["arch"]), (&json!("result"), &json!("x86_64")));
    let material = Material { image: image["id"].as_str().unwrap_or_default().to_owned(), ..material };
    let customized = sandbox.job(&material, "customize", json!({})).await;
    assert_eq!(customized["status"], json!("creating"), "the image can be worked on");
}

#[tokio::test]
async fn without_time_a_job_is_done_at_once() {
    let sandbox = Sandbox::start(Options { job_time: Duration::ZERO, ..options() }, &[]).expect("it starts");
    let material = sandbox.material("n", json!({})).await;
    for (job_type, end) in [("create", "success"), ("customize", "waiting_on_user")] {
        let job = sandbox.job(&material, job_type, json!({})).await;
        assert_eq!(sandbox.status(&job).await, json!(end), "{job_type}");
    }
}

#[tokio::test]
async fn a_job_on_something_named_fail_fails_or_waits_to_be_looked_into() {
    let sandbox = Sandbox::new(&[]);
    let material = sandbox.material("to fail", json!({})).await;
    for (job_type, debug, end) in
        [("create", false, "error"), ("customize", false, "error"), ("create", true, "waiting_on_user")]
    {
        let job = sandbox.job(&material, job_type, json!({"enable_debug": debug})).await;
        sandbox.wait(60_000);
        let done = sandbox.get(&path(&job)).await;
        assert_eq!((&done["status"], &done["resultant_image_id"]), (&json!(end), &Value::Null), "{job_type} {debug}");
    }
}

#[tokio::test]
async fn a_customize_job_waits_for_its_user_whether_or_not_a_shell_was_asked_for() {
    let sandbox = Sandbox::new(&[]);
    let material = sandbox.material("n", json!({})).await;
    let shell = sandbox.job(&material, "customize", json!({"ssh_containers": [{"name": "s", "jail": true}]})).await;
    let none = sandbox.job(&material, "customize", json!({})).await;
    sandbox.wait(60_000);
    assert_eq!(sandbox.status(&shell).await, json!("waiting_on_user"));
    assert_eq!(sandbox.status(&none).await, json!("waiting_on_user"));
    let container = &none["ssh_containers"][0];
    assert_eq!((&container["name"], &container["jail"]), (&json!("customize"), &json!(false)));
    let host =
        sandbox.service.host(container["connection_info"]["customer_access"]["host"].as_str().unwrap_or_default());
    assert!(matches!(host, Host::Open(container) if !container.is_jailed));
    assert_eq!(sandbox.send("PATCH", &path(&shell), json!({"status": "success"})).await.status, 200);
    assert_eq!(sandbox.status(&shell).await, json!("success"));
}

#[tokio::test]
async fn a_job_whose_wait_is_ended_takes_its_time_to_the_end() {
    let sandbox = Sandbox::new(&[]);
    let material = sandbox.material("n", json!({})).await;
    let [done, given_up] = [true, false].map(|jail| json!({"ssh_containers": [{"name": "s", "jail": jail}]}));
    let (done, given_up) =
        (sandbox.job(&material, "customize", done).await, sandbox.job(&material, "customize", given_up).await);
    let id = |job: &Value| job["id"].as_str().unwrap_or_default().to_owned();
    let host = |job: &Value| sandbox.service.host(&format!("{}.IMS.cmn.shasta.local", id(job)));
    assert!(matches!(host(&done), Host::Closed));
    sandbox.service.end_wait(&id(&done), false);
    assert_eq!(sandbox.status(&done).await, json!("creating"), "it does not wait yet");
    sandbox.wait(60_000);
    assert!(matches!(host(&done), Host::Open(container) if container.is_jailed && container.job == id(&done)));
    assert!(matches!(host(&given_up), Host::Open(container) if !container.is_jailed));
    assert!(matches!(sandbox.service.host("none.ims.cmn.shasta.local"), Host::Unknown));
    assert!(matches!(sandbox.service.host("ims.cmn.shasta.local"), Host::Elsewhere));

    sandbox.service.end_wait(&id(&done), false);
    sandbox.service.end_wait(&id(&given_up), true);
    assert_eq!(sandbox.status(&done).await, json!("packaging_artifacts"));
    assert_eq!(sandbox.status(&given_up).await, json!("error"));
    let status = |job: &Value| kubernetes_job(&sandbox.cluster, job).unwrap_or_default()["status"].clone();
    assert_eq!((&status(&done)["active"], &status(&given_up)["failed"]), (&json!(1), &json!(1)));
    sandbox.wait(9_999);
    sandbox.service.end_wait(&id(&done), true);
    assert_eq!(sandbox.status(&done).await, json!("packaging_artifacts"), "the first mark counts");
    sandbox.wait(1);
    assert_eq!(sandbox.status(&done).await, json!("success"));
    let image = sandbox.get(&path(&done)).await["resultant_image_id"].as_str().unwrap_or_default().to_owned();
    assert_eq!(sandbox.get(&format!("images/{image}")).await["name"], json!("result"));
    assert_eq!(status(&done)["succeeded"], json!(1));
    assert!(matches!(host(&done), Host::Closed));
}

#[tokio::test]
async fn a_create_job_that_waits_after_its_failure_ends_in_error_either_way() {
    let sandbox = Sandbox::new(&[]);
    let material = sandbox.material("to fail", json!({})).await;
    for is_failure in [true, false] {
        let job = sandbox.job(&material, "create", json!({"enable_debug": true})).await;
        sandbox.wait(60_000);
        assert_eq!(sandbox.status(&job).await, json!("waiting_on_user"));
        sandbox.service.end_wait(job["id"].as_str().unwrap_or_default(), is_failure);
        assert_eq!(sandbox.status(&job).await, json!("error"));
    }
}

#[tokio::test]
async fn a_job_that_was_patched_is_no_longer_moved_along() {
    let sandbox = Sandbox::new(&[]);
    let material = sandbox.material("n", json!({})).await;
    let job = sandbox.job(&material, "create", json!({})).await;
    let reply = sandbox.send("PATCH", &path(&job), json!({"status": "building_image"})).await;
    assert_eq!(reply.json()["status"], json!("building_image"));
    sandbox.wait(60_000);
    assert_eq!(sandbox.status(&job).await, json!("building_image"));
}

#[tokio::test]
async fn what_a_job_gets_follows_from_the_rules_of_dkms() {
    let settings =
        [("JOB_ENABLE_DKMS", "False"), ("JOB_KATA_RUNTIME", "kata-clh"), ("JOB_AARCH64_RUNTIME", "kata-arm")];
    for (recipe, job_type, request, require_dkms, class) in [
        (json!({"require_dkms": false}), "create", json!({}), false, Value::Null),
        (json!({}), "create", json!({}), true, json!("kata-clh")),
        (json!({}), "create", json!({"require_dkms": false}), false, Value::Null),
        (json!({"require_dkms": false}), "create", json!({"require_dkms": true}), true, json!("kata-clh")),
        (json!({}), "customize", json!({}), false, Value::Null),
        (json!({}), "customize", json!({"require_dkms": true}), true, json!("kata-clh")),
        (json!({"arch": "aarch64"}), "create", json!({"require_dkms": false}), true, json!("kata-arm")),
        (json!({"arch": "aarch64"}), "customize", json!({}), true, json!("kata-arm")),
    ] {
        let sandbox = Sandbox::new(&settings);
        let material = sandbox.material("n", recipe.clone()).await;
        let job = sandbox.job(&material, job_type, request.clone()).await;
        assert_eq!(job["require_dkms"], json!(require_dkms), "{recipe} {job_type} {request}");
        assert_eq!(runtime_class(&sandbox.cluster, &job), class, "{recipe} {job_type} {request}");
    }
}

#[tokio::test]
async fn a_job_has_its_objects_in_the_cluster_as_long_as_it_is_there() {
    let sandbox = Sandbox::new(&[]);
    let material = sandbox.material("n", json!({})).await;
    let job = sandbox.job(&material, "create", json!({})).await;
    let object = kubernetes_job(&sandbox.cluster, &job).unwrap_or_default();
    let names = object["spec"]["template"]["spec"]["initContainers"].as_array().into_iter().flatten();
    let names: Vec<&Value> = names.map(|container| &container["name"]).collect();
    assert_eq!(names, ["fetch-recipe", "wait-for-repos", "build-ca-rpm", "build-image"]);
    assert_eq!(object["status"]["active"], json!(1));
    sandbox.wait(60_000);
    assert_eq!(sandbox.status(&job).await, json!("success"));
    let object = kubernetes_job(&sandbox.cluster, &job).unwrap_or_default();
    assert_eq!(object["status"]["succeeded"], json!(1));
    assert_eq!(sandbox.send("DELETE", &path(&job), Value::Null).await.status, 204);
    assert_eq!(kubernetes_job(&sandbox.cluster, &job), None);
}

#[tokio::test]
async fn a_job_needs_a_linked_artifact_and_a_key() {
    let sandbox = Sandbox::new(&[]);
    let material = sandbox.material("n", json!({})).await;
    let bare = sandbox.create_recipe("bare", json!({})).await;
    for (change, words) in [
        (json!({"artifact_id": bare}), "The IMS recipe does not have an artifact_link for recipe_id="),
        (json!({"artifact_id": material.image}), "No IMS recipe record found matching id="),
        (json!({"public_key_id": material.recipe}), "No IMS public-key record found matching id="),
        (json!({"ssh_containers": [{}]}), "User defined ssh containers during image create"),
    ] {
        let problem = sandbox.job(&material, "create", change).await;
        assert_eq!(problem["status"], json!(400));
        assert!(problem["detail"].as_str().unwrap_or_default().contains(words), "{problem}");
    }
    assert_eq!(sandbox.get("jobs").await, json!([]));
}

#[tokio::test]
async fn jobs_are_deleted_by_status_type_and_age() {
    let sandbox = Sandbox::new(&[]);
    let material = sandbox.material("n", json!({})).await;
    let count = async || sandbox.get("jobs").await.as_array().map_or(0, Vec::len);
    let delete = async |query: &str| sandbox.send("DELETE", &format!("jobs?{query}"), Value::Null).await;
    sandbox.job(&material, "create", json!({})).await;
    sandbox.wait(3 * 3_600_000);
    sandbox.job(&material, "create", json!({})).await;
    sandbox.job(&material, "customize", json!({})).await;
    for (query, left) in [
        ("status=error", 3),
        ("job_type=customize&status=success", 3),
        ("job_type=customize&status=SUCCESS&status=creating", 2),
        ("age=4h", 2),
        ("age=2h", 1),
    ] {
        assert_eq!(delete(query).await.status, 204);
        assert_eq!(count().await, left, "{query}");
    }
    let refused = delete("status=nope").await;
    assert_eq!(refused.status, 400);
    assert!(refused.text.starts_with(r#"{"status": 400, "title": "Unsupported status nope in query parameters."#));
    sandbox.wait(1000);
    assert_eq!(delete("age=soon").await.status, 204);
    assert_eq!(count().await, 0, "an age that cannot be read is none");
}

#[tokio::test]
async fn a_job_goes_to_the_remote_node_of_its_architecture_with_the_fewest_jobs() {
    let nodes = [("x1", Arch::X86_64), ("x2", Arch::X86_64), ("x3", Arch::Aarch64)];
    let nodes = nodes.map(|(xname, arch)| (xname.to_owned(), arch)).into_iter().collect();
    let sandbox = Sandbox::start(Options { nodes, ..options() }, &[]).expect("it starts");
    let material = sandbox.material("n", json!({})).await;
    for node in ["x1", "x2", "x1"] {
        let job = sandbox.job(&material, "create", json!({"require_dkms": true})).await;
        assert_eq!((&job["remote_build_node"], &job["require_dkms"]), (&json!(node), &json!(true)));
        assert_eq!(runtime_class(&sandbox.cluster, &job), Value::Null);
    }
    let state = sandbox.get("remote-build-nodes/status/x1").await;
    assert_eq!((&state["numCurrentJobs"], &state["ableToRunJobs"]), (&json!(2), &json!(true)));
    sandbox.wait(60_000);
    assert_eq!(sandbox.get("remote-build-nodes/status/x1").await["numCurrentJobs"], json!(0));
    assert_eq!(sandbox.send("DELETE", "remote-build-nodes", Value::Null).await.status, 204);
    let job = sandbox.job(&material, "create", json!({"require_dkms": true})).await;
    assert_eq!(job["remote_build_node"], json!(""));
    assert_eq!(runtime_class(&sandbox.cluster, &job), json!("kata-qemu"));
}

#[tokio::test]
async fn a_text_that_breaks_the_yaml_of_a_job_is_a_fault_of_the_service() {
    let sandbox = Sandbox::new(&[]);
    let material = sandbox.material("n", json!({})).await;
    for name in ["a: b", "{x", "*a", "\u{1}", "%z"] {
        let refused = sandbox.job(&material, "create", json!({"image_root_archive_name": name})).await;
        assert_eq!(refused, Value::Null, "{name}");
    }
    assert_eq!(sandbox.get("jobs").await, json!([]));
}

//! What a request for a job becomes.

use super::cluster_objects::ClusterObjects;
use super::course::{Circumstances, Course};
use super::yaml_templates;
use crate::dkms::{self, Arch};
use crate::sandbox::ims::answer::Answer;
use crate::sandbox::ims::artifacts;
use crate::sandbox::ims::clock::stamp;
use crate::sandbox::ims::links;
use crate::sandbox::ims::nodes;
use crate::sandbox::ims::record::{Record, text};
use crate::sandbox::ims::refusal::{Refusal, bad_request};
use crate::sandbox::ims::resource::Collection;
use crate::sandbox::ims::turn::Turn;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What a job does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Work {
    Create,
    Customize,
}

impl Work {
    fn of(job: &Record) -> Self {
        match text(job, "job_type") {
            "customize" => Work::Customize,
            _ => Work::Create,
        }
    }

    /// What the job works on, and what the service calls it.
    fn material(self) -> (Collection, &'static str) {
        match self {
            Work::Create => (Collection::Recipes, "recipe"),
            Work::Customize => (Collection::Images, "image"),
        }
    }
}

/// Completes the record of a new job, starts its course and makes its objects in the cluster.
pub fn create(turn: &mut Turn, id: &str, mut job: Record) -> Result<Record, Answer> {
    let work = Work::of(&job);
    choose_containers(&mut job, work)?;
    let artifact = find_artifact(turn, &job, work)?.clone();
    let public_key = find_public_key(turn, &job)?.to_owned();

    let node = nodes::node_for(turn, Arch::named(text(&artifact, "arch"))).unwrap_or_default().to_owned();
    let decision = decide(turn.settings, &job, &artifact, work, !node.is_empty());
    complete(turn, id, &mut job, &artifact, decision.required, &node);
    let recipe_type = (work == Work::Create).then(|| text(&artifact, "recipe_type"));
    // The service counts on the list that a recipe has unless it was created with none.
    let is_listless = work == Work::Create && artifact.get("template_dictionary") == Some(&Value::Null);
    if is_listless || yaml_templates::break_with(&job, recipe_type, &public_key) {
        return Err(Answer::internal_error());
    }

    let circumstances = Circumstances {
        recipe_type,
        fails: text(&artifact, "name").contains("fail"),
        enable_debug: job.get("enable_debug") == Some(&Value::Bool(true)),
    };
    turn.state.courses.insert(id.to_owned(), Course::plan(&circumstances, turn.now));
    let objects = ClusterObjects::new(recipe_type, decision.runtime_class, public_key);
    objects.create(turn.cluster, &job);
    turn.state.cluster_objects.insert(id.to_owned(), objects);
    Ok(job)
}

/// Looks for a field in the body as the service does before it has checked that there can be one; fails as it does.
pub fn look_for_dkms(body: &Value) -> Result<(), Answer> {
    const FIELD: &str = "require_dkms";
    let is_sound = match body {
        Value::Object(_) => true,
        Value::Array(items) => !items.iter().any(|item| item == FIELD),
        other => other.as_str().is_some_and(|text| !text.contains(FIELD)),
    };
    is_sound.then_some(()).ok_or_else(Answer::internal_error)
}

fn choose_containers(job: &mut Record, work: Work) -> Result<(), Answer> {
    let given = job.get("ssh_containers").and_then(Value::as_array).map_or(0, Vec::len);
    if work == Work::Create && given > 0 {
        return Err(bad_request(
            "User defined ssh containers during image create are not currently supported. Determine the specific information \
             that is missing or invalid and then re-run the request with valid information.",
        ));
    }
    if given > 1 {
        return Err(bad_request(
            "Only one SSH container is currently supported. Please remove additional containers, determine the specific \
             information that is missing or invalid and then re-run the request with valid information.",
        ));
    }
    let debugs = job.get("enable_debug") == Some(&Value::Bool(true));
    let default = match (given, work) {
        (0, Work::Customize) => "customize",
        (0, Work::Create) if debugs => "debug",
        _ => return Ok(()),
    };
    job.insert("ssh_containers".to_owned(), json!([{"name": default, "jail": false}]));
    Ok(())
}

/// The recipe to build or the image to customize.
fn find_artifact<'a>(turn: &'a Turn, job: &Record, work: Work) -> Result<&'a Record, Answer> {
    let (collection, noun) = work.material();
    let id = text(job, "artifact_id");
    let artifact = turn.state.get(collection, id).ok_or_else(|| {
        bad_request(&format!(
            "Invalid artifact_id value in job request. No IMS {noun} record found matching id={id}. Determine the specific \
             information that is missing or invalid and then re-run the request with valid information."
        ))
    })?;
    match artifact.get("link") {
        None | Some(Value::Null) => Err(bad_request(&format!(
            "The IMS {noun} does not have an artifact_link for {noun}_id={id}. Please determine the specific information that is \
             missing or invalid and then re-run the request with valid information."
        ))),
        Some(link) => {
            artifacts::find(turn.objects, link).map_err(Refusal::answer)?;
            if work == Work::Customize {
                links::check_root(turn.objects, id, link).map_err(Refusal::answer)?;
            }
            Ok(artifact)
        }
    }
}

fn find_public_key<'a>(turn: &'a Turn, job: &Record) -> Result<&'a str, Answer> {
    let id = text(job, "public_key_id");
    let key = turn.state.get(Collection::PublicKeys, id).map(|key| text(key, "public_key"));
    key.ok_or_else(|| {
        let detail =
            format!("Invalid public_key_id value in job request. No IMS public-key record found matching id={id}");
        bad_request(&detail)
    })
}

fn decide(
    settings: &BTreeMap<String, String>,
    job: &Record,
    artifact: &Record,
    work: Work,
    remote: bool,
) -> dkms::Decision {
    let recipe_requires = artifact.get("require_dkms").and_then(Value::as_bool).unwrap_or(true);
    let job = dkms::Job {
        arch: Arch::named(text(artifact, "arch")),
        requested: job.get("require_dkms").and_then(Value::as_bool),
        work: match work {
            Work::Create => dkms::Work::Create { recipe_requires },
            Work::Customize => dkms::Work::Customize,
        },
        remote,
    };
    dkms::decide(&job, &dkms::Settings::read(|name| settings.get(name).map(String::as_str)))
}

/// Fills in what the request left open, and adds what only the service knows.
fn complete(turn: &Turn, id: &str, job: &mut Record, artifact: &Record, require_dkms: bool, node: &str) {
    let size = |name: &str, default: u64| turn.settings.get(name).and_then(|size| size.parse().ok()).unwrap_or(default);
    let arch = Arch::named(text(artifact, "arch"));
    let kernel = match (text(job, "kernel_file_name"), arch) {
        ("", Arch::Aarch64) => "Image",
        ("", Arch::X86_64) => "vmlinuz",
        (name, _) => name,
    };
    let kernel = json!(kernel);
    job.insert("kernel_file_name".to_owned(), kernel);
    for (field, value) in
        [("build_env_size", size("DEFAULT_IMS_IMAGE_SIZE", 60)), ("job_mem_size", size("DEFAULT_IMS_JOB_MEM_SIZE", 8))]
    {
        if job.get(field).is_none_or(Value::is_null) {
            job.insert(field.to_owned(), json!(value));
        }
    }
    job.insert("require_dkms".to_owned(), json!(require_dkms));

    let name = format!("cray-ims-{id}");
    let [outside, inside] = hosts(turn.settings, id);
    let connection = json!({
        "customer_access": {"host": outside, "port": 22},
        "cluster.local": {"host": inside, "port": 22},
    });
    let containers = job.get_mut("ssh_containers").and_then(Value::as_array_mut);
    for container in containers.into_iter().flatten().filter_map(Value::as_object_mut) {
        container.insert("status".to_owned(), json!("pending"));
        container.insert("connection_info".to_owned(), connection.clone());
    }
    let derived = [
        ("id", json!(id)),
        ("created", json!(stamp(turn.now))),
        ("kubernetes_job", json!(format!("{name}-{}", text(job, "job_type")))),
        ("kubernetes_service", json!(format!("{name}-service"))),
        ("kubernetes_configmap", json!(format!("{name}-configmap"))),
        ("kubernetes_namespace", json!(namespace(turn.settings))),
        ("status", json!("creating")),
        ("resultant_image_id", Value::Null),
        ("arch", json!(arch.name())),
        ("kubernetes_pvc", json!(format!("{name}-job-claim"))),
        ("remote_build_node", json!(node)),
        ("kubernetes_secret", Value::Null),
    ];
    job.extend(derived.map(|(field, value)| (field.to_owned(), value)));
}

/// The hosts by which a job is reached over ssh: from the customer's network, and from inside the cluster.
pub fn hosts(settings: &BTreeMap<String, String>, id: &str) -> [String; 2] {
    let domain = setting(settings, "JOB_CUSTOMER_ACCESS_NETWORK_DOMAIN", "shasta.local");
    let subnet = setting(settings, "JOB_CUSTOMER_ACCESS_SUBNET_NAME", "cmn");
    let namespace = namespace(settings);
    [format!("{id}.ims.{subnet}.{domain}"), format!("cray-ims-{id}-service.{namespace}.svc.cluster.local")]
}

fn namespace(settings: &BTreeMap<String, String>) -> &str {
    setting(settings, "DEFAULT_IMS_JOB_NAMESPACE", "ims")
}

fn setting<'a>(settings: &'a BTreeMap<String, String>, name: &str, default: &'a str) -> &'a str {
    settings.get(name).map_or(default, String::as_str)
}

//! The records that a sandbox begins with.

use super::clock::stamp;
use super::contents::Recipe;
use super::jobs::cluster_objects::ClusterObjects;
use super::links;
use super::packaging::{self, Image};
use super::record::text;
use super::resource::{Collection, resource};
use super::state::{Seeds, State};
use crate::dkms::Arch;
use crate::sandbox::objects::{Objects, Place};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use std::io;

/// A recipe that is as most are.
const RECIPE: Recipe = Recipe { name: "", recipe_type: "kiwi-ng", arch: "x86_64", keys: &[] };

/// The template dictionary of the recipe that is a template.
const KEYS: [&str; 2] = ["CSM_RELEASE_VERSION", "SLE_VERSION"];
const VALUES: [&str; 2] = ["1.6.0", "15sp5"];

/// Adds the records and their objects, as if they had been made on the days before. Fails if the objects cannot be stored.
pub fn add(state: &mut State, objects: &Objects, now: Timestamp) -> io::Result<Seeds> {
    let mut seeder = Seeder { state, objects, now, count: 0 };
    let recipe = seeder.recipe(&Recipe { name: "cray-shasta-compute-sles15sp5.x86_64-24.7", ..RECIPE })?;
    let image = seeder.image("compute-csm-1.6-24.7-x86_64", Arch::X86_64)?;
    let public_key = seeder.public_key("admin@ncn-m001");
    let name = "cray-shasta-compute-sles15sp5.aarch64-24.7";
    seeder.recipe(&Recipe { name, arch: "aarch64", keys: &KEYS, ..RECIPE })?;
    seeder.recipe(&Recipe { name: "compute-base-packer-24.7", recipe_type: "packer", ..RECIPE })?;
    seeder.image("compute-csm-1.6-24.7-aarch64", Arch::Aarch64)?;
    let failing = seeder.recipe(&Recipe { name: "compute-that-fails", ..RECIPE })?;
    seeder.job(&failing, &public_key, "error", None);
    seeder.job(&recipe, &public_key, "success", Some(&image));
    let old = seeder.image("compute-csm-1.5-24.3-x86_64", Arch::X86_64)?;
    delete_image(state, objects, &old, now);
    Ok(Seeds { recipe, image, public_key })
}

struct Seeder<'a> {
    state: &'a mut State,
    objects: &'a Objects,
    now: Timestamp,
    count: i64,
}

impl Seeder<'_> {
    fn recipe(&mut self, recipe: &Recipe) -> io::Result<String> {
        let id = uuid::Uuid::new_v4().to_string();
        let created = self.next_time();
        let place = Place { bucket: "ims".to_owned(), key: format!("recipes/{id}/recipe.tgz") };
        let upload = packaging::upload(self.objects, &place, &recipe.archive(created)?, &[])?;
        let pairs = recipe.keys.iter().zip(VALUES);
        let record = json!({
            "name": recipe.name,
            "link": upload.link,
            "recipe_type": recipe.recipe_type,
            "linux_distribution": "sles15",
            "template_dictionary": pairs.map(|(key, value)| json!({"key": key, "value": value})).collect::<Value>(),
            "require_dkms": recipe.arch == "aarch64",
            "arch": recipe.arch,
            "id": id,
            "created": stamp(created),
        });
        self.put(Collection::Recipes, &id, record);
        Ok(id)
    }

    fn image(&mut self, name: &str, arch: Arch) -> io::Result<String> {
        let id = uuid::Uuid::new_v4().to_string();
        let created = self.next_time();
        let link = Image { id: &id, name, arch, job: None, time: created }.upload(self.objects)?;
        let record = json!({
            "name": name,
            "link": link,
            "arch": arch.name(),
            "metadata": {},
            "id": id,
            "created": stamp(created),
        });
        self.put(Collection::Images, &id, record);
        Ok(id)
    }

    fn public_key(&mut self, name: &str) -> String {
        let id = uuid::Uuid::new_v4().to_string();
        let key = format!("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFRoaXMgaXMgYSBzYW5kYm94LCBub3QgYSBrZXku {name}\n");
        let created = stamp(self.next_time());
        let record = json!({"name": format!("{name} public key"), "public_key": key, "id": id, "created": created});
        self.put(Collection::PublicKeys, &id, record);
        id
    }

    /// A job that built a recipe and has ended. Kubernetes still has what belongs to it.
    fn job(&mut self, recipe: &str, public_key: &str, status: &str, image: Option<&str>) {
        let id = uuid::Uuid::new_v4().to_string();
        let name = format!("cray-ims-{id}");
        let key = self.state.get(Collection::PublicKeys, public_key).map(|key| text(key, "public_key").to_owned());
        let objects = ClusterObjects::new(Some("kiwi-ng"), None, key.unwrap_or_default());
        self.state.cluster_objects.insert(id.clone(), objects);
        let record = json!({
            "artifact_id": recipe,
            "public_key_id": public_key,
            "job_type": "create",
            "image_root_archive_name": "compute-csm-1.6-24.7-x86_64",
            "enable_debug": false,
            "build_env_size": 60,
            "kernel_file_name": "vmlinuz",
            "initrd_file_name": "initrd",
            "kernel_parameters_file_name": "kernel-parameters",
            "ssh_containers": null,
            "require_dkms": false,
            "job_mem_size": 8,
            "id": id,
            "created": stamp(self.next_time()),
            "kubernetes_job": format!("{name}-create"),
            "kubernetes_service": format!("{name}-service"),
            "kubernetes_configmap": format!("{name}-configmap"),
            "kubernetes_namespace": "ims",
            "status": status,
            "resultant_image_id": image,
            "arch": "x86_64",
            "kubernetes_pvc": format!("{name}-job-claim"),
            "remote_build_node": "",
            "kubernetes_secret": null,
        });
        self.put(Collection::Jobs, &id, record);
    }

    /// When the next record was made: an hour after the one before.
    fn next_time(&mut self) -> Timestamp {
        let age = SignedDuration::from_hours(24 * 7 - self.count);
        self.count += 1;
        self.now.checked_sub(age).unwrap_or(self.now)
    }

    fn put(&mut self, collection: Collection, id: &str, record: Value) {
        if let Value::Object(record) = record {
            self.state.put(collection, id, record);
        }
    }
}

fn delete_image(state: &mut State, objects: &Objects, id: &str, now: Timestamp) {
    let (Some(images), Some(mut image)) = (resource(Collection::Images), state.take(Collection::Images, id)) else {
        return;
    };
    // It was just uploaded.
    let _ = links::soft_delete(objects, images, &mut image, now);
    image.insert("deleted".to_owned(), json!(stamp(now)));
    state.put(Collection::DeletedImages, id, image);
}

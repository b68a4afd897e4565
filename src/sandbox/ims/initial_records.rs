//! The records that a sandbox begins with.

use super::clock::stamp;
use super::jobs::objects::Objects;
use super::links;
use super::record::text;
use super::resource::{Collection, resource};
use super::state::{Seeds, State};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

/// Adds the records, as if they had been made on the days before.
pub fn add(state: &mut State, now: Timestamp) -> Seeds {
    let mut seeder = Seeder { state, now, count: 0 };
    let recipe = seeder.recipe("cray-shasta-compute-sles15sp5.x86_64-24.7", "x86_64", false);
    let image = seeder.image("compute-csm-1.6-24.7-x86_64", "x86_64");
    let public_key = seeder.public_key("admin@ncn-m001");
    seeder.recipe("cray-shasta-compute-sles15sp5.aarch64-24.7", "aarch64", true);
    seeder.recipe_of("packer", "compute-base-packer-24.7", "x86_64", false);
    seeder.image("compute-csm-1.6-24.7-aarch64", "aarch64");
    let failing = seeder.recipe("compute-that-fails", "x86_64", false);
    seeder.job(&failing, &public_key, "error", None);
    seeder.job(&recipe, &public_key, "success", Some(&image));
    let old = seeder.image("compute-csm-1.5-24.3-x86_64", "x86_64");
    delete_image(state, &old, now);
    Seeds { recipe, image, public_key }
}

struct Seeder<'a> {
    state: &'a mut State,
    now: Timestamp,
    count: i64,
}

impl Seeder<'_> {
    fn recipe(&mut self, name: &str, arch: &str, require_dkms: bool) -> String {
        self.recipe_of("kiwi-ng", name, arch, require_dkms)
    }

    fn recipe_of(&mut self, recipe_type: &str, name: &str, arch: &str, require_dkms: bool) -> String {
        let id = uuid::Uuid::new_v4().to_string();
        let path = format!("s3://ims/recipes/{id}/recipe.tgz");
        self.state.artifacts.add([path.as_str()].into_iter());
        self.add(Collection::Recipes, &id, |created, etag| {
            json!({
                "name": name,
                "link": {"path": path, "etag": etag(&path), "type": "s3"},
                "recipe_type": recipe_type,
                "linux_distribution": "sles15",
                "template_dictionary": [],
                "require_dkms": require_dkms,
                "arch": arch,
                "id": id,
                "created": created,
            })
        });
        id
    }

    fn image(&mut self, name: &str, arch: &str) -> String {
        let id = uuid::Uuid::new_v4().to_string();
        let files = ["rootfs", "kernel", "initrd", "manifest.json"].map(|file| format!("s3://boot-images/{id}/{file}"));
        self.state.artifacts.add(files.iter().map(String::as_str));
        let [.., manifest] = &files;
        self.add(Collection::Images, &id, |created, etag| {
            json!({
                "name": name,
                "link": {"path": manifest, "etag": etag(manifest), "type": "s3"},
                "arch": arch,
                "metadata": {},
                "id": id,
                "created": created,
            })
        });
        id
    }

    fn public_key(&mut self, name: &str) -> String {
        let id = uuid::Uuid::new_v4().to_string();
        let key = format!("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFRoaXMgaXMgYSBzYW5kYm94LCBub3QgYSBrZXku {name}\n");
        self.add(
            Collection::PublicKeys,
            &id,
            |created, _| json!({"name": format!("{name} public key"), "public_key": key, "id": id, "created": created}),
        );
        id
    }

    /// A job that built a recipe and has ended. Kubernetes still has what belongs to it.
    fn job(&mut self, recipe: &str, public_key: &str, status: &str, image: Option<&str>) {
        let id = uuid::Uuid::new_v4().to_string();
        let name = format!("cray-ims-{id}");
        let key = self.state.get(Collection::PublicKeys, public_key).map(|key| text(key, "public_key").to_owned());
        self.state.objects.insert(id.clone(), Objects::new(Some("kiwi-ng"), None, key.unwrap_or_default()));
        self.add(Collection::Jobs, &id, |created, _| {
            json!({
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
                "created": created,
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
            })
        });
    }

    fn add(&mut self, collection: Collection, id: &str, record: impl FnOnce(String, &dyn Fn(&str) -> String) -> Value) {
        let age = SignedDuration::from_hours(24 * 7 - self.count);
        self.count += 1;
        let created = stamp(self.now.checked_sub(age).unwrap_or(self.now));
        let etag = |path: &str| self.state.artifacts.etag(path).unwrap_or_default().to_owned();
        if let Value::Object(record) = record(created, &etag) {
            self.state.put(collection, id, record);
        }
    }
}

fn delete_image(state: &mut State, id: &str, now: Timestamp) {
    let (Some(images), Some(mut image)) = (resource(Collection::Images), state.take(Collection::Images, id)) else {
        return;
    };
    links::soft_delete(state, images, &mut image);
    image.insert("deleted".to_owned(), json!(stamp(now)));
    state.put(Collection::DeletedImages, id, image);
}

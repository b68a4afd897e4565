//! The objects behind records: what a manifest must be, where objects go when records are deleted, and what jobs leave.

use super::{Options, Sandbox, link, options};
use crate::sandbox::objects::{Metadata, Objects, Place};
use md5::{Digest, Md5};
use serde_json::{Value, json};
use std::fs;

impl Sandbox {
    fn put(&self, path: &str, content: &str) {
        let put = self.objects.put(&place(path), content.as_bytes(), Metadata::default());
        put.expect("it is stored");
    }

    fn text(&self, path: &str) -> Option<String> {
        let content = self.objects.read(&place(path)).expect("it can be read");
        content.map(|content| String::from_utf8(content).expect("a text"))
    }

    fn manifest(&self, path: &str) -> Value {
        serde_json::from_str(&self.text(path).expect("a manifest")).expect("JSON")
    }

    fn exists(&self, path: &str) -> bool {
        self.objects.head(&place(path)).is_some()
    }

    /// The path of the manifest of a record that was made anew.
    async fn manifest_path(&self, path: &str) -> String {
        self.get(path).await["link"]["path"].as_str().unwrap_or_default().to_owned()
    }
}

fn place(path: &str) -> Place {
    Place::parse(path).expect("a path")
}

fn etag(objects: &Objects, path: &str) -> String {
    objects.head(&place(path)).map(|head| head.etag.clone()).unwrap_or_default()
}

fn entry(name: &str, kind: &str) -> Value {
    json!({"link": link(&format!("s3://boot-images/1/{name}")), "md5": "m", "type": format!("application/vnd.cray.image.{kind}")})
}

#[tokio::test]
async fn a_manifest_is_read_and_checked() {
    let sandbox = Sandbox::new(&[]);
    let root = entry("rootfs", "rootfs.squashfs");
    let of = |artifacts: Value| json!({"version": "1.0", "artifacts": artifacts}).to_string();
    let cases = [
        (of(json!([root])), 201, ""),
        // The service looks at an empty one no further.
        ("{}".to_owned(), 201, ""),
        ("[1]".to_owned(), 500, ""),
        ("no JSON".to_owned(), 500, ""),
        (json!({"a": 1}).to_string(), 422, "The image's manifest.json does not contain a version field."),
        (json!({"version": "2.0"}).to_string(), 422, "Supported image manifest versions are: 1.0"),
        (json!({"version": "1.0"}).to_string(), 422, "is malformed. It does not contain an artifacts map."),
        (of(json!({})), 422, "The artifacts property is not a json list."),
        (of(json!(["text"])), 422, "A listed artifact is not a json dictionary."),
        (of(json!([{"type": "t"}])), 422, "An artifact does not have a link value"),
        (of(json!([{"link": {}}])), 422, "An artifact does not have a link type field"),
        (of(json!([{"link": {"type": "ftp"}}])), 422, "An artifact link type 'ftp' not supported"),
        (of(json!([{"link": {"type": "s3"}}])), 422, "An artifact does not have a link path field"),
        (of(json!([{"link": 5}])), 500, ""),
        (
            of(json!([entry("none", "kernel")])),
            422,
            "The s3 artifact {'type': 's3', 'path': 's3://boot-images/1/none'} cannot be validated.",
        ),
        (of(json!([{"link": root["link"]}])), 422, "An artifact does not have a type field"),
        (of(json!([{"link": root["link"], "type": 5}])), 500, ""),
        (of(json!([])), 400, "The manifest does not include any rootfs artifacts."),
        (of(json!([entry("rootfs", "kernel")])), 400, "The manifest does not include any rootfs artifacts."),
        (of(json!([root, root])), 400, "The manifest includes multiple rootfs artifacts."),
        (format!("{}{}", of(json!([root])), " ".repeat(1 << 20)), 400, "larger than the expected maximum size"),
    ];
    for (number, (text, status, words)) in cases.into_iter().enumerate() {
        let path = format!("s3://boot-images/case-{number}/manifest.json");
        sandbox.put(&path, &text);
        let reply = sandbox.send("POST", "images", json!({"name": "n", "link": link(&path)})).await;
        assert_eq!(reply.status, status, "{text:.200}: {}", reply.text);
        assert!(reply.text.contains(words), "{text:.200}: {}", reply.text);
    }
}

#[tokio::test]
async fn the_objects_of_a_deleted_image_wait_below_deleted_and_go_for_good_with_it() {
    let sandbox = Sandbox::new(&[]);
    let manifest = "s3://boot-images/1/manifest.json";
    let before = (sandbox.text(manifest), etag(&sandbox.objects, manifest));
    let id = sandbox.create("images", json!({"name": "n", "link": link(manifest)})).await;
    let deleted_manifest = format!("s3://boot-images/deleted/{id}/deleted_manifest.json");
    let [image, deleted] = [format!("images/{id}"), format!("deleted/images/{id}")];
    let delete = async |path: &str| assert_eq!(sandbox.send("DELETE", path, Value::Null).await.status, 204, "{path}");

    delete(&image).await;
    let listed = sandbox.manifest(&deleted_manifest);
    let types: Vec<&Value> = listed["artifacts"].as_array().into_iter().flatten().map(|entry| &entry["type"]).collect();
    assert_eq!(types, ["application/vnd.cray.image.rootfs.squashfs", "application/vnd.cray.image.manifest"]);
    let paths = |prefix: &str| ["rootfs", "manifest.json"].map(|name| format!("s3://boot-images/{prefix}1/{name}"));
    assert!(paths("deleted/").iter().all(|path| sandbox.exists(path)));
    assert!(!paths("").iter().any(|path| sandbox.exists(path)));

    let undelete = json!({"operation": "undelete"});
    assert_eq!(sandbox.send("PATCH", &deleted, undelete).await.status, 204);
    assert_eq!((sandbox.text(manifest), etag(&sandbox.objects, manifest)), before);
    assert_eq!(sandbox.get(&image).await["link"]["etag"], json!(before.1));
    assert!(!sandbox.exists(&deleted_manifest) && !paths("deleted/").iter().any(|path| sandbox.exists(path)));

    delete(&image).await;
    delete(&deleted).await;
    let all = [deleted_manifest].into_iter().chain(paths("")).chain(paths("deleted/"));
    assert_eq!(all.filter(|path| sandbox.exists(path)).count(), 0);
}

#[tokio::test]
async fn an_artifact_without_an_md5_is_lost_when_its_image_is_deleted() {
    let sandbox = Sandbox::new(&[]);
    let (path, mut kernel) = ("s3://boot-images/1/manifest.json", entry("kernel", "kernel"));
    sandbox.put("s3://boot-images/1/kernel", "kernel");
    kernel.as_object_mut().expect("an entry").remove("md5");
    let artifacts = json!([entry("rootfs", "rootfs.squashfs"), kernel]);
    sandbox.put(path, &json!({"version": "1.0", "artifacts": artifacts}).to_string());
    let id = sandbox.create("images", json!({"name": "n", "link": link(path)})).await;
    assert_eq!(sandbox.send("DELETE", &format!("images/{id}"), Value::Null).await.status, 204);
    let undelete = json!({"operation": "undelete"});
    assert_eq!(sandbox.send("PATCH", &format!("deleted/images/{id}"), undelete).await.status, 204);
    assert!(sandbox.exists("s3://boot-images/1/rootfs") && !sandbox.exists("s3://boot-images/1/kernel"));
    assert!(sandbox.exists("s3://boot-images/deleted/1/kernel"));
}

#[tokio::test]
async fn a_job_leaves_the_artifacts_of_an_image_and_a_right_manifest() {
    let sandbox = Sandbox::new(&[]);
    let material = sandbox.material("n", json!({"arch": "aarch64"})).await;
    for job_type in ["create", "customize"] {
        let job = sandbox.job(&material, job_type, json!({})).await;
        let job_id = job["id"].as_str().unwrap_or_default();
        sandbox.wait(60_000);
        sandbox.get("jobs").await;
        sandbox.service.end_wait(job_id, false);
        sandbox.wait(60_000);
        let image = sandbox.get(&format!("jobs/{job_id}")).await["resultant_image_id"].clone();
        let image = image.as_str().unwrap_or_default();
        let path = sandbox.manifest_path(&format!("images/{image}")).await;
        assert_eq!(path, format!("s3://boot-images/{image}/manifest.json"));
        let manifest = sandbox.manifest(&path);
        let entries = manifest["artifacts"].as_array().cloned().unwrap_or_default();
        for (name, entry) in ["rootfs", "kernel", "initrd", "boot_parameters"].into_iter().zip(&entries) {
            let path = format!("s3://boot-images/{image}/{name}");
            let object = sandbox.objects.head(&place(&path)).expect("an object");
            let content = sandbox.objects.read(&place(&path)).expect("it can be read").expect("an object");
            let md5: String = Md5::digest(&content).iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(entry["link"], json!({"etag": object.etag, "path": path, "type": "s3"}));
            assert_eq!(entry["md5"], json!(md5));
            let metadata = &object.attributes.metadata;
            assert_eq!(metadata.get("md5sum"), Some(&md5));
            assert_eq!(metadata.get("x-shasta-ims-job-id").map(String::as_str), Some(job_id), "{metadata:?}");
            assert!(name != "kernel" || &content[56..60] == b"ARM\x64");
        }
        assert_eq!(entries.len(), 4, "{job_type}");
        let body = json!({"name": "twin", "link": link(&path)});
        assert_eq!(sandbox.send("POST", "images", body).await.status, 422, "only since the link is taken");
    }
}

#[tokio::test]
async fn a_job_is_refused_if_an_object_is_gone() {
    let sandbox = Sandbox::new(&[]);
    let material = sandbox.material("n", json!({})).await;
    for (job_type, path) in [("create", "s3://ims/a.tgz"), ("customize", "s3://boot-images/1/rootfs")] {
        sandbox.objects.remove(&place(path)).expect("it is removed");
        let problem = sandbox.job(&material, job_type, json!({})).await;
        assert_eq!(problem["status"], json!(422), "{problem}");
        assert!(problem["detail"].as_str().unwrap_or_default().contains(path), "{problem}");
    }
    sandbox.put("s3://boot-images/1/manifest.json", "{}");
    let problem = sandbox.job(&material, "customize", json!({})).await;
    assert_eq!(problem["status"], json!(400));
    assert!(
        problem["detail"].as_str().unwrap_or_default().contains("corrupt or invalid for IMS image_id="),
        "{problem}"
    );
}

#[tokio::test]
async fn a_state_that_an_earlier_build_kept_gets_its_objects() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("state.json");
    let [rootfs, manifest] = ["rootfs", "manifest.json"].map(|name| format!("s3://boot-images/deleted/1/{name}"));
    let state = json!({
        "tables": {
            "recipes": {"r": {"id": "r", "name": "r", "link": {"path": "s3://ims/r.tgz", "etag": "old", "type": "s3"}}},
            "deleted-images": {"d": {
                "id": "d",
                "name": "d",
                "link": {"path": "s3://boot-images/deleted/d/deleted_manifest.json", "type": "s3"},
            }},
        },
        "artifacts": {
            "s3://ims/r.tgz": {"etag": "old"},
            &rootfs: {"etag": "old"},
            &manifest: {"etag": "old", "manifest": [{"path": "s3://boot-images/1/rootfs", "original": false}]},
            "s3://boot-images/deleted/d/deleted_manifest.json": {"etag": "old", "manifest": [
                {"path": &rootfs, "original": false},
                {"path": &manifest, "original": true},
            ]},
        },
        "courses": {},
        "objects": {},
        "seeds": null,
    });
    fs::write(&path, state.to_string()).expect("a file");
    let kept = || Options { state: Some(path.clone()), artifacts: vec![], ..options() };
    let sandbox = Sandbox::start(kept(), &[]).expect("it starts");
    assert_eq!(sandbox.get("recipes/r").await["link"]["etag"], json!(etag(&sandbox.objects, "s3://ims/r.tgz")));
    assert!(!fs::read_to_string(&path).expect("a file").contains("artifacts"));
    drop(sandbox);

    let sandbox = Sandbox::start(kept(), &[]).expect("it starts again");
    let undelete = json!({"operation": "undelete"});
    assert_eq!(sandbox.send("PATCH", "deleted/images/d", undelete).await.status, 204);
    let image = sandbox.get("images/d").await;
    assert_eq!(image["link"]["path"], json!("s3://boot-images/1/manifest.json"));
    let listed = sandbox.manifest("s3://boot-images/1/manifest.json")["artifacts"][0]["link"].clone();
    let root = "s3://boot-images/1/rootfs";
    assert_eq!((&listed["path"], &listed["etag"]), (&json!(root), &json!(etag(&sandbox.objects, root))));
}

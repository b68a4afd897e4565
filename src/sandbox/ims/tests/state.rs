//! What the service begins with, and what it keeps between runs.

use super::{Options, Sandbox, options};
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

fn kept_in(path: &Path) -> Options {
    Options { state: Some(path.to_owned()), empty: false, artifacts: vec![], ..options() }
}

#[tokio::test]
async fn it_begins_with_records_that_can_be_worked_with() {
    let sandbox = Sandbox::start(Options { empty: false, ..options() }, &[]).expect("it starts");
    let seeds = sandbox.service.seeds().expect("seeds");
    let recipe = sandbox.get(&format!("recipes/{}", seeds.recipe)).await;
    assert_eq!((&recipe["require_dkms"], &recipe["recipe_type"]), (&json!(false), &json!("kiwi-ng")));
    assert_eq!(sandbox.get(&format!("images/{}", seeds.image)).await["arch"], json!("x86_64"));
    assert_eq!(sandbox.get("deleted/images").await.as_array().map(Vec::len), Some(1));
    for (job_type, artifact) in [("create", &seeds.recipe), ("customize", &seeds.image)] {
        let job = json!({
            "job_type": job_type,
            "artifact_id": artifact,
            "public_key_id": seeds.public_key,
            "image_root_archive_name": "n",
        });
        sandbox.create("jobs", job).await;
    }
    let undelete = json!({"operation": "undelete"});
    assert_eq!(sandbox.send("PATCH", "deleted/images", undelete).await.status, 204);
}

#[tokio::test]
async fn it_may_begin_with_nothing() {
    let sandbox = Sandbox::new(&[]);
    assert!(sandbox.service.seeds().is_none());
    for path in ["recipes", "images", "jobs", "public-keys", "deleted/images"] {
        assert_eq!(sandbox.get(path).await, json!([]), "{path}");
    }
}

#[tokio::test]
async fn what_was_kept_is_there_in_the_next_run() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("state.json");
    let first = Sandbox::start(kept_in(&path), &[]).expect("it starts");
    let seeds = first.service.seeds().expect("seeds");
    let job = first.create(
        "jobs",
        json!({
            "job_type": "create",
            "artifact_id": seeds.recipe,
            "public_key_id": seeds.public_key,
            "image_root_archive_name": "n",
        }),
    );
    let job = job.await;
    assert_eq!(first.send("DELETE", &format!("recipes/{}", seeds.recipe), Value::Null).await.status, 204);
    let before = first.get("deleted/recipes").await;
    let mode = fs::metadata(&path).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    drop(first);

    let second = Sandbox::start(kept_in(&path), &[]).expect("it starts again");
    assert_eq!(second.service.seeds().map(|seeds| seeds.recipe), Some(seeds.recipe.clone()));
    assert_eq!(second.get("deleted/recipes").await, before);
    second.wait(60_000);
    assert_eq!(second.get(&format!("jobs/{job}")).await["status"], json!("success"), "its job goes on");
    let object = second.cluster.get("Job", "ims", &format!("cray-ims-{job}-create"));
    assert!(object.is_some(), "its job has its objects again");
    let undelete = json!({"operation": "undelete"});
    assert_eq!(second.send("PATCH", &format!("deleted/recipes/{}", seeds.recipe), undelete).await.status, 204);
}

#[test]
fn a_broken_file_is_named_with_the_line_and_left_alone() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("state.json");
    for (text, line) in
        [("{\n  \"tables\": {,\n", "line 2"), ("[]", "line 1"), ("", "line 1"), ("{\"tables\": 5}", "line 1")]
    {
        fs::write(&path, text).expect("a file");
        let error = Sandbox::start(kept_in(&path), &[]).err().map(|error| format!("{error:#}")).unwrap_or_default();
        assert!(error.contains("state.json") && error.contains(line), "{error}");
        assert_eq!(fs::read_to_string(&path).ok().as_deref(), Some(text));
    }
}

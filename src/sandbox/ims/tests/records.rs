//! Recipes, images, keys and nodes: validation, links, deletion and its undoing.

use super::{Sandbox, link};
use serde_json::{Value, json};

#[tokio::test]
async fn a_record_is_answered_in_the_order_of_its_schema_and_listed_sorted() {
    let sandbox = Sandbox::new(&[]);
    let body = json!({"arch": "aarch64", "name": "n", "linux_distribution": "sles15", "recipe_type": "packer"});
    let created = sandbox.send("POST", "recipes", body).await;
    assert_eq!((created.status, created.content_type.as_str()), (201, "application/json"));
    assert!(created.text.starts_with(r#"{"name": "n", "link": null, "recipe_type": "#), "{}", created.text);
    let listed = sandbox.send("GET", "recipes", Value::Null).await;
    assert!(listed.text.starts_with(r#"[{"arch":"aarch64","created":"#), "{}", listed.text);
    assert!(listed.text.ends_with("]\n"));
}

#[tokio::test]
async fn a_bad_body_is_refused_with_the_texts_of_each_field() {
    let sandbox = Sandbox::new(&[]);
    let reply =
        sandbox.send("POST", "recipes", json!({"name": "", "zzz": 1, "recipe_type": "x", "link": {"path": 1}})).await;
    assert_eq!((reply.status, reply.content_type.as_str()), (422, "application/problem+json"));
    assert_eq!(
        reply.json()["errors"],
        json!({
            "name": ["name field must not be blank"],
            "link": {"path": ["Not a valid string."], "type": ["Missing data for required field."]},
            "recipe_type": ["Recipe type must be one of: kiwi-ng, packer."],
            "linux_distribution": ["Missing data for required field."],
            "zzz": ["Unknown field."],
        })
    );
    for (body, status) in
        [(json!(null), 415), (json!({}), 400), (json!([]), 400), (json!(0), 400), (json!("text"), 422)]
    {
        assert_eq!(sandbox.send("POST", "recipes", body.clone()).await.status, status, "{body}");
    }
}

#[tokio::test]
async fn a_path_or_a_method_that_is_not_there_is_refused() {
    let sandbox = Sandbox::new(&[]);
    for (method, path, status) in [
        ("GET", "nope", 404),
        ("GET", "recipes/", 404),
        ("GET", "recipes/a/b", 404),
        ("GET", "recipesx", 404),
        ("PUT", "recipes", 405),
        ("PATCH", "recipes", 405),
        ("POST", "deleted/recipes", 405),
        ("PATCH", "public-keys/x", 405),
        ("PATCH", "remote-build-nodes/x", 405),
        ("DELETE", "remote-build-nodes/status", 404),
        ("PUT", "remote-build-nodes/status", 405),
        ("GET", "remote-build-nodes/status/x", 404),
        ("GET", "remote-build-nodes/statusx", 404),
        ("GET", "recipes/%ff%00", 404),
    ] {
        assert_eq!(sandbox.send(method, path, Value::Null).await.status, status, "{method} {path}");
    }
}

#[tokio::test]
async fn a_link_must_lead_to_an_artifact_and_is_set_once() {
    let sandbox = Sandbox::new(&[]);
    let id = sandbox.create_recipe("n", json!({})).await;
    let path = format!("recipes/{id}");
    let set = async |to: Value| sandbox.send("PATCH", &path, json!({"link": to})).await;
    let reply = set(link("s3://ims/none")).await;
    assert_eq!(reply.status, 422);
    let detail = reply.json()["detail"].as_str().unwrap_or_default().to_owned();
    assert!(
        detail.starts_with("The s3 artifact {'type': 's3', 'path': 's3://ims/none'} cannot be validated."),
        "{detail}"
    );
    assert_eq!(sandbox.get(&path).await["link"], Value::Null);

    assert_eq!(set(link("s3://ims/a.tgz")).await.status, 200);
    assert_eq!(set(link("s3://ims/a.tgz")).await.status, 200, "the same again");
    assert_eq!(set(link("s3://ims/b.tgz")).await.status, 409);
    assert_eq!(sandbox.get(&path).await["link"], json!({"etag": "", "path": "s3://ims/a.tgz", "type": "s3"}));
}

#[tokio::test]
async fn two_images_cannot_share_a_manifest() {
    let sandbox = Sandbox::new(&[]);
    let manifest = link("s3://boot-images/1/manifest.json");
    let id = sandbox.create("images", json!({"name": "one", "link": manifest})).await;
    let reply = sandbox.send("POST", "images", json!({"name": "two", "link": manifest})).await;
    assert_eq!(reply.status, 422);
    assert!(reply.text.contains(&format!("matches the link path for the IMS image record {id}.")), "{}", reply.text);
}

#[tokio::test]
async fn a_deleted_image_takes_its_artifacts_along_and_brings_them_back() {
    let sandbox = Sandbox::new(&[]);
    let manifest = "s3://boot-images/1/manifest.json";
    let body =
        json!({"name": "one", "arch": "aarch64", "metadata": {"key": "k", "value": "v"}, "link": link(manifest)});
    let id = sandbox.create("images", body).await;
    assert_eq!(sandbox.send("DELETE", &format!("images/{id}"), Value::Null).await.status, 204);
    assert_eq!(sandbox.send("GET", &format!("images/{id}"), Value::Null).await.status, 404);
    let deleted = sandbox.get(&format!("deleted/images/{id}")).await;
    assert_eq!(deleted["link"]["path"], json!(format!("s3://boot-images/deleted/{id}/deleted_manifest.json")));
    assert!(deleted["deleted"].is_string());
    let taken = sandbox.send("POST", "images", json!({"name": "two", "link": link(manifest)})).await;
    assert_eq!(taken.status, 422, "its artifact is not there meanwhile");

    let undelete = json!({"operation": "undelete"});
    let reply = sandbox.send("PATCH", &format!("deleted/images/{id}"), undelete.clone()).await;
    assert_eq!((reply.status, reply.text.as_str()), (204, ""));
    let image = sandbox.get(&format!("images/{id}")).await;
    assert_eq!((&image["arch"], &image["metadata"]), (&json!("aarch64"), &json!({"k": "v"})));
    assert_eq!(image["link"]["path"], json!(manifest));
    assert_eq!(image["link"]["etag"].as_str().map(str::len), Some(32));
    assert_eq!(image.get("deleted"), None);
    assert_eq!(sandbox.send("PATCH", &format!("deleted/images/{id}"), undelete).await.status, 404);
}

#[tokio::test]
async fn all_deleted_records_come_back_at_once_or_go_for_good() {
    let sandbox = Sandbox::new(&[]);
    for name in ["a", "b"] {
        sandbox.create_recipe(name, json!({"link": link(&format!("s3://ims/{name}.tgz"))})).await;
    }
    let clear = async |path: &str| assert_eq!(sandbox.send("DELETE", path, Value::Null).await.status, 204, "{path}");
    clear("recipes").await;
    assert_eq!(sandbox.get("recipes").await, json!([]));
    assert_eq!(sandbox.send("PATCH", "deleted/recipes", json!({"operation": "undelete"})).await.status, 204);
    assert_eq!(sandbox.get("recipes").await.as_array().map(Vec::len), Some(2));
    clear("recipes").await;
    clear("deleted/recipes").await;
    assert_eq!(sandbox.get("deleted/recipes").await, json!([]));
    let reply = sandbox.send("POST", "images", json!({"name": "x", "link": link("s3://ims/deleted/a.tgz")})).await;
    assert_eq!(reply.status, 422, "the artifacts are gone too");
}

#[tokio::test]
async fn metadata_changes_one_key_at_a_time() {
    let sandbox = Sandbox::new(&[]);
    let id = sandbox.create("images", json!({"name": "one"})).await;
    let path = format!("images/{id}");
    for (change, metadata) in [
        (json!({"operation": "set", "key": "a", "value": "1"}), json!({"a": "1"})),
        (json!({"operation": "set", "key": "b"}), json!({"a": "1", "b": ""})),
        (json!({"operation": "remove", "key": "a"}), json!({"b": ""})),
        (json!({"operation": "remove", "key": "absent"}), json!({"b": ""})),
    ] {
        let reply = sandbox.send("PATCH", &path, json!({"metadata": change})).await;
        assert_eq!(reply.json()["metadata"], metadata);
    }
}

#[tokio::test]
async fn a_change_is_made_field_by_field_up_to_the_one_that_is_refused() {
    let sandbox = Sandbox::new(&[]);
    let id = sandbox.create_recipe("n", json!({})).await;
    let path = format!("recipes/{id}");
    let body = json!({"require_dkms": false, "link": link("s3://ims/none"), "arch": "aarch64"});
    assert_eq!(sandbox.send("PATCH", &path, body).await.status, 422);
    let recipe = sandbox.get(&path).await;
    assert_eq!((&recipe["require_dkms"], &recipe["arch"]), (&json!(false), &json!("x86_64")));
}

#[tokio::test]
async fn a_node_is_known_by_its_xname_and_cannot_be_reached() {
    let sandbox = Sandbox::new(&[]);
    for _ in 0..2 {
        assert_eq!(
            sandbox.send("POST", "remote-build-nodes", json!({"xname": "x1"})).await.json(),
            json!({"xname": "x1"})
        );
    }
    assert_eq!(sandbox.get("remote-build-nodes").await, json!([{"xname": "x1"}]));
    let state = sandbox.get("remote-build-nodes/status/x1").await;
    assert_eq!((&state["ableToRunJobs"], &state["numCurrentJobs"]), (&json!(false), &json!(-1)));
    assert_eq!(sandbox.get("remote-build-nodes/status").await, json!([state]));
}

//! What only a service in production does, beside the good requests: its other routes, other encodings, and its own faults.

use super::{Sandbox, link};
use serde_json::{Value, json};

const JSON: &str = "application/json";

#[tokio::test]
async fn version_two_and_paths_without_a_version_delete_for_good() {
    for api in ["v2/", ""] {
        let sandbox = Sandbox::new(&[]);
        let manifest = "s3://boot-images/1/manifest.json";
        let id = sandbox.create("images", json!({"name": "n", "link": link(manifest)})).await;
        let at = |path: &str| format!("{api}{path}");
        let ask = async |method: &str, path: String| sandbox.send_raw(method, &path, JSON, b"").await;
        assert_eq!(ask("GET", at(&format!("images/{id}"))).await.json()["name"], json!("n"));
        assert_eq!(ask("DELETE", at(&format!("images/{id}"))).await.status, 204);
        assert_eq!(sandbox.get("deleted/images").await, json!([]));
        let again = sandbox.send("POST", "images", json!({"name": "n", "link": link(manifest)})).await;
        assert_eq!(again.status, 422, "{api}: its artifacts are gone, too");

        let body = json!({"name": "n", "link": link("s3://ims/a.tgz"), "recipe_type": "packer", "linux_distribution": "sles15"});
        let recipe = sandbox.create("recipes", body.clone()).await;
        assert_eq!(ask("DELETE", at(&format!("recipes/{recipe}?cascade=false"))).await.status, 204);
        sandbox.create("recipes", body).await;
        assert_eq!(ask("DELETE", at("recipes")).await.status, 204);
        assert_eq!(ask("GET", at("recipes")).await.json(), json!([]));
        for path in ["deleted/images", "remote-build-nodes"] {
            assert_eq!(ask("GET", at(path)).await.status, 404, "{api}{path}");
        }
    }
}

#[tokio::test]
async fn there_are_routes_beside_the_records() {
    let sandbox = Sandbox::new(&[]);
    for (method, path, status, text) in [
        ("GET", "version", 200, "{\"version\": \"Unknown\"}\n"),
        ("GET", "healthz/ready", 200, "{}\n"),
        ("GET", "healthz/live", 200, "{}\n"),
        ("POST", "version", 405, "{\"message\": \"The method is not allowed for the requested URL.\"}\n"),
    ] {
        let reply = sandbox.send_raw(method, path, JSON, b"").await;
        assert_eq!((reply.status, reply.text.as_str()), (status, text), "{method} {path}");
    }
    let refused = sandbox.send("PUT", "remote-build-nodes/status", json!({})).await;
    assert_eq!((refused.status, refused.allow.as_str()), (405, "GET, HEAD, OPTIONS, DELETE"));
}

#[tokio::test]
async fn a_slash_too_many_is_led_on_and_an_encoded_one_is_a_slash() {
    let sandbox = Sandbox::new(&[]);
    let moved = sandbox.send_raw("POST", "v3//recipes?x=1", JSON, b"{}").await;
    assert_eq!((moved.status, moved.location.as_str()), (308, "http:///v3/recipes?x=1"));
    for (method, path, status) in [
        ("PATCH", "v3//recipes", 500),
        ("GET", "/v3/recipes", 200),
        ("GET", "v3%2Frecipes", 200),
        ("GET", "v3/recipes/a%2Fb", 404),
        ("GET", "v3/recipes///x", 404),
    ] {
        assert_eq!(sandbox.send_raw(method, path, JSON, b"").await.status, status, "{method} {path}");
    }
    let nowhere = sandbox.send_raw("GET", "v3/recipes/%2F", JSON, b"").await;
    assert!(nowhere.text.contains("The requested URL was not found"), "{}", nowhere.text);
}

#[tokio::test]
async fn metadata_of_a_new_image_is_unfolded_before_it_is_checked() {
    let sandbox = Sandbox::new(&[]);
    for (metadata, errors) in [
        (r#"{"key": "k", "value": 5}"#, json!({"k": {"value": ["Not a valid string."]}})),
        (r#"{"key": null}"#, json!({"null": {"key": ["Field may not be null."]}})),
        (r#"{"key": 5, "x": 1}"#, json!({"5": {"key": ["Not a valid string."]}})),
        (r#"{"a": 1}"#, json!({"a": {"value": ["Not a valid string."]}})),
    ] {
        let body = format!(r#"{{"name": "n", "metadata": {metadata}}}"#);
        let reply = sandbox.send_raw("POST", "v3/images", JSON, body.as_bytes()).await;
        assert_eq!((reply.status, &reply.json()["errors"]["metadata"]), (422, &errors), "{metadata}");
    }
    let body = json!({"name": "n", "metadata": {"key": "k", "value": "v", "more": 5}});
    let reply = sandbox.send("POST", "images", body).await;
    assert_eq!((reply.status, &reply.json()["metadata"]), (201, &json!({"k": "v"})));
}

#[tokio::test]
async fn a_body_that_is_not_json_is_refused() {
    let sandbox = Sandbox::new(&[]);
    let deep = "[".repeat(100_000);
    for body in ["{", "01", "'x'", "{\"a\":1,}", "\"\u{1}\"", "", &deep] {
        let reply = sandbox.send_raw("POST", "v3/public-keys", JSON, body.as_bytes()).await;
        let message = "The browser (or proxy) sent a request that this server could not understand.";
        assert_eq!((reply.status, reply.json()), (400, json!({"message": message})), "{body:.20}");
    }
    let twice = r#"{"name": "a", "name": "\u00e9", "public_key": "k"}"#;
    let reply = sandbox.send_raw("POST", "v3/public-keys", JSON, twice.as_bytes()).await;
    assert!(reply.text.starts_with(r#"{"name": "\u00e9", "#), "{}", reply.text);
}

#[tokio::test]
async fn what_the_service_does_not_expect_is_a_fault_of_its_own_and_changes_nothing() {
    let sandbox = Sandbox::new(&[]);
    for (path, body) in [
        ("v3/images", json!([1])),
        ("v3/images", json!({"name": "n", "metadata": {"key": []}})),
        ("v3/images", json!({"name": "n", "link": link("s3://boot-images/1/rootfs")})),
        ("v3/images", json!({"name": "n", "link": link("s3://[x/y")})),
        ("v3/images", json!({"name": "n", "link": link("s3://boot-images")})),
        ("v3/jobs", json!(5)),
        ("v3/jobs", json!(["require_dkms"])),
    ] {
        let reply = sandbox.send_raw("POST", path, JSON, body.to_string().as_bytes()).await;
        assert_eq!((reply.status, reply.content_type.as_str()), (500, "text/html; charset=utf-8"), "{path} {body}");
    }
    assert_eq!(sandbox.get("images").await, json!([]));
}

#[tokio::test]
async fn an_image_may_be_given_a_manifest_that_cannot_be_read_and_goes_with_it() {
    let sandbox = Sandbox::new(&[]);
    let id = sandbox.create("images", json!({"name": "n"})).await;
    let unreadable = json!({"link": link("s3://boot-images/1/rootfs")});
    let old = sandbox.send_raw("PATCH", &format!("v2/images/{id}"), JSON, unreadable.to_string().as_bytes()).await;
    assert_eq!(old.status, 500);
    assert_eq!(sandbox.send("PATCH", &format!("images/{id}"), unreadable).await.status, 200);
    assert_eq!(sandbox.send("DELETE", &format!("images/{id}"), Value::Null).await.status, 204);
    let undelete = json!({"operation": "undelete"});
    let refused = sandbox.send("PATCH", &format!("deleted/images/{id}"), undelete).await;
    assert!(refused.status == 422 && refused.text.contains("Unable to read manifest file"), "{refused:?}");
    assert_eq!(sandbox.send("DELETE", &format!("deleted/images/{id}"), Value::Null).await.status, 204);
}

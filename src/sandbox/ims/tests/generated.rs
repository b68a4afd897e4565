//! Generated requests, and many clients at once.

use super::{Sandbox, link};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Any JSON, of a modest size.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
        Just(json!("create")),
        Just(json!("undelete")),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((field_name(), inner), 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

fn field_name() -> impl Strategy<Value = String> {
    let known = ["name", "link", "path", "type", "arch", "metadata", "operation", "key", "job_type", "xname", "status"];
    prop_oneof![prop::sample::select(known.to_vec()).prop_map(str::to_owned), "\\PC{0,6}"]
}

/// A body that no schema takes: it has a field that none knows.
fn bad_body() -> impl Strategy<Value = Value> {
    any_json().prop_map(|body| match body {
        Value::Object(mut fields) => {
            fields.insert("no such field".to_owned(), json!(1));
            Value::Object(fields)
        }
        other => other,
    })
}

fn path() -> impl Strategy<Value = String> {
    let collections =
        ["recipes", "images", "jobs", "public-keys", "remote-build-nodes", "deleted/recipes", "deleted/images", "nope"];
    (
        prop::sample::select(collections.to_vec()),
        prop_oneof![Just(String::new()), "/[a-zA-Z0-9%./ -]{0,12}", Just("/ID".to_owned())],
    )
        .prop_map(|(collection, rest)| format!("{collection}{}", rest.replace('%', "%25").replace(' ', "%20")))
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

async fn everything(sandbox: &Sandbox) -> Vec<Value> {
    let mut all = Vec::new();
    for path in ["recipes", "images", "jobs", "public-keys", "remote-build-nodes", "deleted/recipes", "deleted/images"]
    {
        all.push(sandbox.get(path).await);
    }
    all
}

#[test]
fn bad_requests_are_refused_and_change_nothing() {
    let runtime = runtime();
    let sandbox = Sandbox::new(&[]);
    let recipe = runtime.block_on(sandbox.create_recipe("n", json!({"link": link("s3://ims/a.tgz")})));
    let before = runtime.block_on(everything(&sandbox));
    let methods = prop::sample::select(vec!["POST", "PATCH", "PUT", "BREW"]);
    proptest!(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() }, |(method in methods, path in path(), body in bad_body())| {
        let reply = runtime.block_on(sandbox.send(method, &path.replace("ID", &recipe), body));
        // A slash too many is led on, and some bodies are too much for the real service, too.
        prop_assert!(matches!(reply.status, 308 | 400..=500), "{} {}", reply.status, reply.text);
        let is_html = matches!(reply.status, 308 | 500);
        prop_assert!(is_html || serde_json::from_str::<Value>(&reply.text).is_ok(), "{}", reply.text);
    });
    assert_eq!(runtime.block_on(everything(&sandbox)), before);
}

#[test]
fn whatever_is_sent_there_is_an_answer_and_every_record_can_be_read() {
    let runtime = runtime();
    let sandbox = Sandbox::new(&[]);
    let recipe = runtime.block_on(sandbox.create_recipe("n", json!({"link": link("s3://ims/a.tgz")})));
    let methods = prop::sample::select(vec!["GET", "HEAD", "OPTIONS", "POST", "PATCH", "DELETE"]);
    proptest!(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() }, |(method in methods, path in path(), body in any_json())| {
        let reply = runtime.block_on(sandbox.send(method, &path.replace("ID", &recipe), body));
        prop_assert!((200..=500).contains(&reply.status), "{} {}", reply.status, reply.text);
    });
    for records in runtime.block_on(everything(&sandbox)) {
        assert!(records.as_array().into_iter().flatten().all(Value::is_object));
    }
}

#[test]
fn a_hundred_clients_at_once_lose_nothing() {
    const CLIENTS: usize = 100;
    const EACH: usize = 10;
    let sandbox = Sandbox::new(&[]);
    std::thread::scope(|scope| {
        for client in 0..CLIENTS {
            let sandbox = &sandbox;
            scope.spawn(move || {
                let runtime = runtime();
                for key in 0..EACH {
                    let body = json!({"name": format!("{client}/{key}"), "public_key": "ssh-rsa A"});
                    let id = runtime.block_on(sandbox.create("public-keys", body));
                    if key == 0 {
                        let path = format!("public-keys/{id}");
                        assert_eq!(runtime.block_on(sandbox.send("DELETE", &path, Value::Null)).status, 204);
                    }
                }
            });
        }
    });
    let runtime = runtime();
    for (path, count) in [("public-keys", CLIENTS * (EACH - 1)), ("deleted/public-keys", CLIENTS)] {
        let records = runtime.block_on(sandbox.get(path));
        let names = records.as_array().into_iter().flatten().filter_map(|record| record["name"].as_str());
        assert_eq!(names.collect::<BTreeSet<_>>().len(), count, "{path}");
    }
}

//! Bad requests, and many clients at once: errors, never a crash, and nothing is lost.
use cray_ims::sandbox::kubernetes::Cluster;
use reqwest::{Client, Method, Response};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

const CONFIG: &str = "/api/v1/namespaces/services/configmaps/ims-config";

/// A cluster, and a client that may do everything in it.
#[derive(Clone)]
struct Site {
    cluster: Cluster,
    server: String,
    client: Client,
}

impl Site {
    async fn new() -> Self {
        // Fails only if a provider is there already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let cluster = Cluster::new(&BTreeMap::new());
        let socket = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let server = format!("http://{}", socket.local_addr().expect("it has an address"));
        let router = cluster.router();
        tokio::spawn(async move { axum::serve(socket, router).await });
        let client = Client::builder().tls_certs_only([]).no_proxy().build().expect("a client is made");
        Site { cluster, server, client }
    }

    fn token(&self) -> String {
        self.cluster.token_of("admin").expect("there is an admin")
    }

    async fn send(&self, method: &str, path: &str, content_type: &str, body: impl Into<reqwest::Body>) -> Response {
        let method: Method = method.parse().expect("it is a method");
        let request = self.client.request(method, format!("{}{path}", self.server)).bearer_auth(self.token());
        request.header("content-type", content_type).body(body).send().await.expect("it answers")
    }

    async fn get(&self, path: &str) -> Value {
        let answer = self.send("GET", path, "application/json", "").await;
        serde_json::from_str(&answer.text().await.expect("it answers to the end")).expect("the answer is JSON")
    }

    async fn version(&self) -> String {
        self.get("/api/v1/namespaces/services/pods").await["metadata"]["resourceVersion"].to_string()
    }
}

/// Values that stand where others are expected.
fn odd_values() -> Vec<Value> {
    let deep = (0..60).fold(json!(1), |inner, _| json!([inner]));
    vec![
        json!(null),
        json!(true),
        json!(-1),
        json!(1e300),
        json!(u64::MAX),
        json!(""),
        json!("\u{0}é"),
        json!([]),
        json!([null]),
        json!({}),
        json!({"a": {"b": []}}),
        deep,
    ]
}

#[tokio::test]
async fn no_request_is_a_crash() {
    let site = Site::new().await;
    let collections = [
        "/api/v1/namespaces/ims/configmaps",
        "/api/v1/namespaces/ims/pods",
        "/api/v1/namespaces/ims/secrets",
        "/api/v1/namespaces/ims/services",
        "/api/v1/namespaces/ims/events",
        "/api/v1/namespaces/ims/persistentvolumeclaims",
        "/apis/apps/v1/namespaces/ims/deployments",
        "/apis/apps/v1/namespaces/ims/replicasets",
        "/apis/batch/v1/namespaces/ims/jobs",
        "/apis/node.k8s.io/v1/runtimeclasses",
        "/api/v1/namespaces",
        "/api/v1/nodes",
    ];
    let template = |value: &Value| {
        let container = json!({"name": "c", "env": value});
        json!({"metadata": {"labels": {"a": "b"}}, "spec": {"containers": [container]}})
    };
    for (index, value) in odd_values().iter().enumerate() {
        // Each value is sent to some of them, and all of them get some.
        for collection in collections.into_iter().skip(index % 3).step_by(3) {
            let name = format!("odd-{index}");
            let selector = json!({"matchLabels": {"a": "b"}});
            let mixed = json!({"name": "c", "ports": value, "envFrom": [value], "env": value});
            let specs = [
                value.clone(),
                json!({"containers": value, "initContainers": value, "ports": value}),
                json!({"containers": [mixed]}),
                json!({"replicas": value, "completions": value, "selector": selector, "template": template(value)}),
                json!({"strategy": value, "selector": selector, "template": template(&json!([]))}),
                json!({"selector": value, "template": value}),
            ];
            let objects = [
                value.clone(),
                json!({"metadata": value}),
                json!({"metadata": {"name": value}}),
                json!({"metadata": {"name": name, "labels": value}}),
                json!({"metadata": {"name": name, "ownerReferences": value}, "data": value, "handler": value}),
            ];
            let objects =
                objects.into_iter().chain(specs.map(|spec| json!({"metadata": {"name": name}, "spec": spec})));
            for object in objects {
                for (method, path) in [("POST", collection.to_owned()), ("PUT", format!("{collection}/{name}"))] {
                    let answer = site.send(method, &path, "application/json", object.to_string()).await;
                    assert!(answer.status().as_u16() < 500, "{method} {path} {object}: {}", answer.status());
                }
            }
            let table = site.client.get(format!("{}{collection}", site.server)).bearer_auth(site.token());
            let table = table.header("accept", "application/json;as=Table;v=v1;g=meta.k8s.io").send().await;
            assert_eq!(table.expect("it answers").status().as_u16(), 200);
            for (kind, patch) in [
                (
                    "application/merge-patch+json",
                    json!({"metadata": value, "spec": value, "status": value, "data": value}),
                ),
                (
                    "application/strategic-merge-patch+json",
                    json!({"spec": {"containers": [value], "template": value}, "data": value}),
                ),
                ("application/json-patch+json", json!([{"op": "replace", "path": "/spec", "value": value}])),
                ("application/json-patch+json", json!([{"op": value, "path": value}])),
            ] {
                for part in ["", "/status", "/scale", "/log", "/eviction"] {
                    let path = format!("{collection}/{name}{part}");
                    let answer = site.send("PATCH", &path, kind, patch.to_string()).await;
                    assert!(answer.status().as_u16() < 500, "{path} {patch}: {}", answer.status());
                }
            }
            let answer =
                site.send("DELETE", &format!("{collection}/{name}"), "application/json", value.to_string()).await;
            assert!(answer.status().as_u16() < 500, "{collection} {value}: {}", answer.status());
        }
    }
    assert!(site.cluster.settings().is_some(), "the service still runs");
}

#[tokio::test]
async fn odd_paths_and_queries_are_refused() {
    let site = Site::new().await;
    let version = site.version().await;
    let paths = [
        "/",
        "//",
        "/%ff",
        "/api/v1/%2e%2e",
        "/api/v1/namespaces//pods",
        "/apis/apps",
        "/apis/apps/v2",
        "/api/v1/pods/x",
    ];
    let queries = [
        "",
        "?",
        "?labelSelector=%00",
        "?labelSelector=a+in+(",
        "?fieldSelector=x",
        "?fieldSelector=%3D",
        "?limit=x&continue=y",
        "?dryRun=Some",
        "?watch=1&resourceVersion=x",
        "?watch=1&timeoutSeconds=-1&resourceVersion=1",
    ];
    for path in paths.into_iter().chain(["/api/v1/namespaces/services/pods"]) {
        for query in queries {
            for method in ["GET", "POST", "PUT", "PATCH", "HEAD", "OPTIONS", "TRACE"] {
                let answer = site.send(method, &format!("{path}{query}"), "text/plain", "\u{e9}{").await;
                assert!(answer.status().as_u16() < 500, "{method} {path}{query}: {}", answer.status());
            }
        }
    }
    assert_eq!(site.version().await, version, "nothing has changed");
}

#[tokio::test]
async fn many_clients_at_once_lose_nothing() {
    const CLIENTS: u64 = 30;
    let site = Site::new().await;
    let mut clients = JoinSet::new();
    for number in 0..CLIENTS {
        let site = site.clone();
        clients.spawn(async move {
            // A change with the version that was read is refused if somebody else was faster, and then tried again.
            loop {
                let mut config = site.get(CONFIG).await;
                config["data"][format!("KEY_{number}")] = "1".into();
                match site.send("PUT", CONFIG, "application/json", config.to_string()).await.status().as_u16() {
                    200 => return,
                    409 => tokio::time::sleep(Duration::from_millis(number % 7)).await,
                    status => panic!("{status}"),
                }
            }
        });
    }
    clients.join_all().await;
    let config = site.get(CONFIG).await;
    assert!((0..CLIENTS).all(|number| config["data"][format!("KEY_{number}")] == "1"), "{config}");
}

#[tokio::test]
async fn a_watch_goes_on_from_the_version_it_names() {
    let site = Site::new().await;
    let version =
        site.get(CONFIG).await["metadata"]["resourceVersion"].as_str().map(ToOwned::to_owned).unwrap_or_default();
    for value in ["1", "2"] {
        site.send("PATCH", CONFIG, "application/merge-patch+json", json!({"data": {"A": value}}).to_string()).await;
    }
    let watch = |query: String| {
        let path = format!("/api/v1/namespaces/services/configmaps?watch=1&timeoutSeconds=1&{query}");
        let site = &site;
        async move {
            let text = site.send("GET", &path, "", "").await.text().await.expect("the watch ends");
            text.lines().map(|line| serde_json::from_str::<Value>(line).expect("an event is JSON")).collect::<Vec<_>>()
        }
    };
    let latest =
        site.get(CONFIG).await["metadata"]["resourceVersion"].as_str().map(ToOwned::to_owned).unwrap_or_default();
    let events = watch(format!("resourceVersion={}", latest.parse::<u64>().map_or(0, |version| version - 1))).await;
    assert_eq!(events.len(), 1, "{events:?}");
    assert_eq!((&events[0]["type"], &events[0]["object"]["data"]["A"]), (&json!("MODIFIED"), &json!("2")));
    let events = watch("fieldSelector=metadata.name=ims-config&allowWatchBookmarks=true".to_owned()).await;
    let kinds: Vec<_> = events.iter().map(|event| event["type"].as_str().unwrap_or_default()).collect();
    assert_eq!(kinds, ["ADDED", "BOOKMARK"]);
    let events = watch("resourceVersion=1".to_owned()).await;
    assert_eq!(events[0]["object"]["code"], 410, "{events:?} after {version}");
}

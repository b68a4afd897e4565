//! The service as its clients see it, with a clock that the tests turn.

mod generated;
mod jobs;
mod objects;
mod production;
mod records;
mod state;
mod tokens;

use super::clock::Clock;
use super::gateway;
use super::{Nodes, Options, Service};
use crate::sandbox::kubernetes::Cluster;
use crate::sandbox::objects::Objects;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{Request, header};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// A service whose time stands still unless a test lets it pass.
struct Sandbox {
    service: Service,
    cluster: Cluster,
    objects: Objects,
    milliseconds: Arc<AtomicI64>,
}

/// An answer.
#[derive(Debug, PartialEq)]
struct Reply {
    status: u16,
    content_type: String,
    allow: String,
    location: String,
    text: String,
}

impl Reply {
    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }
}

fn options() -> Options {
    let artifacts =
        ["s3://ims/a.tgz", "s3://ims/b.tgz", "s3://boot-images/1/manifest.json", "s3://boot-images/1/rootfs"];
    Options {
        job_time: Duration::from_secs(10),
        state: None,
        empty: true,
        artifacts: artifacts.map(str::to_owned).to_vec(),
        nodes: Nodes::new(),
        password: None,
        token_time: Duration::from_secs(300),
    }
}

impl Sandbox {
    fn new(settings: &[(&str, &str)]) -> Self {
        Sandbox::start(options(), settings).expect("it starts")
    }

    fn start(options: Options, settings: &[(&str, &str)]) -> anyhow::Result<Self> {
        let settings = settings.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        let cluster = Cluster::new(&settings.collect::<BTreeMap<_, _>>());
        let milliseconds = Arc::new(AtomicI64::new(1_800_000_000_000));
        let time = milliseconds.clone();
        let clock: Clock =
            Arc::new(move || Timestamp::from_millisecond(time.load(Ordering::SeqCst)).unwrap_or(Timestamp::UNIX_EPOCH));
        let objects = match &options.state {
            Some(state) => Objects::beside(state),
            None => Objects::temporary(&std::env::temp_dir()),
        };
        let objects = objects?;
        let service = Service::with_clock(options, cluster.clone(), objects.clone(), clock)?;
        Ok(Sandbox { service, cluster, objects, milliseconds })
    }

    /// Lets time pass.
    fn wait(&self, milliseconds: i64) {
        self.milliseconds.fetch_add(milliseconds, Ordering::SeqCst);
    }

    async fn ask(&self, request: Request<Body>) -> Reply {
        let response = gateway::answer(State(self.service.clone()), request).await;
        let header =
            |name| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let (content_type, allow, location) =
            (header(header::CONTENT_TYPE), header(header::ALLOW), header(header::LOCATION));
        let status = response.status().as_u16();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a body in memory");
        Reply { status, content_type, allow, location, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    /// A request below `/apis/ims/v3/`, with a JSON body unless it is null.
    async fn send(&self, method: &str, path: &str, body: Value) -> Reply {
        let request = Request::builder().method(method).uri(format!("/apis/ims/v3/{path}"));
        let request = match body {
            Value::Null => request.body(Body::empty()),
            body => request.header(header::CONTENT_TYPE, "application/json").body(Body::from(body.to_string())),
        };
        self.ask(request.expect("a request")).await
    }

    /// A request below `/apis/ims/` with any body.
    async fn send_raw(&self, method: &str, path: &str, content_type: &str, body: &[u8]) -> Reply {
        let request = Request::builder().method(method).uri(format!("/apis/ims/{path}"));
        let request = request.header(header::CONTENT_TYPE, content_type).body(Body::from(body.to_vec()));
        self.ask(request.expect("a request")).await
    }

    async fn get(&self, path: &str) -> Value {
        let reply = self.send("GET", path, Value::Null).await;
        assert_eq!(reply.status, 200, "{path}: {}", reply.text);
        reply.json()
    }

    /// Creates a record and returns its id.
    async fn create(&self, path: &str, body: Value) -> String {
        let reply = self.send("POST", path, body).await;
        assert_eq!(reply.status, 201, "{path}: {}", reply.text);
        reply.json()["id"].as_str().unwrap_or_default().to_owned()
    }

    async fn create_recipe(&self, name: &str, more: Value) -> String {
        let mut body = json!({"name": name, "recipe_type": "kiwi-ng", "linux_distribution": "sles15"});
        if let (Value::Object(body), Value::Object(more)) = (&mut body, more) {
            body.extend(more);
        }
        self.create("recipes", body).await
    }
}

fn link(path: &str) -> Value {
    json!({"type": "s3", "path": path})
}

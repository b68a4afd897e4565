//! Recorded requests, sent to a simulated Kubernetes.
use cray_ims::sandbox::kubernetes::Cluster;
use reqwest::{Client, Method};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use tokio::net::TcpListener;

/// The names, ids and versions of the recorded cluster, and ours in their place.
#[derive(Default)]
pub struct Names(HashMap<String, String>);

impl Names {
    /// Learns from two answers to the same request.
    pub fn learn(&mut self, recorded: &Value, ours: &Value) {
        match (recorded, ours) {
            (Value::Object(recorded), Value::Object(ours)) => {
                let is_generated = recorded.contains_key("generateName");
                for (key, value) in recorded {
                    let Some(other) = ours.get(key) else { continue };
                    let is_name = ["uid", "resourceVersion"].contains(&key.as_str()) || is_generated && key == "name";
                    match (value, other) {
                        (Value::String(value), Value::String(other)) if is_name => {
                            self.0.insert(value.clone(), other.clone());
                        }
                        _ => self.learn(value, other),
                    }
                }
            }
            (Value::Array(recorded), Value::Array(ours)) if recorded.len() == ours.len() => {
                recorded.iter().zip(ours).for_each(|(value, other)| self.learn(value, other));
            }
            _ => {}
        }
    }

    /// The request's part with our names.
    pub fn ours(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => self.0.get(text).unwrap_or(text).as_str().into(),
            Value::Array(items) => items.iter().map(|item| self.ours(item)).collect(),
            Value::Object(map) => {
                map.iter().map(|(key, value)| (key.clone(), self.ours(value))).collect::<Map<_, _>>().into()
            }
            other => other.clone(),
        }
    }

    /// The path with our names. A watch need not last as long as it did.
    pub fn path(&self, path: &str) -> String {
        let mut is_time_out = false;
        let parts = path.split_inclusive(['/', '?', '&', '=']).map(|part| {
            let word = part.trim_end_matches(['/', '?', '&', '=']);
            let end = &part[word.len()..];
            let is_time = is_time_out;
            is_time_out = part == "timeoutSeconds=";
            match word.parse::<u64>() {
                Ok(seconds) if is_time => format!("{}{end}", seconds.min(6)),
                _ => format!("{}{end}", self.0.get(word).map_or(word, String::as_str)),
            }
        });
        parts.collect()
    }
}

/// A client of a cluster, which sends what was recorded.
pub struct Replay {
    pub cluster: Cluster,
    pub names: Names,
    server: String,
    client: Client,
}

/// An answer: its status, its content type, its warnings and its body.
pub struct Answer {
    pub status: u16,
    pub content_type: String,
    pub warnings: Vec<String>,
    pub text: String,
}

impl Replay {
    /// Serves a new cluster without TLS.
    pub async fn new(settings: &BTreeMap<String, String>) -> Self {
        // Fails only if a provider is there already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let cluster = Cluster::new(settings);
        let socket = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let server = format!("http://{}", socket.local_addr().expect("it has an address"));
        let router = cluster.router();
        tokio::spawn(async move { axum::serve(socket, router).await });
        let client = Client::builder().tls_certs_only([]).no_proxy().build().expect("a client is made");
        Replay { cluster, names: Names::default(), server, client }
    }

    /// Sends a recorded request.
    pub async fn send(&self, request: &Value) -> Answer {
        let text = |field: &str| request[field].as_str();
        let method: Method = text("method").unwrap_or_default().parse().expect("it is a method");
        let url = format!("{}{}", self.server, self.names.path(text("path").unwrap_or_default()));
        let mut sent = self.client.request(method, url).header("accept", text("accept").unwrap_or("*/*"));
        if let Some(content_type) = text("content_type") {
            sent = sent.header("content-type", content_type);
        }
        sent = match text("token") {
            Some("none") | None => sent,
            Some(user) => sent.bearer_auth(self.cluster.token_of(user).unwrap_or_else(|| user.to_owned())),
        };
        sent = match &request["body"] {
            Value::Null => sent,
            Value::String(text) => sent.body(text.clone()),
            body => sent.body(self.names.ours(body).to_string()),
        };
        let answer = sent.send().await.expect("it answers");
        let header = |name: &str| {
            let values = answer.headers().get_all(name).iter();
            values.map(|value| value.to_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
        };
        let (status, content_type, warnings) =
            (answer.status().as_u16(), header("content-type").concat(), header("warning"));
        Answer { status, content_type, warnings, text: answer.text().await.expect("it answers to the end") }
    }
}

/// The exchanges of a recording, which lies beside the repository.
pub fn exchanges(name: &str) -> Vec<Value> {
    let recording = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/kubernetes").join(name);
    let text = std::fs::read_to_string(&recording).unwrap_or_else(|error| panic!("{}: {error}", recording.display()));
    text.lines().map(|line| serde_json::from_str(line).expect("the recording is JSON")).collect()
}

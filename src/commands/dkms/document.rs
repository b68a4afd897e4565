//! How the commands about DKMS answer: documents, and lines for people that say the same.

use crate::commands::Reply;
use crate::context::Context;
use crate::kubernetes::Pod;
use crate::output::Format;
use crate::terminal::escape;
use serde_json::{Value, json};

/// A reply: a document, or as a table the lines that say the same to people.
pub fn reply(document: Value, lines: &[String], context: &Context) -> Reply {
    match context.format {
        Format::Table => {
            let lines: Vec<_> = lines.iter().map(|line| escape(line)).collect();
            Reply::line(lines.join("\n"))
        }
        Format::Json | Format::Toml | Format::Yaml => Reply::document(document),
    }
}

pub fn pod_document(pod: &Pod) -> Value {
    let started = pod.started.map(|started| started.to_string());
    json!({"name": pod.name, "ready": pod.readiness(), "status": pod.status, "started": started, "serving": pod.is_serving})
}

pub fn pod_line(pod: &Pod) -> String {
    let started = pod.started.map_or(String::new(), |started| format!(", started {started}"));
    format!("{} {} {}{started}", pod.name, pod.readiness(), pod.status)
}

/// An answer that may not be known, as documents have it.
pub fn known(answer: Option<bool>) -> Value {
    answer.map_or_else(|| "unknown".into(), Value::from)
}

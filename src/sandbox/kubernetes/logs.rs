//! What containers say, for `kubectl logs`.

use super::engine::Cluster;
use super::failure::Failure;
use super::object::{list, text};
use super::route::Query;
use super::state::State;
use super::store::Key;
use super::streaming_body;
use super::{clock, object};
use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use std::time::Duration;

/// How many lines of a container are kept.
const MOST_LINES: usize = 1000;

/// How often a log that is followed is looked at.
const INTERVAL: Duration = Duration::from_millis(200);

/// Adds a line to what a container has said.
pub fn write(state: &mut State, pod: &str, container: &str, line: &str) {
    let lines = state.logs.entry((pod.to_owned(), container.to_owned())).or_default();
    if lines.len() == MOST_LINES {
        lines.remove(0);
    }
    lines.push(format!("{} {line}", clock::now()));
}

/// Answers with the log of one container.
pub fn answer(cluster: &Cluster, pod: &Value, query: &Query) -> Result<Response, Failure> {
    let container = container_of(pod, query.text("container"))?;
    // A container that ends again and again has said the same before.
    if query.is_on("previous") && !has_ended_before(pod, &container) {
        let name = object::name(pod);
        let message = format!("previous terminated container \"{container}\" in pod \"{name}\" not found");
        return Err(Failure::bad_request(message));
    }
    let uid = object::uid(pod).to_owned();
    let mut lines = cluster.change(|state| lines_of(state, &uid, &container));
    let read = lines.len();
    if let Some(count) = query.number("tailLines").and_then(|count| usize::try_from(count).ok()) {
        lines.drain(..lines.len().saturating_sub(count));
    }
    let has_times = query.is_on("timestamps");
    let first: String = lines.iter().map(|line| shown(line, has_times)).collect();
    let plain = [(CONTENT_TYPE, "text/plain")];
    if !query.is_on("follow") {
        return Ok((plain, first).into_response());
    }
    let (sender, body) = streaming_body::channel();
    let cluster = cluster.clone();
    let key = Key::of("Pod", pod);
    tokio::spawn(async move {
        let mut read = read;
        let mut text = first;
        while sender.send(text).await && !sender.is_closed() {
            let (more, is_over) = cluster.change(|state| {
                let lines = lines_of(state, &uid, &container);
                (lines, state.current(&key, &uid).is_none_or(|pod| object::is_over(&pod)))
            });
            text = more.iter().skip(read).map(|line| shown(line, has_times)).collect();
            read = read.max(more.len());
            if is_over {
                sender.send(text).await;
                return;
            }
            tokio::time::sleep(INTERVAL).await;
        }
    });
    Ok((plain, Body::new(body)).into_response())
}

fn has_ended_before(pod: &Value, container: &str) -> bool {
    let statuses = list(pod, "/status/initContainerStatuses").iter().chain(list(pod, "/status/containerStatuses"));
    statuses.into_iter().any(|status| status["name"] == container && status["lastState"]["terminated"].is_object())
}

fn lines_of(state: &State, uid: &str, container: &str) -> Vec<String> {
    state.logs.get(&(uid.to_owned(), container.to_owned())).cloned().unwrap_or_default()
}

fn shown(line: &str, has_times: bool) -> String {
    match line.split_once(' ') {
        Some((_, words)) if !has_times => format!("{words}\n"),
        _ => format!("{line}\n"),
    }
}

/// The container that is meant, if it has anything to say yet.
fn container_of(pod: &Value, wanted: &str) -> Result<String, Failure> {
    let name = object::name(pod);
    let names = |field: &str| -> Vec<String> {
        list(pod, &format!("/spec/{field}")).iter().map(|container| text(container, "/name").to_owned()).collect()
    };
    let (inits, mains) = (names("initContainers"), names("containers"));
    let container = match (wanted, &mains[..]) {
        ("", [only]) => only.clone(),
        ("", _) => {
            let choices = mains.join(" ");
            let message = format!("a container name must be specified for pod {name}, choose one of: [{choices}]");
            return Err(Failure::bad_request(message));
        }
        (wanted, _) => wanted.to_owned(),
    };
    if !inits.contains(&container) && !mains.contains(&container) {
        return Err(Failure::bad_request(format!("container {container} is not valid for pod {name}")));
    }
    let statuses = list(pod, "/status/initContainerStatuses").iter().chain(list(pod, "/status/containerStatuses"));
    let state = statuses.into_iter().find(|status| status["name"] == container.as_str()).map(|status| &status["state"]);
    match state {
        Some(state) if state["running"].is_object() || state["terminated"].is_object() => Ok(container),
        Some(state) if text(state, "/waiting/reason") == "CrashLoopBackOff" => Ok(container),
        state => {
            let reason = state.map_or("ContainerCreating", |state| text(state, "/waiting/reason"));
            let message = format!("container \"{container}\" in pod \"{name}\" is waiting to start: {reason}");
            Err(Failure::bad_request(message))
        }
    }
}

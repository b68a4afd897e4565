//! The routes of the service below `/apis/ims`: every method and path, and what answers. A new route is a new row.

use super::answer::Answer;
use super::deletion;
use super::nodes;
use super::request::{Api, Body, Request};
use super::resource::{RESOURCES, Resource};
use super::turn::Turn;
use super::verbs;
use percent_encoding::percent_decode_str;
use serde_json::json;

/// Answers at a path of its own; it is given what stands in the place of `{id}`.
type Handler = fn(&Turn, &str) -> Answer;

/// Answers for all resources alike.
type ResourceHandler = fn(&mut Turn, &Request) -> Result<Answer, Answer>;

const ROUTES: &[(&str, &str, Handler)] = &[
    ("GET", "/version", |_, _| Answer::plain(&json!({"version": "Unknown"}))),
    ("GET", "/healthz/ready", |_, _| Answer::plain(&json!({}))),
    ("GET", "/healthz/live", |_, _| Answer::plain(&json!({}))),
    ("GET", "/v3/remote-build-nodes/status", |turn, _| nodes::statuses(turn)),
    ("GET", "/v3/remote-build-nodes/status/{id}", nodes::status),
];

/// The same below every one of the [`VERSIONS`], as far as a resource has the method.
const RESOURCE_ROUTES: &[(&str, &str, ResourceHandler)] = &[
    ("GET", "{resource}", verbs::list),
    ("DELETE", "{resource}", deletion::delete_all),
    ("POST", "{resource}", verbs::create),
    ("PATCH", "{resource}", verbs::restore_all),
    ("GET", "{resource}/{id}", verbs::describe),
    ("DELETE", "{resource}/{id}", deletion::delete),
    ("PATCH", "{resource}/{id}", verbs::update),
];

const VERSIONS: &[(&str, Api)] = &[("/v3/", Api::V3), ("/v2/", Api::V2), ("/", Api::V2)];

/// What a row of the tables does for a path.
enum Action {
    Plain(Handler, String),
    Records { handler: ResourceHandler, api: Api, resource: &'static Resource, id: String },
}

/// Answers a request as the row for it says.
pub fn answer(turn: &mut Turn, method: &str, path: &str, query: &str, body: &Body) -> Answer {
    let path = format!("/{}", percent_decode_str(path).decode_utf8_lossy().trim_start_matches('/'));
    let method = if method == "HEAD" { "GET" } else { method };
    let rows = rows(&path);
    if rows.is_empty() {
        return answer_nowhere(method, &path, query, body);
    }
    let methods = methods(&rows);
    if method == "OPTIONS" {
        return Answer::options(&methods);
    }
    match rows.into_iter().find(|(known, _)| *known == method) {
        Some((_, Action::Plain(handler, id))) => handler(turn, &id),
        Some((_, Action::Records { handler, api, resource, id })) => {
            handler(turn, &Request { api, resource, id, query, body }).unwrap_or_else(|refusal| refusal)
        }
        None => {
            Answer::method_not_allowed(&methods, !["/version", "/healthz/ready", "/healthz/live"].contains(&&*path))
        }
    }
}

/// A path with a slash too many is led on to the one without.
fn answer_nowhere(method: &str, path: &str, query: &str, body: &Body) -> Answer {
    let merged = path.replace("//", "/");
    match methods(&rows(&merged)) {
        none if none.is_empty() => Answer::no_such_path(),
        known if known.contains(&method) => Answer::moved(body.headers, &merged, query),
        // The service fails when it looks for the methods that it could name.
        _ => Answer::internal_error(),
    }
}

/// The rows for a path, the likeliest first.
fn rows(path: &str) -> Vec<(&'static str, Action)> {
    let plain = ROUTES
        .iter()
        .filter_map(|(method, pattern, handler)| Some((*method, Action::Plain(*handler, id(pattern, "", path)?))));
    let records = VERSIONS.iter().flat_map(|(version, api)| {
        let known = RESOURCES.iter().filter(move |resource| *api == Api::V3 || resource.is_in_v2());
        let rest = path.strip_prefix(version);
        known.flat_map(move |resource| {
            RESOURCE_ROUTES.iter().filter_map(move |(method, pattern, handler)| {
                let id = id(pattern, resource.path, rest?)?;
                let action = Action::Records { handler: *handler, api: *api, resource, id };
                resource.has(method, pattern.ends_with("{id}")).then_some((*method, action))
            })
        })
    });
    plain.chain(records).collect()
}

/// What stands for `{id}` if the pattern fits the path: nothing if it has none.
fn id(pattern: &str, resource: &str, path: &str) -> Option<String> {
    let pattern = pattern.replace("{resource}", resource);
    match pattern.strip_suffix("{id}") {
        None => (pattern == path).then(String::new),
        Some(front) => path.strip_prefix(front).filter(|id| !id.is_empty() && !id.contains('/')).map(str::to_owned),
    }
}

/// The methods of these rows.
fn methods(rows: &[(&'static str, Action)]) -> Vec<&'static str> {
    let mut methods = vec!["GET", "HEAD", "OPTIONS"];
    for (method, _) in rows {
        if !methods.contains(method) {
            methods.push(method);
        }
    }
    if rows.is_empty() { vec![] } else { methods }
}

//! The gateway: it looks at tokens, finds the service, and hands requests on.

use super::Service;
use super::answer::Answer;
use super::body::Body;
use super::route::{self, Place};
use super::tokens;
use super::verbs::Turn;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{Method, Response, StatusCode};

/// No more than this of a body is read, in bytes.
const LIMIT: usize = 8 * 1024 * 1024;

/// Answers any request.
pub async fn answer(State(service): State<Service>, request: Request) -> Response<axum::body::Body> {
    let (parts, body) = request.into_parts();
    let answer = match to_bytes(body, LIMIT).await {
        Ok(bytes) => {
            let body = Body { headers: &parts.headers, bytes: &bytes };
            pass(&service, &parts.method, parts.uri.path(), parts.uri.query().unwrap_or_default(), &body)
        }
        Err(_) => Answer::text(StatusCode::PAYLOAD_TOO_LARGE, "Payload Too Large"),
    };
    answer.into()
}

fn pass(service: &Service, method: &Method, path: &str, query: &str, body: &Body) -> Answer {
    if path == tokens::PATH {
        return match *method {
            Method::POST => service.tokens().grant(body.bytes),
            _ => Answer::text(StatusCode::METHOD_NOT_ALLOWED, ""),
        };
    }
    if !path.starts_with("/apis/") {
        return Answer::text(StatusCode::NOT_FOUND, "");
    }
    if let Err(refusal) = service.tokens().check(body.headers) {
        return refusal;
    }
    let Some(path) = path.strip_prefix("/apis/ims").filter(|path| path.starts_with('/')) else {
        return Answer::text(StatusCode::NOT_FOUND, "");
    };
    service
        .turn(|turn| serve(turn, method, path, query, body))
        .unwrap_or_else(|| Answer::text(StatusCode::SERVICE_UNAVAILABLE, "no healthy upstream"))
}

fn serve(turn: &mut Turn, method: &Method, path: &str, query: &str, body: &Body) -> Answer {
    let Some(place) = route::place(path) else {
        return Answer::no_such_path();
    };
    let method = match method.as_str() {
        "HEAD" => "GET",
        name => name,
    };
    let answer = match (&place, method) {
        (_, "OPTIONS") => Ok(Answer::options(&place.methods())),
        (Place::Version, "GET") => Ok(Answer::found(&serde_json::json!({"version": "Unknown"}))),
        (Place::NodeStates, "GET") => Ok(turn.node_states()),
        (Place::NodeState(xname), "GET") => Ok(turn.node_state(xname)),
        (Place::All(nature), "GET") => Ok(turn.list(nature)),
        (Place::All(nature), "DELETE") => turn.delete_all(nature, query),
        (Place::One(nature, id), "GET") => Ok(turn.describe(nature, id)),
        (Place::One(nature, id), "DELETE") => Ok(turn.delete(nature, id)),
        (Place::All(nature), "POST") if let Some(schema) = nature.new => turn.create(nature, schema, body),
        (Place::All(nature), "PATCH") if let (Some(schema), Some(_)) = (nature.patch, nature.origin) => {
            turn.restore(nature, schema, None, body)
        }
        (Place::One(nature, id), "PATCH") if let Some(schema) = nature.patch => match nature.origin {
            Some(_) => turn.restore(nature, schema, Some(id), body),
            None => turn.update(nature, schema, id, body),
        },
        _ => Ok(Answer::method_not_allowed(&place.methods())),
    };
    answer.unwrap_or_else(|refusal| refusal)
}

//! The gateway: it looks at tokens, finds the service, and hands requests on.

use super::Service;
use super::answer::Answer;
use super::body::Body;
use super::route::{self, Place, Route};
use super::tokens;
use super::verbs::Turn;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{Method, Response, StatusCode, header};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// No more than this of a body is read, in bytes.
const LIMIT: usize = 8 * 1024 * 1024;

/// What must be encoded in the path of a location.
const PATH: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?').add(b'`');

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
    // The version is for everybody.
    if path != "/apis/ims/version"
        && let Err(refusal) = service.tokens().check(body.headers)
    {
        return refusal;
    }
    let Some(path) = path.strip_prefix("/apis/ims").filter(|path| path.starts_with('/')) else {
        return Answer::text(StatusCode::NOT_FOUND, "");
    };
    service
        .turn(|turn| {
            let answer = serve(turn, method, path, query, body);
            // The service writes a line of each request into its log, which shows the path without the query.
            let status = answer.status.as_u16();
            turn.cluster.log_service(&format!("\"{method} {path} HTTP/1.1\" {status}"));
            answer
        })
        .unwrap_or_else(|| Answer::text(StatusCode::SERVICE_UNAVAILABLE, "no healthy upstream"))
}

fn serve(turn: &mut Turn, method: &Method, path: &str, query: &str, body: &Body) -> Answer {
    let method = method.as_str();
    let place = match route::find(path, method) {
        Route::To(place) => place,
        Route::Methods(methods, place) => return Answer::method_not_allowed(&methods, place.is_api()),
        Route::Moved { path, is_known: true } => return moved(&path, query, body),
        // The service fails when it looks for the methods that it could name.
        Route::Moved { is_known: false, .. } => return Answer::fault(),
        Route::Nowhere => return Answer::no_such_path(),
    };
    let method = if method == "HEAD" { "GET" } else { method };
    let answer = match (&place, method) {
        (_, "OPTIONS") => Ok(Answer::options(&place.all_methods())),
        (Place::Version, "GET") => Ok(Answer::plain(&serde_json::json!({"version": "Unknown"}))),
        (Place::Health, "GET") => Ok(Answer::plain(&serde_json::json!({}))),
        (Place::NodeStates, "GET") => Ok(turn.node_states()),
        (Place::NodeState(xname), "GET") => Ok(turn.node_state(xname)),
        (Place::All(_, nature), "GET") => Ok(turn.list(nature)),
        (Place::All(api, nature), "DELETE") => turn.delete_all(*api, nature, query),
        (Place::One(_, nature, id), "GET") => Ok(turn.describe(nature, id)),
        (Place::One(api, nature, id), "DELETE") => turn.delete(*api, nature, id, query),
        (Place::All(_, nature), "POST") if let Some(schema) = nature.new => turn.create(nature, schema, body),
        (Place::All(_, nature), "PATCH") if let (Some(schema), Some(origin)) = (nature.patch, nature.origin) => {
            turn.restore_all(nature, origin, schema, body)
        }
        (Place::One(api, nature, id), "PATCH") if let Some(schema) = nature.patch => match nature.origin {
            Some(origin) => turn.restore(nature, origin, schema, id, body),
            None => turn.update(*api, nature, schema, id, body),
        },
        _ => Ok(Answer::method_not_allowed(&place.all_methods(), place.is_api())),
    };
    answer.unwrap_or_else(|refusal| refusal)
}

/// Leads on to another path, as the service sees it: it does not know the prefix that the gateway took away.
fn moved(path: &str, query: &str, body: &Body) -> Answer {
    let host = body.headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let path = utf8_percent_encode(path, PATH);
    let query = if query.is_empty() { String::new() } else { format!("?{query}") };
    Answer::moved(format!("http://{host}{path}{query}"))
}

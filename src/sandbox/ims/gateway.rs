//! The gateway: it checks tokens, finds the service, and hands requests on.

use super::answer::Answer;
use super::request::Body;
use super::routes;
use super::service::Service;
use super::tokens;
use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{Method, Response, StatusCode};

/// No more than this of a body is read, in bytes.
const LIMIT: usize = 8 * 1024 * 1024;

/// The gateway's routes.
pub fn router(service: Service) -> Router {
    Router::new().fallback(answer).with_state(service)
}

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
            let answer = routes::answer(turn, method.as_str(), path, query, body);
            // The service writes a line of each request into its log, which shows the path without the query.
            let status = answer.status.as_u16();
            turn.cluster.log_service(&format!("\"{method} {path} HTTP/1.1\" {status}"));
            answer
        })
        .unwrap_or_else(|| Answer::text(StatusCode::SERVICE_UNAVAILABLE, "no healthy upstream"))
}

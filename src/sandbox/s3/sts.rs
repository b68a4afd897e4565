//! Keys for S3, which the gateway gives to whoever may use it.

use super::Keys;
use crate::sandbox::ims::Service;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::put;
use axum::{Json, Router};
use serde_json::json;
use std::sync::Arc;

/// What keys are made from.
struct Source {
    service: Service,
    keys: Keys,
    endpoint: String,
}

/// The gateway's route to keys for the S3 at this endpoint.
pub fn router(service: Service, keys: Keys, endpoint: String) -> Router {
    let source = Arc::new(Source { service, keys, endpoint });
    Router::new().route("/apis/sts/token", put(answer)).with_state(source)
}

async fn answer(State(source): State<Arc<Source>>, headers: HeaderMap) -> Response {
    if let Err(refusal) = source.service.tokens().check(&headers) {
        return axum::http::Response::<axum::body::Body>::from(refusal);
    }
    let (id, key) = source.keys.give();
    let credentials = json!({
        "AccessKeyId": id,
        "SecretAccessKey": key.secret,
        "SessionToken": key.session_token,
        "EndpointURL": source.endpoint,
        "Expiration": key.expires.strftime("%Y-%m-%dT%H:%M:%S.%6f+00:00").to_string(),
    });
    (StatusCode::CREATED, Json(json!({"Credentials": credentials}))).into_response()
}

//! A guard against web pages: a browser on this machine reaches loopback too, for any page that it shows.

use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::IpAddr;

/// Refuses a request that a page from elsewhere may have made: one to a host, or from an origin, that is not this machine.
pub async fn guard(request: Request, next: Next) -> Response {
    match stranger(request.headers()) {
        None => next.run(request).await,
        Some(host) => {
            let host: String = host.escape_default().take(100).collect();
            let why = format!("The sandbox serves loopback alone, not {host}.\n");
            (StatusCode::FORBIDDEN, why).into_response()
        }
    }
}

/// The name in the request that is not this machine.
fn stranger(headers: &HeaderMap) -> Option<&str> {
    let value = |name| headers.get(name).map(|value| value.to_str().unwrap_or("an unreadable name"));
    let host = value(header::HOST).filter(|host| !is_loopback(host));
    let is_local = |origin: &&str| origin.split_once("://").is_some_and(|(_, host)| is_loopback(host));
    host.or_else(|| value(header::ORIGIN).filter(|origin| !is_local(origin)))
}

/// Returns `true` if the authority, a host with or without a port, is this machine.
fn is_loopback(authority: &str) -> bool {
    let (host, rest) = match authority.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((host, rest)) => (host, rest),
        None => authority.split_at(authority.find(':').unwrap_or(authority.len())),
    };
    let has_port = rest.strip_prefix(':').is_some_and(|port| port.bytes().all(|digit| digit.is_ascii_digit()));
    let is_local = host.eq_ignore_ascii_case("localhost") || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback());
    is_local && (rest.is_empty() || has_port)
}

#[cfg(test)]
mod tests {
    use super::is_loopback;

    #[test]
    fn only_names_of_this_machine_are_loopback() {
        for host in ["localhost", "LOCALHOST:80", "127.0.0.1", "127.9.9.9:8080", "[::1]", "[::1]:80"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example:80",
            "10.0.0.1",
            "[::2]:80",
            "127.0.0.1:x",
            "[::1]x",
            "null",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}

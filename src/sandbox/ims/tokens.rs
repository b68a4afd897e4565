//! Tokens: the endpoint that gives them, and the gateway's check of those that requests carry.

use super::answer::Answer;
use super::clock::Clock;
use axum::http::{HeaderMap, StatusCode, header};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use url::form_urlencoded;

/// The path of the token endpoint.
pub const PATH: &str = "/keycloak/realms/shasta/protocol/openid-connect/token";

/// How long a refresh token is valid.
const REFRESH: SignedDuration = SignedDuration::from_mins(30);

/// The user, and the client that needs no user.
const USER: &str = "admin";
const SERVICE_CLIENT: &str = "admin-client";
const USER_CLIENT: &str = "shasta";

/// Gives tokens, and knows those it gave.
pub struct Tokens {
    password: Option<String>,
    /// How long an access token is valid.
    access: SignedDuration,
    clock: Clock,
    issued: Mutex<HashMap<String, Token>>,
}

struct Token {
    kind: Kind,
    expires: Timestamp,
}

#[derive(PartialEq)]
enum Kind {
    Access,
    /// For the client of this name.
    Refresh(String),
}

impl Tokens {
    /// Tokens for whoever knows the password; for anybody if there is none. Each is valid for so long.
    pub fn new(password: Option<String>, access: Duration, clock: Clock) -> Self {
        let access = SignedDuration::try_from(access).unwrap_or(SignedDuration::MAX);
        Tokens { password, access, clock, issued: Mutex::default() }
    }

    /// Refuses a request without a valid token, in the words of the gateway.
    pub fn check(&self, headers: &HeaderMap) -> Result<(), Answer> {
        if self.password.is_none() {
            return Ok(());
        }
        let refused = |text| Err(Answer::text(StatusCode::UNAUTHORIZED, text));
        let header = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let Some(("Bearer", token)) = header.split_once(' ') else {
            return refused("Jwt is missing");
        };
        match self.issued.lock().unwrap_or_else(PoisonError::into_inner).get(token) {
            Some(token) if token.kind != Kind::Access => refused("Jwt verification fails"),
            Some(token) if token.expires <= (self.clock)() => refused("Jwt is expired"),
            Some(_) => Ok(()),
            None => refused("Jwt verification fails"),
        }
    }

    /// Answers a request for a token.
    pub fn grant(&self, body: &[u8]) -> Answer {
        let form: HashMap<String, String> = form_urlencoded::parse(body).into_owned().collect();
        let field = |name: &str| form.get(name).map_or("", String::as_str);
        let Some(password) = &self.password else {
            return match field("grant_type") {
                // It may be the only one that somebody has for a real system, who would lose it.
                "refresh_token" => self.refresh(field("refresh_token"), field("client_id")),
                _ => self.issue(field("client_id"), true),
            };
        };
        match (field("grant_type"), field("client_id")) {
            ("", _) => refusal(StatusCode::BAD_REQUEST, "invalid_request", "Missing form parameter: grant_type"),
            ("client_credentials", SERVICE_CLIENT) if field("client_secret") == password => {
                self.issue(SERVICE_CLIENT, false)
            }
            (_, client) if client != USER_CLIENT => {
                refusal(StatusCode::UNAUTHORIZED, "invalid_client", "Invalid client or Invalid client credentials")
            }
            ("password", _) if field("username") == USER && field("password") == password => {
                self.issue(USER_CLIENT, true)
            }
            ("password", _) => refusal(StatusCode::UNAUTHORIZED, "invalid_grant", "Invalid user credentials"),
            ("refresh_token", client) => self.refresh(field("refresh_token"), client),
            ("client_credentials", _) => refusal(
                StatusCode::UNAUTHORIZED,
                "unauthorized_client",
                "Public client not allowed to retrieve service account",
            ),
            _ => refusal(StatusCode::BAD_REQUEST, "unsupported_grant_type", "Unsupported grant_type"),
        }
    }

    fn refresh(&self, token: &str, client: &str) -> Answer {
        let now = (self.clock)();
        let fault = match self.issued.lock().unwrap_or_else(PoisonError::into_inner).get(token) {
            Some(Token { kind: Kind::Refresh(owner), expires }) => match (owner == client, *expires > now) {
                (true, true) => None,
                (true, false) => Some("Token is not active"),
                (false, _) => Some("Invalid refresh token. Token client and authorized client don't match"),
            },
            _ => Some("Invalid refresh token"),
        };
        match fault {
            None => self.issue(client, true),
            Some(fault) => refusal(StatusCode::BAD_REQUEST, "invalid_grant", fault),
        }
    }

    fn issue(&self, client: &str, refreshable: bool) -> Answer {
        let now = (self.clock)();
        let mut issued = self.issued.lock().unwrap_or_else(PoisonError::into_inner);
        // Those that nobody can mean any more.
        issued.retain(|_, token| now.duration_since(token.expires) < SignedDuration::from_hours(24));
        let mut new = |kind, validity| {
            let token = random();
            let expires = now.checked_add(validity).unwrap_or(now);
            issued.insert(token.clone(), Token { kind, expires });
            token
        };
        let mut answer = json!({
            "access_token": new(Kind::Access, self.access),
            "expires_in": self.access.as_secs(),
            "refresh_expires_in": if refreshable { REFRESH.as_secs() } else { 0 },
        });
        if refreshable {
            answer["refresh_token"] = json!(new(Kind::Refresh(client.to_owned()), REFRESH));
        }
        answer["token_type"] = json!("Bearer");
        answer["not-before-policy"] = json!(0);
        answer["session_state"] = json!(uuid::Uuid::new_v4().to_string());
        answer["scope"] = json!("profile email");
        Answer::compact(StatusCode::OK, &answer)
    }
}

fn refusal(status: StatusCode, error: &str, description: &str) -> Answer {
    Answer::compact(status, &json!({"error": error, "error_description": description}))
}

/// Opaque, but in three parts as those who look at tokens expect.
fn random() -> String {
    let part = || uuid::Uuid::new_v4().simple();
    format!("eyJ{}.eyJ{}{}.{}{}", part(), part(), part(), part(), part())
}

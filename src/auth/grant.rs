//! Requests for a token (RFC 6749, sections 4.3, 4.4 and 6).

use super::Token;
use crate::error::{Error, Explain};
use crate::http::{Body, Outgoing, Patience, Transport, shortened};
use crate::secret::is_short;
use crate::time::Deadline;
use reqwest::header::HeaderMap;
use reqwest::{Method, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use url::{Url, form_urlencoded};
use zeroize::Zeroizing;

/// No answer with a token is longer, in bytes.
const LONGEST: usize = 1024 * 1024;

/// What a token is given for.
pub enum Grant<'a> {
    Password {
        username: &'a str,
        password: &'a SecretString,
        rsa_token: Option<&'a SecretString>,
    },
    /// The client itself, without a user.
    Client {
        secret: &'a SecretString,
    },
    Refresh {
        token: &'a str,
    },
}

impl Grant<'_> {
    fn has_short_secret(&self) -> bool {
        match self {
            Grant::Password { password, rsa_token, .. } => {
                [Some(*password), *rsa_token].into_iter().flatten().any(|text| is_short(text.expose_secret()))
            }
            Grant::Client { secret } => is_short(secret.expose_secret()),
            Grant::Refresh { token } => is_short(token),
        }
    }
}

/// Why there is no token.
pub enum Refusal {
    /// Whoever asked is not known, or no longer. The words are the endpoint's, without secrets.
    Credentials {
        error: String,
        description: Option<String>,
    },
    /// The endpoint accepted the request, and answered with something else than a token.
    NoToken(Error),
    Other(Error),
}

impl Refusal {
    /// What went wrong, in one line.
    pub fn in_a_line(&self) -> String {
        match self {
            Refusal::Credentials { error, description } => description.as_ref().unwrap_or(error).clone(),
            Refusal::NoToken(error) | Refusal::Other(error) => error.in_a_line(),
        }
    }
}

/// Asks the endpoint for a token.
pub async fn request(
    transport: &Transport,
    endpoint: Url,
    client_id: &str,
    grant: &Grant<'_>,
    deadline: Deadline,
    patience: Patience,
) -> Result<Token, Refusal> {
    let outgoing = Outgoing {
        method: Method::POST,
        url: endpoint,
        headers: HeaderMap::new(),
        body: Body::Secrets(form(client_id, grant)),
        verify_with: None,
        patience,
    };
    let mut answer = transport.send(&outgoing, deadline).await.map_err(settled)?;
    let body = Zeroizing::new(answer.beginning(LONGEST).await.map_err(settled)?);
    if !answer.status().is_success() {
        return Err(refusal(answer.status(), &body, grant.has_short_secret()));
    }
    let useless = |cause| {
        let advice =
            vec!["Does core.hostname lead to the API gateway? `cray config get core.hostname` shows it.".into()];
        Refusal::NoToken(Error::BadAnswer(format!("the token endpoint returned an {cause}")).with_advice(advice))
    };
    let token = Token::parse(&body).map_err(useless)?.hidden().issued(client_id);
    match token.header() {
        Some(_) => Ok(token),
        None => Err(useless("invalid token (it contains invalid characters)".into())),
    }
}

/// Asking for a token changes nothing that anybody would have to look after.
fn settled(error: Error) -> Refusal {
    Refusal::Other(match error {
        Error::InDoubt { fault, .. } => *fault,
        other => other,
    })
}

fn form(client_id: &str, grant: &Grant<'_>) -> Zeroizing<String> {
    let mut form = form_urlencoded::Serializer::new(String::new());
    match grant {
        Grant::Password { username, password, rsa_token } => {
            form.append_pair("grant_type", "password");
            form.append_pair("username", username);
            form.append_pair("password", password.expose_secret());
            if let Some(token) = rsa_token {
                form.append_pair("rsa_username", username);
                form.append_pair("rsa_otp", token.expose_secret());
            }
        }
        Grant::Client { secret } => {
            form.append_pair("grant_type", "client_credentials");
            form.append_pair("client_secret", secret.expose_secret());
        }
        Grant::Refresh { token } => {
            form.append_pair("grant_type", "refresh_token");
            form.append_pair("refresh_token", token);
        }
    }
    form.append_pair("client_id", client_id);
    Zeroizing::new(form.finish())
}

/// What the endpoint says when it gives no token (RFC 6749, section 5.2).
#[derive(Deserialize)]
struct Problem {
    error: String,
    error_description: Option<String>,
}

/// What an answer with a bad status means. Nothing of it is shown but what the standard defines, since the rest may repeat a
/// secret in whatever form. A secret that is too short to be found again might be repeated there too.
fn refusal(status: StatusCode, body: &[u8], is_terse: bool) -> Refusal {
    let problem = serde_json::from_slice::<Problem>(body).ok().filter(|_| !is_terse);
    let told =
        problem.map(|problem| (shortened(&problem.error), problem.error_description.map(|text| shortened(&text))));
    match (told, status.as_u16()) {
        (Some((error, description)), 400 | 401 | 403) => Refusal::Credentials { error, description },
        (None, 400 | 401 | 403) if is_terse => {
            Refusal::Credentials { error: "the token endpoint refused it".into(), description: None }
        }
        (told, code) => {
            let mut details: Vec<_> = told
                .into_iter()
                .flat_map(|(error, description)| {
                    [Some(format!("  error: {error}")), description.map(|text| format!("  error_description: {text}"))]
                })
                .flatten()
                .collect();
            details.push("The token endpoint answered so; there is no new token.".into());
            // Not the status of a request of the user's: an advice to log in would lead in a circle.
            let code = if code == 401 { 400 } else { code };
            let message = format!("Error received from server: {status}");
            Refusal::Other(Error::Refused { status: code, message, details, advice: None })
        }
    }
}

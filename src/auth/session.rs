//! A login in use: its token goes into every request, and is renewed when it has to be.

use super::renewal::{GRACE, Renewal};
use super::{Refusal, State, Token, lock};
use crate::error::{Error, Explain};
use crate::http::{Patience, Transport};
use crate::time::Deadline;
use reqwest::header::HeaderValue;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::timeout;

/// How long a token that is still good waits to be renewed.
const SHORT_WAIT: Duration = Duration::from_secs(2);

/// A token and its file.
#[derive(Debug)]
pub struct Session {
    path: PathBuf,
    /// Whether a new token can be saved there, as it can in no pipe.
    is_renewable: bool,
    token: Mutex<Arc<Token>>,
}

impl Session {
    /// The login in this file, which may be a link to it.
    pub fn new(path: &Path, token: Token) -> Self {
        let is_renewable = is_regular(path);
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        Session { path, is_renewable, token: Mutex::new(Arc::new(token)) }
    }

    /// Returns `true` if the token lasts for a while.
    pub fn is_fresh(&self) -> bool {
        self.current().state() == State::Fresh
    }

    /// The command that logs in again.
    pub fn login_command(&self) -> &'static str {
        self.current().login_command()
    }

    /// The header that carries the token. Renews the token first if it has expired or is about to.
    pub async fn header(&self, transport: &Transport, deadline: Deadline) -> Result<HeaderValue, Error> {
        let mut token = self.current();
        let renewed = match token.state() {
            State::Fresh => None,
            // It serves as it is if anything is in the way of its renewal.
            State::Stale => self.early(transport, deadline).await,
            State::Expired => Some(self.renewed(&token, transport, deadline).await?),
        };
        if let Some(renewed) = renewed {
            token = Arc::new(renewed);
            *self.token.lock().unwrap_or_else(PoisonError::into_inner) = token.clone();
        }
        token.header().ok_or_else(|| Error::TokenFile {
            path: self.path.clone(),
            cause: "the token contains invalid characters".into(),
        })
    }

    fn current(&self) -> Arc<Token> {
        self.token.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The token renewed before its time, or as somebody else renewed it. Returns `None` if it has to serve as it is.
    async fn early(&self, transport: &Transport, deadline: Deadline) -> Option<Token> {
        if !self.is_renewable {
            return None;
        }
        let lock = lock::attempt(&self.path).ok()??;
        let token = Token::read(&self.path).ok()?;
        let refresh_token = match (token.state(), token.refresh_token()) {
            (State::Fresh, _) => return Some(token),
            (_, refresh_token) => refresh_token?.to_owned(),
        };
        let keep = |cause: String| {
            let line = format!("The token is still valid but could not be renewed: {cause}");
            transport.printer().notice(&line);
            None
        };
        let patience = Patience { is_tried_again: false, grace: GRACE, ..Patience::default() };
        let limit = SHORT_WAIT.min(deadline.left());
        match Renewal::prepare(&self.path, token, refresh_token, lock, transport, limit) {
            Err(error) => keep(error.in_a_line()),
            Ok(renewal) => match timeout(limit, renewal.send(Deadline::after(limit), patience)).await {
                Ok(Ok(Ok(newer))) => Some(newer),
                Ok(Ok(Err(refusal))) => keep(refusal.in_a_line()),
                Ok(Err(_)) | Err(_) => keep("the token endpoint has not answered yet".into()),
            },
        }
    }

    /// The token as it is in the file by now, renewed unless somebody else did so.
    async fn renewed(&self, expired: &Token, transport: &Transport, deadline: Deadline) -> Result<Token, Error> {
        let login = expired.login_command();
        let ended = |cause: String| Error::SessionExpired { path: self.path.clone(), cause, login };
        if !self.is_renewable {
            return Err(ended("has expired and was not renewed, because it is not a regular file".into()));
        }
        let lock = lock::acquire(&self.path, deadline).await?;
        let token = Token::read(&self.path)?;
        let refresh_token = match (token.state(), token.refresh_token()) {
            (State::Fresh | State::Stale, _) => return Ok(token),
            (State::Expired, None) => return Err(ended("has expired and cannot be renewed (no refresh token)".into())),
            (State::Expired, Some(refresh_token)) => refresh_token.to_owned(),
        };
        let renewal =
            Renewal::prepare(&self.path, token, refresh_token, lock, transport, deadline.left()).map_err(|error| {
                ended(format!(
                    "has expired and was not renewed, because the new token could not be saved: {}",
                    error.in_a_line()
                ))
            })?;
        let patience = Patience { is_tried_again: true, grace: GRACE, ..Patience::default() };
        match renewal.send(deadline, patience).await {
            Ok(Ok(newer)) => Ok(newer),
            Ok(Err(refusal @ Refusal::Credentials { .. })) => {
                Err(ended(format!("has expired and was not renewed: {}", refusal.in_a_line())))
            }
            Ok(Err(Refusal::NoToken(error) | Refusal::Other(error))) => {
                Err(Error::NotRenewed { path: self.path.clone(), fault: Box::new(error), login })
            }
            Err(_) => Err(Error::Internal("the renewal of the token ended without an outcome".into())),
        }
    }
}

/// Returns `true` if this is a regular file, or nothing yet.
fn is_regular(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|file| file.is_file())
}

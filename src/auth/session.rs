//! A login in use: its token goes into every request, and is renewed when it has to be.

use super::{ENDPOINT, Grant, Refusal, State, Token, grant, lock};
use crate::env;
use crate::error::Error;
use crate::file::{Replacement, write_atomically};
use crate::http::{Deadline, Transport};
use reqwest::header::HeaderValue;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// A token and its file.
#[derive(Debug)]
pub struct Session {
    path: PathBuf,
    token: Mutex<Arc<Token>>,
}

impl Session {
    /// The login in this file, which may be a link to it.
    pub fn new(path: &Path, token: Token) -> Self {
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        Session { path, token: Mutex::new(Arc::new(token)) }
    }

    /// Whether the token lasts for a while.
    pub fn is_fresh(&self) -> bool {
        self.token.lock().unwrap_or_else(PoisonError::into_inner).state() == State::Fresh
    }

    /// The header that carries the token. Renews the token first if it has expired or is about to.
    pub async fn header(&self, transport: &Transport, deadline: Deadline) -> Result<HeaderValue, Error> {
        let mut token = self.token.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if token.state() != State::Fresh {
            token = Arc::new(self.renewed(transport, deadline).await?);
            *self.token.lock().unwrap_or_else(PoisonError::into_inner) = token.clone();
        }
        token.header().ok_or_else(|| Error::TokenFile {
            path: self.path.clone(),
            cause: "the token holds characters that no token has".into(),
        })
    }

    /// The token as it is in the file by now, renewed unless somebody else did so.
    async fn renewed(&self, transport: &Transport, deadline: Deadline) -> Result<Token, Error> {
        let expired = |cause: String| Error::SessionExpired { path: self.path.clone(), cause };
        let _lock = lock::acquire(&self.path, deadline).await?;
        let token = Token::read(&self.path)?;
        let refresh_token = match (token.state(), token.refresh_token()) {
            (State::Fresh, _) | (State::Stale, None) => return Ok(token),
            (State::Expired, None) => return Err(expired("has expired, and holds nothing to renew it with".into())),
            (State::Stale | State::Expired, Some(refresh_token)) => refresh_token,
        };
        // A refresh token may serve once only: what cannot be saved would be lost for everybody who shares the file.
        let saving = match (prepare(&self.path), token.state()) {
            (Ok(saving), _) => saving,
            (Err(_), State::Stale) => return Ok(token),
            (Err(error), _) => {
                return Err(expired(format!(
                    "has expired, and is not renewed where it cannot be saved: {}",
                    error.in_a_line()
                )));
            }
        };
        let endpoint = transport.gateway().at(ENDPOINT)?;
        let grant = Grant::Refresh { token: refresh_token };
        let newer = match grant::request(transport, endpoint, token.client_id(), &grant, deadline).await {
            Ok(newer) => newer,
            Err(refusal) if token.state() == State::Stale => {
                transport
                    .printer()
                    .notice(&format!("The token is still good, but was not renewed: {}", refusal.in_a_line()));
                return Ok(token);
            }
            Err(Refusal::Credentials(cause)) => {
                return Err(expired(format!("has expired, and was not renewed: {cause}")));
            }
            Err(Refusal::Other(error)) => {
                return Err(Error::NotRenewed { path: self.path.clone(), fault: Box::new(error) });
            }
        };
        let token = token.renewed(newer);
        if let Err(error) = saving.write(&token.to_json()) {
            // The request can still be made; the next process has to renew again.
            transport.printer().remark(&format!("The renewed token is not saved. {}", error.in_a_line()));
        }
        Ok(token)
    }
}

/// Saves the token of a login, over the one that is there.
pub async fn save(path: &Path, token: &Token, deadline: Deadline) -> Result<(), Error> {
    refuse_outside_sandbox(path)?;
    // Whoever renews the old token at this moment must not overwrite the new one afterwards.
    let _lock = match path.exists() {
        true => Some(lock::acquire(path, deadline).await?),
        false => None,
    };
    write_atomically(path, &token.to_json())
}

/// Makes ready to replace a token file.
fn prepare(path: &Path) -> Result<Replacement, Error> {
    refuse_outside_sandbox(path)?;
    Replacement::prepare(path)
}

/// Fails if this runs in a sandbox and the file is not one of it: a simulated token must not replace a real one.
fn refuse_outside_sandbox(path: &Path) -> Result<(), Error> {
    let Some(home) = env::path(env::SANDBOX_HOME) else {
        return Ok(());
    };
    let directory = path.parent().unwrap_or(Path::new("."));
    let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    match real(directory).starts_with(real(&home)) {
        true => Ok(()),
        false => Err(Error::file(
            "write",
            path,
            "this command runs in a sandbox, which writes no token file outside its own directory",
        )),
    }
}

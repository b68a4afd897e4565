//! The token that proves who asks: read from where the reference client saves it.

use crate::error::Error;
use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// A token that was saved by a login.
#[derive(Debug)]
pub struct Token {
    path: PathBuf,
    file: TokenFile,
}

/// The fields of a token file that matter here.
#[derive(Debug, Deserialize)]
struct TokenFile {
    access_token: SecretString,
    /// When it expires, in seconds since 1970.
    expires_at: Option<f64>,
}

impl Token {
    /// Reads the token file that the user named.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let refused = |cause: String| Error::TokenFile { path: path.to_owned(), cause };
        let text = fs::read(path).map_err(|error| refused(error.to_string()))?;
        // The cause names the place; the reader's own words could repeat the content.
        let file = serde_json::from_slice(&text)
            .map_err(|error| refused(format!("not a token (line {}, column {})", error.line(), error.column())))?;
        Ok(Token { path: path.to_owned(), file })
    }

    /// Reads the token that a login saved; none if there is no such file.
    pub fn read_saved(path: &Path) -> Result<Option<Self>, Error> {
        match fs::metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            _ => Token::read(path).map(Some),
        }
    }

    /// The header that carries the token. Fails if the token has expired.
    pub fn header(&self) -> Result<HeaderValue, Error> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |time| time.as_secs_f64());
        if self.file.expires_at.is_some_and(|end| end <= now) {
            return Err(Error::SessionExpired { path: self.path.clone() });
        }
        let bearer = format!("Bearer {}", self.file.access_token.expose_secret());
        let mut value = HeaderValue::from_str(&bearer).map_err(|_| Error::TokenFile {
            path: self.path.clone(),
            cause: "the token holds characters that no token has".into(),
        })?;
        value.set_sensitive(true);
        Ok(value)
    }
}

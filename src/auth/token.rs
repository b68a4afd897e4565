//! A token file, as the reference client writes it: the answer of the token endpoint, with `client_id` and `expires_at`.

use super::CLIENT_ID;
use crate::error::Error;
use crate::file;
use crate::secret;
use reqwest::header::HeaderValue;
use serde_json::{Map, Value};
use std::fs;
use std::io;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};
use zeroize::{Zeroize, Zeroizing};

/// A token is renewed when it has less than this left, in seconds: the request has to arrive in time.
const MARGIN: f64 = 30.0;

/// The field that says in which way a token was had, where that is not by password, and what it may hold.
const LOGIN: &str = "cray_ims_login";
pub const FROM_KUBERNETES: &str = "from-kubernetes";
pub const CLIENT_CREDENTIALS: &str = "client-credentials";

/// A token, with every field of its file. It does not print itself, and is cleared from memory.
pub struct Token {
    fields: Map<String, Value>,
}

/// How far a token can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Fresh,
    /// It is about to expire.
    Stale,
    Expired,
}

impl Token {
    /// Reads the token file that the user named.
    pub fn read(path: &Path) -> Result<Self, Error> {
        Token::in_file(path, &Token::read_text(path)?)
    }

    /// The content of a token file.
    pub fn read_text(path: &Path) -> Result<Zeroizing<Vec<u8>>, Error> {
        let text = file::read(path).map(Zeroizing::new);
        text.map_err(|error| Error::TokenFile { path: path.to_owned(), cause: error.to_string() })
    }

    /// The token that this file was found to hold.
    pub fn in_file(path: &Path, text: &[u8]) -> Result<Self, Error> {
        let token = Token::parse(text).map(Token::hidden);
        token.map_err(|cause| Error::TokenFile { path: path.to_owned(), cause })
    }

    /// Reads the token that a login saved; `None` if there is no such file.
    pub fn read_saved(path: &Path) -> Result<Option<Self>, Error> {
        match fs::metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            _ => Token::read(path).map(Some),
        }
    }

    /// Reads a token. The error says where it goes wrong; the reader's own words could repeat the content.
    pub fn parse(text: &[u8]) -> Result<Self, String> {
        let fields: Map<String, Value> = serde_json::from_slice(text)
            .map_err(|error| format!("invalid token (line {}, column {})", error.line(), error.column()))?;
        let token = Token { fields };
        if token.text("access_token").is_none() {
            return Err("invalid token (no text \"access_token\" in it)".into());
        }
        Ok(token)
    }

    /// Leaves its secrets out of all that is said from now on.
    pub fn hidden(self) -> Self {
        ["access_token", "refresh_token", "id_token"].iter().filter_map(|name| self.text(name)).for_each(secret::hide);
        self
    }

    /// This answer of the token endpoint, with what the reference client adds to it.
    pub fn issued(mut self, client_id: &str) -> Self {
        if let Some(Value::String(scopes)) = self.fields.get("scope") {
            let scopes: Vec<Value> = scopes.split_whitespace().map(Value::from).collect();
            self.fields.insert("scope".into(), scopes.into());
        }
        if let Some(seconds) = self.number("expires_in") {
            self.fields.insert("expires_at".into(), Value::from(now() + seconds));
        }
        self.fields.insert("client_id".into(), client_id.into());
        self
    }

    /// This token with every field that the newer one has; the rest stays.
    pub fn renewed(mut self, mut newer: Token) -> Self {
        // Without this field the end of the old token would count for the new one.
        self.fields.remove("expires_at");
        for (name, value) in std::mem::take(&mut newer.fields) {
            if let Some(mut old) = self.fields.insert(name, value) {
                clear(&mut old);
            }
        }
        self
    }

    /// The content of its file.
    pub fn to_json(&self) -> Zeroizing<Vec<u8>> {
        // What serializes a map of texts cannot fail.
        Zeroizing::new(serde_json::to_vec(&self.fields).unwrap_or_default())
    }

    /// The header that carries it; `None` if it contains invalid characters.
    pub fn header(&self) -> Option<HeaderValue> {
        let bearer = Zeroizing::new(format!("Bearer {}", self.text("access_token")?));
        let mut value = HeaderValue::from_str(&bearer).ok()?;
        value.set_sensitive(true);
        Some(value)
    }

    pub fn state(&self) -> State {
        match self.expires_at().map(|end| end - now()) {
            Some(left) if left <= 0.0 => State::Expired,
            Some(left) if left < MARGIN => State::Stale,
            _ => State::Fresh,
        }
    }

    /// When it expires, in seconds since 1970.
    pub fn expires_at(&self) -> Option<f64> {
        self.number("expires_at")
    }

    /// When it can no longer be renewed, in seconds since 1970; `None` if that is not known. The endpoint says 0 for never.
    pub fn renewable_until(&self) -> Option<f64> {
        let issued = self.expires_at()? - self.number("expires_in")?;
        self.number("refresh_expires_in").filter(|seconds| *seconds > 0.0).map(|seconds| issued + seconds)
    }

    /// What renews it.
    pub fn refresh_token(&self) -> Option<&str> {
        self.text("refresh_token")
    }

    /// The command that logs in again in the way in which this token was had.
    pub fn login_command(&self) -> &'static str {
        match self.text(LOGIN) {
            Some(FROM_KUBERNETES) => "cray-ims auth login --from-kubernetes",
            Some(CLIENT_CREDENTIALS) => "cray-ims auth login --client-credentials",
            _ => "cray auth login",
        }
    }

    /// Notes in which way it was had.
    pub fn had_by(mut self, way: &str) -> Self {
        self.fields.insert(LOGIN.into(), way.into());
        self
    }

    /// The client that it was given to.
    pub fn client_id(&self) -> &str {
        self.text("client_id").unwrap_or(CLIENT_ID)
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.fields.get(name)?.as_str().filter(|text| !text.is_empty())
    }

    fn number(&self, name: &str) -> Option<f64> {
        let value = self.fields.get(name)?;
        value.as_f64().or_else(|| value.as_str()?.parse().ok()).filter(|number| number.is_finite())
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        formatter.write_str("Token(***)")
    }
}

impl Drop for Token {
    fn drop(&mut self) {
        self.fields.values_mut().for_each(clear);
    }
}

/// Overwrites every text in a value.
fn clear(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(values) => values.iter_mut().for_each(clear),
        Value::Object(fields) => fields.values_mut().for_each(clear),
        _ => {}
    }
}

/// Seconds since 1970.
fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |time| time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn token(fields: Value) -> Token {
        Token::parse(fields.to_string().as_bytes()).unwrap()
    }

    #[test]
    fn a_token_is_fresh_then_stale_then_expired() {
        let state = |left: f64| token(json!({"access_token": "sesame", "expires_at": now() + left})).state();
        assert_eq!([state(100.0), state(10.0), state(-1.0)], [State::Fresh, State::Stale, State::Expired]);
        assert_eq!(token(json!({"access_token": "sesame"})).state(), State::Fresh);
    }

    #[test]
    fn a_renewed_token_keeps_what_the_answer_does_not_name() {
        let old = token(json!({"access_token": "old one", "refresh_token": "again", "x": {"y": 1}, "expires_at": 1.5}));
        let new = token(json!({"access_token": "new one", "expires_in": 60, "scope": "a b"})).issued("me");
        let saved: Value = serde_json::from_slice(&old.renewed(new).to_json()).unwrap();
        let end = saved["expires_at"].as_f64().unwrap();
        assert!((end - now() - 60.0).abs() < 5.0);
        let rest = json!({"access_token": "new one", "refresh_token": "again", "x": {"y": 1}, "expires_in": 60,
            "scope": ["a", "b"], "client_id": "me", "expires_at": end});
        assert_eq!(saved, rest);
    }

    #[test]
    fn a_token_does_not_print_itself() {
        assert_eq!(format!("{:?}", token(json!({"access_token": "sesame"}))), "Token(***)");
    }

    #[test]
    fn what_is_no_token_is_told_by_its_place_and_never_by_its_content() {
        for (text, cause) in [
            ("{\n\"access_token\": hunter2", "invalid token (line 2, column 17)"),
            ("[]", "invalid token (line 1, column 0)"),
            ("{\"access_token\": 7}", "invalid token (no text \"access_token\" in it)"),
        ] {
            assert_eq!(Token::parse(text.as_bytes()).unwrap_err(), cause);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_token_file_makes_us_panic(text in "\\PC*", end: f64, value in ".*") {
            let _ = Token::parse(text.as_bytes());
            let fields = json!({"access_token": value, "expires_at": end, "expires_in": value, "scope": value});
            if let Ok(token) = Token::parse(fields.to_string().as_bytes()) {
                let _ = (token.header(), token.state(), token.renewable_until(), token.issued("me").to_json());
            }
        }
    }
}

//! The keys for S3, which the gateway hands out to whoever is logged in.

use crate::error::Error;
use crate::http::Request;
use crate::secret;
use jiff::Timestamp;
use reqwest::Method;
use secrecy::SecretString;
use serde::Deserialize;
use std::time::Duration;

/// Keys are renewed when they are valid for no longer than this, so that none expires under way.
const RESERVE: Duration = Duration::from_secs(300);

/// Keys, valid for a while, and where they are valid.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Keys {
    #[serde(rename = "AccessKeyId")]
    pub id: String,
    #[serde(rename = "SecretAccessKey")]
    pub secret: SecretString,
    #[serde(default)]
    pub session_token: Option<String>,
    #[serde(rename = "EndpointURL")]
    pub endpoint: String,
    #[serde(default)]
    expiration: Option<String>,
}

/// The request for keys.
pub fn new_keys() -> Request {
    Request::new(Method::PUT, "apis/sts/token".to_owned())
}

impl Keys {
    /// Reads the answer of the gateway. The secrets in it are never shown from then on.
    pub fn parse(answer: &str) -> Result<Self, Error> {
        #[derive(Deserialize)]
        #[serde(rename_all = "PascalCase")]
        struct Answer {
            credentials: Keys,
        }
        let answer: Answer = serde_json::from_str(answer)
            .map_err(|error| Error::BadAnswer(format!("it holds no keys for S3 (line {})", error.line())))?;
        let keys = answer.credentials;
        secrecy::ExposeSecret::expose_secret(&keys.secret).split_whitespace().for_each(secret::hide);
        keys.session_token.iter().for_each(|token| secret::hide(token));
        Ok(keys)
    }

    /// Returns `true` if they expire soon. Keys whose end cannot be read are used until they are refused.
    pub fn are_stale(&self) -> bool {
        let end = self.expiration.as_deref().and_then(|end| end.parse::<Timestamp>().ok());
        end.is_some_and(|end| end.duration_since(Timestamp::now()) < RESERVE.try_into().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(expiration: &str) -> Keys {
        Keys::parse(&format!(
            r#"{{"Credentials": {{"AccessKeyId": "a", "SecretAccessKey": "s", "SessionToken": "t", "EndpointURL": "https://rgw",
            "Expiration": "{expiration}"}}}}"#
        ))
        .unwrap()
    }

    #[test]
    fn keys_are_stale_shortly_before_their_end_and_never_if_it_is_unreadable() {
        assert!(!keys("2999-01-01T00:00:00+00:00").are_stale());
        assert!(keys("2020-01-01T00:00:00Z").are_stale());
        assert!(keys(&(Timestamp::now() + Duration::from_secs(60)).to_string()).are_stale());
        assert!(!keys("soon").are_stale());
    }

    #[test]
    fn an_answer_without_keys_is_an_error() {
        assert!(Keys::parse("{}").is_err() && Keys::parse("\"Error\"").is_err());
    }
}

//! Who may use S3: whoever signs with a key that was given, and sends the key's session token.

use super::Keys;
use s3s::access::{S3Access, S3AccessContext};
use s3s::auth::{S3Auth, SecretKey};
use s3s::{S3Result, s3_error};
use url::form_urlencoded;

/// Looks up keys, and compares session tokens.
#[derive(Clone)]
pub struct Guard(pub Keys);

#[async_trait::async_trait]
impl S3Auth for Guard {
    async fn get_secret_key(&self, id: &str) -> S3Result<SecretKey> {
        match self.0.find(id) {
            Some(key) if key.is_expired() => Err(s3_error!(ExpiredToken, "The provided token has expired.")),
            Some(key) => Ok(key.secret.into()),
            None => {
                Err(s3_error!(InvalidAccessKeyId, "The AWS Access Key Id you provided does not exist in our records."))
            }
        }
    }
}

#[async_trait::async_trait]
impl S3Access for Guard {
    async fn check(&self, request: &mut S3AccessContext<'_>) -> S3Result<()> {
        const TOKEN: &str = "x-amz-security-token";
        let Some(credentials) = request.credentials() else {
            return Err(s3_error!(AccessDenied, "Access Denied"));
        };
        // A URL that was signed in advance has it in the query.
        let query = form_urlencoded::parse(request.uri().query().unwrap_or_default().as_bytes());
        let mut in_query =
            query.filter(|(name, _)| name.eq_ignore_ascii_case(TOKEN)).map(|(_, value)| value.into_owned());
        let header = request.headers().get(TOKEN).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let token = header.or_else(|| in_query.next());
        match self.0.find(&credentials.access_key) {
            Some(key) if token.as_ref() == Some(&key.session_token) => Ok(()),
            _ => Err(s3_error!(InvalidToken, "The provided token is malformed or otherwise invalid.")),
        }
    }
}

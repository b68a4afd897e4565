//! Signature version 4.

use super::Keys;
use super::requests::Request;
use crate::error::Error;
use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SigningSettings, UriPathNormalizationMode,
    sign,
};
use aws_sigv4::sign::v4::SigningParams;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use secrecy::ExposeSecret;
use std::time::SystemTime;
use url::Url;

const REGION: &str = "us-east-1";

/// What stands for itself in a URL that is signed (RFC 3986, 2.3).
const PLAIN: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The same in a key, whose parts are separated by slashes.
const PLAIN_IN_KEY: AsciiSet = PLAIN.remove(b'/');

/// The URL of a request to the S3 at this endpoint.
pub fn url(endpoint: &Url, request: &Request) -> Url {
    let mut url = endpoint.clone();
    let base = url.path().trim_end_matches('/').to_owned();
    let bucket = utf8_percent_encode(&request.bucket, &PLAIN);
    let key = utf8_percent_encode(&request.key, &PLAIN_IN_KEY);
    url.set_path(&if request.key.is_empty() { format!("{base}/{bucket}") } else { format!("{base}/{bucket}/{key}") });
    if !request.query.is_empty() {
        let pairs = request.query.iter().map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, &PLAIN)));
        url.set_query(Some(&pairs.collect::<Vec<_>>().join("&")));
    }
    url
}

/// The headers of a request that is sent to this URL now, the signature among them.
pub fn headers(request: &Request, url: &Url, keys: &Keys) -> Result<HeaderMap, Error> {
    let refused = |error: &dyn std::fmt::Display| Error::Internal(format!("a request to S3 cannot be signed: {error}"));
    let token = keys.session_token.clone();
    let identity = Credentials::new(&keys.id, keys.secret.expose_secret(), token, None, "gateway").into();
    let mut settings = SigningSettings::default();
    settings.percent_encoding_mode = PercentEncodingMode::Single;
    settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
    settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
    let params = SigningParams::builder()
        .identity(&identity)
        .region(REGION)
        .name("s3")
        .time(SystemTime::now())
        .settings(settings)
        .build()
        .map_err(|error| refused(&error))?
        .into();
    let given = request.headers.iter().map(|(name, value)| (*name, value.as_str()));
    // Parts are bound to their MD5, which the service compares; hashing them once more would only take time.
    let body = if request.body.is_empty() { SignableBody::Bytes(&[]) } else { SignableBody::UnsignedPayload };
    let signable = SignableRequest::new(request.method.as_str(), url.as_str(), given, body);
    let signed = sign(signable.map_err(|error| refused(&error))?, &params).map_err(|error| refused(&error))?;
    let mut headers = HeaderMap::new();
    for (name, value) in request.headers.iter().map(|(name, value)| (*name, value.as_str())) {
        add(&mut headers, name, value, false)?;
    }
    for (name, value) in signed.output().headers() {
        add(&mut headers, name, value, true)?;
    }
    Ok(headers)
}

fn add(headers: &mut HeaderMap, name: &str, value: &str, is_sensitive: bool) -> Result<(), Error> {
    let unfit = || Error::Usage(format!("\"{value}\" cannot be sent to S3 as {name}."));
    let name = HeaderName::try_from(name).map_err(|_| unfit())?;
    let mut value = HeaderValue::try_from(value).map_err(|_| unfit())?;
    value.set_sensitive(is_sensitive);
    headers.insert(name, value);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::s3::{Place, head, list_objects};

    #[test]
    fn keys_and_queries_are_encoded_byte_by_byte() {
        let endpoint = Url::parse("https://rgw.example/").unwrap();
        let at = Place::new("ims", "k =&?#;:@+ é/x").unwrap();
        assert_eq!(
            url(&endpoint, &head(&at)).as_str(),
            "https://rgw.example/ims/k%20%3D%26%3F%23%3B%3A%40%2B%20%C3%A9/x"
        );
        assert_eq!(
            url(&endpoint, &list_objects("ims", "a b", "é")).as_str(),
            "https://rgw.example/ims?encoding-type=url&marker=%C3%A9&prefix=a%20b"
        );
    }
}

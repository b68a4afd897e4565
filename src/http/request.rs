//! A request as a value, which can be looked at without a network.

use crate::error::Error;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Method;
use std::time::Duration;

/// What is to be sent.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: Method,
    /// The path below the host, without a leading slash, percent-encoded.
    pub path: String,
    pub query: Vec<(&'static str, String)>,
    pub body: Option<serde_json::Value>,
    /// The command that shows whether the request was carried out, for when that is in doubt.
    pub verify_with: Option<String>,
    /// How long the answer may take where the user names no time; `None` for the usual time.
    pub patience: Option<Duration>,
}

impl Request {
    /// Returns `true` if it changes nothing.
    pub fn is_read_only(&self) -> bool {
        self.method == Method::GET
    }

    /// A request without query and body.
    pub fn new(method: Method, path: String) -> Self {
        Request { method, path, query: Vec::new(), body: None, verify_with: None, patience: None }
    }
}

/// What cannot stand in a path segment as it is (RFC 3986, `pchar`).
const OUTSIDE_SEGMENTS: AsciiSet = NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@');

/// An id as one path segment. An id that would address something else, as an empty one addresses the whole collection, is
/// refused.
pub fn segment(id: &str) -> Result<String, Error> {
    match id {
        "" | "." | ".." => Err(Error::Usage(format!("\"{id}\" cannot be an id."))),
        _ => Ok(utf8_percent_encode(id, &OUTSIDE_SEGMENTS).to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::segment;

    #[test]
    fn an_id_is_one_segment_whatever_it_holds() {
        for (id, encoded) in [
            ("2e1fa77e-1c69-481b-b027-0f8c3f2c9df3", "2e1fa77e-1c69-481b-b027-0f8c3f2c9df3"),
            ("a/b?c#d", "a%2Fb%3Fc%23d"),
            ("a b%20", "a%20b%2520"),
            ("x:y@z,1;2=3", "x:y@z,1;2=3"),
            ("zürich", "z%C3%BCrich"),
            ("[1]\\\"", "%5B1%5D%5C%22"),
        ] {
            assert_eq!(segment(id).unwrap(), encoded);
        }
    }

    #[test]
    fn an_id_that_would_leave_the_collection_is_refused() {
        for id in ["", ".", ".."] {
            assert!(segment(id).is_err());
        }
    }
}

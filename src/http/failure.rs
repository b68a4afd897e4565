//! What failed in the network, in plain words.

use std::error::Error as _;

/// What failed.
pub fn cause(error: &reqwest::Error) -> String {
    let chain = chain(error);
    let last = chain.last().cloned().unwrap_or_else(|| error.to_string());
    let has = |words: &str| chain.iter().any(|text| text.contains(words));
    match () {
        () if error.is_timeout() && error.is_connect() => "the connection timed out".to_owned(),
        () if error.is_timeout() => "the request timed out".to_owned(),
        () if has("dns error") => format!("the name of the host cannot be resolved: {last}"),
        () if has("tls handshake eof") || has("corrupt message") => {
            "TLS: the host does not speak TLS; is this an https port?".to_owned()
        }
        () if has("certificate") || has("received fatal alert") => format!("TLS: {last}"),
        () if error.is_connect() => format!("no connection: {last}"),
        () if error.is_body() || error.is_decode() => {
            format!("the connection was closed before the response was complete: {last}")
        }
        () => last,
    }
}

/// Returns `true` if the connection was never made, so that the service cannot have seen the request.
pub fn is_before_sending(error: &reqwest::Error) -> bool {
    error.is_connect()
}

/// Returns `true` if it may pass by itself. A name that does not exist and a handshake that fails stay as they are.
pub fn may_pass(error: &reqwest::Error) -> bool {
    let chain = chain(error);
    let has = |words: &str| chain.iter().any(|text| text.contains(words));
    match () {
        () if has("dns error") => has("Temporary failure") || has("Try again"),
        () if error.is_connect() => !has("certificate") && !has("received fatal alert") && !has("corrupt message"),
        // The time is over.
        () if error.is_timeout() => false,
        () => error.is_request(),
    }
}

/// The texts of what led to an error, the outermost first.
fn chain(error: &reqwest::Error) -> Vec<String> {
    let mut chain = vec![];
    let mut next = error.source();
    while let Some(source) = next {
        chain.push(source.to_string());
        next = source.source();
    }
    chain
}

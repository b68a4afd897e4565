//! Secrets that this process holds. What is registered here is left out of everything that is said on standard error, so
//! that a service that echoes a token or a password cannot make us print it.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use secrecy::{ExposeSecret, SecretString};
use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};
use url::form_urlencoded;
use zeroize::Zeroizing;

/// Leaving out shorter texts would make messages unreadable.
const SHORTEST: usize = 6;

static HIDDEN: Mutex<Vec<SecretString>> = Mutex::new(Vec::new());

/// Whether a text is too short to be found again in what others say.
pub fn is_short(secret: &str) -> bool {
    secret.len() < SHORTEST
}

/// Leaves this text out of all that is said from now on, in every form in which it goes out or may come back.
pub fn hide(secret: &str) {
    if is_short(secret) {
        return;
    }
    let mut hidden = HIDDEN.lock().unwrap_or_else(PoisonError::into_inner);
    for form in forms(secret) {
        if !hidden.iter().any(|known| known.expose_secret() == form.as_str()) {
            hidden.push(form.as_str().into());
        }
    }
    // One may be a part of another.
    hidden.sort_by_key(|known| std::cmp::Reverse(known.expose_secret().len()));
}

/// A secret as it is, and as it stands in forms, URLs and JSON.
fn forms(secret: &str) -> Vec<Zeroizing<String>> {
    let in_json = serde_json::to_string(secret).map(Zeroizing::new).unwrap_or_default();
    let in_json = in_json.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(secret).to_owned();
    let in_form = form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    let in_url = utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string();
    [secret.to_owned(), in_form, in_url, in_json].map(Zeroizing::new).into()
}

/// The text with every registered secret left out.
pub fn scrubbed(text: &str) -> Cow<'_, str> {
    let hidden = HIDDEN.lock().unwrap_or_else(PoisonError::into_inner);
    let mut text = Cow::Borrowed(text);
    for secret in hidden.iter() {
        if text.contains(secret.expose_secret()) {
            text = Cow::Owned(text.replace(secret.expose_secret(), "***"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{hide, scrubbed};

    #[test]
    fn what_is_registered_is_left_out_and_nothing_else() {
        hide("sesame");
        hide("open sesame");
        hide("");
        hide("a");
        assert_eq!(scrubbed("say open sesame, open sesame"), "say ***, ***");
        assert_eq!(scrubbed("say anything"), "say anything");
        hide("p@ss w\"ö/é%");
        let said = r#"p@ss w"ö/é% p%40ss+w%22%C3%B6%2F%C3%A9%25 p%40ss%20w%22%C3%B6%2F%C3%A9%25 p@ss w\"ö/é%"#;
        assert_eq!(scrubbed(said), "*** *** *** ***");
    }
}

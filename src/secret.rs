//! Secrets that this process holds. What is registered here is left out of everything that is said on standard error, so
//! that a service that echoes a token or a password cannot make us print it.

use secrecy::{ExposeSecret, SecretString};
use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};

/// Shorter texts are no secrets, and leaving them out would make messages unreadable.
const SHORTEST: usize = 6;

static HIDDEN: Mutex<Vec<SecretString>> = Mutex::new(Vec::new());

/// Leaves this text out of all that is said from now on.
pub fn hide(secret: &str) {
    let mut hidden = HIDDEN.lock().unwrap_or_else(PoisonError::into_inner);
    if secret.len() >= SHORTEST && !hidden.iter().any(|known| known.expose_secret() == secret) {
        hidden.push(secret.into());
        // One may be a part of another.
        hidden.sort_by_key(|known| std::cmp::Reverse(known.expose_secret().len()));
    }
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
    }
}

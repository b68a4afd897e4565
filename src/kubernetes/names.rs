//! The names that Kubernetes allows. No other text becomes a part of a path or a selector, where it could address something else.

use crate::error::Error;

/// Returns `true` if Kubernetes takes this as the name of an object (a DNS subdomain, RFC 1123).
pub fn is_name(text: &str) -> bool {
    text.len() <= 253 && text.split('.').all(is_label)
}

/// Returns `true` if Kubernetes takes this as the name of a namespace or as the value of a label (a DNS label, RFC 1123).
pub fn is_label(text: &str) -> bool {
    let is_allowed = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-';
    (1..=63).contains(&text.len()) && text.bytes().all(is_allowed) && !text.starts_with('-') && !text.ends_with('-')
}

/// Fails if a text that came from outside is no name of a pod or another object.
pub(super) fn check_name(kind: &str, text: &str) -> Result<(), Error> {
    checked(is_name(text), kind, text)
}

/// Fails if a text that came from outside is no name of a namespace, or of a Job that pods are found by.
pub(super) fn check_label(kind: &str, text: &str) -> Result<(), Error> {
    checked(is_label(text), kind, text)
}

fn checked(is_sound: bool, kind: &str, text: &str) -> Result<(), Error> {
    if is_sound {
        Ok(())
    } else {
        Err(Error::Kubernetes {
            message: format!("\"{text}\" cannot be the name of a {kind} in Kubernetes"),
            advice: vec!["Nothing was requested with it: names consist of lower case letters, digits, - and .".into()],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{is_label, is_name};

    #[test]
    fn a_name_is_a_dns_subdomain_and_a_label_a_part_of_one() {
        for name in ["services", "kata-qemu", "8", &"a".repeat(63)] {
            assert!(is_name(name) && is_label(name), "{name}");
        }
        assert!(is_name("kata.clh") && !is_label("kata.clh"));
        let long = "a".repeat(64);
        for name in
            ["", ".", "..", "../x", "a/b", "a?b", "Kata", "kata_qemu", "-a", "a-", "a b", "a\n", "é", "a,b", &long]
        {
            assert!(!is_name(name) && !is_label(name), "{name:?}");
        }
    }
}

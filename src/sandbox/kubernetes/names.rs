//! The names of objects: which are allowed, those that are made up, and those of what is there from the start.

use super::failure::Failure;
use super::resource::Resource;
use uuid::Uuid;

/// The only node.
pub const NODE: &str = "ncn-w001";

/// The namespace in which the service runs.
pub const SERVICES: &str = "services";

/// The label that the pods of the service carry.
pub const NAME_LABEL: &str = "app.kubernetes.io/name";

/// The service, and the value of its label.
pub const IMS: &str = "cray-ims";

/// The characters of generated names: no vowels, so no words.
const SAFE: &[u8] = b"bcdfghjklmnpqrstvwxz2456789";

/// The longest name.
const LONGEST_NAME: usize = 253;

/// Five characters that make a name unique.
pub fn suffix() -> String {
    Uuid::new_v4().as_bytes()[..5].iter().map(|byte| safe(usize::from(*byte))).collect()
}

/// The characters that stand for a hash.
pub fn encoded(hash: u32) -> String {
    hash.to_string().bytes().map(|byte| safe(usize::from(byte))).collect()
}

fn safe(number: usize) -> char {
    char::from(SAFE[number % SAFE.len()])
}

/// Refuses a name that is none.
pub fn check(resource: &Resource, name: &str) -> Result<(), Failure> {
    if name.is_empty() {
        let cause = "Required value: name or generateName is required";
        return Err(Failure::invalid(resource, name, "metadata.name", cause));
    }
    let is_inner = |character: char| character.is_ascii_lowercase() || character.is_ascii_digit();
    let is_sound = name.len() <= LONGEST_NAME
        && name.chars().all(|character| is_inner(character) || "-.".contains(character))
        && name.split('.').all(|part| part.starts_with(is_inner) && part.ends_with(is_inner));
    if is_sound {
        return Ok(());
    }
    let cause = format!(
        "Invalid value: {name:?}: a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, \
         '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for \
         validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
    );
    Err(Failure::invalid(resource, name, "metadata.name", &cause))
}

#[cfg(test)]
mod tests {
    use super::super::kinds;
    use super::*;

    #[test]
    fn names_that_are_not_names_are_refused() {
        let resource = kinds::of_kind("ConfigMap").expect("it is known");
        for name in ["", "A", "a_b", "-a", "a-", "a..b", &"a".repeat(254)] {
            assert!(check(resource, name).is_err(), "{name}");
        }
        assert!(check(resource, "kube-root-ca.crt").is_ok());
    }
}

//! Where an object is. A place always has names that mean this object alone, whatever is sent about it.

use super::Failure;

/// A bucket, and a key in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    bucket: String,
    key: String,
}

impl Place {
    /// A place. Fails if there cannot be an object: without a key a request would be about the bucket, and URLs lead from `.` and
    /// `..` to other objects.
    pub fn new(bucket: &str, key: &str) -> Result<Self, Failure> {
        check_bucket(bucket)?;
        if key.is_empty() {
            return Err(Failure::Unfit("The key of the object is empty".to_owned()));
        }
        if key.split('/').any(|part| matches!(part, "." | "..")) {
            return Err(Failure::Unfit(format!("The key {key:?} has a part that is . or .., which cannot be sent")));
        }
        Ok(Place { bucket: bucket.to_owned(), key: key.to_owned() })
    }

    pub fn bucket(&self) -> &str {
        &self.bucket
    }

    pub fn key(&self) -> &str {
        &self.key
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "s3://{}/{}", self.bucket, self.key)
    }
}

/// Fails if no bucket can have this name, by the rule of the reference client, and if a URL would lead from it to another.
pub fn check_bucket(name: &str) -> Result<(), Failure> {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
    if (1..=255).contains(&name.len()) && name.bytes().all(is_allowed) && !matches!(name, "." | "..") {
        return Ok(());
    }
    Err(Failure::Unfit(format!("Invalid bucket name {name:?}: expected letters, digits and any of .-_")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_that_would_be_another_one_is_refused() {
        for (bucket, key) in [("boot-images", "a b/ü"), ("A_b.c", "/"), ("ims", "a..b/...")] {
            assert!(Place::new(bucket, key).is_ok(), "{bucket} {key}");
        }
        for (bucket, key) in [("", "k"), ("a b", "k"), ("ims/x", "k"), ("ims?", "k"), ("..", "k"), (".", "k")] {
            assert!(Place::new(bucket, key).is_err(), "{bucket} {key}");
        }
        for key in ["", ".", "..", "a/../b", "a/.", "./b"] {
            assert!(Place::new("ims", key).is_err(), "{key}");
        }
    }
}

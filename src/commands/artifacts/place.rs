//! The arguments that say where an object is.

use super::failures::{failed, missing, unexpected};
use crate::s3::{Place, check_bucket};
use anyhow::Result;

/// The bucket and the key that these words name, and the words behind them: BUCKET OBJECT, or `s3://BUCKET/OBJECT`. `usage` are
/// the words of the command and the names of its arguments.
pub fn place(words: Vec<String>, usage: &[&str]) -> Result<(Place, Vec<String>)> {
    let mut words = words.into_iter();
    let names: Vec<_> = usage.iter().filter(|name| name.chars().all(char::is_uppercase)).collect();
    let absent = |number: usize| missing(usage, names[number]);
    let first = words.next().ok_or_else(|| absent(0))?;
    let (bucket, key) = match first.strip_prefix("s3://").map(|rest| rest.split_once('/').unwrap_or((rest, ""))) {
        Some((bucket, key)) => (bucket.to_owned(), Some(key.to_owned()).filter(|key| !key.is_empty())),
        None => (first, words.next()),
    };
    let key = key.ok_or_else(|| absent(1))?;
    let rest: Vec<_> = words.collect();
    match (names.get(2 + rest.len()), &rest[rest.len().min(names.len() - 2)..]) {
        (Some(_), _) => Err(absent(2 + rest.len())),
        (None, []) => {
            let place = Place::new(&bucket, &key).map_err(|failure| failed(failure, usage))?;
            Ok((place, rest))
        }
        (None, words) => Err(unexpected(usage, words)),
    }
}

/// The bucket that these words name.
pub fn bucket(word: Option<String>, usage: &[&str]) -> Result<String> {
    let word = word.ok_or_else(|| missing(usage, "BUCKET"))?;
    let bucket = word.strip_prefix("s3://").map_or(word.as_str(), |rest| rest.trim_end_matches('/'));
    check_bucket(bucket).map_err(|failure| failed(failure, usage))?;
    Ok(bucket.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Explain;

    const USAGE: [&str; 4] = ["create", "BUCKET", "OBJECT", "FILEPATH"];

    fn read(words: &[&str]) -> Result<(String, Vec<String>), String> {
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        place(words, &USAGE).map(|(place, rest)| (place.to_string(), rest)).map_err(|error| error.message())
    }

    #[test]
    fn an_object_is_two_words_or_a_url() {
        let read_as = |place: &str| Ok((place.to_owned(), vec!["f".to_owned()]));
        assert_eq!(read(&["ims", "a/b", "f"]), read_as("s3://ims/a/b"));
        assert_eq!(read(&["s3://ims/a/b", "f"]), read_as("s3://ims/a/b"));
    }

    #[test]
    fn words_too_many_are_refused_as_the_reference_client_does() {
        assert_eq!(read(&["s3://ims/a", "f", "g"]).unwrap_err(), "Got unexpected extra argument (g)");
        assert_eq!(read(&["ims", "a", "f", "g", "h"]).unwrap_err(), "Got unexpected extra arguments (g h)");
    }

    #[test]
    fn what_is_missing_is_named_as_the_reference_client_does() {
        for (words, name) in [
            (&[][..], "BUCKET"),
            (&["ims"], "OBJECT"),
            (&["ims", "x"], "FILEPATH"),
            (&["s3://ims/x"], "FILEPATH"),
            (&["s3://ims"], "OBJECT"),
        ] {
            assert!(read(words).unwrap_err().contains(&format!("Missing argument '{name}'.")), "{words:?}");
        }
    }
}

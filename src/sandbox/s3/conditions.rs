//! The conditions of requests.

use crate::sandbox::objects::{Existing, Object};
use s3s::dto::{ETag, ETagCondition, Timestamp};
use s3s::{S3Result, s3_error};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// What must be true of an object that is read.
#[derive(Default)]
pub struct Conditions {
    pub if_match: Option<ETagCondition>,
    pub if_none_match: Option<ETagCondition>,
    pub if_modified_since: Option<Timestamp>,
    pub if_unmodified_since: Option<Timestamp>,
}

/// What became of the conditions.
#[derive(Debug, PartialEq)]
enum Outcome {
    Holds,
    NotModified,
    Failed,
}

impl Conditions {
    /// Fails if the object is not to be read, or not again.
    pub fn check(&self, object: &Object) -> S3Result<()> {
        match self.outcome(&object.etag, object.modified) {
            Outcome::Holds => Ok(()),
            Outcome::NotModified => Err(s3_error!(NotModified, "Not Modified")),
            Outcome::Failed => Err(failed()),
        }
    }

    /// Fails if the object is not to be copied.
    pub fn check_source(&self, object: &Object) -> S3Result<()> {
        match self.outcome(&object.etag, object.modified) {
            Outcome::Holds => Ok(()),
            Outcome::NotModified | Outcome::Failed => Err(failed()),
        }
    }

    /// A condition on the etag decides alone over that on the time (RFC 9110, 13.2.2).
    fn outcome(&self, etag: &str, modified: SystemTime) -> Outcome {
        let is_newer = |than: &Timestamp| Timestamp::from(whole_second(modified)) > *than;
        let fails = match &self.if_match {
            Some(condition) => !fits(condition, etag),
            None => self.if_unmodified_since.as_ref().is_some_and(is_newer),
        };
        let is_known = match &self.if_none_match {
            Some(condition) => fits(condition, etag),
            None => self.if_modified_since.as_ref().is_some_and(|time| !is_newer(time)),
        };
        match (fails, is_known) {
            (true, _) => Outcome::Failed,
            (false, true) => Outcome::NotModified,
            (false, false) => Outcome::Holds,
        }
    }
}

/// What must be at the place of a new object.
pub fn existing(if_match: Option<ETagCondition>, if_none_match: Option<ETagCondition>) -> S3Result<Existing> {
    match (if_match, if_none_match) {
        (None, None) => Ok(Existing::Anything),
        (None, Some(ETagCondition::Any)) => Ok(Existing::Nothing),
        (Some(ETagCondition::ETag(etag)), None) => Ok(Existing::Etag(etag.into_value())),
        _ => Err(s3_error!(NotImplemented, "A header you provided implies functionality that is not implemented")),
    }
}

fn failed() -> s3s::S3Error {
    s3_error!(PreconditionFailed, "At least one of the pre-conditions you specified did not hold")
}

fn fits(condition: &ETagCondition, etag: &str) -> bool {
    condition.as_etag().map(ETag::value).is_none_or(|given| given == etag)
}

/// Headers hold no fractions of seconds.
fn whole_second(time: SystemTime) -> SystemTime {
    let seconds = time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    UNIX_EPOCH + Duration::from_secs(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_etag_decides_before_the_time() {
        let etag = |text: &str| Some(ETagCondition::ETag(ETag::Strong(text.to_owned())));
        let modified = UNIX_EPOCH + Duration::from_millis(10_500);
        let at = |seconds| Some(Timestamp::from(UNIX_EPOCH + Duration::from_secs(seconds)));
        let outcome = |conditions: Conditions| conditions.outcome("e", modified);
        let none = Conditions::default;
        assert_eq!(outcome(none()), Outcome::Holds);
        assert_eq!(outcome(Conditions { if_match: etag("e"), if_unmodified_since: at(1), ..none() }), Outcome::Holds);
        assert_eq!(outcome(Conditions { if_match: etag("other"), ..none() }), Outcome::Failed);
        assert_eq!(outcome(Conditions { if_none_match: etag("e"), ..none() }), Outcome::NotModified);
        assert_eq!(outcome(Conditions { if_none_match: Some(ETagCondition::Any), ..none() }), Outcome::NotModified);
        assert_eq!(outcome(Conditions { if_modified_since: at(10), ..none() }), Outcome::NotModified);
        assert_eq!(outcome(Conditions { if_modified_since: at(9), ..none() }), Outcome::Holds);
        assert_eq!(outcome(Conditions { if_unmodified_since: at(9), ..none() }), Outcome::Failed);
        assert_eq!(outcome(Conditions { if_unmodified_since: at(10), ..none() }), Outcome::Holds);
    }
}

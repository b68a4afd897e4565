//! Whether a running pod still has old settings, from what Kubernetes notes of those who write to a ConfigMap.

use jiff::Timestamp;
use std::cmp::Ordering;

/// When somebody last wrote to the ConfigMap. Kubernetes notes it to the second, for each writer and not for each key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Write {
    pub at: Timestamp,
    pub scope: Scope,
}

/// What a write is known to have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// It made the ConfigMap, without which no pod starts.
    Everything,
    /// The keys in question and no others.
    TheseKeys,
    /// Any of the keys that this writer ever wrote, perhaps not those in question.
    SomeKeys,
}

/// The answer to a question that is answered with yes if it is for any part. None is an answer that is not known.
pub fn any(answers: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let mut all = Some(false);
    for answer in answers {
        match answer {
            Some(true) => return Some(true),
            Some(false) => {}
            None => all = None,
        }
    }
    all
}

/// Whether a container that started at this time, if it is known, missed one of the writes; none if that is not known. No
/// writes at all mean that Kubernetes kept no notes.
pub fn is_stale(started: Option<Timestamp>, writes: &[Write]) -> Option<bool> {
    let started = started.filter(|_| !writes.is_empty())?;
    any(writes.iter().map(|write| match (write.at.as_second().cmp(&started.as_second()), write.scope) {
        (Ordering::Less, _) | (Ordering::Equal, Scope::Everything) => Some(false),
        (Ordering::Greater, Scope::TheseKeys) => Some(true),
        // Starting in the same second as a write may be before or after it; a ConfigMap made anew may say what the old one did.
        _ => None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn write(second: i64, scope: Scope) -> Write {
        Write { at: at(second), scope }
    }

    #[test]
    fn a_pod_that_started_after_every_write_has_them_all() {
        assert_eq!(is_stale(Some(at(30)), &[write(10, Scope::TheseKeys), write(29, Scope::SomeKeys)]), Some(false));
    }

    #[test]
    fn a_pod_that_started_before_a_write_of_these_keys_alone_has_old_values() {
        assert_eq!(is_stale(Some(at(30)), &[write(40, Scope::SomeKeys), write(31, Scope::TheseKeys)]), Some(true));
    }

    #[test]
    fn a_later_write_of_other_keys_too_tells_nothing() {
        assert_eq!(is_stale(Some(at(30)), &[write(10, Scope::TheseKeys), write(31, Scope::SomeKeys)]), None);
    }

    #[test]
    fn within_one_second_nobody_can_tell() {
        assert_eq!(is_stale(Some(at(30)), &[write(30, Scope::TheseKeys)]), None);
    }

    #[test]
    fn a_pod_cannot_start_before_the_configmap_is_made() {
        assert_eq!(is_stale(Some(at(30)), &[write(30, Scope::Everything)]), Some(false));
        assert_eq!(is_stale(Some(at(30)), &[write(31, Scope::Everything)]), None);
    }

    #[test]
    fn without_notes_or_a_start_nothing_is_known() {
        assert_eq!(is_stale(Some(at(30)), &[]), None);
        assert_eq!(is_stale(None, &[write(30, Scope::TheseKeys)]), None);
    }

    #[test]
    fn one_stale_pod_is_enough_and_one_unknown_leaves_it_open() {
        assert_eq!(any([]), Some(false));
        assert_eq!(any([None, Some(true), Some(false)]), Some(true));
        assert_eq!(any([Some(false), None]), None);
    }
}

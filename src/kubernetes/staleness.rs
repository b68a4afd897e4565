//! Whether a running pod still has old settings, from what Kubernetes notes of those who write to a ConfigMap.

use super::Start;
use jiff::Timestamp;

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

/// Returns `true` if a container that started then missed one of the writes; `None` if that is not known. No writes at all mean that
/// Kubernetes kept no notes.
pub fn is_stale(start: Option<Start>, writes: &[Write]) -> Option<bool> {
    let Start { earliest, latest } = start.filter(|_| !writes.is_empty())?;
    any(writes.iter().map(|write| match (write.at.as_second(), write.scope) {
        (at, _) if at < earliest.as_second() => Some(false),
        (at, Scope::Everything) if at == earliest.as_second() => Some(false),
        (at, Scope::TheseKeys) if at > latest.as_second() => Some(true),
        // A start in the same second as a write may be before or after it; a ConfigMap made anew may say what the old one did.
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

    /// A start between these seconds.
    fn start(earliest: i64, latest: i64) -> Option<Start> {
        Some(Start { earliest: at(earliest), latest: at(latest) })
    }

    #[test]
    fn a_pod_that_started_after_every_write_has_them_all() {
        let writes = [write(10, Scope::TheseKeys), write(29, Scope::SomeKeys)];
        assert_eq!(is_stale(start(30, 90), &writes), Some(false));
    }

    #[test]
    fn a_pod_that_started_before_a_write_of_these_keys_alone_has_old_values() {
        let writes = [write(40, Scope::SomeKeys), write(31, Scope::TheseKeys)];
        assert_eq!(is_stale(start(20, 30), &writes), Some(true));
    }

    #[test]
    fn a_later_write_of_other_keys_too_tells_nothing() {
        assert_eq!(is_stale(start(30, 30), &[write(10, Scope::TheseKeys), write(31, Scope::SomeKeys)]), None);
    }

    #[test]
    fn a_write_between_the_earliest_and_the_latest_start_tells_nothing() {
        for second in [30, 35, 40] {
            assert_eq!(is_stale(start(30, 40), &[write(second, Scope::TheseKeys)]), None, "{second}");
        }
    }

    #[test]
    fn a_pod_cannot_start_before_the_configmap_is_made() {
        assert_eq!(is_stale(start(30, 30), &[write(30, Scope::Everything)]), Some(false));
        assert_eq!(is_stale(start(30, 30), &[write(31, Scope::Everything)]), None);
    }

    #[test]
    fn without_notes_or_a_start_nothing_is_known() {
        assert_eq!(is_stale(start(30, 30), &[]), None);
        assert_eq!(is_stale(None, &[write(30, Scope::TheseKeys)]), None);
    }

    #[test]
    fn one_stale_pod_is_enough_and_one_unknown_leaves_it_open() {
        assert_eq!(any([]), Some(false));
        assert_eq!(any([None, Some(true), Some(false)]), Some(true));
        assert_eq!(any([Some(false), None]), None);
    }
}

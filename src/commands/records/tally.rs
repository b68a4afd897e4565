//! The count of a deletion of several records: what is done, what is in doubt, and whether it makes sense to go on.

use crate::error::Error;
use crate::ims::{self, Resource};

/// After so many answers in a row that did not come from the service, nothing more is sent.
const SILENCES: usize = 3;

/// How far the deletion of several records is.
pub struct Tally {
    of: usize,
    done: usize,
    failed: usize,
    /// The ids whose requests were begun and have no answer yet.
    under_way: Vec<String>,
    /// The ids of records that may have been deleted, although no answer says so.
    doubtful: Vec<String>,
    /// How many requests in a row the service did not answer.
    silences: usize,
    stop: Option<Stop>,
}

/// Why no further record is tried.
#[derive(Clone, Copy, PartialEq)]
enum Stop {
    /// The fault is the same for every record.
    SameForAll,
    /// The service does not answer.
    Silence,
}

/// Whether the error of one record is shown.
#[derive(Debug, PartialEq)]
pub enum Reported {
    Now,
    /// It says nothing that was not shown before.
    Before,
}

impl Tally {
    pub fn new(of: usize) -> Self {
        Tally { of, done: 0, failed: 0, under_way: Vec::new(), doubtful: Vec::new(), silences: 0, stop: None }
    }

    /// Notes that the request about this record is being sent.
    pub fn begin(&mut self, id: &str) {
        self.under_way.push(id.to_owned());
    }

    /// Notes what came of the request about this record.
    pub fn end(&mut self, id: &str, error: Option<&Error>) -> Reported {
        self.under_way.retain(|other| other != id);
        let Some(error) = error else {
            self.done += 1;
            self.silences = 0;
            return Reported::Now;
        };
        self.failed += 1;
        if error.is_in_doubt() {
            self.doubtful.push(id.to_owned());
        }
        let stopped_before = self.stop;
        let is_silence = is_silence(error);
        self.silences = if is_silence { self.silences + 1 } else { 0 };
        if is_same_for_all(error) {
            self.stop = Some(Stop::SameForAll);
        } else if self.silences >= SILENCES && self.stop.is_none() {
            self.stop = Some(Stop::Silence);
        }
        match stopped_before {
            Some(Stop::SameForAll) if is_same_for_all(error) => Reported::Before,
            Some(Stop::Silence) if is_silence => Reported::Before,
            _ => Reported::Now,
        }
    }

    /// Returns `true` if no further record is to be tried.
    pub fn is_over(&self) -> bool {
        self.stop.is_some()
    }

    /// Returns `true` if every record was deleted.
    pub fn is_whole(&self) -> bool {
        self.done == self.of
    }

    /// How many were deleted, in words.
    pub fn sum<R: Resource>(&self) -> String {
        format!("{} of {} {} were deleted", self.done, self.of, R::NOUNS)
    }

    /// How things stand where the deletion is interrupted.
    pub fn lines<R: Resource>(&self) -> Vec<String> {
        let doubtful = self.doubtful.iter().chain(&self.under_way).cloned().collect::<Vec<_>>();
        [format!("{}.", self.sum::<R>())].into_iter().chain(in_doubt::<R>(&doubtful)).collect()
    }

    /// Why not all were deleted, as far as that was not said for each record.
    pub fn reasons<R: Resource>(&self) -> Vec<String> {
        let left = self.of - self.done - self.failed;
        let stopped = match self.stop.filter(|_| left > 0) {
            Some(Stop::SameForAll) => format!("Stopped: the same error is to be expected for the other {left}."),
            Some(Stop::Silence) => format!("Stopped: the service does not answer. The other {left} were not tried."),
            None => return in_doubt::<R>(&self.doubtful),
        };
        [stopped].into_iter().chain(in_doubt::<R>(&self.doubtful)).collect()
    }
}

/// Which records may have been deleted, and how to see whether they were.
fn in_doubt<R: Resource>(ids: &[String]) -> Vec<String> {
    if ids.is_empty() {
        return Vec::new();
    }
    vec![
        format!("These may have been deleted: {}", ids.join(", ")),
        format!("`{}` shows what is left.", ims::list_command::<R>()),
    ]
}

/// Returns `true` if the fault does not depend on the record: the login, the certificate, the right to delete, or what is
/// set on this machine.
fn is_same_for_all(error: &Error) -> bool {
    let is_login = matches!(error, Error::NotRenewed { .. });
    is_login
        || match error.fault() {
            Error::Refused { status, .. } => matches!(status, 401 | 403),
            Error::SessionExpired { .. }
            | Error::NotLoggedIn { .. }
            | Error::LoginRefused { .. }
            | Error::TokenFile { .. }
            | Error::InsecureTransport { .. }
            | Error::Untrusted { .. }
            | Error::BadSetting { .. }
            | Error::Configuration { .. }
            | Error::File { .. } => true,
            _ => false,
        }
}

/// Returns `true` if the service was not reached, or something before it answered in its place.
fn is_silence(error: &Error) -> bool {
    match error.fault() {
        Error::Unreachable { .. } => true,
        Error::Refused { status, .. } => matches!(status, 502..=504),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ims::Image;

    fn refused(status: u16) -> Error {
        Error::Refused { status, message: "no".into(), details: Vec::new(), advice: None }
    }

    #[test]
    fn only_silences_in_a_row_end_it() {
        let mut tally = Tally::new(9);
        for status in [503, 502, 404, 504, 503] {
            tally.end("1", Some(&refused(status)));
        }
        assert!(!tally.is_over());
        assert_eq!(tally.end("1", Some(&refused(503))), Reported::Now);
        assert!(tally.is_over());
        assert_eq!(tally.end("1", Some(&refused(503))), Reported::Before);
        assert_eq!(tally.end("1", Some(&refused(500))), Reported::Now);
    }

    #[test]
    fn what_was_begun_is_in_doubt_until_it_has_ended() {
        let mut tally = Tally::new(3);
        ["a", "b"].into_iter().for_each(|id| tally.begin(id));
        tally.end("a", None);
        let lines = [
            "1 of 3 images were deleted.",
            "These may have been deleted: b",
            "`cray-ims images list` shows what is left.",
        ];
        assert_eq!(tally.lines::<Image>(), lines);
        assert_eq!(tally.reasons::<Image>(), [""; 0]);
    }
}

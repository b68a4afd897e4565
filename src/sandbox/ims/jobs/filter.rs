//! Which jobs a request to delete them all means.

use crate::sandbox::ims::answer::Answer;
use crate::sandbox::ims::clock::stamp;
use crate::sandbox::ims::record::{Record, text};
use crate::sandbox::ims::resource::Collection;
use crate::sandbox::ims::schemas::{JOB_TYPES, STATUSES};
use crate::sandbox::ims::state::State;
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use url::form_urlencoded;

/// What is asked of a job.
pub struct Filter {
    /// Any of these; any at all if there are none.
    statuses: Vec<String>,
    job_type: Option<String>,
    /// Created before this.
    before: Option<String>,
}

impl Filter {
    /// Reads a query, as badly as the service does.
    pub fn read(query: &str, now: Timestamp) -> Result<Self, Answer> {
        let parameters: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let first = |name: &str| parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let named = parameters.iter().filter(|(key, _)| key == "status");
        let statuses: Vec<String> = named.map(|(_, status)| status.to_lowercase()).collect();
        if let Some(status) = statuses.iter().find(|status| !STATUSES.contains(&status.as_str())) {
            return Err(unsupported("status", status));
        }
        let job_type = first("job_type").filter(|job_type| !job_type.is_empty());
        if let Some(job_type) = job_type.filter(|job_type| !JOB_TYPES.contains(job_type)) {
            return Err(unsupported("job_type", job_type));
        }
        let before = match first("age") {
            None => None,
            Some(age) => Some(stamp(before(age, now).ok_or_else(|| unsupported("age", age))?)),
        };
        Ok(Filter { statuses, job_type: job_type.map(str::to_owned), before })
    }

    /// The ids of the jobs that are meant.
    pub fn select(&self, state: &State) -> Vec<String> {
        state.all(Collection::Jobs).filter(|(_, job)| self.takes(job)).map(|(id, _)| id.to_owned()).collect()
    }

    fn takes(&self, job: &Record) -> bool {
        (self.statuses.is_empty() || self.statuses.iter().any(|status| status == text(job, "status")))
            && self.job_type.as_deref().is_none_or(|job_type| job_type == text(job, "job_type"))
            && self.before.as_deref().is_none_or(|before| text(job, "created") < before)
    }
}

fn unsupported(name: &str, value: &str) -> Answer {
    let title = format!(
        "Unsupported {name} {value} in query parameters. Determine the specific information that is missing or invalid and then \
         re-run the request with valid information."
    );
    Answer::titled_problem(StatusCode::BAD_REQUEST, &title)
}

/// The time that lies an age back. Returns `None` if there is no such time.
fn before(age: &str, now: Timestamp) -> Option<Timestamp> {
    const MINUTES: [(char, i64); 4] = [('w', 7 * 24 * 60), ('d', 24 * 60), ('h', 60), ('m', 1)];
    let mut minutes: i64 = 0;
    for (letter, unit) in MINUTES {
        let number = number_before(age, letter).unwrap_or("0");
        minutes = minutes.checked_add(number.parse::<i64>().ok()?.checked_mul(unit)?)?;
    }
    let before = now.checked_sub(SignedDuration::from_secs(minutes.checked_mul(60)?)).ok()?;
    // Python has no years before the first.
    (before.as_second() >= -62_135_596_800).then_some(before)
}

/// The first number that is followed by the letter, whatever else of a word comes between: of `1d6h` the hours are 1.
fn number_before(age: &str, letter: char) -> Option<&str> {
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    age.char_indices().find_map(|(start, character)| {
        if !character.is_ascii_digit() {
            return None;
        }
        let word = &age[start..];
        let word = &word[..word.find(|character| !is_word(character)).unwrap_or(word.len())];
        let (number, rest) =
            word.split_at(word.find(|character: char| !character.is_ascii_digit()).unwrap_or(word.len()));
        rest.contains([letter, letter.to_ascii_uppercase()]).then_some(number)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(age: &str) -> Option<i64> {
        let now = Timestamp::from_second(1_700_000_000).ok()?;
        before(age, now).map(|before| (now.as_second() - before.as_second()) / 60)
    }

    #[test]
    fn ages_are_misread_as_the_service_does() {
        for (age, expected) in [
            ("6h", 360),
            ("1d", 1440),
            ("2w", 20160),
            ("90m", 90),
            ("6H", 360),
            ("soon", 0),
            ("", 0),
            ("-", 0),
            ("1d6h", 1440 + 60),
            ("1d 6h", 1440 + 360),
            ("1w2d", 10080 + 1440),
            ("90 minutes", 0),
            ("1day", 1440),
        ] {
            assert_eq!(minutes(age), Some(expected), "{age}");
        }
    }

    #[test]
    fn an_age_beyond_all_time_is_refused() {
        for age in ["9999999w", "99999999999999999999d", "3000000d"] {
            assert_eq!(minutes(age), None, "{age}");
        }
    }
}

//! Answers with an error status: problem details (RFC 7807) where the service sends them, and whatever else comes.

use super::status::meaning;
use super::{Answer, retry};
use crate::error::Error;
use crate::secret::scrubbed_of_parts;
use serde_json::Value;
use std::time::Duration;

/// No more than this of an error answer is looked at, in bytes.
const LIMIT: usize = 64 * 1024;

/// No more than this of a text is shown, in characters.
const SHOWN: usize = 1000;

/// No more than this many lines of details are shown.
const LINES: usize = 50;

/// Nobody waits longer than this, so no number says more.
const LONGEST_PAUSE: Duration = Duration::from_secs(24 * 60 * 60);

/// Reads what went wrong.
pub async fn read(mut answer: Answer) -> Error {
    let status = answer.status();
    let default = format!("Error received from server: {}", answer.status_line());
    let location = answer.location();
    let pause = retry::asked_for(answer.headers());
    // The status says enough if the rest of the answer never arrives.
    let body = answer.beginning(LIMIT).await.unwrap_or_default();
    let (message, mut details) = explain(&default, &body);
    if let (true, Some(location)) = (status.is_redirection(), location.filter(|location| !location.is_empty())) {
        details.push(format!("Redirects (here to {}) are not followed.", shortened(&location)));
    }
    if let Some(pause) = pause.filter(|pause| !pause.is_zero()) {
        details.push(if pause > LONGEST_PAUSE {
            "The service asks to retry after more than a day.".to_owned()
        } else {
            format!("The service asks to retry after {} s.", pause.as_secs())
        });
    }
    let meaning = meaning(status.as_u16());
    let advice = meaning.advice.map(str::to_owned);
    let refused = Error::Refused { status: status.as_u16(), message, details, advice };
    if meaning.is_in_doubt { answer.in_doubt(refused) } else { refused }
}

/// The message and further lines for an error answer. Title and detail make the message; all else that the body says comes
/// after.
pub fn explain(default: &str, body: &[u8]) -> (String, Vec<String>) {
    let text = String::from_utf8_lossy(body);
    let Ok(Value::Object(mut problem)) = serde_json::from_slice(body) else {
        let text = text.trim();
        let is_nothing = text.is_empty() || text == "null";
        let details = (!is_nothing).then(|| format!("The answer was: {}", shortened(text)));
        return (default.to_owned(), details.into_iter().collect());
    };
    problem.remove("status");
    let errors = problem.remove("errors");
    let message = match (problem.get("title"), problem.get("detail")) {
        (Some(title), Some(detail)) => {
            let message = format!("{}: {}", plain(title), plain(detail));
            problem.remove("title");
            problem.remove("detail");
            shortened(&message)
        }
        _ => default.to_owned(),
    };
    let mut details = Vec::new();
    for (field, value) in problem.iter().filter(|(field, _)| *field != "type") {
        flatten(field, value, &mut details);
    }
    if let Some(errors) = errors {
        flatten("", &errors, &mut details);
    }
    if details.len() > LINES {
        let more = details.len() - LINES;
        details.truncate(LINES);
        details.push(format!("… and {more} more"));
    }
    (message, details)
}

/// One line for each text in a value, behind the names that lead to it.
fn flatten(name: &str, value: &Value, lines: &mut Vec<String>) {
    let inner = |key: &str| match name {
        "" => key.to_owned(),
        _ => format!("{name}.{key}"),
    };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| flatten(&inner(key), value, lines)),
        Value::Array(values) => values.iter().for_each(|value| flatten(name, value, lines)),
        _ if name.is_empty() => lines.push(shortened(&format!("  {}", plain(value)))),
        _ => lines.push(shortened(&format!("  {name}: {}", plain(value)))),
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// What somebody else said, without secrets and not longer than anybody reads.
pub fn shortened(text: &str) -> String {
    // A secret that is cut short would not be known any more.
    let text = scrubbed_of_parts(text);
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.into_owned(),
    }
}

/// A body for a trace, with the values of fields that hold secrets left out.
pub fn masked(text: &str) -> String {
    let Ok(mut body) = serde_json::from_str::<Value>(text) else {
        return text.to_owned();
    };
    mask(&mut body);
    body.to_string()
}

fn mask(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let name = name.to_lowercase();
                if ["token", "secret", "password"].iter().any(|word| name.contains(word)) {
                    *value = Value::from("***");
                } else {
                    mask(value);
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(mask),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{explain, masked};

    const DEFAULT: &str = "Error received from server: 422 UNPROCESSABLE ENTITY";

    fn lines(body: &str) -> Vec<String> {
        let (message, details) = explain(DEFAULT, body.as_bytes());
        std::iter::once(message).chain(details).collect()
    }

    #[test]
    fn title_and_detail_make_the_message() {
        assert_eq!(lines(r#"{"status": 404, "title": "Not Found", "detail": "gone"}"#), ["Not Found: gone"]);
    }

    #[test]
    fn every_field_of_a_validation_error_is_shown_with_its_texts() {
        let body = r#"{"title": "T", "detail": "D", "errors": {"a": ["x", "y"], "s": {"0": {"jail": ["z"]}}}}"#;
        assert_eq!(lines(body), ["T: D", "  a: x", "  a: y", "  s.0.jail: z"]);
    }

    #[test]
    fn what_is_no_problem_detail_is_shown_behind_the_status() {
        assert_eq!(lines(r#"{"detail": "only"}"#), [DEFAULT, "  detail: only"]);
        assert_eq!(lines("<html>oops</html>"), [DEFAULT, "The answer was: <html>oops</html>"]);
        assert_eq!(lines(r#"["a"]"#), [DEFAULT, r#"The answer was: ["a"]"#]);
        assert_eq!(lines("null"), [DEFAULT]);
        assert_eq!(lines(""), [DEFAULT]);
    }

    #[test]
    fn a_long_answer_is_cut_short() {
        let lines = lines(&"x".repeat(1_000_000));
        assert!(lines.iter().all(|line| line.len() < 2000));
    }

    #[test]
    fn secrets_are_left_out_of_traces_at_any_depth() {
        let body = r#"{"name": "n", "access_token": "s1", "a": [{"client-secret": "s2", "Password": {"x": "s3"}}]}"#;
        assert_eq!(masked(body), r#"{"name":"n","access_token":"***","a":[{"client-secret":"***","Password":"***"}]}"#);
    }
}

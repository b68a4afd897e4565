//! What is said of an error: its message, and the lines that follow it.

use super::{Ended, Error, ExitStatus};
use std::fmt;

/// An error that can be reported to the user.
pub trait Explain {
    /// The first line, which scripts match.
    fn message(&self) -> String;

    /// The lines that follow the message: the cause, and what to do next.
    fn advice(&self) -> Vec<String>;

    /// The error and its cause in one line, to be mentioned in passing.
    fn in_a_line(&self) -> String;

    fn exit_status(&self) -> ExitStatus;

    /// The typed error of a floor below, without what was added on the way up.
    fn typed(&self) -> Option<&Error>;

    /// The status that the service answered with.
    fn status(&self) -> Option<u16> {
        match self.typed()? {
            Error::Refused { status, .. } => Some(*status),
            _ => None,
        }
    }
}

/// What to do about an error, or what state things are in. It is context of an error, whose message it keeps.
#[derive(Debug)]
struct Advice {
    message: String,
    lines: Vec<String>,
}

impl fmt::Display for Advice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

/// Adds advice to an error.
pub trait Advise {
    /// The same error with these lines behind those that it has.
    fn advise(self, lines: impl IntoIterator<Item = String>) -> anyhow::Error;
}

impl<E: Into<anyhow::Error>> Advise for E {
    fn advise(self, lines: impl IntoIterator<Item = String>) -> anyhow::Error {
        let mut error = self.into();
        match error.downcast_mut::<Advice>() {
            Some(advice) => {
                advice.lines.extend(lines);
                error
            }
            None => {
                let message = error.to_string();
                error.context(Advice { message, lines: lines.into_iter().collect() })
            }
        }
    }
}

impl Explain for anyhow::Error {
    fn message(&self) -> String {
        texts(self).next().unwrap_or_default()
    }

    fn advice(&self) -> Vec<String> {
        let typed = self.downcast_ref::<Error>();
        let mut lines = Vec::new();
        let advice = self.downcast_ref::<Advice>();
        match typed.filter(|typed| typed.to_string() == self.message()) {
            // What may have taken effect must not be run again just to see the answer.
            Some(Error::BadAnswer(_)) if advice.is_some() => {}
            Some(typed) => lines.extend(typed.advice()),
            None => {
                let causes = causes(self);
                if !causes.is_empty() {
                    lines.push(format!("Cause: {}", causes.join(": ")));
                }
                let rest = typed.map(Explain::advice).unwrap_or_default();
                lines.extend(rest.into_iter().filter(|line| !line.starts_with("Cause: ")));
            }
        }
        lines.extend(advice.into_iter().flat_map(|advice| advice.lines.iter().cloned()));
        lines
    }

    fn in_a_line(&self) -> String {
        match self.downcast_ref::<Error>().filter(|typed| typed.to_string() == self.message()) {
            Some(typed) => typed.in_a_line(),
            None => {
                let message = self.message();
                let message = message.trim_end_matches([':', '.']).to_owned();
                [message].into_iter().chain(causes(self)).collect::<Vec<_>>().join(": ")
            }
        }
    }

    fn exit_status(&self) -> ExitStatus {
        match (self.downcast_ref::<Ended>(), self.downcast_ref::<Error>()) {
            (Some(ended), _) => ended.status,
            (None, Some(typed)) => typed.exit_status(),
            (None, None) => ExitStatus::Failed,
        }
    }

    fn typed(&self) -> Option<&Error> {
        self.downcast_ref::<Error>().map(Error::fault)
    }
}

/// What the error and its causes say, the outermost first. Advice says once more what is below it.
fn texts(error: &anyhow::Error) -> impl Iterator<Item = String> {
    let mut texts: Vec<_> = error.chain().map(ToString::to_string).collect();
    texts.dedup();
    texts.into_iter()
}

/// What led to the error, the nearest first; a typed error says in one line all that led to it.
fn causes(error: &anyhow::Error) -> Vec<String> {
    let typed = error.downcast_ref::<Error>();
    let own = typed.map(ToString::to_string);
    let mut causes = Vec::new();
    for text in texts(error).skip(1) {
        if let Some(typed) = typed.filter(|_| Some(&text) == own.as_ref()) {
            causes.push(typed.in_a_line());
            break;
        }
        causes.push(text);
    }
    causes
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::anyhow;

    fn missing_file() -> Error {
        Error::file("read", "/a", "it is not there")
    }

    #[test]
    fn advice_follows_the_message_and_is_no_part_of_it() {
        let error = anyhow!("It failed.").advise(["Try b.".to_owned()]).advise(["Or c.".to_owned()]);
        assert_eq!((error.message(), error.to_string()), ("It failed.".to_owned(), "It failed.".to_owned()));
        assert_eq!(error.advice(), ["Try b.", "Or c."]);
        assert_eq!(error.in_a_line(), "It failed");
        assert_eq!(error.exit_status(), ExitStatus::Failed);
    }

    #[test]
    fn a_typed_error_keeps_its_words_below_advice() {
        let error = missing_file().advise(["Try b.".to_owned()]);
        assert_eq!(error.message(), "Unable to read /a");
        assert_eq!(error.advice(), ["Cause: it is not there", "Try b."]);
        assert_eq!(error.in_a_line(), "Unable to read /a: it is not there");
        assert!(matches!(error.typed(), Some(Error::File { .. })));
    }

    #[test]
    fn a_command_whose_answer_was_bad_is_not_to_be_run_again_where_advice_says_what_to_do() {
        let bad = || Error::BadAnswer("it is not JSON".into());
        assert!(anyhow::Error::from(bad()).advice()[0].starts_with("Run the command again"));
        assert_eq!(bad().advise(["The job goes on.".to_owned()]).advice(), ["The job goes on."]);
    }

    #[test]
    fn what_a_context_says_comes_first_and_the_rest_is_the_cause() {
        let error = anyhow::Error::from(missing_file()).context("Unable to begin.");
        assert_eq!(error.message(), "Unable to begin.");
        assert_eq!(error.advice(), ["Cause: Unable to read /a: it is not there"]);
        assert_eq!(error.in_a_line(), "Unable to begin: Unable to read /a: it is not there");
    }

    #[test]
    fn an_error_ends_the_program_with_the_status_that_it_was_given() {
        let error = ExitStatus::TimedOut.error("It took too long").advise(["Wait again.".to_owned()]);
        assert_eq!(error.exit_status(), ExitStatus::TimedOut);
        assert_eq!((error.message(), error.advice()), ("It took too long".to_owned(), vec!["Wait again.".to_owned()]));
        assert_eq!(anyhow::Error::from(Error::Internal(String::new())).exit_status(), ExitStatus::Fault);
    }
}

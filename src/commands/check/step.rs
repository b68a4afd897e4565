//! The steps of a check, what became of each, and how they are told.

use crate::error::{Error, Explain};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// What became of the steps so far.
#[derive(Default)]
pub struct Report {
    pub steps: Vec<Step>,
}

/// One step.
pub struct Step {
    pub name: String,
    pub outcome: Outcome,
    pub time: Duration,
}

/// What became of a step.
pub enum Outcome {
    /// It went well; what was found.
    Passed(String),
    /// It did not; what is wrong, and the cause and what to do.
    Failed { problem: String, advice: Vec<String> },
    /// There was nothing to do, or no way to it.
    Skipped(String),
}

impl Outcome {
    fn word(&self) -> &'static str {
        match self {
            Outcome::Passed(_) => "ok",
            Outcome::Failed { .. } => "FAILED",
            Outcome::Skipped(_) => "skipped",
        }
    }

    fn text(&self) -> &str {
        match self {
            Outcome::Passed(text) | Outcome::Skipped(text) | Outcome::Failed { problem: text, .. } => text,
        }
    }

    fn advice(&self) -> &[String] {
        match self {
            Outcome::Failed { advice, .. } => advice,
            _ => &[],
        }
    }
}

impl Outcome {
    /// What an error says.
    fn of(error: &impl Explain) -> Self {
        let advice = error.advice().iter().map(|line| line.trim().to_owned()).collect();
        Outcome::Failed { problem: error.message(), advice }
    }
}

impl From<Error> for Outcome {
    fn from(error: Error) -> Self {
        Outcome::of(&error)
    }
}

impl From<anyhow::Error> for Outcome {
    fn from(error: anyhow::Error) -> Self {
        Outcome::of(&error)
    }
}

impl From<Result<String, Error>> for Outcome {
    fn from(result: Result<String, Error>) -> Self {
        result.map_or_else(Outcome::from, Outcome::Passed)
    }
}

impl Report {
    /// A report with these rows, none of which was come to yet.
    pub fn new(names: impl IntoIterator<Item = &'static str>) -> Self {
        let row = |name: &str| Step {
            name: name.to_owned(),
            outcome: Outcome::Skipped("an earlier check failed".into()),
            time: Duration::ZERO,
        };
        Report { steps: names.into_iter().map(row).collect() }
    }

    /// Notes in its row what became of a step that began then. Returns `true` if it went well.
    pub fn note(&mut self, name: &str, began: Instant, outcome: impl Into<Outcome>) -> bool {
        let outcome = outcome.into();
        let went_well = matches!(outcome, Outcome::Passed(_));
        let step = Step { name: name.to_owned(), outcome, time: began.elapsed() };
        match self.steps.iter_mut().find(|step| step.name == name) {
            Some(row) => *row = step,
            None => self.steps.push(step),
        }
        went_well
    }

    /// Returns `true` unless this step failed.
    pub fn has_not_failed(&self, name: &str) -> bool {
        !self.steps.iter().any(|step| step.name == name && matches!(step.outcome, Outcome::Failed { .. }))
    }

    /// Notes steps that were not taken.
    pub fn skip(&mut self, names: &[&str], reason: &str) {
        for name in names {
            self.note(name, Instant::now(), Outcome::Skipped(reason.to_owned()));
        }
    }

    /// A line for each step, and lines with what to do below those that failed.
    pub fn lines(&self) -> Vec<String> {
        let width = self.steps.iter().map(|step| step.name.chars().count()).max().unwrap_or_default();
        let line = |step: &Step| {
            let time = format!("{} ms", step.time.as_millis());
            let first =
                format!("{:<7}  {:<width$}  {time:>8}  {}", step.outcome.word(), step.name, step.outcome.text());
            let more = step
                .outcome
                .advice()
                .iter()
                .map(move |advice| format!("{:<7}  {:<width$}  {:>8}  {advice}", "", "", ""));
            std::iter::once(first).chain(more).collect::<Vec<_>>()
        };
        self.steps.iter().flat_map(line).map(|line| line.trim_end().to_owned()).collect()
    }

    /// The same as a list of records.
    pub fn document(&self) -> Value {
        let record = |step: &Step| {
            json!({
                "name": step.name,
                "outcome": step.outcome.word().to_lowercase(),
                "text": step.outcome.text(),
                "advice": step.outcome.advice(),
                "milliseconds": u64::try_from(step.time.as_millis()).unwrap_or(u64::MAX),
            })
        };
        self.steps.iter().map(record).collect()
    }
}

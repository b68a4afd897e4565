//! A report as the XML that continuous integration reads: what JUnit writes, as far as all readers agree on it.

use super::step::{Outcome, Report};
use crate::terminal::escape;
use std::fmt::Write;
use std::time::Duration;

/// The name of the suite.
const SUITE: &str = "cray-ims check";

/// The report as a document, without the end of its last line.
pub fn document(report: &Report) -> String {
    let count = |is: fn(&Outcome) -> bool| report.steps.iter().filter(|step| is(&step.outcome)).count();
    let failures = count(|outcome| matches!(outcome, Outcome::Failed { .. }));
    let skipped = count(|outcome| matches!(outcome, Outcome::Skipped(_)));
    let counts = format!(
        "name=\"{SUITE}\" tests=\"{}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\" time=\"{:.3}\"",
        report.steps.len(),
        report.steps.iter().map(|step| step.time).sum::<Duration>().as_secs_f64(),
    );
    let mut out = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite {counts}>\n");
    for step in &report.steps {
        let name = escaped(&step.name);
        let time = step.time.as_secs_f64();
        // Writing to a text does not fail.
        let _ = write!(out, "    <testcase classname=\"{SUITE}\" name=\"{name}\" time=\"{time:.3}\">");
        let _ = match &step.outcome {
            Outcome::Passed(text) => write!(out, "<system-out>{}</system-out>", escaped(text)),
            Outcome::Skipped(text) => write!(out, "<skipped message=\"{}\"/>", escaped(text)),
            Outcome::Failed { problem, advice } => {
                let advice: Vec<_> = advice.iter().map(|line| escaped(line)).collect();
                write!(out, "<failure message=\"{}\">{}</failure>", escaped(problem), advice.join("\n"))
            }
        };
        out.push_str("</testcase>\n");
    }
    out.push_str("  </testsuite>\n</testsuites>");
    out
}

/// A text as XML allows it in elements and attributes; what XML cannot say at all is spelled out.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for letter in escape(text).chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    #[test]
    fn a_report_becomes_a_suite() {
        let mut report = Report::default();
        report.note("a", Instant::now(), Outcome::Passed("x < y & \"z\"".into()));
        report.note(
            "b",
            Instant::now(),
            Outcome::Failed { problem: "\u{1b}[31m".into(), advice: vec!["do".into(), "it".into()] },
        );
        report.skip(&["c"], "no way");
        let document = document(&report);
        for part in [
            "tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\"",
            "<system-out>x &lt; y &amp; &quot;z&quot;</system-out>",
            "<failure message=\"\\u{1b}[31m\">do\nit</failure>",
            "name=\"c\" time=\"0.000\"><skipped message=\"no way\"/></testcase>",
        ] {
            assert!(document.contains(part), "{part} is not in {document}");
        }
    }
}

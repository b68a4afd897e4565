//! What has a name of its own in each run: ids, pods, times and ports. What was written down is compared without them.

use regex::{Captures, Regex};
use std::collections::HashMap;

/// What differs from run to run.
const VARIABLE: &str = concat!(
    r"(?<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})",
    r"|(?<pod>cray-ims-[0-9a-f]{8,10}-[a-z0-9]{5}\b)",
    r"|(?<suffix>-customize-[a-z0-9]{5}\b)",
    r"|(?<time>\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{6})?)?)?(?:Z|[+-]\d\d:\d\d)?)",
    r"|(?<port>127\.0\.0\.1:\d+|\bport \d+)",
    r"|(?<duration>\b\d+ ms\b)",
);

/// The names that were written down, and those that stand for them today.
pub struct Names {
    variable: Regex,
    today: HashMap<String, String>,
}

impl Names {
    pub fn new() -> Self {
        Names { variable: Regex::new(VARIABLE).unwrap(), today: HashMap::new() }
    }

    /// Notes which of today's names stand for those that were written down, in the order in which they appear.
    pub fn learn(&mut self, printed: &[&str], shown: &[String]) {
        let new: Vec<_> = self.names_in(printed).into_iter().filter(|name| !self.today.contains_key(name)).collect();
        let known: Vec<_> = self.today.values().cloned().collect();
        let today = self.names_in(shown).into_iter().filter(|name| !known.contains(name));
        self.today.extend(new.into_iter().zip(today.collect::<Vec<_>>()));
    }

    /// What has a name of its own in each run, once each.
    fn names_in(&self, lines: &[impl AsRef<str>]) -> Vec<String> {
        let mut names = Vec::new();
        for found in lines.iter().flat_map(|line| self.variable.captures_iter(line.as_ref())) {
            let name = found.name("id").or(found.name("pod")).map(|found| found.as_str().to_owned());
            names.extend(name.filter(|name| !names.contains(name)));
        }
        names
    }

    /// The lines with today's names and without what else differs from run to run. Columns may be wider or narrower for it.
    pub fn skeletons(&self, lines: &[impl AsRef<str>]) -> Vec<String> {
        lines.iter().map(|line| self.skeleton(line.as_ref())).collect()
    }

    fn skeleton(&self, line: &str) -> String {
        let line = self.translate(line);
        let line = self.variable.replace_all(&line, |found: &Captures| {
            let group = ["suffix", "time", "port", "duration"].into_iter().find(|group| found.name(group).is_some());
            group.map_or_else(|| found[0].to_owned(), |group| format!("<{group}>"))
        });
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// A line with today's names in place of those that were written down.
    pub fn translate(&self, line: &str) -> String {
        let today = |found: &Captures| self.today.get(&found[0]).cloned().unwrap_or_else(|| found[0].to_owned());
        self.variable.replace_all(line, today).into_owned()
    }

    /// The text with names that are the same in every run, and as long as those that were there. `order` is a text in which
    /// the names appear in the same order in every run.
    pub fn fixed(&self, text: &str, order: &str) -> String {
        let names = self.names_in(&[order]);
        self.variable.replace_all(text, |found: &Captures| fixed(found, &names)).into_owned()
    }
}

/// What stands in every run for something that differs. `names` are those of the whole text, in order.
fn fixed(found: &Captures, names: &[String]) -> String {
    let text = &found[0];
    let number = names.iter().position(|name| name == text).unwrap_or_default();
    let group =
        ["id", "pod", "suffix", "time", "port", "duration"].into_iter().find(|group| found.name(group).is_some());
    match group {
        Some("id") => id(number),
        Some("pod") => format!("{}-pod{number:02}", text.rsplit_once('-').map_or("", |(start, _)| start)),
        Some("suffix") => "-customize-pod00".to_owned(),
        Some("time") => with_digits_of(text, "2026-11-24T22:43:08.000000Z"),
        Some("port") if text.starts_with("port") => with_digits_of(text, "port 38075"),
        Some("port") => with_digits_of(text, "127.0.0.1:38075"),
        _ => format!("{:>1$}", "1 ms", text.len()),
    }
}

/// An id that looks like one.
fn id(number: usize) -> String {
    let digits = 0x283f_83bc_70f2_4fc4_b40b_c3bb_01c7_636f_u128
        .wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835_u128.wrapping_pow(number as u32));
    let digits = format!("{digits:032x}");
    format!("{}-{}-{}-{}-{}", &digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..])
}

/// The text with the digits of another, place by place.
fn with_digits_of(text: &str, other: &str) -> String {
    let digits = other.chars().map(Some).chain(std::iter::repeat(None));
    text.chars()
        .zip(digits)
        .map(|(letter, digit)| if letter.is_ascii_digit() { digit.unwrap_or('0') } else { letter })
        .collect()
}

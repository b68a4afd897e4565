//! The tour through the documentation: every console block of a page, typed into a sandbox of its own, prints what stands
//! there; and the picture at the top of the README shows what a terminal shows.

mod names;
mod picture;
mod shell;

use crate::support::Home;
use names::Names;
use regex::Regex;
use shell::{PROMPT, Shell};
use std::path::{Path, PathBuf};
use std::thread;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn every_page_shows_what_the_program_prints() {
    let pages: Vec<_> = pages().into_iter().filter(|(_, text)| !steps(text).is_empty()).collect();
    assert!(pages.len() > 4, "the console blocks are not found: {pages:?}");
    if std::env::var_os("UPDATE").is_some() {
        // One after the other, so that every state of a job is seen.
        return pages.iter().for_each(|(path, text)| std::fs::write(path, updated(text)).unwrap());
    }
    thread::scope(|scope| {
        for (path, text) in &pages {
            scope.spawn(|| compare(path, text));
        }
    });
}

/// The README and the pages of `docs`, each with its text.
fn pages() -> Vec<(PathBuf, String)> {
    let pages = glob::glob(&format!("{ROOT}/docs/*.md")).unwrap().map(Result::unwrap);
    let pages = std::iter::once(Path::new(ROOT).join("README.md")).chain(pages);
    pages.map(|path| (path.clone(), std::fs::read_to_string(path).unwrap())).collect()
}

/// Fails unless each line of a page prints what stands below it.
fn compare(path: &Path, text: &str) {
    let home = Home::empty();
    let mut shell = Shell::begin(&home);
    for (typed, printed) in steps(text) {
        let (typed_now, printed_now) = shell.step(typed, &printed);
        let [wanted, shown] = lasting(&shell.names, &printed, &printed_now);
        let page = path.display();
        assert_eq!(wanted, shown, "\n{page}: {typed_now}\nIf that is meant: UPDATE=1 cargo test --test it tour::");
    }
}

/// The page with what its lines print now, under names that are the same in every run. A page that is right stays as it is.
fn updated(text: &str) -> String {
    let home = Home::empty();
    let mut shell = Shell::begin(&home);
    let (mut old, mut new, mut is_right) = (Vec::new(), Vec::new(), true);
    for (typed, printed) in steps(text) {
        let (typed_now, printed_now) = shell.step(typed, &printed);
        let [wanted, shown] = lasting(&shell.names, &printed, &printed_now);
        is_right &= wanted == shown;
        old.push([&[typed], printed.as_slice(), &[""]].concat().join("\n"));
        new.push([&[typed_now], printed_now.as_slice(), &[String::new()]].concat().join("\n"));
    }
    if is_right {
        return text.to_owned();
    }
    let order = new.concat();
    let new = new.iter().map(|block| shell.names.fixed(block, &order));
    old.iter().zip(new).fold(text.to_owned(), |text, (old, new)| text.replacen(old, &new, 1))
}

/// What stands on a page and what is shown today, without names. Which states are seen that do not last depends on when they
/// are looked at, and so does what is waited for; of those only what both have is left.
fn lasting(names: &Names, printed: &[&str], shown: &[String]) -> [Vec<String>; 2] {
    let (printed, shown) = (names.skeletons(printed), names.skeletons(shown));
    let only = |lines: &[String], others: &[String]| {
        lines.iter().filter(|line| !is_progress(line) || others.contains(line)).cloned().collect()
    };
    [only(&printed, &shown), only(&shown, &printed)]
}

/// What is typed in the console blocks, each line with what is printed behind it.
fn steps(text: &str) -> Vec<(&str, Vec<&str>)> {
    let prompt = Regex::new(PROMPT).unwrap();
    let mut steps: Vec<(&str, Vec<&str>)> = Vec::new();
    let mut is_console = false;
    for line in text.lines() {
        if line.starts_with("```") {
            is_console = line == "```console";
        } else if is_console {
            match steps.last_mut() {
                Some((_, printed)) if !prompt.is_match(line) => printed.push(line),
                _ => steps.push((line, Vec::new())),
            }
        }
    }
    steps
}

/// Returns `true` if a line tells what is waited for, or a state that a job passes through.
fn is_progress(line: &str) -> bool {
    let state = line.strip_prefix("Job ").and_then(|rest| rest.split_once(": ")).map(|(_, state)| state);
    let is_passing = state.is_some_and(|state| !matches!(state, "success" | "error" | "waiting_on_user"));
    is_passing || line.starts_with("Waiting ")
}

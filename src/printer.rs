//! What is said on standard error. Standard output belongs to the answer.

use crate::error::{Error, Explain};
use crate::live;
use crate::secret::scrubbed;
use crate::terminal::{self, escape};
use crate::wrap::wrapped;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// How much is said.
#[derive(Clone, Copy, Debug, Default)]
pub struct Printer {
    /// How often `-v` was given.
    pub verbosity: u8,
    /// Whether remarks are left out.
    pub quiet: bool,
}

impl Printer {
    /// Returns `true` if what is done is said at this verbosity.
    pub fn traces(self, verbosity: u8) -> bool {
        self.verbosity >= verbosity
    }

    /// Says what was done, at this verbosity and above.
    pub fn trace(self, verbosity: u8, line: impl FnOnce() -> String) {
        if self.traces(verbosity) {
            say(&line());
        }
    }

    /// Says something that the user should know and that is no error.
    pub fn remark(self, line: &str) {
        if !self.quiet {
            say(line);
        }
    }

    /// Says something that only somebody who waits wants to know.
    pub fn notice(self, line: &str) {
        if self.traces(1) || (!self.quiet && io::stderr().is_terminal()) {
            say(line);
        }
    }

    /// Says what went wrong with one of several things.
    pub fn error_about(self, subject: &str, error: &impl Explain) {
        say(&format!("{subject}: {}", error.message()));
        error.advice().iter().for_each(|line| say(line));
    }

    /// Says what went wrong.
    pub fn error(self, error: &impl Explain) {
        let message = format!("Error: {}", error.message());
        match error.typed() {
            // The words of the command line's parser, which takes more than one line.
            Some(Error::Usage(_)) => message.lines().for_each(say),
            _ => say(&message),
        }
        error.advice().iter().for_each(|line| say(line));
    }
}

/// Says something that must not be missed, however little the user wants to hear.
pub fn warning(line: &str) {
    say(line);
}

/// Whether only errors and warnings are said, by whoever has no printer.
static IS_QUIET: AtomicBool = AtomicBool::new(false);

/// Leaves out remarks wherever they are made.
pub fn be_quiet() {
    IS_QUIET.store(true, Ordering::Relaxed);
}

/// Says what is waited for to whoever sits at a terminal on which nothing else says so.
pub fn waiting(what: &str) {
    if io::stderr().is_terminal() && !IS_QUIET.load(Ordering::Relaxed) && !live::stands() {
        say(&format!("Waiting for {what} …"));
    }
}

fn say(line: &str) {
    // A closed standard error leaves nobody to tell.
    let tabs = line.len() - line.trim_start_matches('\t').len();
    let line = format!("{}{}", &line[..tabs], escape(&scrubbed(&line[tabs..])));
    let line = match terminal::width(io::stderr()) {
        Some(width) => format!("{}\n", wrapped(&line, width)),
        None => format!("{line}\n"),
    };
    let _ = live::aside(|| io::stderr().write_all(line.as_bytes()));
}

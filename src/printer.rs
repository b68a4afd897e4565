//! What is said on standard error, and what is asked there. Standard output belongs to the answer.

use crate::error::{Error, harmless};
use crate::interrupt;
use crate::live;
use crate::secret::scrubbed;
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use secrecy::SecretString;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use zeroize::Zeroizing;

/// How much is said.
#[derive(Clone, Copy, Debug, Default)]
pub struct Printer {
    /// How often `-v` was given.
    pub verbosity: u8,
    /// Whether remarks are left out.
    pub quiet: bool,
}

impl Printer {
    /// Whether what is done is said at this verbosity.
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
    pub fn error_about(self, subject: &str, error: &Error) {
        say(&format!("{subject}: {error}"));
        error.advice().iter().for_each(|line| say(line));
    }

    /// Says what went wrong.
    pub fn error(self, error: &Error) {
        match error {
            // The words of the command line's parser, which takes more than one line.
            Error::Usage(text) => format!("Error: {text}").lines().for_each(say),
            _ => say(&format!("Error: {error}")),
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

/// Whether somebody can be asked.
pub fn is_interactive() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks for a line of text. Without a terminal the next line of standard input answers. None at the end of the input.
pub fn ask(question: &str) -> Result<Option<String>, Error> {
    Ok(ask_for_line(question)?.map(|line| line.trim().to_owned()))
}

/// A text without the end of its last line.
pub fn without_newline(text: &str) -> &str {
    let line = text.strip_suffix('\n').unwrap_or(text);
    line.strip_suffix('\r').filter(|_| line.len() < text.len()).unwrap_or(line)
}

/// Asks for a line of text, and takes it as it is but for its end.
fn ask_for_line(question: &str) -> Result<Option<Zeroizing<String>>, Error> {
    let mut stderr = io::stderr();
    let _ = write!(stderr, "{}: ", harmless(question)).and_then(|()| stderr.flush());
    let mut line = Zeroizing::new(String::new());
    match io::stdin().read_line(&mut line) {
        Ok(0) => {
            let _ = writeln!(stderr);
            Ok(None)
        }
        Ok(_) => Ok(Some(Zeroizing::new(without_newline(&line).to_owned()))),
        Err(error) => Err(Error::Usage(format!("Unable to read the answer to \"{question}\": {error}"))),
    }
}

/// Asks for a secret, which is not shown while it is typed. Without a terminal the next line of standard input answers.
/// None if there is no answer.
pub fn ask_secret(question: &str) -> Result<Option<SecretString>, Error> {
    let unreadable = |error: io::Error| match error.kind() {
        // While a secret is typed, Ctrl-C arrives as a character and not as a signal.
        io::ErrorKind::Interrupted => Error::Interrupted { status: interrupt::STATUS, advice: Vec::new() },
        _ => Error::Usage(format!("Unable to read the answer to \"{question}\": {error}")),
    };
    if !is_interactive() {
        let answer = ask_for_line(question)?.filter(|answer| !answer.is_empty());
        return Ok(answer.map(|answer| SecretString::from(answer.as_str())));
    }
    hush_terminal();
    let answer = rpassword::prompt_password(format!("{}: ", harmless(question))).map_err(unreadable);
    restore_terminal();
    let answer = Zeroizing::new(answer?);
    Ok((!answer.is_empty()).then(|| SecretString::from(answer.as_str())))
}

/// Makes the terminal not show what is typed, before the question stands there and somebody answers it.
fn hush_terminal() {
    let Ok(saved) = tcgetattr(io::stdin()) else { return };
    let mut hushed = saved.clone();
    hushed.local_modes.remove(LocalModes::ECHO);
    *SAVED.lock().unwrap_or_else(PoisonError::into_inner) = Some(saved);
    let _ = tcsetattr(io::stdin(), OptionalActions::Now, &hushed);
}

/// Makes the terminal show again what is typed, if it does not because a secret is being asked for.
pub fn restore_terminal() {
    if let Some(saved) = SAVED.lock().unwrap_or_else(PoisonError::into_inner).take() {
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &saved);
    }
}

/// The terminal's settings as they were before a secret was asked for.
static SAVED: Mutex<Option<Termios>> = Mutex::new(None);

/// Asks a question that only a clear yes answers.
pub fn confirm(question: &str) -> Result<bool, Error> {
    let answer = ask(&format!("{question} [y/N]"))?.unwrap_or_default();
    Ok(matches!(answer.to_lowercase().as_str(), "y" | "yes"))
}

fn say(line: &str) {
    // A closed standard error leaves nobody to tell.
    let tabs = line.len() - line.trim_start_matches('\t').len();
    let line = format!("{}{}\n", &line[..tabs], harmless(&scrubbed(&line[tabs..])));
    let _ = live::aside(|| io::stderr().write_all(line.as_bytes()));
}

//! What is said on standard error, and what is asked there. Standard output belongs to the answer.

use crate::error::{Error, Explain};
use crate::live;
use crate::prompt::{self, Question};
use crate::secret::scrubbed;
use crate::terminal::{self, escape};
use crate::wrap::wrapped;
use secrecy::SecretString;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
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
    let _open = Question::open(format!("{}: ", escape(question)));
    let mut line = Zeroizing::new(String::new());
    match io::stdin().read_line(&mut line) {
        Ok(0) => {
            let _ = writeln!(io::stderr());
            Ok(None)
        }
        Ok(_) => Ok(Some(Zeroizing::new(without_newline(&line).to_owned()))),
        Err(error) => Err(unanswered(question, &error)),
    }
}

/// Asks for a secret, which is not shown while it is typed. Without a terminal the next line of standard input answers.
/// None if there is no answer.
pub fn ask_secret(question: &str) -> Result<Option<SecretString>, Error> {
    if !is_interactive() {
        let answer = ask_for_line(question)?.filter(|answer| !answer.is_empty());
        return Ok(answer.map(|answer| SecretString::from(answer.as_str())));
    }
    let open = Question::open_for_secret(format!("{}: ", escape(question)));
    let answer = prompt::read_secret();
    drop(open);
    // The terminal did not show the end of the line either.
    let _ = writeln!(io::stderr());
    let answer = answer.map_err(|error| unanswered(question, &error))?;
    Ok(answer.filter(|answer| !answer.is_empty()).map(|answer| SecretString::from(answer.as_str())))
}

fn unanswered(question: &str, error: &io::Error) -> Error {
    Error::Usage(format!("Unable to read the answer to \"{question}\": {error}"))
}

/// Asks a question that only a clear yes answers.
pub fn confirm(question: &str) -> Result<bool, Error> {
    let answer = ask(&format!("{question} [y/N]"))?.unwrap_or_default();
    Ok(matches!(answer.to_lowercase().as_str(), "y" | "yes"))
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

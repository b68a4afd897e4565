//! Questions on the terminal, asked on standard error.

mod question;

pub use question::{abandon, resume, suspend};

use crate::error::Error;
use crate::terminal::escape;
use question::Question;
use secrecy::SecretString;
use std::io::{self, IsTerminal, Write};
use zeroize::Zeroizing;

/// Returns `true` if somebody can be asked.
pub fn is_interactive() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks for a line of text. Without a terminal the next line of standard input answers. Returns `None` at the end of the input.
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
/// Returns `None` if there is no answer.
pub fn ask_secret(question: &str) -> Result<Option<SecretString>, Error> {
    if !is_interactive() {
        let answer = ask_for_line(question)?.filter(|answer| !answer.is_empty());
        return Ok(answer.map(|answer| SecretString::from(answer.as_str())));
    }
    let open = Question::open_for_secret(format!("{}: ", escape(question)));
    let answer = question::read_secret();
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

//! A question on the terminal that waits for its answer. Suspended with Ctrl-Z, it leaves the terminal as it was, and stands there
//! again afterwards; so it does when it is interrupted.

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use std::io::{self, IsTerminal, Read, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};
use zeroize::Zeroizing;

static STATE: Mutex<State> = Mutex::new(State { open: None, is_over: false });

struct State {
    /// The question that is open.
    open: Option<Open>,
    /// Whether the terminal was given back for good.
    is_over: bool,
}

struct Open {
    question: String,
    /// The terminal's settings as they were before a secret was asked for.
    saved: Option<Termios>,
}

/// An open question, until this is dropped.
pub struct Question(());

impl Question {
    /// Asks for what may be seen.
    pub fn open(question: String) -> Self {
        Question::begin(question, None)
    }

    /// Asks for a secret: the terminal does not show what is typed.
    pub fn open_for_secret(question: String) -> Self {
        Question::begin(question, tcgetattr(io::stdin()).ok())
    }

    fn begin(question: String, saved: Option<Termios>) -> Self {
        let mut state = state();
        // After the terminal was given back for good, nobody would give it back once more.
        if !state.is_over {
            // An interruption that arrives from here on waits for the lock, and finds what to restore.
            let open = state.open.insert(Open { question, saved });
            // Before the question stands there and somebody answers it.
            open.saved.iter().for_each(hush);
            show(&open.question);
        }
        Question(())
    }
}

impl Drop for Question {
    fn drop(&mut self) {
        if let Some(Open { saved: Some(saved), .. }) = state().open.take() {
            restore(&saved);
        }
    }
}

/// Reads the line that answers a question for a secret. Returns `None` at the end of the input.
pub fn read_secret() -> io::Result<Option<Zeroizing<String>>> {
    // Without a buffer, in which the secret would stay.
    let mut line = Zeroizing::new(Vec::with_capacity(4096));
    let mut byte = Zeroizing::new([0]);
    let mut stdin = Unbuffered;
    loop {
        match stdin.read(&mut byte[..])? {
            0 if line.is_empty() => return Ok(None),
            0 => break,
            _ if byte[0] == b'\n' => break,
            _ => line.push(byte[0]),
        }
    }
    let text = str::from_utf8(&line).map_err(|_| io::Error::other("it is not UTF-8 text"))?;
    Ok(Some(Zeroizing::new(text.to_owned())))
}

/// Gives the terminal back before the program is suspended.
pub fn suspend() {
    if let Some(Open { saved: Some(saved), .. }) = &state().open {
        restore(saved);
    }
}

/// Asks again after the program was suspended.
pub fn resume() {
    if let Some(open) = &state().open {
        open.saved.iter().for_each(hush);
        show(&open.question);
    }
}

/// Gives the terminal back for good, with the cursor on a line of its own. Returns `true` if a question was open.
pub fn abandon() -> bool {
    let mut state = state();
    state.is_over = true;
    let Some(Open { saved, .. }) = state.open.take() else { return false };
    saved.iter().for_each(restore);
    if io::stderr().is_terminal() {
        let _ = writeln!(io::stderr());
    }
    true
}

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn show(question: &str) {
    let mut stderr = io::stderr();
    let _ = write!(stderr, "{question}").and_then(|()| stderr.flush());
}

fn hush(saved: &Termios) {
    let mut hushed = saved.clone();
    hushed.local_modes.remove(LocalModes::ECHO);
    let _ = tcsetattr(io::stdin(), OptionalActions::Now, &hushed);
}

fn restore(saved: &Termios) {
    let _ = tcsetattr(io::stdin(), OptionalActions::Now, saved);
}

/// Standard input itself.
struct Unbuffered;

impl Read for Unbuffered {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match rustix::io::read(io::stdin(), &mut *buffer) {
                Err(rustix::io::Errno::INTR) => {}
                read => return Ok(read?),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Question, abandon};

    #[test]
    fn no_question_is_opened_once_the_terminal_was_given_back_for_good() {
        let _first = Question::open(String::new());
        assert!(abandon());
        let _second = Question::open_for_secret(String::new());
        assert!(!abandon(), "nobody would restore the terminal after that");
    }
}

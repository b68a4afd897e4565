//! The live line: one line of a terminal that is renewed in place. Whatever else is said goes above it.

use crate::env;
use crate::terminal;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle, TermLike};
use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How often the line moves.
const TICK: Duration = Duration::from_millis(100);

/// The last columns stay free: what a terminal echoes there, such as `^C`, must not wrap to the next line.
const FREE: u16 = 4;

/// The line that stands now.
static LINE: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// A live line, until this is dropped.
pub struct LiveLine(ProgressBar);

/// Begins a live line. Returns `None` if standard error is no terminal that can renew a line, or if a live line stands already.
pub fn begin() -> Option<LiveLine> {
    let is_able = io::stderr().is_terminal() && env::read(env::TERM).is_some_and(|terminal| terminal != "dumb");
    let mut line = LINE.lock().unwrap_or_else(PoisonError::into_inner);
    if !is_able || line.is_some() {
        return None;
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::term_like_with_hz(Box::new(Stderr), 20));
    // The template is ours, and known to be one.
    if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg} {elapsed}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(TICK);
    *line = Some(bar.clone());
    Some(LiveLine(bar))
}

impl LiveLine {
    /// Shows another text, in which control characters are escaped.
    pub fn set(&self, text: String) {
        self.0.set_message(text);
    }
}

impl Drop for LiveLine {
    /// Leaves a clean line to whoever speaks next.
    fn drop(&mut self) {
        end();
    }
}

/// Writes something without the live line in between.
pub fn aside<T>(write: impl FnOnce() -> T) -> T {
    let line = LINE.lock().unwrap_or_else(PoisonError::into_inner).clone();
    match line {
        Some(bar) => bar.suspend(write),
        None => write(),
    }
}

/// Returns `true` if there is a live line.
pub fn stands() -> bool {
    LINE.lock().unwrap_or_else(PoisonError::into_inner).is_some()
}

/// Removes the live line for good.
pub fn end() {
    let line = LINE.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(bar) = line {
        bar.finish_and_clear();
    }
}

/// Standard error as a terminal whose last columns are not used.
#[derive(Debug)]
struct Stderr;

impl TermLike for Stderr {
    fn width(&self) -> u16 {
        let width = terminal::width(io::stderr()).and_then(|width| width.try_into().ok());
        width.unwrap_or(80_u16).saturating_sub(FREE).max(1)
    }

    fn move_cursor_up(&self, count: usize) -> io::Result<()> {
        move_cursor(count, 'A')
    }

    fn move_cursor_down(&self, count: usize) -> io::Result<()> {
        move_cursor(count, 'B')
    }

    fn move_cursor_right(&self, count: usize) -> io::Result<()> {
        move_cursor(count, 'C')
    }

    fn move_cursor_left(&self, count: usize) -> io::Result<()> {
        move_cursor(count, 'D')
    }

    fn write_line(&self, text: &str) -> io::Result<()> {
        writeln!(io::stderr(), "{text}")
    }

    fn write_str(&self, text: &str) -> io::Result<()> {
        write!(io::stderr(), "{text}")
    }

    fn clear_line(&self) -> io::Result<()> {
        self.write_str("\r\u{1b}[2K")
    }

    fn flush(&self) -> io::Result<()> {
        io::stderr().flush()
    }
}

/// Moves the cursor; a count of zero would move it by one.
fn move_cursor(count: usize, direction: char) -> io::Result<()> {
    match count {
        0 => Ok(()),
        count => write!(io::stderr(), "\u{1b}[{count}{direction}"),
    }
}

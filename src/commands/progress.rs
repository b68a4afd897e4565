//! What is said while something takes long: on a terminal a live line, elsewhere a line for each change.

use crate::live::{self, LiveLine};
use crate::printer::Printer;
use crate::terminal::escape;
use std::cell::RefCell;
use std::pin::pin;
use std::time::Duration;

pub struct Progress {
    printer: Printer,
    line: Option<LiveLine>,
    said: RefCell<String>,
}

impl Progress {
    pub fn new(printer: Printer) -> Self {
        let line = if printer.quiet { None } else { live::begin() };
        Progress { printer, line, said: RefCell::default() }
    }

    /// Shows the current state on the live line. Without one it is no news.
    pub fn update(&self, state: &str) {
        if let Some(line) = &self.line {
            line.set(escape(state).into_owned());
        }
    }

    /// Tells news that are to stay to be read.
    pub fn announce(&self, line: &str) {
        self.printer.remark(line);
    }

    /// Returns `true` if there is a live line.
    pub fn is_live(&self) -> bool {
        self.line.is_some()
    }

    /// Tells the current state, once.
    pub fn status(&self, state: &str) {
        if self.is_live() {
            return self.update(state);
        }
        if *self.said.borrow() != state {
            self.printer.remark(state);
            state.clone_into(&mut self.said.borrow_mut());
        }
    }
}

/// After this time something takes long.
const LONG: Duration = Duration::from_secs(2);

/// Waits for what may take long; then a terminal shows what is being done.
pub async fn patiently<T>(printer: Printer, doing: &str, work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    if let Ok(done) = tokio::time::timeout(LONG, &mut work).await {
        return done;
    }
    let progress = Progress::new(printer);
    progress.update(doing);
    work.await
}

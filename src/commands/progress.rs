//! What is said while something takes long: on a terminal one line that lives, elsewhere a line for each change.

use crate::error::harmless;
use crate::printer::Printer;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::cell::RefCell;
use std::io::{self, IsTerminal};
use std::time::Duration;

/// How often the line of a terminal moves.
const TICK: Duration = Duration::from_millis(100);

pub struct Progress {
    printer: Printer,
    bar: Option<ProgressBar>,
    said: RefCell<String>,
}

impl Progress {
    pub fn new(printer: Printer) -> Self {
        let bar = (io::stderr().is_terminal() && !printer.quiet).then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            // The template is ours, and known to be one.
            if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg} {elapsed}") {
                bar.set_style(style);
            }
            bar
        });
        // A terminal that cannot move its cursor gets lines.
        let bar = bar.filter(|bar| !bar.is_hidden()).inspect(|bar| bar.enable_steady_tick(TICK));
        Progress { printer, bar, said: RefCell::default() }
    }

    /// Shows how things stand, where a line lives; elsewhere it is no news.
    pub fn update(&self, state: &str) {
        if let Some(bar) = &self.bar {
            bar.set_message(harmless(state).into_owned());
        }
    }

    /// Tells news that are to stay to be read.
    pub fn announce(&self, line: &str) {
        self.aside(|| self.printer.remark(line));
    }

    /// Lets somebody speak without the line that lives in between.
    pub fn aside(&self, speak: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(speak),
            None => speak(),
        }
    }

    /// Whether there is a line that lives.
    pub fn is_live(&self) -> bool {
        self.bar.is_some()
    }

    /// Says how things stand.
    pub fn status(&self, state: &str) {
        if let Some(bar) = &self.bar {
            bar.set_message(harmless(state).into_owned());
            return;
        }
        if *self.said.borrow() != state {
            self.printer.remark(state);
            state.clone_into(&mut self.said.borrow_mut());
        }
    }
}

impl Drop for Progress {
    /// Leaves a clean line to whoever speaks next.
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

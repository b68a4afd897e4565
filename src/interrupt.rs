//! Ctrl-C, and the other signals that end a program: it ends at once, whatever it is about, and says what state things are in.
//!
//! A thread of its own waits for the signals, so that the first one counts even while a file, a plugin or a lock keeps
//! everything else waiting.

use crate::error::{Advise, ExitStatus};
use crate::live;
use crate::printer::{self, Printer};
use crate::prompt;
use rustix::process::{Pid, Signal, kill_process};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// What an interruption has to say, asked for when it arrives.
type Describe = Box<dyn Fn() -> Vec<String> + Send>;

struct State {
    next: usize,
    /// The requests under way, each with lines about it.
    under_way: Vec<(usize, Vec<String>)>,
    /// The commands that describe themselves what an interruption leaves behind; the last one counts.
    advised: Vec<(usize, Describe)>,
    /// The steps that must not be cut off.
    postponed: Vec<(usize, &'static str)>,
    /// Whether a signal to end has arrived.
    has_arrived: bool,
    /// The program that gets the signals in our place.
    child: Option<Pid>,
}

static STATE: Mutex<State> = Mutex::new(State {
    next: 0,
    under_way: Vec::new(),
    advised: Vec::new(),
    postponed: Vec::new(),
    has_arrived: false,
    child: None,
});

/// Told when the last step that must not be cut off is over.
static OVER: Condvar = Condvar::new();

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends the program at SIGINT, SIGTERM and SIGHUP. Where signals cannot be watched, they end it without a word.
pub fn watch() {
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM, SIGHUP, SIGTSTP]) else { return };
    thread::spawn(move || {
        for signal in signals.forever() {
            if signal == SIGTSTP {
                suspend();
                continue;
            }
            let child = state().child;
            match (child, Signal::from_named_raw(signal)) {
                // It says by itself what an interruption means, and ends or goes on.
                (Some(child), Some(signal)) => drop(kill_process(child, signal)),
                _ => end(ExitStatus::Signal(signal as u8)),
            }
        }
    });
}

/// Stops the program, as Ctrl-Z does, until it is continued.
fn suspend() {
    prompt::suspend();
    let _ = emulate_default_handler(SIGTSTP);
    prompt::resume();
}

/// Ends the program, once nothing is under way that must not be cut off.
fn end(status: ExitStatus) -> ! {
    let mut state = state();
    state.has_arrived = true;
    for (_, what) in &state.postponed {
        printer::warning(&format!("Finishing {what} first."));
    }
    while !state.postponed.is_empty() {
        state = OVER.wait(state).unwrap_or_else(PoisonError::into_inner);
    }
    live::end();
    let was_asking = prompt::abandon();
    let interrupted = |advice: Vec<String>| Printer::default().error(&status.error("Interrupted").advise(advice));
    match state.advised.last() {
        Some((_, describe)) => interrupted(describe()),
        None if was_asking && state.under_way.is_empty() => {
            interrupted(Vec::new());
        }
        None => state.under_way.iter().flat_map(|(_, lines)| lines).for_each(|line| printer::warning(line)),
    }
    std::process::exit(status.code().into());
}

/// Something that is said if an interruption arrives before this is dropped.
#[must_use]
pub struct Said {
    number: usize,
}

/// Says these lines if the program is interrupted before the returned value is dropped.
pub fn under_way(lines: Vec<String>) -> Said {
    let mut state = state();
    let number = number(&mut state);
    state.under_way.push((number, lines));
    Said { number }
}

/// Says "Interrupted" and these lines, in place of what is under way, if the program is interrupted before the returned value is
/// dropped. The lines are made when that happens, on another thread, while this one goes on.
pub fn advise(describe: impl Fn() -> Vec<String> + Send + 'static) -> Said {
    let mut state = state();
    let number = number(&mut state);
    state.advised.push((number, Box::new(describe)));
    Said { number }
}

fn number(state: &mut State) -> usize {
    state.next += 1;
    state.next
}

impl Drop for Said {
    fn drop(&mut self) {
        let mut state = state();
        state.under_way.retain(|(number, _)| *number != self.number);
        state.advised.retain(|(number, _)| *number != self.number);
    }
}

/// A program that gets the signals, until this is dropped.
#[must_use]
pub struct Forwarding(());

/// Hands signals on to a program that has the terminal, in place of ending.
pub fn forward(child: Pid) -> Forwarding {
    state().child = Some(child);
    Forwarding(())
}

impl Drop for Forwarding {
    fn drop(&mut self) {
        state().child = None;
    }
}

/// Returns `true` if the program only finishes what must be finished, and begins nothing new.
pub fn has_arrived() -> bool {
    state().has_arrived
}

/// A step that must not be cut off, such as a token that was renewed and is not saved yet. See [`postpone`].
#[must_use]
pub struct Postponed {
    number: usize,
}

/// Postpones the end until the returned value is dropped: an interruption that arrives meanwhile ends the program then. Keep it
/// short, and bounded by a time-out.
pub fn postpone(what: &'static str) -> Postponed {
    let mut state = state();
    let number = number(&mut state);
    state.postponed.push((number, what));
    Postponed { number }
}

/// Waits for every step that must not be cut off, before the program ends by itself.
pub fn finish() {
    let state = OVER.wait_while(state(), |state| !state.postponed.is_empty());
    let has_arrived = state.unwrap_or_else(PoisonError::into_inner).has_arrived;
    if has_arrived {
        leave_the_end_to_the_watch();
    }
}

/// Does nothing more; the thread that watches ends the program.
fn leave_the_end_to_the_watch() -> ! {
    loop {
        thread::park();
    }
}

impl Drop for Postponed {
    fn drop(&mut self) {
        let mut state = state();
        state.postponed.retain(|(number, _)| *number != self.number);
        let is_last = state.postponed.is_empty();
        let has_arrived = state.has_arrived;
        drop(state);
        if is_last {
            OVER.notify_all();
        }
        if is_last && has_arrived {
            leave_the_end_to_the_watch();
        }
    }
}

//! Ctrl-C, and the other signals that end a program: it does so at once, and says what it was about.

use crate::printer;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use tokio::signal::unix::{SignalKind, signal};

/// The exit status of Ctrl-C.
pub const STATUS: u8 = 130;

/// The exit status that shells report for a program that a signal ended.
fn status(signal: i32) -> u8 {
    u8::try_from(128 + signal).unwrap_or(STATUS)
}

static UNDER_WAY: Mutex<Vec<(usize, Vec<String>)>> = Mutex::new(Vec::new());

/// How many commands deal with interruptions themselves.
static DEALT_WITH: AtomicUsize = AtomicUsize::new(0);

/// Something that is under way until this is dropped.
pub struct UnderWay {
    number: usize,
}

/// Ends the program when it is interrupted or told to end. Where signals cannot be watched, they end it as ever, without a word.
pub fn watch() {
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM, SIGHUP]) else { return };
    thread::spawn(move || {
        if let Some(signal) = signals.forever().find(|_| DEALT_WITH.load(Ordering::SeqCst) == 0) {
            printer::restore_terminal();
            let under_way = UNDER_WAY.lock().unwrap_or_else(PoisonError::into_inner);
            under_way.iter().flat_map(|(_, lines)| lines).for_each(|line| printer::warning(line));
            std::process::exit(i32::from(status(signal)));
        }
    });
}

/// Tells what is to be said if the program is interrupted before the returned value is dropped.
pub fn under_way(lines: Vec<String>) -> UnderWay {
    let mut under_way = UNDER_WAY.lock().unwrap_or_else(PoisonError::into_inner);
    let number = under_way.last().map_or(0, |(number, _)| number + 1);
    under_way.push((number, lines));
    UnderWay { number }
}

/// A command deals with interruptions itself until this is dropped.
pub struct DealtWith(());

impl DealtWith {
    /// Waits for an interruption, and returns the exit status for it; for ever where signals cannot be watched.
    pub async fn arrived(&self) -> u8 {
        let one = async |kind: SignalKind| {
            if let Ok(mut signals) = signal(kind)
                && signals.recv().await.is_some()
            {
                return status(kind.as_raw_value());
            }
            std::future::pending().await
        };
        tokio::select! {
            status = one(SignalKind::interrupt()) => status,
            status = one(SignalKind::terminate()) => status,
            status = one(SignalKind::hangup()) => status,
        }
    }
}

/// Leaves interruptions to a command that has to say more than what is under way.
pub fn dealt_with() -> DealtWith {
    DEALT_WITH.fetch_add(1, Ordering::SeqCst);
    DealtWith(())
}

impl Drop for DealtWith {
    fn drop(&mut self) {
        DEALT_WITH.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let mut under_way = UNDER_WAY.lock().unwrap_or_else(PoisonError::into_inner);
        under_way.retain(|(number, _)| *number != self.number);
    }
}

//! A program that takes our place at the terminal until it ends: it has our input and output, and gets our signals.

use crate::interrupt;
use rustix::process::{Pid, Signal, WaitOptions, getpid, kill_process, waitpid};
use std::io;
use std::process::Command;

/// Runs a command. Returns its exit status, as a shell reports it.
pub fn run(command: &mut Command) -> io::Result<u8> {
    let child = command.spawn()?;
    let pid = Pid::from_child(&child);
    let _forwarding = interrupt::forward(pid);
    loop {
        let Some((_, status)) = waitpid(Some(pid), WaitOptions::UNTRACED)? else { continue };
        if status.stopped() {
            // Whoever started us waits for us, not for it.
            let _ = kill_process(getpid(), Signal::STOP);
            let _ = kill_process(pid, Signal::CONT);
            continue;
        }
        let status = status.exit_status().or_else(|| status.terminating_signal().map(|signal| 128 + signal));
        return Ok(status.and_then(|status| u8::try_from(status).ok()).unwrap_or(1));
    }
}

//! A program that takes our place at the terminal until it ends: it has our input and output, and gets our signals.

use crate::interrupt;
use rustix::process::{Pid, Signal, WaitOptions, getpid, kill_process, waitpid};
use std::io;
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

/// How long after a stop the program may go on together with us; otherwise it stopped alone.
const TOGETHER: Duration = Duration::from_millis(100);

/// Runs a command. Returns its exit status, as a shell reports it.
pub fn run(command: &mut Command) -> io::Result<u8> {
    let child = command.spawn()?;
    let pid = Pid::from_child(&child);
    let _forwarding = interrupt::forward(pid);
    let mut options = WaitOptions::UNTRACED;
    loop {
        let Some((_, status)) = waitpid(Some(pid), options)? else {
            // It stopped alone, and whoever started us waits for us, not for it.
            let _ = kill_process(getpid(), Signal::STOP);
            let _ = kill_process(pid, Signal::CONT);
            options = WaitOptions::UNTRACED;
            continue;
        };
        if status.stopped() {
            // A terminal stops both of us, and a shell lets both go on.
            sleep(TOGETHER);
            options = WaitOptions::UNTRACED | WaitOptions::CONTINUED | WaitOptions::NOHANG;
        } else if status.continued() {
            options = WaitOptions::UNTRACED;
        } else {
            let status = status.exit_status().or_else(|| status.terminating_signal().map(|signal| 128 + signal));
            return Ok(status.and_then(|status| u8::try_from(status).ok()).unwrap_or(1));
        }
    }
}

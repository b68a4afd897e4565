//! The command that runs in a sandbox.

use super::environment;
use rustix::process::{
    Pid, Signal, getpid, getppid, kill_process, kill_process_group, set_parent_process_death_signal,
};
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::os::unix::process::ExitStatusExt;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tokio::process::{Child, Command};
use tokio::signal::unix::{SignalKind, signal};

/// How long a command may take to end once it was told to.
const PATIENCE: Duration = Duration::from_secs(5);

/// Runs a command with these variables to its end, whatever signals arrive. Returns its exit status, as a shell reports it.
pub async fn run(words: &[OsString], variables: &[(&str, OsString)]) -> io::Result<u8> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hangup = signal(SignalKind::hangup())?;
    // At a terminal, Ctrl-C reaches the command without us, and a shell in the sandbox needs the terminal.
    let at_terminal = io::stdin().is_terminal() || io::stdout().is_terminal() || io::stderr().is_terminal();
    let mut command = Command::new(&words[0]);
    for name in environment::unwanted() {
        command.env_remove(name);
    }
    command.args(&words[1..]).envs(variables.iter().map(|(name, value)| (name, value))).kill_on_drop(true);
    end_with_us(&mut command);
    // Elsewhere it leads a group of its own, so that all it started can be terminated.
    if !at_terminal {
        command.process_group(0);
    }
    let mut child = command.spawn()?;
    let group = child.id().and_then(|id| Pid::from_raw(id.cast_signed()));
    let _guard = group.filter(|_| !at_terminal).and_then(guard);
    let tell = |signal: Signal| {
        let _ = match (group, at_terminal) {
            (Some(group), false) => kill_process_group(group, signal),
            (Some(process), true) => kill_process(process, signal),
            (None, _) => Ok(()),
        };
    };
    let status = loop {
        tokio::select! {
            status = child.wait() => break status,
            _ = interrupt.recv() => if !at_terminal {
                break end_soon(&mut child, Signal::INT, tell).await;
            },
            _ = terminate.recv() => break end_soon(&mut child, Signal::TERM, tell).await,
            _ = hangup.recv() => break end_soon(&mut child, Signal::HUP, tell).await,
        }
    }?;
    if !at_terminal {
        tell(Signal::KILL);
    }
    Ok(shell_status(status))
}

/// Lets the system end the command when this process is killed and can no longer do so itself.
#[cfg(target_os = "linux")]
fn end_with_us(command: &mut Command) {
    let us = getpid();
    let ask = move || {
        set_parent_process_death_signal(Some(Signal::KILL))?;
        if getppid() == Some(us) { Ok(()) } else { Err(io::ErrorKind::Interrupted.into()) }
    };
    // SAFETY: between fork and exec this makes two system calls, and neither allocates nor locks.
    unsafe { command.pre_exec(ask) };
}

#[cfg(not(target_os = "linux"))]
fn end_with_us(_: &mut Command) {}

/// A process that does the same for all that the command started: it kills the group once nobody holds its standard input any
/// more. Returns `None` where there is no shell for it.
fn guard(group: Pid) -> Option<Child> {
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", "read -r _; kill -s KILL -- \"-$1\"", "sh", &group.as_raw_nonzero().to_string()]);
    shell.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    shell.process_group(0).kill_on_drop(true).spawn().ok()
}

/// Tells the command to end, and ends it if it does not.
async fn end_soon(child: &mut Child, signal: Signal, tell: impl Fn(Signal)) -> io::Result<ExitStatus> {
    tell(signal);
    if let Ok(status) = tokio::time::timeout(PATIENCE, child.wait()).await {
        return status;
    }
    tell(Signal::KILL);
    child.wait().await
}

fn shell_status(status: ExitStatus) -> u8 {
    let code = status.code().or_else(|| status.signal().map(|signal| 128 + signal)).unwrap_or(1);
    u8::try_from(code).unwrap_or(1)
}

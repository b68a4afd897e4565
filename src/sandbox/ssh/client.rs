//! The stand-in for ssh: leads into the containers of the sandbox's jobs, and hands everything else to the next `ssh` on PATH.

use super::command_line;
use super::protocol::{FAULT, Frame, Request, receive, send};
use crate::env;
use crate::printer;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, IsTerminal, Write};
use std::net::{SocketAddr, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

/// Does what these words ask ssh for. The sandbox listens at the address, and this stands in its directory of programs.
/// Returns the exit status, unless the next `ssh` takes its place.
pub fn run(server: SocketAddr, directory: &Path, words: &[OsString]) -> u8 {
    let outcome = match command_line::read(words) {
        Some((request, without_input)) => converse(server, &request, without_input),
        None => Ok(None),
    };
    let fault = match outcome {
        Ok(Some(status)) => return status,
        Ok(None) => hand_over(directory, words),
        Err(error) => format!("The sandbox of this ssh has ended, or cannot be reached at {server}: {error}"),
    };
    printer::warning(&format!("ssh: {fault}"));
    FAULT
}

/// Lets the sandbox answer. Returns `None` if it knows nothing of the host.
fn converse(server: SocketAddr, request: &Request, without_input: bool) -> io::Result<Option<u8>> {
    let mut writer = TcpStream::connect(server)?;
    writer.set_nodelay(true)?;
    let mut reader = BufReader::new(writer.try_clone()?);
    send(&mut writer, request)?;
    let (mut stdin, mut stdout) = (io::stdin().lock(), io::stdout());
    loop {
        match receive(&mut reader)? {
            Frame::Elsewhere => return Ok(None),
            Frame::Error(text) => show(&mut io::stderr(), &text)?,
            Frame::Ask(_) if without_input => send(&mut writer, &None::<String>)?,
            Frame::Ask(prompt) => {
                if stdin.is_terminal() {
                    show(&mut stdout, &prompt)?;
                }
                let mut line = Vec::new();
                let is_end = stdin.read_until(b'\n', &mut line)? == 0;
                send(&mut writer, &(!is_end).then(|| String::from_utf8_lossy(&line).into_owned()))?;
            }
            Frame::Ended(status) => return Ok(Some(status)),
        }
    }
}

/// Shows a text at once. Whoever reads no further has seen enough, and the session goes on.
fn show(out: &mut impl Write, text: &str) -> io::Result<()> {
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        shown => shown,
    }
}

/// Becomes the next `ssh` behind the directory. Returns only if there is none or it cannot be run, with the reason.
fn hand_over(directory: &Path, words: &[OsString]) -> String {
    let programs: Vec<_> = env::programs("ssh").collect();
    let own = programs.iter().rposition(|program| program.parent().is_some_and(|parent| is_same(parent, directory)));
    match programs.get(own.map_or(0, |own| own + 1)) {
        Some(next) => format!("Unable to run {}: {}", next.display(), Command::new(next).args(words).exec()),
        None => "This is for no job of the sandbox, and there is no other ssh on PATH. Install one.".to_owned(),
    }
}

fn is_same(one: &Path, other: &Path) -> bool {
    one == other || one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

//! ssh in the sandbox: a stand-in for the program (`client`, which reads its `command_line`), and the containers of jobs that it
//! leads to (`server`), each with a `shell` that never runs anything.
//!
//! They speak JSON, a line for each value: one request, then frames from the server, and a line of input for each frame that
//! asks for one.

mod client;
mod command_line;
mod server;
mod shell;

pub use client::run;
pub(super) use server::serve;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::io::{self, BufRead, Write};

/// The status that ssh ends with when the fault is its own and not the command's.
const FAULT: u8 = 255;

/// Where ssh is to lead, and what is to be run there; without a command, the lines of standard input are.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Request {
    host: String,
    user: Option<String>,
    port: Option<String>,
    command: Option<String>,
}

/// What the server has to say.
#[derive(Serialize, Deserialize)]
enum Frame {
    /// The host belongs to no job of the sandbox.
    Elsewhere,
    Error(String),
    /// A line of input is wanted, with this prompt for people.
    Ask(String),
    Ended(u8),
}

fn send(writer: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    writer.write_all(format!("{}\n", serde_json::to_string(value)?).as_bytes())?;
    writer.flush()
}

fn receive<T: DeserializeOwned>(reader: &mut impl BufRead) -> io::Result<T> {
    let mut line = String::new();
    match reader.read_line(&mut line)? {
        0 => Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the connection was closed")),
        _ => Ok(serde_json::from_str(&line)?),
    }
}

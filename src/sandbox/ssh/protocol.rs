//! What the stand-in for ssh and the sandbox say to each other: JSON, a line for each value. One request comes first, then frames
//! from the server, and a line of input for each frame that asks for one.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::io::{self, BufRead, Write};

/// The status that ssh ends with when the fault is its own and not the command's.
pub const FAULT: u8 = 255;

/// Where ssh is to lead, and what is to be run there; without a command, the lines of standard input are.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Request {
    pub host: String,
    pub user: Option<String>,
    pub port: Option<String>,
    pub command: Option<String>,
}

/// What the server has to say.
#[derive(Serialize, Deserialize)]
pub enum Frame {
    /// The host belongs to no job of the sandbox.
    Elsewhere,
    Error(String),
    /// A line of input is wanted, with this prompt for people.
    Ask(String),
    Ended(u8),
}

/// Sends a value.
pub fn send(writer: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    writer.write_all(format!("{}\n", serde_json::to_string(value)?).as_bytes())?;
    writer.flush()
}

/// Waits for a value.
pub fn receive<T: DeserializeOwned>(reader: &mut impl BufRead) -> io::Result<T> {
    let mut line = String::new();
    match reader.read_line(&mut line)? {
        0 => Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the connection was closed")),
        _ => Ok(serde_json::from_str(&line)?),
    }
}

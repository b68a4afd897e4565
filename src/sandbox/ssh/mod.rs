//! ssh in the sandbox: a stand-in for the program (`client`, which reads its `command_line`), and the containers of jobs that it
//! leads to (`server`), each with a `shell` that never runs anything. They speak the `protocol`.

mod client;
mod command_line;
mod protocol;
mod server;
mod shell;

pub use client::run;
pub(super) use server::serve;

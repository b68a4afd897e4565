//! The program `cray-ims`, a client for the Image Management Service of HPE Cray EX systems.
//!
//! A command line goes through these floors, and the answer comes back up:
//!
//! | floor | modules | what it knows |
//! | --- | --- | --- |
//! | entry | `main.rs`, [`entry`] | the name it was called by; it prints and ends, and nothing else does |
//! | commands | [`commands`] | one function a command: plain values in, a reply out |
//! | command line | [`cli`] | the tree of commands, options and help; no input or output |
//! | context | [`context`] | the settings, resolved once; makes the client for IMS when it is first needed |
//! | services | [`ims`], [`kubernetes`], [`dkms`] | what a resource is, its bodies and its requests, as values, and the client that sends them; what of Kubernetes concerns IMS; DKMS, pure |
//! | login | [`auth`] | tokens: where they are, how they are renewed and asked for |
//! | transport | [`http`] | where requests go, how they are sent, what a bad answer means |
//! | output | [`output`] | an answer and a format in, bytes out |
//! | beside | [`sandbox`] | the simulated services, and the `ssh` that leads into jobs there and prints for itself; it uses nothing of the client but [`dkms`] and the ground |
//! | ground | [`error`], [`printer`], [`secret`], [`interrupt`], [`prompt`], [`live`], [`waiting`], [`wrap`], [`config`], [`file`], [`env`](mod@env), [`boolean`](mod@boolean), [`shell`], [`terminal`], [`time`] | what can go wrong; what is said on standard error, and what never is; Ctrl-C; questions; the live line, and what is waited for; lines broken at words; files and variables; times and ages |
//!
//! Each may use what stands below it, never above. Requests are built from types that hold what the user gave, and answers
//! are never squeezed through types: the record that the service sent is what is printed.
//!
//! A new resource or option goes to `ims/resources/`, a new verb to `ims/verbs.rs` and `cli/verbs.rs`, a new output format
//! to `output/`, a new command to `commands/` and `cli/mod.rs`.

pub mod auth;
pub mod boolean;
pub mod candidates;
pub mod cli;
pub mod commands;
pub mod config;
pub mod context;
pub mod dkms;
pub mod entry;
pub mod env;
pub mod error;
pub mod file;
pub mod http;
pub mod ims;
pub mod interrupt;
pub mod kubernetes;
pub mod live;
pub mod output;
pub mod printer;
pub mod prompt;
#[cfg(feature = "sandbox")]
pub mod sandbox;
pub mod secret;
pub mod shell;
pub mod terminal;
pub mod time;
pub mod waiting;
pub mod wrap;

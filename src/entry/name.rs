//! The name the program was called by. Linked as `cray`, it serves `cray ims` and passes everything else on to the next `cray`.

use super::next::Next;
use crate::error::Error;
use std::ffi::{OsStr, OsString};
use std::path::Path;

/// What is to be done with a command line.
pub enum Called {
    /// It is ours; the first word is the name for help texts.
    Here(Vec<OsString>),
    /// Nothing but help or a version is asked for.
    Help(String),
    /// It belongs to another program, which could not be run.
    Elsewhere(Error),
}

/// The words that are served here behind `cray`.
const OURS: [&str; 4] = ["artifacts", "auth", "init", "config"];

const HELP: &str = "\
Image Management Service commands of cray, served by cray-ims

Usage: cray ims COMMAND
       cray artifacts | auth | init | config

`cray ims --help` lists the commands of the Image Management Service.
";

/// Looks at the name and the first word. Does not return if the next `cray` could be run in place of this program.
pub fn resolve(arguments: Vec<OsString>) -> Called {
    let is_cray = arguments.first().is_some_and(|name| Path::new(name).file_name() == Some(OsStr::new("cray")));
    if !is_cray {
        return Called::Here(renamed("cray-ims", arguments, 1));
    }
    let mut arguments = arguments;
    // The reference client takes `--` in front of a command.
    let is_before_word = arguments.get(2).is_some_and(|word| !word.to_string_lossy().starts_with('-'));
    if is_before_word && arguments.get(1).is_some_and(|word| word == "--") {
        arguments.remove(1);
    }
    let first = arguments.get(1).map(|word| word.to_string_lossy().into_owned());
    match first.as_deref() {
        Some("ims") => Called::Here(renamed("cray ims", arguments, 2)),
        Some(word) if OURS.contains(&word) => Called::Here(renamed("cray", arguments, 1)),
        Some("-V" | "--version") => Called::Help(version()),
        None | Some("-h" | "--help") => Called::Help(help()),
        Some(word) => Called::Elsewhere(pass_on(word, &arguments[1..])),
    }
}

fn renamed(name: &str, arguments: Vec<OsString>, dropped: usize) -> Vec<OsString> {
    std::iter::once(name.into()).chain(arguments.into_iter().skip(dropped)).collect()
}

/// Runs the next `cray` on PATH with these arguments in place of this program. Returns only if there is none or it cannot be
/// run.
fn pass_on(word: &str, arguments: &[OsString]) -> Error {
    match Next::find(false) {
        Ok(Some(next)) => next.run(arguments),
        Ok(None) => Error::Usage(format!(
            "`cray {word}` is not served by cray-ims, and there is no other `cray` on PATH. `cray ims --help` lists what is."
        )),
        Err(error) => error,
    }
}

/// Which commands are served here, and which the next `cray` on PATH has.
fn help() -> String {
    let next = Next::find(true).ok().flatten();
    let others = match next.as_ref().map(|next| (next.shown(), next.asked("--help"))) {
        Some((path, Some(text))) => {
            format!("All other commands are passed on to the next `cray` on PATH, {path}:\n\n{text}\n")
        }
        Some((path, None)) => format!(
            "All other commands are passed on to the next `cray` on PATH, {path}.\n\
             `{path} --help` printed nothing that could be shown here.\n"
        ),
        None => "All other commands are passed on to the next `cray` on PATH; there is none.\n".to_owned(),
    };
    format!("{HELP}{others}")
}

/// The version of this program, and that of the next `cray` on PATH.
fn version() -> String {
    let own = concat!("cray-ims ", env!("CARGO_PKG_VERSION"), "\n");
    match Next::find(true).ok().flatten() {
        Some(next) => {
            let other = next.asked("--version").map(|text| format!(" ({text})")).unwrap_or_default();
            format!("{own}Other commands are passed on to {}{other}.\n", next.shown())
        }
        None => own.to_owned(),
    }
}

//! The name the program was called by. Linked as `cray`, it serves `cray ims` and hands everything else to the next `cray`.

use crate::env;
use crate::error::Error;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is to be done with a command line.
pub enum Called {
    /// It is ours; the first word is the name for help texts.
    Here(Vec<OsString>),
    /// Nothing but help is asked for.
    Help(&'static str),
    /// It belongs to another program, which could not be run.
    Elsewhere(Error),
}

/// The words that are served here behind `cray`.
const OURS: [&str; 3] = ["auth", "init", "config"];

const HELP: &str = "\
Image Management Service commands of cray, served by cray-ims

Usage: cray ims COMMAND
       cray auth | init | config

`cray ims --help` lists the commands. Any other word is handed to the next `cray` on PATH.
";

/// Looks at the name and the first word. Does not return if the next `cray` could be run in place of this program.
pub fn resolve(arguments: Vec<OsString>) -> Called {
    let is_cray = arguments.first().is_some_and(|name| Path::new(name).file_name() == Some(OsStr::new("cray")));
    if !is_cray {
        return Called::Here(renamed("cray-ims", arguments, 1));
    }
    let first = arguments.get(1).map(|word| word.to_string_lossy().into_owned());
    match first.as_deref() {
        Some("ims") => Called::Here(renamed("cray ims", arguments, 2)),
        Some(word) if OURS.contains(&word) => Called::Here(renamed("cray", arguments, 1)),
        Some("-V" | "--version") => Called::Here(renamed("cray-ims", arguments, 1)),
        None | Some("-h" | "--help") => Called::Help(HELP),
        Some(word) => Called::Elsewhere(hand_over(word, &arguments[1..])),
    }
}

fn renamed(name: &str, arguments: Vec<OsString>, dropped: usize) -> Vec<OsString> {
    std::iter::once(name.into()).chain(arguments.into_iter().skip(dropped)).collect()
}

/// Runs the next `cray` on PATH with these arguments in place of this program. Returns only if there is none or it cannot be
/// run.
fn hand_over(word: &str, arguments: &[OsString]) -> Error {
    match next_cray() {
        Some(next) => {
            let error = Command::new(&next).args(arguments).exec();
            Error::file("run", next, error)
        }
        None => Error::Usage(format!(
            "`cray {word}` is not served by cray-ims, and there is no other `cray` on PATH. `cray ims --help` lists what is."
        )),
    }
}

/// The first `cray` on PATH that is not this program, behind the directory where this program stands as `cray`. Another
/// build of it is run in turn and looks further on, so that none is come to twice.
fn next_cray() -> Option<PathBuf> {
    let identity = |path: &Path| fs::metadata(path).ok().map(|file| (file.dev(), file.ino()));
    let own = std::env::current_exe().ok().and_then(|path| identity(&path));
    let all: Vec<_> = env::programs("cray").collect();
    let behind = all.iter().position(|path| own.is_some() && identity(path) == own).map_or(0, |own| own + 1);
    all.into_iter().skip(behind).find(|path| identity(path) != own)
}

//! The next `cray` on PATH, which serves the commands that are not served here.

use crate::env;
use crate::error::Error;
use crate::terminal::escape;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often a command may be passed on from process to process. Nobody nests commands that deep.
const MOST: usize = 20;

/// How long the next `cray` may take to say what it can do.
const PATIENCE: Duration = Duration::from_secs(10);

/// What stands in place of a process in the note of one that only looks for help.
const HELP: &str = "help";

/// The next `cray`, and what those behind it are told.
pub struct Next {
    path: PathBuf,
    position: usize,
    times: usize,
}

/// A note for the next one, left in the environment: from which place on PATH it was taken, and how often the command was passed
/// on. Without it two copies of this program on PATH could pass a command to each other for ever.
struct Note {
    /// The process that is replaced by the next one. Processes that are started from there look for themselves.
    process: String,
    position: usize,
    times: usize,
}

impl Note {
    fn read() -> Option<Note> {
        let text = env::read(env::PASSED_ON)?;
        let mut words = text.split(' ');
        let process = words.next()?.to_owned();
        Some(Note { process, position: words.next()?.parse().ok()?, times: words.next()?.parse().ok()? })
    }
}

impl Next {
    /// Finds the first `cray` on PATH that is not this program, behind the place where this one stands. Returns `None` if there is none.
    /// Fails if the command goes round in circles.
    pub fn find(is_help: bool) -> Result<Option<Next>, Error> {
        let note = Note::read();
        let times = note.as_ref().map_or(0, |note| note.times) + 1;
        if times > MOST {
            return Err(Error::Usage(format!(
                "The command was passed on {MOST} times from one `cray` on PATH to another.\n\
                 Cause: a script of that name calls `cray` again. `type -a cray` lists them; remove what does not belong there."
            )));
        }
        let identity = |path: &Path| fs::metadata(path).ok().map(|file| (file.dev(), file.ino()));
        let own = std::env::current_exe().ok().and_then(|path| identity(&path));
        let all: Vec<_> = env::programs("cray").collect();
        let is_meant =
            |note: &Note| if is_help { note.process == HELP } else { note.process == std::process::id().to_string() };
        let behind = match note.filter(is_meant) {
            Some(note) => note.position + 1,
            None => all.iter().position(|path| own.is_some() && identity(path) == own).map_or(0, |own| own + 1),
        };
        let mut left = all.into_iter().enumerate().skip(behind);
        let found = left.find(|(_, path)| identity(path) != own);
        Ok(found.map(|(position, path)| Next { path, position, times }))
    }

    /// Becomes the next `cray`. Returns only if that cannot be run.
    pub fn run(self, arguments: &[OsString]) -> Error {
        let error = self.command(&std::process::id().to_string()).args(arguments).exec();
        Error::file("run", self.path, error)
    }

    /// Where it is, for people to read.
    pub fn shown(&self) -> String {
        escape(&self.path.display().to_string()).into_owned()
    }

    /// What it prints about itself, asked with this option; `None` if it does not in time.
    pub fn asked(&self, option: &str) -> Option<String> {
        self.output(option).ok().flatten()
    }

    fn output(&self, option: &str) -> io::Result<Option<String>> {
        let mut file = tempfile::tempfile()?;
        let mut command = self.command(HELP);
        command.arg(option).stdin(Stdio::null()).stdout(file.try_clone()?).stderr(Stdio::null());
        let mut child = command.spawn()?;
        let began = Instant::now();
        while child.try_wait()?.is_none() {
            if began.elapsed() > PATIENCE {
                child.kill()?;
                child.wait()?;
                return Ok(None);
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        io::Seek::rewind(&mut file)?;
        let mut bytes = Vec::new();
        io::Read::read_to_end(&mut file, &mut bytes)?;
        let text = String::from_utf8_lossy(&bytes);
        let lines: Vec<_> = text.trim().lines().map(escape).collect();
        Ok((!lines.is_empty()).then(|| lines.join("\n")))
    }

    fn command(&self, process: &str) -> Command {
        let mut command = Command::new(&self.path);
        command.env(env::PASSED_ON, format!("{process} {} {}", self.position, self.times));
        command
    }
}

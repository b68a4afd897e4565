//! The exit statuses of the program.

use super::Ended;

/// How the program ends when a command did not succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitStatus {
    /// A fault of this program, or of what reads its output.
    Fault,
    /// A confirmation was declined.
    Declined,
    /// S3 failed, or refused something.
    ObjectFailed,
    /// Everything else; the reference client knows no other.
    Failed,
    /// A job that was waited for failed.
    JobFailed,
    /// The time allowed for waiting is over.
    TimedOut,
    /// A signal ended the program: its number.
    Signal(u8),
}

/// The exit statuses as the help shows them.
pub const HELP: &str = "\
Exit status:
  0  success
  1  an internal error, S3 failed, standard output could not be written, or
     the confirmation was declined
  2  any other error: in the command line or the configuration, no connection
     to the service, or an error that the service returned
  3  a job that was waited for failed
  4  timed out while waiting
  130, 143, 129  Ctrl-C, SIGTERM, SIGHUP";

impl ExitStatus {
    /// The number that the shell sees. For signals it is the one that shells use.
    pub fn code(self) -> u8 {
        match self {
            ExitStatus::Fault | ExitStatus::Declined | ExitStatus::ObjectFailed => 1,
            ExitStatus::Failed => 2,
            ExitStatus::JobFailed => 3,
            ExitStatus::TimedOut => 4,
            ExitStatus::Signal(number) => 128 + number,
        }
    }

    /// An error that ends the program with this status.
    pub fn error(self, message: impl Into<String>) -> anyhow::Error {
        Ended { status: self, message: message.into() }.into()
    }
}

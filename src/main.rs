//! The entry: see [`cray_ims`] for a tour of the program.

use cray_ims::error::{Error, Explain};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether standard output was closed when the program started.
static OUTPUT_IS_CLOSED: AtomicBool = AtomicBool::new(false);

/// Runs before the standard library does, which opens the null device in place of what is closed, so that nobody could tell any
/// more that all output gets lost.
#[used]
#[unsafe(link_section = ".init_array")]
static LOOK_AT_OUTPUT: extern "C" fn() = look_at_output;

extern "C" fn look_at_output() {
    let is_closed = rustix::io::fcntl_getfd(rustix::stdio::stdout()).is_err();
    OUTPUT_IS_CLOSED.store(is_closed, Ordering::Relaxed);
}

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|fault| {
        let error = Error::Internal(fault.to_string());
        cray_ims::printer::Printer::default().error(&error);
        std::process::exit(error.exit_status().code().into());
    }));
    // Fails only if a provider is there already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    ExitCode::from(cray_ims::entry::run(std::env::args_os().collect(), OUTPUT_IS_CLOSED.load(Ordering::Relaxed)))
}

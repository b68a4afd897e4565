//! The entry: see [`cray_ims`] for a tour of the program.

use std::process::ExitCode;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|fault| {
        let error = cray_ims::error::Error::Internal(fault.to_string());
        cray_ims::printer::Printer::default().error(&error);
        std::process::exit(i32::from(error.exit_status()));
    }));
    // Fails only if a provider is there already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    ExitCode::from(cray_ims::entry::run(std::env::args_os().collect()))
}

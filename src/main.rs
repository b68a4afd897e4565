//! The entry: see [`cray_ims`] for a tour of the program.

use std::process::ExitCode;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|fault| {
        eprintln!("Error: Internal error: {fault}");
        eprintln!("Please report this with the command line that led to it.");
        std::process::exit(1);
    }));
    // Fails only if a provider is there already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    ExitCode::from(cray_ims::entry::run(std::env::args_os().collect()))
}

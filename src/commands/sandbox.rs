//! `sandbox`: simulated services, and a command that runs with them.

use crate::cli;
use crate::error::Error;
use crate::printer;
use crate::sandbox::{Failure, Options, Sandbox, clearing_line};
use crate::shell::quoted;
use std::collections::BTreeMap;

/// Runs a command in a sandbox, or, without one, shows the way to the sandbox and serves until interrupted. Returns the exit
/// status.
pub async fn run(options: cli::Sandbox, show: impl FnOnce(&str) -> Result<(), Error>) -> Result<u8, Error> {
    let password = options.auth.then(|| uuid::Uuid::new_v4().simple().to_string()[..12].to_owned());
    if let Some(password) = &password {
        printer::warning(&format!("Log in as admin with the password {password}"));
    }
    let sandbox = Sandbox::start(Options {
        listen: options.listen,
        job_time: options.job_time,
        state: options.state,
        empty: options.empty,
        artifacts: options.artifact,
        settings: options.setting.into_iter().collect::<BTreeMap<_, _>>(),
        nodes: options.remote_node.into_iter().collect(),
        password,
        token_time: options.token_time,
    })
    .await
    .map_err(failed)?;
    if !options.command.is_empty() {
        return sandbox.run(&options.command).await.map_err(failed);
    }
    let exports: String = sandbox
        .variables()
        .iter()
        .map(|(name, value)| format!("export {name}={}\n", quoted(&value.to_string_lossy())))
        .collect();
    show(&format!("{}{exports}", clearing_line()))?;
    printer::warning("The sandbox serves until it is interrupted (Ctrl-C). Run the lines above in another shell.");
    sandbox.serve().await.map_err(failed)?;
    Ok(0)
}

fn failed(failure: Failure) -> Error {
    Error::Usage(failure.to_string())
}

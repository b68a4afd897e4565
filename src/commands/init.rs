//! `init`: writes the configuration that says where the system is, and logs in.

use super::auth::{self, Login};
use super::{Prints, Reply, Run, declined};
use crate::context::Context;
use crate::error::Advise;
use crate::http::Gateway;
use crate::interrupt;
use crate::printer;
use crate::prompt;
use anyhow::{Result, bail};
use clap::Args;
use std::path::Path;

const HELP: &str = "\
Examples:
  cray-ims init --hostname https://api-gw-service-nmn.local --no-auth
  cray-ims init --hostname api.cmn.alpine.example --tenant vcluster-blue \\
      --configuration blue";

/// Create or change a configuration
#[derive(Args)]
#[command(after_help = HELP)]
pub struct Init {
    /// Host name or URL of the system's API gateway
    #[arg(long, value_name = "HOST")]
    hostname: Option<String>,
    /// Tenant to send with every request; empty for none
    #[arg(long)]
    tenant: Option<String>,
    /// Skip the login
    #[arg(long)]
    no_auth: bool,
    /// Overwrite an existing configuration without asking
    #[arg(long)]
    overwrite: bool,
}

impl Run for Init {
    fn prints(&self) -> Prints {
        Prints::TEXT
    }

    fn is_lenient(&self) -> bool {
        true
    }

    async fn run(self, context: Context) -> Result<Reply> {
        initialize(self, context).await
    }
}

async fn initialize(options: Init, mut context: Context) -> Result<Reply> {
    context.refuse_dry_run("init")?;
    let directory = context.directory.clone();
    let name = context.configuration_name.clone();
    let path = directory.configuration_path(&name)?;
    if path.is_file() && !options.overwrite {
        ask_to_overwrite(&path)?;
    }
    let hostname = match options.hostname {
        Some(hostname) => hostname,
        None => auth::ask_until_answered("Cray Hostname")?,
    };
    let hostname = secured(&hostname)?;
    let tenant = options.tenant.unwrap_or_default();
    directory.create()?;
    context.reconfigure(|configuration| {
        configuration.set("core.hostname", &hostname)?;
        configuration.set("core.tenant", &tenant)
    })?;
    directory.activate(&name)?;
    let reply = Reply::line("Initialization complete.");
    if options.no_auth {
        return Ok(reply);
    }
    let saved = "The configuration is saved. Run `cray auth login` to log in again.";
    let _under_way = interrupt::under_way(vec!["Interrupted.".into(), saved.to_owned()]);
    match auth::login(Login::default(), &mut context).await {
        Ok(()) => Ok(reply.headed(auth::SUCCESS)),
        Err(error) => Err(error.advise(vec![saved.to_owned()])),
    }
}

/// Asks whether a configuration may be overwritten. Fails unless the answer is yes.
fn ask_to_overwrite(path: &Path) -> Result<()> {
    loop {
        let answer = prompt::ask(&format!("Overwrite configuration file at: {} ? [y/N]", path.display()))?;
        match answer.map(|answer| answer.to_lowercase()).as_deref() {
            Some("y" | "yes") => return Ok(()),
            Some("" | "n" | "no") => {
                bail!(
                    "Not overwriting an existing configuration. Alternative configurations can be specified with --configuration"
                );
            }
            Some(_) => printer::warning("Error: invalid input"),
            None => {
                return Err(declined(&format!(
                    "{} exists, and nobody answered. Add --overwrite to replace it, or name another with --configuration.",
                    path.display()
                )));
            }
        }
    }
}

/// The hostname as it is saved: a URL with https, unless the system is on this machine.
fn secured(hostname: &str) -> Result<String> {
    let url = if hostname.contains("://") { hostname.to_owned() } else { format!("https://{hostname}") };
    let gateway = Gateway::parse(&url)?;
    match url.strip_prefix("http:") {
        Some(rest) if !gateway.is_loopback() => Ok(format!("https:{rest}")),
        _ => Ok(url),
    }
}

#[cfg(test)]
mod tests {
    use super::secured;

    #[test]
    fn a_hostname_is_saved_with_https() {
        for (given, saved) in [
            ("api.example", "https://api.example"),
            ("http://api.example", "https://api.example"),
            ("https://api.example/", "https://api.example/"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("http://localhost:8080", "http://localhost:8080"),
        ] {
            assert_eq!(secured(given).unwrap(), saved);
        }
        assert!(secured("").is_err());
        assert!(secured("ftp://api.example").is_err());
    }
}

//! `auth logout`: removes the saved token.

use crate::commands::{Prints, Reply, Run, examples};
use crate::context::Context;
use crate::error::Error;
use anyhow::{Result, bail};
use clap::Args;
use std::fs;
use std::io;

/// Remove the saved token
#[derive(Args)]
#[command(after_help = examples(&["cray-ims auth logout"]))]
pub struct Logout {}

impl Run for Logout {
    fn prints(&self) -> Prints {
        Prints::TEXT
    }

    async fn run(self, context: Context) -> Result<Reply> {
        context.refuse_dry_run("auth logout")?;
        let host = context.gateway()?.authority();
        let login = context.login()?.ok_or(Error::NotLoggedIn { host: host.clone() })?;
        if login.user.is_none() {
            bail!(
                "{} was named with --token or CRAY_CREDENTIALS, so it is not removed. Leave that out to remove the saved token.",
                login.path.display()
            );
        }
        match fs::remove_file(&login.path) {
            Ok(()) => Ok(Reply::line(format!("Logged out of {host}."))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Error::NotLoggedIn { host }.into()),
            Err(error) => Err(Error::file("remove", login.path, error).into()),
        }
    }
}

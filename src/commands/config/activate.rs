//! `config use`: makes a configuration the one in use.

use super::active;
use crate::candidates::Candidates;
use crate::commands::{Prints, Reply, Run, examples};
use crate::context::Context;
use crate::error::Error;
use anyhow::{Result, bail};
use clap::Args;

/// Set the active configuration
#[derive(Args)]
#[command(after_help = examples(&["cray-ims config use blue"]))]
pub struct Use {
    // Named as the global option is, it would be taken for that.
    /// Name of the configuration
    #[arg(value_name = "CONFIGURATION", add = Candidates::Configurations)]
    name: String,
}

impl Run for Use {
    fn prints(&self) -> Prints {
        Prints::TEXT
    }

    fn is_lenient(&self) -> bool {
        true
    }

    async fn run(self, context: Context) -> Result<Reply> {
        context.configuration()?;
        context.refuse_dry_run("config")?;
        let name = &self.name;
        let configuration = context.directory.load(name)?;
        if configuration.is_empty() {
            let names = context.directory.names().unwrap_or_default();
            bail!(Error::NoSuchConfiguration { path: configuration.path().to_owned(), names });
        }
        context.directory.activate(name)?;
        Ok(Reply::line(active(name)))
    }
}

//! `config unset`.

use crate::candidates::Candidates;
use crate::commands::{Prints, Reply, Run, examples};
use crate::context::Context;
use crate::error::Error;
use anyhow::Result;
use clap::Args;

/// Remove settings
#[derive(Args)]
#[command(after_help = examples(&["cray-ims config unset core.tenant"]))]
pub struct Unset {
    /// Names of the settings with their sections, for example core.tenant
    #[arg(required = true, value_name = "PROPERTY", add = Candidates::Settings)]
    properties: Vec<String>,
}

impl Run for Unset {
    fn prints(&self) -> Prints {
        Prints::TEXT
    }

    fn is_lenient(&self) -> bool {
        true
    }

    async fn run(self, mut context: Context) -> Result<Reply> {
        context.configuration()?;
        context.refuse_dry_run("config")?;
        let missing = |property| Error::Usage(format!("Unable to unset property. {property} is not set."));
        context.reconfigure(|configuration| {
            self.properties
                .iter()
                .try_for_each(|property| configuration.unset(property).then_some(()).ok_or_else(|| missing(property)))
        })?;
        Ok(Reply::line(""))
    }
}

//! `config get`.

use crate::candidates::Candidates;
use crate::commands::{Prints, Reply, Run, examples};
use crate::config::{DATE, to_json};
use crate::context::Context;
use crate::error::Error;
use anyhow::Result;
use clap::Args;
use serde_json::Value;

/// Show one setting
#[derive(Args)]
#[command(after_help = examples(&["cray-ims config get core.hostname", "cray-ims config get auth.login.username"]))]
pub struct Get {
    /// Name of the setting with its section, for example core.hostname
    #[arg(add = Candidates::Settings)]
    property: String,
}

impl Run for Get {
    fn prints(&self) -> Prints {
        Prints::Records
    }

    fn is_lenient(&self) -> bool {
        true
    }

    async fn run(self, context: Context) -> Result<Reply> {
        let property = self.property;
        let item = context.configuration()?.value(&property);
        let item = item.ok_or_else(|| Error::Usage(format!("Unable to find property. {property} is not set.")))?;
        Ok(match to_json(item) {
            Value::String(text) => Reply::line(match text.strip_prefix(DATE) {
                // The reference client prints it as Python does.
                Some(date) => date.replace('T', " ").replace('Z', "+00:00"),
                None => text,
            }),
            other => Reply::document(other),
        })
    }
}

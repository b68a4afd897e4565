//! `config describe`.

use super::active;
use crate::commands::{Prints, Reply, Run, examples};
use crate::context::Context;
use anyhow::Result;
use clap::Args;

/// Show the settings of the active configuration
#[derive(Args)]
#[command(after_help = examples(&["cray-ims config describe", "cray-ims config describe --configuration blue"]))]
pub struct Describe {}

impl Run for Describe {
    fn prints(&self) -> Prints {
        Prints::Records
    }

    fn is_lenient(&self) -> bool {
        true
    }

    async fn run(self, context: Context) -> Result<Reply> {
        let document = context.configuration()?.to_json();
        let mut heading = format!("{}\n", active(&context.active_name));
        if context.configuration_name != context.active_name {
            heading += &format!("Describing configuration: {}\n", context.configuration_name);
        }
        Ok(Reply::document(document).headed(heading))
    }
}

//! `config set`.

use crate::candidates::Candidates;
use crate::commands::{Prints, Reply, Run};
use crate::context::{Context, check_setting};
use crate::error::Error;
use anyhow::Result;
use clap::Args;
use std::path::PathBuf;

const HELP: &str = "\
Examples:
  cray-ims config set core hostname=https://api-gw-service-nmn.local
  cray-ims config set core format=json quiet=true
  cray-ims config set auth.login username=admin";

/// Change settings
#[derive(Args)]
#[command(after_help = HELP)]
pub struct Set {
    /// Section of the settings, for example core or auth.login
    #[arg(add = Candidates::Words(&["core", "auth.login"]))]
    section: String,
    /// Settings, each as NAME=VALUE
    #[arg(required = true, value_name = "NAME=VALUE")]
    values: Vec<String>,
}

impl Run for Set {
    fn prints(&self) -> Prints {
        Prints::TEXT
    }

    fn is_lenient(&self) -> bool {
        true
    }

    async fn run(self, mut context: Context) -> Result<Reply> {
        context.configuration()?;
        context.refuse_dry_run("config")?;
        let Set { section, values } = self;
        let unreadable =
            |value| Error::Usage(format!("Unable to set property. Expected NAME=VALUE instead of {value}."));
        context.reconfigure(|configuration| {
            values.iter().try_for_each(|value| match value.split_once('=') {
                Some((name, text)) if !name.is_empty() => {
                    let name = format!("{section}.{name}");
                    check_setting(&name, text)?;
                    configuration.set(&name, text)
                }
                _ => Err(unreadable(value)),
            })
        })?;
        if let Some(path) = missing_certificates(&context) {
            context.printer.remark(&format!("core.cacert names {}, which does not exist.", path.display()));
        }
        for name in values.iter().filter_map(|value| Some(format!("{section}.{}", value.split_once('=')?.0))) {
            if !(context.known_settings.is_known)(&name) {
                let hint = (context.known_settings.similar)(&name);
                context.printer.remark(&format!("{name} is set, but it is not read by this program.{hint}"));
            }
        }
        Ok(Reply::line(""))
    }
}

/// The file that `core.cacert` names, if there is none.
fn missing_certificates(context: &Context) -> Option<PathBuf> {
    let configuration = context.configuration().ok()?;
    let path = configuration.directory().join(configuration.settings().ok()?.core.cacert?);
    (!path.exists()).then_some(path)
}

//! The options of every command.

use super::help;
use crate::candidates::Candidates;
use crate::commands::check::Shape;
use crate::commands::options::duration;
use crate::context::{DryRun, Overrides};
use crate::http::Trust;
use crate::output::Format;
use clap::Args;
use clap::builder::{EnumValueParser, NonEmptyStringValueParser, TypedValueParser, ValueParser};
use std::path::PathBuf;
use std::time::Duration;

/// The options of every command.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = help::GLOBAL_OPTIONS)]
pub struct Globals {
    /// Use this configuration (created by `cray-ims init`) [env: CRAY_CONFIG]
    #[arg(long, global = true, value_name = "NAME", add = Candidates::Configurations)]
    pub configuration: Option<String>,
    /// Output format [default: toml, or core.format] [env: CRAY_FORMAT]
    #[arg(long, global = true, value_name = "FORMAT", value_parser = formats())]
    pub format: Option<Shape>,
    /// Suppress notices on standard error [env: CRAY_QUIET]
    #[arg(long, global = true)]
    pub quiet: bool,
    /// Read the token from this file [env: CRAY_CREDENTIALS]
    #[arg(long, global = true, value_name = "FILE")]
    pub token: Option<PathBuf>,
    /// Trust the CA certificates in this PEM file instead of the system's [config: core.cacert]
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "insecure")]
    pub cacert: Option<PathBuf>,
    /// Skip verification of certificates: anyone on the network path can then read and change the traffic [config: core.insecure]
    #[arg(long, global = true)]
    pub insecure: bool,
    /// Time limit for a request, such as 90 or 5m; for commands that wait, for the whole wait [default: 5m]
    #[arg(long, global = true, value_name = "TIME", value_parser = duration::any)]
    pub timeout: Option<Duration>,
    /// Print only this field, such as id or link.path, one record per line
    #[arg(long, global = true, value_name = "FIELD", value_parser = NonEmptyStringValueParser::new(), add = Candidates::Fields)]
    pub print: Option<String>,
    /// Filter the answer with a JMESPath expression
    #[arg(long, global = true, value_name = "EXPRESSION", conflicts_with = "print")]
    pub query: Option<String>,
    /// Print the request that would change something instead of sending it; =curl prints it as a curl command
    #[arg(long, global = true, value_name = "FORM", num_args = 0..=1, require_equals = true, default_missing_value = "request")]
    pub dry_run: Option<DryRun>,
    /// Log requests (-v), and headers and bodies (-vv); secrets are masked
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
}

fn formats() -> ValueParser {
    EnumValueParser::<Format>::new().map(Shape::Of).into()
}

impl Globals {
    /// What they say of the surroundings of a command.
    pub fn overrides(&self) -> Overrides {
        Overrides {
            configuration: self.configuration.clone(),
            format: self.format.map(|shape| match shape {
                Shape::Of(format) => format,
                Shape::Junit => Format::Table,
            }),
            quiet: self.quiet,
            verbosity: self.verbose,
            token: self.token.clone(),
            trust: match (&self.cacert, self.insecure) {
                (Some(path), _) => Some(Trust::File(path.clone())),
                (None, true) => Some(Trust::Everybody),
                (None, false) => None,
            },
            timeout: self.timeout,
            dry_run: self.dry_run,
            is_lenient: false,
            known_settings: super::known_settings(),
        }
    }
}

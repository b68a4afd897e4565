//! What a command may ask for: the settings, each resolved once from flag, environment, configuration and default, and
//! the clients, made when they are first needed.

use crate::auth::Token;
use crate::cli::{DryRun, Globals, Kubernetes};
use crate::config::{Configuration, Directory};
use crate::env;
use crate::error::Error;
use crate::http::{Client, Gateway};
use crate::kubernetes::Cluster;
use crate::output::Format;
use crate::printer::Printer;
use crate::words::boolean;
use clap::ValueEnum;
use std::path::PathBuf;

/// The surroundings of a command.
pub struct Context {
    pub directory: Directory,
    /// The name of the configuration in use, and what the directory calls the active one.
    pub configuration_name: String,
    pub active_name: String,
    pub format: Format,
    pub printer: Printer,
    /// How requests that change something are shown in place of being sent.
    pub dry_run: Option<DryRun>,
    configuration: Configuration,
    token_file: Option<PathBuf>,
}

impl Context {
    /// Resolves the settings.
    pub fn new(globals: &Globals) -> Result<Self, Error> {
        let directory = Directory::locate()?;
        let active_name = directory.active()?;
        let named = globals.configuration.clone().filter(|name| !name.is_empty());
        let configuration_name = named.or_else(|| env::read(env::CONFIG)).unwrap_or_else(|| active_name.clone());
        let configuration = directory.load(&configuration_name)?;
        let printer = Printer { verbosity: globals.verbose, quiet: globals.quiet || quiet(&configuration)? };
        let format = match globals.format {
            Some(format) => format,
            None => format(&configuration)?,
        };
        let token_file = globals.token.clone().or_else(|| env::read(env::CREDENTIALS).map(PathBuf::from));
        Ok(Context {
            directory,
            configuration_name,
            active_name,
            format,
            printer,
            dry_run: globals.dry_run,
            configuration,
            token_file,
        })
    }

    /// The configuration in use. Fails if there is none.
    pub fn configuration(&self) -> Result<&Configuration, Error> {
        match self.configuration.is_empty() {
            true => Err(Error::NoConfiguration { name: self.configuration_name.clone() }),
            false => Ok(&self.configuration),
        }
    }

    /// The configuration in use, to be changed; empty if there is none.
    pub fn into_configuration(self) -> Configuration {
        self.configuration
    }

    /// A client for the system that the configuration names.
    pub fn client(&self) -> Result<Client, Error> {
        let configuration = self.configuration()?;
        let hostname = configuration.text("core.hostname").ok_or(Error::NoHostname)?;
        let gateway = Gateway::parse(&hostname)?;
        let token = match &self.token_file {
            Some(path) => Some(Token::read(path)?),
            None => match configuration.text("auth.login.username") {
                Some(user) => Token::read_saved(&self.directory.token_path(&gateway.authority(), &user))?,
                None => None,
            },
        };
        let tenant = configuration.text("core.tenant");
        Client::new(gateway, tenant.as_deref(), token.as_ref(), self.printer)
    }

    /// A client for the Kubernetes cluster that these options lead to.
    pub async fn cluster(&self, options: &Kubernetes) -> Result<Cluster, Error> {
        Cluster::connect(&options.access(), options.namespace.clone()).await
    }
}

fn quiet(configuration: &Configuration) -> Result<bool, Error> {
    let setting = setting(configuration, env::QUIET, "core.quiet");
    let Some((source, word)) = setting else { return Ok(false) };
    boolean(&word).map_err(|cause| bad_setting("--quiet", source, word, cause))
}

fn format(configuration: &Configuration) -> Result<Format, Error> {
    let setting = setting(configuration, env::FORMAT, "core.format");
    let Some((source, word)) = setting else { return Ok(Format::Toml) };
    Format::from_str(&word, false).map_err(|_| {
        let names: Vec<_> = Format::value_variants().iter().filter_map(Format::to_possible_value).collect();
        let names: Vec<_> = names.iter().map(clap::builder::PossibleValue::get_name).collect();
        bad_setting("--format", source, word, format!("expected one of {}", names.join(", ")))
    })
}

/// A setting from the environment or the configuration, and where it was found.
fn setting(
    configuration: &Configuration,
    variable: &'static str,
    name: &'static str,
) -> Option<(&'static str, String)> {
    let from_environment = env::read(variable).map(|word| (variable, word));
    from_environment.or_else(|| configuration.text(name).map(|word| (name, word)))
}

fn bad_setting(option: &str, source: &str, value: String, cause: String) -> Error {
    Error::BadSetting { setting: format!("{source} (which stands for {option})"), value, cause }
}

//! What a command may ask for: the settings, each resolved once from flag, environment, configuration and default, and
//! the client for IMS, made when it is first needed.

mod overrides;
mod resolution;

pub use overrides::{DryRun, KnownSettings, Overrides};
pub use resolution::check_setting;

use crate::auth::{Session, Token};
use crate::config::{Configuration, Directory, Document, Settings};
use crate::env;
use crate::error::Error;
use crate::http::{Gateway, Options, TIMEOUT, Transport, Trust};
use crate::ims::Client;
use crate::output::Format;
use crate::printer::{self, Printer};
use resolution::{configured_trust, format, or_default, quiet_variable};
use std::cell::OnceCell;
use std::path::PathBuf;
use std::sync::Once;
use std::time::Duration;
use zeroize::Zeroizing;

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
    pub known_settings: KnownSettings,
    configuration: Configuration,
    /// The settings, without those that are invalid and that nobody needs.
    settings: Settings,
    token_file: Option<PathBuf>,
    /// Whom the command line says to trust.
    named_trust: Option<Trust>,
    /// How long a request may take in all, and whether the user said so.
    pub timeout: Duration,
    named_timeout: Option<Duration>,
    client: OnceCell<Client>,
    /// A token that came out of a pipe.
    piped_token: OnceCell<Zeroizing<Vec<u8>>>,
    /// Whether it was said that certificates are not checked, which clients that are made anew need not repeat.
    warned: Once,
}

/// A login that was made, and where its token is. There is a user's name only if this program or the reference client
/// chose the file.
pub struct Login {
    pub user: Option<String>,
    pub path: PathBuf,
}

impl Login {
    /// Returns `true` if a new token could be saved over the old one, as in a regular file.
    pub fn is_renewable(&self) -> bool {
        self.path.is_file()
    }
}

impl Context {
    /// Resolves the settings.
    pub fn new(overrides: Overrides) -> Result<Self, Error> {
        let directory = Directory::locate()?;
        let named = overrides.configuration.as_deref().filter(|name| !name.is_empty());
        let (configuration_name, active_name) = directory.chosen(named)?;
        let configuration = directory.load(&configuration_name)?;
        let settings = configuration.settings_but(|name| overrides.is_lenient || overrides.replaces(name))?;
        let quiet = overrides.quiet
            || or_default(quiet_variable(), overrides.is_lenient)?.or(settings.core.quiet).unwrap_or_default();
        let printer = Printer { verbosity: overrides.verbosity, quiet };
        if printer.quiet {
            printer::be_quiet();
        }
        let format = match overrides.format {
            Some(format) => format,
            None => or_default(format(&settings), overrides.is_lenient)?.unwrap_or(Format::Toml),
        };
        let token_file = overrides.token.or_else(|| env::path(env::CREDENTIALS));
        Ok(Context {
            directory,
            configuration_name,
            active_name,
            format,
            printer,
            dry_run: overrides.dry_run,
            known_settings: overrides.known_settings,
            configuration,
            settings,
            token_file,
            named_trust: overrides.trust,
            timeout: overrides.timeout.unwrap_or(TIMEOUT),
            named_timeout: overrides.timeout,
            client: OnceCell::new(),
            piped_token: OnceCell::new(),
            warned: Once::new(),
        })
    }

    /// The configuration in use. Fails if there is none.
    pub fn configuration(&self) -> Result<&Configuration, Error> {
        if self.configuration.is_empty() {
            return Err(Error::NoConfiguration { name: self.configuration_name.clone() });
        }
        Ok(&self.configuration)
    }

    /// The settings of the configuration in use. Fails if there is none.
    pub fn settings(&self) -> Result<&Settings, Error> {
        self.configuration()?;
        Ok(&self.settings)
    }

    /// Fails if a setting is invalid that this command could do without.
    pub fn check_settings(&self) -> Result<(), Error> {
        quiet_variable()?;
        format(&self.configuration()?.settings()?).map(drop)
    }

    /// Changes the configuration in use, or makes it, and saves it. What others changed meanwhile stays.
    pub fn reconfigure(&mut self, change: impl FnOnce(&mut Document) -> Result<(), Error>) -> Result<(), Error> {
        self.configuration = self.directory.edit(&self.configuration_name, change)?;
        self.settings = self.configuration.settings_but(|_| true)?;
        self.client = OnceCell::new();
        Ok(())
    }

    /// The gateway that the configuration names.
    pub fn gateway(&self) -> Result<Gateway, Error> {
        Gateway::parse(&self.settings()?.core.hostname.clone().ok_or(Error::NoHostname)?)
    }

    /// The way to this gateway.
    pub fn transport_to(&self, gateway: Gateway) -> Result<Transport, Error> {
        let trust = match &self.named_trust {
            Some(trust) => trust.clone(),
            None => configured_trust(self.configuration()?, &self.settings)?,
        };
        if gateway.is_secure() && matches!(trust, Trust::Everybody) {
            self.warned.call_once(|| {
                printer::warning(&format!("Warning: the certificate of {gateway} is not verified (--insecure)."));
            });
        }
        let source = format!("core.hostname of the configuration {}", self.configuration_name);
        Transport::new(gateway, &Options { trust, timeout: self.named_timeout, source }, self.printer)
    }

    /// The login whose token is to be sent; `None` if nobody logged in.
    pub fn login(&self) -> Result<Option<Login>, Error> {
        if let Some(path) = &self.token_file {
            return Ok(Some(Login { user: None, path: path.clone() }));
        }
        let Some(user) = self.settings()?.auth.login.username.clone() else { return Ok(None) };
        let path = self.directory.token_path(&self.gateway()?.authority(), &user)?;
        Ok(Some(Login { user: Some(user), path }))
    }

    /// The token of a login. Returns `None` if it was never saved, which a token that was named must be.
    pub fn token(&self, login: &Login) -> Result<Option<Token>, Error> {
        if login.path.exists() && !login.is_renewable() {
            // A pipe can be read only once.
            let text = match self.piped_token.get() {
                Some(text) => text,
                None => {
                    let text = Token::read_text(&login.path)?;
                    self.piped_token.get_or_init(|| text)
                }
            };
            return Token::in_file(&login.path, text).map(Some);
        }
        match login.user {
            Some(_) => Token::read_saved(&login.path),
            None => Token::read(&login.path).map(Some),
        }
    }

    /// The client for the system that the configuration names.
    pub fn client(&self) -> Result<&Client, Error> {
        match self.client.get() {
            Some(client) => Ok(client),
            None => {
                let client = self.new_client()?;
                Ok(self.client.get_or_init(|| client))
            }
        }
    }

    /// A client that sends no token.
    pub fn client_without_login(&self) -> Result<Client, Error> {
        Client::new(self.transport_to(self.gateway()?)?, self.settings()?.core.tenant.as_deref(), None)
    }

    /// A new client, with the token that is saved now.
    pub fn new_client(&self) -> Result<Client, Error> {
        let session = match self.login()? {
            Some(login) => self.token(&login)?.map(|token| Session::new(&login.path, token)),
            None => None,
        };
        if session.is_some() {
            self.gateway()?.require_private()?;
        }
        Client::new(self.transport_to(self.gateway()?)?, self.settings()?.core.tenant.as_deref(), session)
    }
}

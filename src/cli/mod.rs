//! The command line: every command, option and word of help. Nothing here reads or writes.

mod auth;
mod check;
mod completions;
mod confirmation;
mod dkms;
mod examples;
mod fields;
mod help;
mod length;
mod place;
#[cfg(feature = "sandbox")]
mod sandbox;
mod scan;
mod selection;
mod sources;
mod verbs;
mod waiting;
mod written;

pub use auth::{Auth, Login};
pub use check::{Check, Shape};
pub use completions::{CompletedShell, completions};
pub use confirmation::Confirmation;
pub use dkms::*;
pub use help::folded;
pub use place::{Choice, IDS, Place, Wanted, of as place_of};
#[cfg(feature = "sandbox")]
pub use sandbox::Sandbox;
pub use selection::{Filters, Listing};
pub use sources::{Elsewhere, Source, Supplied, Supplies, TYPED_ONLY, instead, is_setting};
pub use verbs::*;
pub use waiting::{NewJobOptions, Waiting};

use crate::context::{DryRun, Overrides};
use crate::error::Error;
use crate::http::{TIMEOUT, Trust};
use crate::ims::*;
use crate::output::Format;
use clap::builder::Styles;
use clap::builder::styling::{AnsiColor, Effects};
use clap::error::ErrorKind;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use clap_complete::Shell;
use scan::Scan;
use std::ffi::OsString;
#[cfg(feature = "sandbox")]
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

/// Build, customize and manage boot images with the Image Management Service of HPE Cray EX systems.
///
/// Takes every command line of `cray ims`, sends the same requests and prints the same answers.
#[derive(Parser)]
#[command(name = "cray-ims", version, styles = STYLES, arg_required_else_help = true, after_help = examples::ROOT)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub globals: Globals,
    /// The options that the command line does not give.
    #[arg(skip)]
    pub supplies: Supplies,
}

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().effects(Effects::BOLD))
    .usage(AnsiColor::Green.on_default().effects(Effects::BOLD))
    .literal(AnsiColor::Cyan.on_default().effects(Effects::BOLD))
    .placeholder(AnsiColor::Cyan.on_default());

/// The options of every command.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Global options")]
pub struct Globals {
    /// Configuration to use, as created by `init` [env: CRAY_CONFIG]
    #[arg(long, global = true, value_name = "NAME")]
    pub configuration: Option<String>,
    /// Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]
    #[arg(long, global = true, value_name = "FORMAT", value_parser = check::formats())]
    pub format: Option<Shape>,
    /// Leave out remarks on standard error [env: CRAY_QUIET]
    #[arg(long, global = true)]
    pub quiet: bool,
    /// File with the token to send [env: CRAY_CREDENTIALS]
    #[arg(long, global = true, value_name = "FILE")]
    pub token: Option<PathBuf>,
    /// PEM file with the CA certificates to trust, in place of the system's [config: core.cacert]
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "insecure")]
    pub cacert: Option<PathBuf>,
    /// Skip verification of certificates: anyone on the network path can then read and change the traffic [config: core.insecure]
    #[arg(long, global = true)]
    pub insecure: bool,
    /// Time limit for a request, such as 90 or 5m; for commands that wait, for the whole wait [default: 5m]
    #[arg(long, global = true, value_name = "TIME", value_parser = length::limit)]
    pub timeout: Option<Duration>,
    /// Print this field alone, for example id or link.path, one record a line
    #[arg(long, global = true, value_name = "FIELD", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub print: Option<String>,
    /// Filter the answer with a JMESPath expression
    #[arg(long, global = true, value_name = "EXPRESSION", conflicts_with = "print")]
    pub query: Option<String>,
    /// Print what would be sent to change something, and send nothing; =curl prints a command line
    #[arg(long, global = true, value_name = "FORM", num_args = 0..=1, require_equals = true, default_missing_value = "request")]
    pub dry_run: Option<DryRun>,
    /// Log requests (-v), and headers and bodies (-vv); secrets are masked
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
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
        }
    }
}

#[derive(Subcommand)]
#[allow(clippy::large_enum_variant, reason = "there is one value of it in the whole program")]
pub enum Command {
    #[command(flatten)]
    Client(Client),
    /// Run a command with a simulated system, or serve one
    #[cfg(feature = "sandbox")]
    #[command(after_help = examples::SANDBOX)]
    Sandbox(Sandbox),
    /// Print the script that completes command lines in a shell
    #[command(after_help = examples::COMPLETIONS)]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print what can stand at the end of a command line; the completion scripts run this
    #[command(hide = true)]
    Complete {
        /// The shell
        shell: CompletedShell,
        /// The words of the command line, from the program's name to the cursor; in bash the line, and what is replaced of it
        #[arg(last = true, value_name = "WORD")]
        words: Vec<String>,
    },
    /// Do what `ssh` does in a sandbox; the `ssh` there runs this
    #[cfg(feature = "sandbox")]
    #[command(hide = true)]
    SandboxSsh {
        /// Where the sandbox answers
        server: SocketAddr,
        /// The sandbox's directory of programs, which has this `ssh`
        bin: PathBuf,
        /// The words behind `ssh`
        #[arg(last = true, value_name = "WORD")]
        words: Vec<OsString>,
    },
}

/// How long the creation of a job may take, however short the wait for it is.
const CREATION: Duration = Duration::from_secs(60);

impl Command {
    /// How long one of its requests may take if this was given as `--timeout`. Some commands wait so long in all.
    fn request_timeout(&self, given: Option<Duration>) -> Option<Duration> {
        match self {
            // Its wait bounds them too.
            Command::Client(Client::Jobs(Jobs::Wait { .. } | Jobs::Ssh { .. } | Jobs::Logs { follow: true, .. })) => {
                None
            }
            // A job that was created must not be lost sight of because the wait for it was short.
            Command::Client(Client::Jobs(Jobs::Create(_))) => given.map(|given| given.clamp(CREATION, TIMEOUT)),
            Command::Client(Client::Dkms(_)) => given.filter(|given| !given.is_zero()).map(|given| given.min(TIMEOUT)),
            _ => given,
        }
    }

    /// Returns `true` if it may be told to wait for no time at all.
    fn may_look_once(&self) -> bool {
        match self {
            Command::Client(Client::Jobs(verb)) => {
                matches!(verb, Jobs::Wait { .. } | Jobs::Ssh { .. } | Jobs::Create(_) | Jobs::Logs { follow: true, .. })
            }
            Command::Client(Client::Dkms(dkms)) => {
                matches!(dkms.verb, DkmsVerb::Enable { .. } | DkmsVerb::Disable { .. })
            }
            _ => false,
        }
    }
}

/// The commands that need the user's settings.
#[derive(Subcommand)]
pub enum Client {
    /// Recipes, from which images are built
    #[command(subcommand)]
    Recipes(Full<Recipe>),
    /// Images, built or customized
    #[command(subcommand)]
    Images(Full<Image>),
    /// Jobs, which build and customize images
    #[command(subcommand)]
    Jobs(Jobs),
    /// Public keys, which open the shells of jobs
    #[command(subcommand)]
    PublicKeys(PublicKeys),
    /// Records that were deleted and can be restored
    #[command(subcommand)]
    Deleted(Deleted),
    /// Nodes outside of Kubernetes that run jobs
    #[command(subcommand)]
    RemoteBuildNodes(RemoteBuildNodes),
    /// Version of the service
    #[command(subcommand)]
    Version(Version),
    /// Switch and explain DKMS, which lets jobs build kernel modules in Kata virtual machines
    #[command(after_help = examples::DKMS)]
    Dkms(Dkms),
    /// Check the way to the system, the service and what it needs, step by step
    #[command(after_help = examples::CHECK)]
    Check(Check),
    /// Log in and out, and show the login
    #[command(subcommand)]
    Auth(Auth),
    /// Create or change the configuration that says where the system is
    #[command(after_help = examples::INIT)]
    Init(Init),
    /// Show and edit configurations
    #[command(subcommand)]
    Config(Config),
}

impl Client {
    /// Whether what it prints is neither a record nor a document.
    pub fn prints_no_record(&self) -> bool {
        match self {
            Client::Recipes(Full::Remove(_)) | Client::Images(Full::Remove(_)) => true,
            Client::Jobs(verb) => !matches!(verb, Jobs::Read(_) | Jobs::Create(_) | Jobs::Wait { .. }),
            Client::PublicKeys(verb) => matches!(verb, PublicKeys::Remove(_)),
            Client::RemoteBuildNodes(verb) => matches!(verb, RemoteBuildNodes::Remove(_)),
            Client::Deleted(deleted) => deleted.prints_no_record(),
            Client::Check(options) => !matches!(options.format, Some(Shape::Of(format)) if format != Format::Table),
            Client::Config(verb) => !matches!(verb, Config::List | Config::Describe | Config::Get { .. }),
            Client::Auth(verb) => !matches!(verb, Auth::Status),
            Client::Init(_) => true,
            _ => false,
        }
    }
}

impl Deleted {
    fn prints_no_record(&self) -> bool {
        fn is_silent<R: Update<Patch: Args>>(verb: &Restorable<R>) -> bool {
            !matches!(verb, Restorable::Read(_))
        }
        match self {
            Deleted::Recipes(verb) => is_silent(verb),
            Deleted::Images(verb) => is_silent(verb),
            Deleted::PublicKeys(verb) => is_silent(verb),
        }
    }
}

#[derive(Subcommand)]
pub enum Deleted {
    /// Recipes that were deleted
    #[command(subcommand)]
    Recipes(Restorable<DeletedRecipe>),
    /// Images that were deleted
    #[command(subcommand)]
    Images(Restorable<DeletedImage>),
    /// Public keys that were deleted
    #[command(subcommand)]
    PublicKeys(Restorable<DeletedPublicKey>),
}

#[derive(Subcommand)]
pub enum Version {
    /// Show the version of the service
    List,
}

/// What `init` is told.
#[derive(Args)]
pub struct Init {
    /// Host name or URL of the system's API gateway
    #[arg(long, value_name = "HOST")]
    pub hostname: Option<String>,
    /// Tenant to send with every request; empty for none
    #[arg(long)]
    pub tenant: Option<String>,
    /// Do not log in
    #[arg(long)]
    pub no_auth: bool,
    /// Replace an existing configuration without asking
    #[arg(long)]
    pub overwrite: bool,
}

#[derive(Subcommand)]
pub enum Config {
    /// List all configurations
    List,
    /// Show the settings of the configuration in use
    Describe,
    /// Show one setting
    #[command(after_help = examples::CONFIG_GET)]
    Get {
        /// Name of the setting with its section, for example core.hostname
        property: String,
    },
    /// Change settings
    #[command(after_help = examples::CONFIG_SET)]
    Set {
        /// Section of the settings, for example core or auth.login
        section: String,
        /// Settings, each as NAME=VALUE
        #[arg(required = true, value_name = "NAME=VALUE")]
        values: Vec<String>,
    },
    /// Remove settings
    Unset {
        /// Names of the settings with their sections, for example core.tenant
        #[arg(required = true, value_name = "PROPERTY")]
        properties: Vec<String>,
    },
    /// Make a configuration the one in use
    Use {
        // Named as the global option is, it would be taken for that.
        /// Name of the configuration
        #[arg(value_name = "CONFIGURATION")]
        name: String,
    },
}

/// Why a command line is not run.
pub enum Unread {
    /// Help is asked for, or there is a mistake in it; with the options from elsewhere, one of which may be the mistake.
    Parser(Box<clap::Error>, Supplies),
    /// An option from elsewhere cannot be read.
    Elsewhere(Error),
}

/// Reads a command line. The first word is the name that help texts show. What it does not give comes from elsewhere.
pub fn parse(arguments: impl IntoIterator<Item = OsString>, elsewhere: &Elsewhere) -> Result<Cli, Unread> {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let name = arguments.first().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut command = tree().max_term_width(help::WIDTH).bin_name(name.clone());
    let scan = Scan::of(&command, arguments);
    let mut supplies = match scan.asks_for_help {
        true => Supplies::default(),
        false => Supplies::find(&scan, elsewhere).map_err(Unread::Elsewhere)?,
    };
    let Scan { words, end, .. } = scan;
    let matches = loop {
        match command.try_get_matches_from_mut(supplies.within(&words, end)) {
            Err(error) if error.kind() == ErrorKind::ArgumentConflict && supplies.give_way(&error) => {}
            // Only help shows what is laid out with care; a command line that asks for none need not wait for it.
            Err(error) if !error.use_stderr() => {
                let tree = if help::is_short(&words) { help::without_globals(tree()) } else { tree() };
                let command = help::unbroken(tree).max_term_width(help::WIDTH).bin_name(name);
                let error = command.try_get_matches_from(words).err().unwrap_or(error);
                return Err(Unread::Parser(Box::new(error), supplies));
            }
            Err(error) => return Err(Unread::Parser(Box::new(error), supplies)),
            Ok(matches) => break matches,
        }
    };
    let cli = Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut command));
    let mut cli = match cli {
        Ok(cli) => cli,
        Err(error) => return Err(Unread::Parser(Box::new(error), supplies)),
    };
    if cli.globals.timeout.is_some_and(|given| given.is_zero()) && !cli.command.may_look_once() {
        let text = "--timeout 0 is for commands that wait, which then look once. A request takes longer.";
        let error = command.error(ErrorKind::ValueValidation, text);
        return Err(Unread::Parser(Box::new(error), supplies));
    }
    cli.globals.timeout = cli.command.request_timeout(cli.globals.timeout);
    if let Command::Client(Client::Auth(Auth::Login(login))) = &mut cli.command {
        login.is_password_unseen = supplies.options.iter().any(|supplied| supplied.option == "--password");
    }
    cli.supplies = supplies;
    Ok(cli)
}

/// The whole tree of commands.
pub fn tree() -> clap::Command {
    as_click(Cli::command()).disable_help_subcommand(true).infer_subcommands(false)
}

/// Takes what the reference client's own parser takes: an option swallows the next word whatever it looks like, the last
/// of several wins, and a group alone shows its help.
fn as_click(command: clap::Command) -> clap::Command {
    let is_group = command.has_subcommands();
    command
        .args_override_self(true)
        .arg_required_else_help(is_group)
        .disable_help_subcommand(true)
        .mut_args(|arg| match arg.get_action().takes_values() && !arg.is_positional() {
            true => arg.allow_hyphen_values(true),
            false => arg,
        })
        .mut_subcommands(as_click)
}

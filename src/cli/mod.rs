//! The command line: the tree of commands, the options of all of them, and what an option has from elsewhere; help, completion
//! and manual pages follow from the tree.

mod click;
mod command_line;
pub mod completion;
mod globals;
mod group;
mod help;
mod option_names;
mod settings;
mod sources;
mod tree;

pub use completion::script;
pub use globals::Globals;
pub use help::folded;
pub use option_names::TYPED_ONLY;
pub use settings::known_settings;
pub use sources::{Elsewhere, Source, Supplied, Supplies};
pub use tree::{Command, ServiceCommand, tree};

use crate::commands::Run;
use crate::error::{self, Error};
use clap::error::ErrorKind;
use clap::{FromArgMatches, Parser};
use command_line::CommandLine;
use std::ffi::OsString;

/// Build, customize and manage boot images with the Image Management Service of HPE Cray EX systems.
///
/// Accepts every `cray ims` command line, sends the same requests, and prints the same output.
#[derive(Parser)]
#[command(name = "cray-ims", version, styles = help::STYLES, arg_required_else_help = true, after_help = after_help())]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub globals: Globals,
    /// The options that the command line does not give.
    #[arg(skip)]
    pub supplies: Supplies,
}

/// What the top page says below the commands.
fn after_help() -> String {
    format!("{EXAMPLES}\n\n{}\n\n{FILES}", error::HELP)
}

const EXAMPLES: &str = "\
Examples:
  cray-ims init --hostname api-gw-service-nmn.local --no-auth
  cray-ims recipes list --format table
  cray-ims jobs describe JOB_ID --format json
  cray-ims help jobs create";

const FILES: &str = "\
Files:
  ~/.config/cray/configurations/NAME
      Settings of one system, as `init` and `config set` write them.
  ~/.config/cray/active_config
      Name of the active configuration.
  ~/.config/cray/tokens/HOST.USER
      Saved token of this user on this host.
  ~/.cache/cray-ims/records
      Records for completion, kept for ten seconds.";

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
    let line = CommandLine::of(&command, help_option(arguments));
    let mut supplies = if line.asks_for_help {
        Supplies::default()
    } else {
        Supplies::find(&line, elsewhere).map_err(Unread::Elsewhere)?
    };
    let is_top = line.path.len() == 1;
    let CommandLine { words, end, .. } = line;
    let matches = loop {
        match command.try_get_matches_from_mut(supplies.within(&words, end)) {
            Err(error) if error.kind() == ErrorKind::ArgumentConflict && supplies.give_way(&error) => {}
            // Only help shows what is laid out with care; a command line that asks for none need not wait for it.
            Err(error) if is_help(&error) => {
                let error = help::laid_out(tree(), &name, is_top).try_get_matches_from(words).err().unwrap_or(error);
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
    if let Some(given) = cli.globals.timeout {
        let waits = matches!(&cli.command, Command::Service(command) if command.waits());
        if given.is_zero() && !waits {
            let text = "--timeout 0 is for commands that wait, which then look once. A request takes longer.";
            let error = command.error(ErrorKind::ValueValidation, text);
            return Err(Unread::Parser(Box::new(error), supplies));
        }
        if let Command::Service(command) = &cli.command {
            cli.globals.timeout = command.request_timeout(given);
        }
    }
    if let Command::Service(command) = &mut cli.command {
        supplies.options.iter().for_each(|supplied| command.note_supplied(&supplied.option));
    }
    cli.supplies = supplies;
    Ok(cli)
}

fn is_help(error: &clap::Error) -> bool {
    matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand)
}

/// The command line with `--help` at its end in place of `help` in front of a command.
fn help_option(mut arguments: Vec<OsString>) -> Vec<OsString> {
    if arguments.get(1).is_some_and(|word| word == "help") {
        arguments.remove(1);
        arguments.push("--help".into());
    }
    arguments
}

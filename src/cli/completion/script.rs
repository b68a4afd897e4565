//! The scripts that complete command lines in shells. They know nothing themselves: for every word they run `complete`.

use crate::cli::tree;
use clap::Args;
use clap_complete::Shell;

const HELP: &str = "\
Examples:
  source <(cray-ims completions bash)
  cray-ims completions zsh > ~/.zfunc/_cray-ims
  cray-ims completions fish > ~/.config/fish/completions/cray-ims.fish";

/// Print the completion script for a shell
#[derive(Args)]
#[command(after_help = HELP)]
pub struct Completions {
    /// The shell
    pub shell: Shell,
}

/// The script for a shell.
pub fn script(shell: Shell) -> Vec<u8> {
    match shell {
        Shell::Bash => include_bytes!("scripts/cray-ims.bash").to_vec(),
        Shell::Fish => include_bytes!("scripts/cray-ims.fish").to_vec(),
        Shell::Zsh => include_bytes!("scripts/_cray-ims").to_vec(),
        _ => generated(shell),
    }
}

/// The script for a shell that cannot ask the program: commands, options and fixed values are written out in it.
fn generated(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut without_hidden(&tree()), "cray-ims", &mut script);
    script
}

/// The tree without the commands that help does not show either.
fn without_hidden(tree: &clap::Command) -> clap::Command {
    let shown = tree.get_subcommands().filter(|command| !command.is_hide_set());
    clap::Command::new("cray-ims")
        .disable_help_subcommand(true)
        .version(env!("CARGO_PKG_VERSION"))
        .about(tree.get_about().cloned().unwrap_or_default())
        .long_about(tree.get_long_about().cloned().unwrap_or_default())
        .args(tree.get_arguments())
        .subcommands(shown)
}

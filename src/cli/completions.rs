//! The scripts that complete command lines in shells. Commands, options and fixed values are written out in them; for the
//! names and ids of records they run `complete-records`.

use super::tree;
use clap_complete::Shell;

/// The script for a shell.
pub fn completions(shell: Shell) -> Vec<u8> {
    match shell {
        // The generator for bash loses its way in commands below a name with a hyphen.
        Shell::Bash => with_records_in_bash(&generated(shell, "cray_ims")),
        Shell::Zsh => with_records_in_zsh(&generated(shell, "cray-ims")),
        Shell::Fish => [&generated(shell, "cray-ims"), include_str!("completions/records.fish")].concat().into_bytes(),
        _ => generated(shell, "cray-ims").into_bytes(),
    }
}

fn generated(shell: Shell, name: &str) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut without_hidden(&tree()), name, &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// What is added registers the functions, so the lines of the generated script that do are left out.
fn with_records_in_bash(script: &str) -> Vec<u8> {
    let functions = script.split("\nif [[ \"${BASH_VERSINFO[0]}\" -eq 4").next().unwrap_or(script);
    let functions = functions.replacen("_cray_ims() {", "_cray_ims_words() {", 1);
    [&functions, include_str!("completions/records.bash")].concat().into_bytes()
}

/// A file in which zsh finds the function `_cray-ims` must end in a call of it, so what is generated gets another name, and
/// its last lines, which call it, stand after what is added.
fn with_records_in_zsh(script: &str) -> Vec<u8> {
    let functions = script.split("\nif [ \"$funcstack[1]\"").next().unwrap_or(script);
    let functions = functions.replacen("\n_cray-ims() {", "\n_cray-ims_words() {", 1);
    [&functions, include_str!("completions/records.zsh")].concat().into_bytes()
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

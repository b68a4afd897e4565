//! The whole command tree, frozen, so that no command and no option vanishes unnoticed.

use std::fmt::Write;

const FROZEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tree.txt");

#[test]
fn the_command_tree_is_the_frozen_one() {
    let mut tree = String::new();
    describe(&cray_ims::cli::tree(), "cray-ims", &mut tree);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(FROZEN, &tree).unwrap();
    }
    let frozen = std::fs::read_to_string(FROZEN).unwrap_or_default();
    assert!(
        tree == frozen,
        "The command tree has changed. If that is meant: UPDATE=1 cargo test --test it tree::\n{tree}"
    );
}

fn describe(command: &clap::Command, path: &str, out: &mut String) {
    let _ = writeln!(out, "{path}");
    for argument in command.get_arguments().filter(|argument| !argument.is_global_set() || path == "cray-ims") {
        let name = match (argument.get_long(), argument.get_short()) {
            (Some(long), Some(short)) => format!("-{short}, --{long}"),
            (Some(long), None) => format!("--{long}"),
            (None, Some(short)) => format!("-{short}"),
            (None, None) => String::new(),
        };
        let value = match argument.get_action().takes_values() {
            true => format!(" {}", argument.get_value_names().unwrap_or_default().join(" ")),
            false => String::new(),
        };
        let required = if argument.is_required_set() { " (required)" } else { "" };
        let words = argument.get_possible_values();
        let words: Vec<_> = words.iter().map(|word| word.get_name()).collect();
        let words =
            if words.is_empty() || value.is_empty() { String::new() } else { format!(" [{}]", words.join("|")) };
        let _ = writeln!(out, "    {}{required}{words}", format!("{name}{value}").trim());
    }
    for command in command.get_subcommands() {
        describe(command, &format!("{path} {}", command.get_name()), out);
    }
}

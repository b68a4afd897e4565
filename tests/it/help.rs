//! Help as a person reads it: 80 columns wide, and coloured only where colours can be seen and are wanted.

use crate::support::terminal::converse;
use crate::support::{Home, PROGRAM, Server};
use portable_pty::CommandBuilder;

#[test]
fn every_help_fits_80_columns() {
    let home = Home::empty();
    let mut seen = 0;
    for words in commands(&cray_ims::cli::tree(), &[]) {
        for option in ["--help", "-h"] {
            let words: Vec<_> = words.iter().map(String::as_str).chain([option]).collect();
            let run = home.run(&words);
            assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{words:?}");
            for line in run.stdout.lines() {
                assert!(line.chars().count() <= 80, "{words:?}: {line}");
                // A variable is not torn from what it is.
                assert!(!line.ends_with("[env:") && !line.contains('\u{a0}'), "{words:?}: {line}");
            }
            seen += 1;
        }
    }
    assert!(seen > 100);
}

#[test]
fn every_command_has_an_example() {
    for (command, words) in tree(&cray_ims::cli::tree(), Vec::new()) {
        let text = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        assert!(command.has_subcommands() || text.contains("Example"), "{words:?}: {text}");
    }
}

#[test]
fn what_follows_the_options_is_printed_as_it_is_written() {
    for (command, words) in tree(&cray_ims::cli::tree(), Vec::new()) {
        let text = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{words:?}: {text}");
    }
}

#[test]
fn help_is_coloured_on_a_terminal_alone_and_not_for_those_who_do_not_want_it() {
    let coloured =
        |variables: &[(&str, &str)]| on_terminal(&["recipes", "list", "--help"], variables).contains('\u{1b}');
    assert!(coloured(&[]));
    assert!(coloured(&[("TERM", "xterm")]));
    assert!(coloured(&[("NO_COLOR", "")]));
    assert!(!coloured(&[("NO_COLOR", "1")]));
    assert!(!coloured(&[("TERM", "dumb")]));
    let piped = Home::empty().run(&["recipes", "list", "--help"]);
    assert!(!piped.stdout.contains('\u{1b}') && piped.stdout.contains("Usage: "));
}

#[test]
fn wide_characters_take_two_columns_in_a_table() {
    let server =
        Server::json(r#"[{"id":"1","name":"映像","arch":"x86_64"},{"id":"2","name":"e\u0301tat","arch":"x86_64"}]"#);
    let run = Home::of(&server).run(&["images", "list", "--format", "table"]);
    let lines: Vec<_> = run.stdout.lines().skip(1).map(|line| line.split("  x86_64").next().unwrap()).collect();
    assert_eq!(lines, ["1   映像", "2   e\u{301}tat"]);
}

/// The words of every command that help shows.
fn commands(command: &clap::Command, words: &[String]) -> Vec<Vec<String>> {
    tree(command, words.to_vec()).into_iter().map(|(_, words)| words).collect()
}

fn tree(command: &clap::Command, words: Vec<String>) -> Vec<(&clap::Command, Vec<String>)> {
    let below = command.get_subcommands().filter(|command| !command.is_hide_set());
    let below = below.flat_map(|command| tree(command, [&words[..], &[command.get_name().to_owned()]].concat()));
    std::iter::once((command, words.clone())).chain(below.collect::<Vec<_>>()).collect()
}

/// What a terminal shows of the program.
fn on_terminal(words: &[&str], variables: &[(&str, &str)]) -> String {
    let mut command = CommandBuilder::new(PROGRAM);
    command.args(words);
    command.env_clear();
    variables.iter().for_each(|(name, value)| command.env(name, value));
    let (shown, status) = converse(command, &[]);
    assert_eq!(status, 0, "{shown}");
    shown
}

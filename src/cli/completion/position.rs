//! What a half-written command line asks for next: what its last word can be.

use crate::candidates::{Candidates, Collection, Fields};
use crate::cli::command_line::{CommandLine, is_many, takes_list};
use crate::cli::tree;
use crate::config::Settings;
use clap::{Arg, Command, ValueHint};

/// Where the last word stands.
#[derive(Debug, PartialEq)]
pub struct Position {
    pub wanted: Wanted,
    /// What stands in the word before the value, as in `--format=`.
    pub prefix: String,
    /// What is there of the value.
    pub begun: String,
    /// The arguments before.
    pub given: Vec<String>,
    /// The options of every command that were given, as words.
    pub globals: Vec<String>,
    /// The values of other options, by their long names.
    pub values: Vec<(String, String)>,
}

/// What can stand at a position.
#[derive(Debug, PartialEq)]
pub enum Wanted {
    /// One of these words.
    Words(Vec<Choice>),
    /// Records of these collections. More than one if it depends on what is not yet written.
    Records(Vec<Collection>),
    Configurations,
    RuntimeClasses,
    /// The ssh containers of a job.
    SshContainers,
    /// A file, which the shell itself knows best.
    Files,
    /// Something that only the user knows.
    Anything,
}

/// A word, and what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    pub word: String,
    pub meaning: String,
}

impl Position {
    /// The position of the last word. The first word is the program; `cray ims` is the program too.
    pub fn of(words: &[String]) -> Option<Self> {
        let root = tree();
        let (word, before) = words.split_last()?;
        let is_cray = |word: &String| word == "cray" || word.ends_with("/cray");
        let program = match before {
            [first, second, ..] if is_cray(first) && second == "ims" => 1,
            [_, ..] => 0,
            [] => return None,
        };
        let line = CommandLine::of(&root, before[program..].iter().map(Into::into).collect());
        Some(position(&line, word))
    }

    /// The last value of an option that not every command has.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().rev().find(|(option, _)| option == name).map(|(_, value)| value.as_str())
    }
}

fn position(line: &CommandLine, word: &str) -> Position {
    let mut prefix = String::new();
    let mut open = line.open;
    let is_option = !line.has_ended && word.starts_with('-');
    if let (None, true, Some((name, _))) = (open, is_option, word.split_once('=')) {
        prefix = format!("{name}=");
        open = line.option_named(name);
    }
    let wanted = match open {
        Some(option) => wanted_by(option, line),
        None if !prefix.is_empty() => Wanted::Anything,
        None if is_option => Wanted::Words(options(line)),
        None => next(line),
    };
    if open.is_some_and(takes_list) {
        let begun = &word[prefix.len()..];
        prefix.push_str(&begun[..begun.rfind(',').map_or(0, |comma| comma + 1)]);
    }
    let is_global = |option: &Arg| {
        line.path[0].get_arguments().any(|global| global.is_global_set() && std::ptr::eq(global, option))
    };
    let (globals, values): (Vec<_>, Vec<_>) = line.given.iter().partition(|(option, _)| is_global(option));
    let long = |option: &Arg| option.get_long().unwrap_or_default().to_owned();
    Position {
        wanted,
        begun: word[prefix.len()..].to_owned(),
        prefix,
        given: line.positionals.clone(),
        globals: globals
            .into_iter()
            .filter(|(option, value)| value.is_some() || !open.is_some_and(|open| std::ptr::eq(open, *option)))
            .map(|(option, value)| match value {
                Some(value) => format!("--{}={value}", long(option)),
                None => format!("--{}", long(option)),
            })
            .collect(),
        values: values.into_iter().filter_map(|(option, value)| Some((long(option), value.clone()?))).collect(),
    }
}

/// What can follow: a command, or the next argument; an option, where there is no argument.
fn next(line: &CommandLine) -> Wanted {
    let arguments: Vec<_> = line.command().get_positionals().collect();
    let argument = arguments.get(line.positionals.len()).or(arguments.last().filter(|last| is_many(last)));
    match argument.filter(|argument| line.has_ended || !argument.is_last_set()) {
        Some(argument) => wanted_by(argument, line),
        None if line.has_ended => Wanted::Anything,
        None => {
            let commands = line.command().get_subcommands().filter(|command| !command.is_hide_set());
            Wanted::Words(commands.map(command).chain(options(line)).collect())
        }
    }
}

/// What the value of an option or argument can be, as its declaration says.
fn wanted_by(argument: &Arg, line: &CommandLine) -> Wanted {
    let words = |words: &[&str]| Wanted::Words(words.iter().map(|word| plain(word)).collect());
    match argument.get::<Candidates>() {
        Some(Candidates::Words(known)) => words(known),
        Some(Candidates::Fields) => match line.command().get::<Fields>() {
            Some(Fields(fields)) => words(fields),
            None => Wanted::Anything,
        },
        Some(Candidates::Records(collection)) => Wanted::Records(vec![*collection]),
        Some(Candidates::RecordsBy { option, choices }) => {
            let value = line.value(option);
            let meant = choices.iter().filter(|(word, _)| Some(*word) == value).map(|(_, collection)| *collection);
            let meant: Vec<_> = meant.collect();
            let all = || choices.iter().map(|(_, collection)| *collection).collect();
            Wanted::Records(if meant.is_empty() { all() } else { meant })
        }
        Some(Candidates::Configurations) => Wanted::Configurations,
        Some(Candidates::Settings) => Wanted::Words(Settings::names().iter().map(|name| plain(name)).collect()),
        Some(Candidates::RuntimeClasses) => Wanted::RuntimeClasses,
        Some(Candidates::SshContainers) => Wanted::SshContainers,
        None => of_form(argument),
    }
}

/// What the form of a value says.
fn of_form(argument: &Arg) -> Wanted {
    let values = argument.get_possible_values();
    if !values.is_empty() && argument.get_action().takes_values() {
        let shown = values.iter().filter(|value| !value.is_hide_set());
        return Wanted::Words(shown.map(|value| plain(value.get_name())).collect());
    }
    match argument.get_value_hint() {
        ValueHint::Unknown | ValueHint::Other => Wanted::Anything,
        _ => Wanted::Files,
    }
}

/// The options that can still be given.
fn options(line: &CommandLine) -> Vec<Choice> {
    let is_given = |option: &Arg| line.given.iter().any(|(given, _)| given.get_long() == option.get_long());
    let left = line.options().filter(|option| !option.is_hide_set());
    let left = left.filter(|option| is_many(option) || !is_given(option));
    let mut choices: Vec<_> = left
        .filter_map(|option| {
            Some(Choice { word: format!("--{}", option.get_long()?), meaning: first_line(option.get_help()) })
        })
        .collect();
    choices.push(Choice { word: "--help".into(), meaning: "Print help".into() });
    if line.path.len() == 1 {
        choices.push(Choice { word: "--version".into(), meaning: "Print version".into() });
    }
    choices
}

fn command(command: &Command) -> Choice {
    Choice { word: command.get_name().to_owned(), meaning: first_line(command.get_about()) }
}

fn first_line(text: Option<&clap::builder::StyledStr>) -> String {
    text.map(ToString::to_string).unwrap_or_default().lines().next().unwrap_or_default().to_owned()
}

fn plain(word: &str) -> Choice {
    Choice { word: word.to_owned(), meaning: String::new() }
}

#[cfg(test)]
#[path = "position_tests.rs"]
mod tests;

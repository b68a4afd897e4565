//! What a half-written command line asks for next: what its last word can be.

use super::fields::fields;
use super::tree;
use super::written::{Written, is_many};
use crate::config::Settings;
use crate::ims::*;
use clap::{Arg, Command, ValueHint};

/// What the ids of records are called where a command takes them.
pub const IDS: [&str; 8] = [
    Recipe::ID,
    Image::ID,
    Job::ID,
    PublicKey::ID,
    DeletedRecipe::ID,
    DeletedImage::ID,
    DeletedPublicKey::ID,
    RemoteBuildNode::ID,
];

/// The containers of a job's pod, in the order in which they run.
const CONTAINERS: [&str; 7] =
    ["fetch-recipe", "prepare", "wait-for-repos", "build-ca-rpm", "build-image", "buildenv-sidecar", "sshd"];

/// The place of the last word.
#[derive(Debug, PartialEq)]
pub struct Place {
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

impl Place {
    /// The last value of an option that not every command has.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().rev().find(|(option, _)| option == name).map(|(_, value)| value.as_str())
    }
}

/// What can stand at a place.
#[derive(Debug, PartialEq)]
pub enum Wanted {
    /// One of these words.
    Words(Vec<Choice>),
    /// Records: the names of their ids, as in `RECIPE_ID`. More than one if it depends on what is not yet written.
    Records(Vec<&'static str>),
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

/// Finds the place of the last word. The first word is the program; `cray ims` is the program too.
pub fn of(words: &[String]) -> Option<Place> {
    let root = tree();
    let (begun, before) = words.split_last()?;
    let is_cray = |word: &String| word == "cray" || word.ends_with("/cray");
    let program = match before {
        [first, second, ..] if is_cray(first) && second == "ims" => 2,
        [_, ..] => 1,
        [] => return None,
    };
    let mut written = Written::new(&root);
    before.iter().skip(program).for_each(|word| written.read(word));
    Some(place(written, begun))
}

fn place(mut written: Written, word: &str) -> Place {
    let mut prefix = String::new();
    if written.open.is_none()
        && !written.ended
        && word.starts_with('-')
        && let Some((name, _)) = word.split_once('=')
    {
        prefix = format!("{name}=");
        written.open = written.option(name);
    }
    let wanted = match written.open {
        Some(option) => value_of(option, &written),
        None if !prefix.is_empty() => Wanted::Anything,
        None if !written.ended && word.starts_with('-') => Wanted::Words(options(&written)),
        None => next(&written),
    };
    if written.open.is_some_and(is_list) {
        let begun = &word[prefix.len()..];
        prefix.push_str(&begun[..begun.rfind(',').map_or(0, |comma| comma + 1)]);
    }
    Place {
        wanted,
        begun: word[prefix.len()..].to_owned(),
        prefix,
        given: written.positionals,
        globals: written.globals,
        values: written.values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
    }
}

/// What can follow: a command, or the next argument; an option, where there is no argument.
fn next(written: &Written) -> Wanted {
    let arguments: Vec<_> = written.command().get_positionals().collect();
    let argument = arguments.get(written.positionals.len()).or(arguments.last().filter(|last| is_many(last)));
    match argument.filter(|argument| written.ended || !argument.is_last_set()) {
        Some(argument) => argument_of(argument, written),
        None if written.ended => Wanted::Anything,
        None => {
            let commands = written.command().get_subcommands().filter(|command| !command.is_hide_set());
            Wanted::Words(commands.map(command).chain(options(written)).collect())
        }
    }
}

fn argument_of(argument: &Arg, written: &Written) -> Wanted {
    let name = argument.get_value_names().and_then(|names| names.first()).map_or("", |name| name.as_str());
    match name {
        "CONFIGURATION" => Wanted::Configurations,
        "PROPERTY" => Wanted::Words(Settings::names().iter().map(|name| plain(name)).collect()),
        "SECTION" => Wanted::Words(vec![plain("core"), plain("auth.login")]),
        "COMMAND" | "ARGUMENT" if written.ended => Wanted::Files,
        _ => match IDS.into_iter().find(|id| *id == name) {
            Some(id) => Wanted::Records(vec![id]),
            None => of_form(argument),
        },
    }
}

/// What the value of an option can be.
fn value_of(option: &Arg, written: &Written) -> Wanted {
    let path = written.path();
    let records = |ids: &[&'static str]| Wanted::Records(ids.to_vec());
    match (option.get_long().unwrap_or_default(), &path[..]) {
        ("public-key-id", _) => records(&[PublicKey::ID]),
        ("recipe", ["dkms", ..]) => records(&[Recipe::ID]),
        ("image", ["dkms", ..]) => records(&[Image::ID]),
        ("job", ["dkms", ..]) => records(&[Job::ID]),
        ("artifact-id", _) => match written.value("job-type") {
            Some(CREATE) => records(&[Recipe::ID]),
            Some(CUSTOMIZE) => records(&[Image::ID]),
            _ => records(&[Recipe::ID, Image::ID]),
        },
        ("configuration", _) => Wanted::Configurations,
        ("kata-runtime", _) => Wanted::RuntimeClasses,
        ("container", ["jobs", "logs"]) => Wanted::Words(CONTAINERS.iter().map(|name| plain(name)).collect()),
        ("container", _) => Wanted::SshContainers,
        ("print" | "sort" | "columns", path) => match fields(path) {
            [] => Wanted::Anything,
            fields => Wanted::Words(fields.iter().map(|name| plain(name)).collect()),
        },
        _ => of_form(option),
    }
}

/// What can be told from the form of a value.
fn of_form(argument: &Arg) -> Wanted {
    let values = argument.get_possible_values();
    let name = argument.get_value_names().and_then(|names| names.first()).map_or("", |name| name.as_str());
    if !values.is_empty() {
        return Wanted::Words(values.iter().map(|value| plain(value.get_name())).collect());
    }
    match argument.get_value_hint() {
        _ if name.starts_with("BOOL") => Wanted::Words(vec![plain("true"), plain("false")]),
        ValueHint::Unknown | ValueHint::Other => Wanted::Anything,
        _ => Wanted::Files,
    }
}

/// The options that can still be given.
fn options(written: &Written) -> Vec<Choice> {
    let is_given = |option: &Arg| written.given.iter().any(|given| given.get_long() == option.get_long());
    let left = written.options().into_iter().filter(|option| !option.is_hide_set());
    let left = left.filter(|option| is_many(option) || !is_given(option));
    let mut choices: Vec<_> = left
        .filter_map(|option| {
            Some(Choice { word: format!("--{}", option.get_long()?), meaning: line(option.get_help()) })
        })
        .collect();
    choices.push(Choice { word: "--help".into(), meaning: "Print help".into() });
    if written.path().is_empty() {
        choices.push(Choice { word: "--version".into(), meaning: "Print version".into() });
    }
    choices
}

fn command(command: &Command) -> Choice {
    Choice { word: command.get_name().to_owned(), meaning: line(command.get_about()) }
}

fn line(text: Option<&clap::builder::StyledStr>) -> String {
    text.map(ToString::to_string).unwrap_or_default().lines().next().unwrap_or_default().to_owned()
}

fn plain(word: &str) -> Choice {
    Choice { word: word.to_owned(), meaning: String::new() }
}

/// Whether its value is a list with commas.
fn is_list(option: &Arg) -> bool {
    option.get_value_names().is_some_and(|names| names.iter().any(|name| name.ends_with(",...")))
}

#[cfg(test)]
#[path = "place_tests.rs"]
mod tests;

//! Options that the command line does not give: from a variable, or from the command's section of the configuration, as the
//! reference client takes them.
//!
//! They are put into the command line behind the name of the command, so that they are read and checked as if they had been
//! typed there. An option that is typed wins over those from elsewhere, also over one that it conflicts with.

mod value;

use super::command_line::CommandLine;
use super::option_names::{Names, TYPED_ONLY};
use super::settings::instead;
use crate::config::{Configuration, Settings};
use crate::env;
use crate::error::Error;
use crate::shell::quoted;
use clap::Arg;
use clap::error::{ContextKind, ContextValue};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;

/// What is read of the surroundings, once it is needed.
pub struct Elsewhere<'a> {
    /// The variables of the environment.
    pub variables: &'a dyn Fn() -> Result<BTreeMap<String, String>, Error>,
    /// The configuration of this name, or the one in use.
    pub configuration: &'a dyn Fn(Option<&str>) -> Result<Configuration, Error>,
}

impl Elsewhere<'_> {
    /// Surroundings that give no option.
    pub const NOTHING: Elsewhere<'static> = Elsewhere {
        variables: &|| Ok(BTreeMap::new()),
        configuration: &|_| Configuration::parse(PathBuf::new(), String::new()),
    };
}

/// Where the value of an option stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    Variable(String),
    Setting { path: PathBuf, name: String },
}

impl fmt::Display for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Source::Variable(name) => write!(formatter, "{name}"),
            Source::Setting { path, name } => write!(formatter, "{name} in {}", path.display()),
        }
    }
}

/// An option from elsewhere.
#[derive(Clone, Debug)]
pub struct Supplied {
    /// The option's name, with its dashes.
    pub option: String,
    pub source: Source,
    /// Its value; `None` if that is a secret.
    value: Option<String>,
    /// What stands for it on a command line. A flag that is false is nothing.
    words: Vec<OsString>,
}

impl fmt::Display for Supplied {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let value = self.value.as_ref().map(|value| format!(" {}", quoted(value))).unwrap_or_default();
        write!(formatter, "{}{value} is set by {}.", self.option, self.source)
    }
}

impl Supplied {
    /// Returns `true` unless it is a flag that is false.
    pub fn is_given(&self) -> bool {
        !self.words.is_empty()
    }

    /// Returns `true` if a text names the option.
    pub fn is_named_in(&self, text: &str) -> bool {
        let goes_on = |rest: &str| rest.starts_with(|next: char| next.is_ascii_alphanumeric() || "-_".contains(next));
        text.match_indices(&self.option).any(|(at, option)| !goes_on(&text[at + option.len()..]))
    }
}

/// The options from elsewhere, and what is to be said about what was found beside them.
#[derive(Clone, Debug, Default)]
pub struct Supplies {
    pub options: Vec<Supplied>,
    pub remarks: Vec<String>,
}

/// Options for a variable of their own, which counts for every command.
const SHARED: [(&str, &str); 4] =
    [("configuration", env::CONFIG), ("format", env::FORMAT), ("quiet", env::QUIET), ("token", env::CREDENTIALS)];

/// Options whose values are not to be shown.
const SECRET: [&str; 2] = ["password", "rsa_token"];

impl Supplies {
    /// Finds what a command line does not give. Fails if a value is of no use to its option.
    pub fn find(line: &CommandLine, elsewhere: &Elsewhere) -> Result<Self, Error> {
        let mut found = Supplies::default();
        let Some(names) = Names::of(&line.path) else { return Ok(found) };
        let variables = (elsewhere.variables)()?;
        let is_set = |name: &str| variables.get(name).is_some_and(|value| !value.is_empty());
        let options: Vec<_> = line.options().filter_map(|option| Some((option, option.get_long()?))).collect();
        let given = |name: &str| line.given.iter().find(|(option, _)| option.get_long() == Some(name));
        let mut missing = Vec::new();
        for (option, name) in &options {
            let variable = names.variable(name);
            let is_shared = SHARED.iter().any(|(shared, variable)| shared == name && is_set(variable));
            if given(name).is_some() || is_shared {
                continue;
            }
            match variables.get(&variable) {
                Some(_) if TYPED_ONLY.contains(name) => {
                    found
                        .remarks
                        .push(format!("{variable} is ignored: --{name} is taken from the command line alone."));
                }
                Some(value) => found.add(option, value, Source::Variable(variable))?,
                None => missing.push((*option, *name)),
            }
        }
        let known: Vec<_> = options.iter().map(|(_, name)| names.variable(name)).collect();
        let unknown = variables.keys().filter(|name| name.starts_with(&names.variable) && !known.contains(*name));
        for name in unknown {
            found.pass_over(line, name, "it is no option of this command.")?;
        }

        let Some(section) = &names.section else { return Ok(found) };
        let configuration = match (given("configuration"), variables.get(&names.variable("configuration"))) {
            (Some((_, name)), _) => name.clone(),
            (None, own) => variables.get(env::CONFIG).filter(|name| !name.is_empty()).or(own).cloned(),
        };
        let configuration = (elsewhere.configuration)(configuration.as_deref().filter(|name| !name.is_empty()))?;
        let Some(table) = configuration.section(section)? else { return Ok(found) };
        for (option, name) in missing {
            let is_elsewhere = name == "kubeconfig" && is_set(env::KUBECONFIG);
            let Some(setting) = names.setting(name).filter(|_| !is_elsewhere) else { continue };
            if let Some(item) = table.get(&name.replace('-', "_")) {
                let source = Source::Setting { path: configuration.path().to_owned(), name: setting };
                let texts = value::texts(option, item)
                    .map_err(|cause| refused(option, item.to_string().trim(), cause, &source))?;
                texts.iter().try_for_each(|text| found.add(option, text, source.clone()))?;
            }
        }
        let path = configuration.path().display();
        for (key, _) in table.iter() {
            let name = format!("{section}.{key}");
            let is_read = options.iter().any(|(_, option)| names.setting(option).as_ref() == Some(&name));
            if !is_read && !Settings::names().contains(&name) {
                let named = options.iter().map(|(_, option)| *option).find(|option| option.replace('-', "_") == **key);
                let place = format!("{name} in {path}");
                match named {
                    Some(option) if TYPED_ONLY.contains(&option) => found
                        .remarks
                        .push(format!("{place} is ignored: --{option} is taken from the command line alone.")),
                    // An option of the command, which is read from elsewhere, is no misspelt filter.
                    Some(_) => found.remarks.push(format!(
                        "{place} is ignored: no option of this command is read from there.{}",
                        instead(&name)
                    )),
                    None => {
                        let cause = format!("no option of this command is read from there.{}", instead(&name));
                        found.pass_over(line, &place, &cause)?;
                    }
                }
            }
        }
        Ok(found)
    }

    /// Reports a name that means nothing to the command. Fails where it may have been meant as a filter, without which
    /// everything would be deleted.
    fn pass_over(&mut self, line: &CommandLine, name: &str, cause: &str) -> Result<(), Error> {
        if line.path.last().is_some_and(|command| command.get_name() == "deleteall") {
            let text = format!("{name}: {cause}\nNothing was deleted, since it may have been meant as a filter.");
            return Err(Error::Usage(text));
        }
        self.remarks.push(format!("{name} is ignored: {cause}"));
        Ok(())
    }

    fn add(&mut self, option: &Arg, value: &str, source: Source) -> Result<(), Error> {
        let name = option.get_long().unwrap_or_default();
        let words = value::words(option, value).map_err(|cause| refused(option, value, &cause, &source))?;
        let shown = (!SECRET.contains(&name)).then(|| value.to_owned());
        self.options.push(Supplied { option: format!("--{name}"), source, value: shown, words });
        Ok(())
    }

    /// The command line with these options in it.
    pub fn within(&self, words: &[OsString], end: usize) -> Vec<OsString> {
        let (before, behind) = words.split_at(end.min(words.len()));
        let supplied = self.options.iter().flat_map(|supplied| supplied.words.iter().cloned());
        before.iter().cloned().chain(supplied).chain(behind.iter().cloned()).collect()
    }

    /// Drops the options that conflict with one that outranks them: one of the command line or, for a setting, of a variable.
    /// Returns `false` if the conflict stays.
    pub fn give_way(&mut self, conflict: &clap::Error) -> bool {
        let named: Vec<&String> = [ContextKind::InvalidArg, ContextKind::PriorArg]
            .iter()
            .filter_map(|kind| conflict.get(*kind))
            .flat_map(|value| match value {
                ContextValue::String(name) => vec![name],
                ContextValue::Strings(names) => names.iter().collect(),
                _ => Vec::new(),
            })
            .collect();
        let rank = |name: &String| {
            let supplied = self.options.iter().find(|supplied| supplied.is_named_in(name));
            supplied.map_or(2, |supplied| match supplied.source {
                Source::Variable(_) => 1,
                Source::Setting { .. } => 0,
            })
        };
        let ranked: Vec<_> = named.iter().map(|name| (rank(name), *name)).collect();
        let highest = ranked.iter().map(|(rank, _)| *rank).max();
        let lower: Vec<_> = ranked.iter().filter(|(rank, _)| Some(*rank) < highest).map(|(_, name)| *name).collect();
        let before = self.options.len();
        self.options.retain(|supplied| !lower.iter().any(|name| supplied.is_named_in(name)));
        self.options.len() < before
    }

    /// What is to be said of those that a text names.
    pub fn named_in(&self, text: &str) -> Vec<String> {
        self.options.iter().filter(|supplied| supplied.is_named_in(text)).map(ToString::to_string).collect()
    }
}

fn refused(option: &Arg, value: &str, cause: &str, source: &Source) -> Error {
    let name = option.get_long().unwrap_or_default();
    let value = if SECRET.contains(&name) { "***" } else { value };
    Error::BadSetting {
        setting: format!("--{name}"),
        value: value.to_owned(),
        cause: format!("{cause}. It is set by {source}."),
    }
}

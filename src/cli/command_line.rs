//! A command line before it is parsed, as far as it is written: which command it runs, and which options and arguments it gives.

use clap::{Arg, ArgAction, Command};
use std::ffi::OsString;

/// What the words of a command line come to.
pub struct CommandLine<'a> {
    /// The commands from the root to the one that runs.
    pub path: Vec<&'a Command>,
    /// The words, without each `--` in front of the name of a command, which the reference client takes there.
    pub words: Vec<OsString>,
    /// The position behind the name of the command that runs.
    pub end: usize,
    /// The options that are given, each with its value.
    pub given: Vec<(&'a Arg, Option<String>)>,
    /// The option that the last word gives and whose value is missing.
    pub open: Option<&'a Arg>,
    pub positionals: Vec<String>,
    /// `true` behind a `--`, where nothing is an option.
    pub has_ended: bool,
    /// `true` if help or the version is asked for.
    pub asks_for_help: bool,
}

impl<'a> CommandLine<'a> {
    /// Reads a command line. Its first word is the name of the program.
    pub fn of(root: &'a Command, arguments: Vec<OsString>) -> Self {
        let mut words = arguments.into_iter().peekable();
        let mut line = CommandLine {
            path: vec![root],
            words: words.next().into_iter().collect(),
            end: 1,
            given: Vec::new(),
            open: None,
            positionals: Vec::new(),
            has_ended: false,
            asks_for_help: false,
        };
        while let Some(word) = words.next() {
            let text = word.to_string_lossy().into_owned();
            if text == "--" {
                let is_before_command =
                    words.peek().is_some_and(|next| line.command_named(&next.to_string_lossy()).is_some());
                if is_before_command {
                    continue;
                }
                line.words.push(word);
                line.has_ended = true;
                break;
            }
            line.words.push(word);
            if let Some(option) = line.option(&text) {
                let value = words.next();
                line.open = Some(option).filter(|_| value.is_none());
                line.given.push((option, value.as_ref().map(|value| value.to_string_lossy().into_owned())));
                line.words.extend(value);
            }
        }
        for word in words {
            line.positionals.push(word.to_string_lossy().into_owned());
            line.words.push(word);
        }
        line
    }

    /// The command that runs.
    pub fn command(&self) -> &'a Command {
        self.path[self.path.len() - 1]
    }

    /// The options of the command that runs, and those of every command.
    pub fn options(&self) -> impl Iterator<Item = &'a Arg> + use<'a> {
        let own: Vec<_> = self.command().get_arguments().collect();
        let names: Vec<_> = own.iter().map(|option| option.get_long()).collect();
        let above: Vec<_> = self.path[..self.path.len() - 1]
            .iter()
            .rev()
            .flat_map(|command| command.get_arguments())
            .filter(|option| option.is_global_set() && !names.contains(&option.get_long()))
            .collect();
        own.into_iter().chain(above).filter(|option| option.get_long().is_some())
    }

    /// The option that a word such as `--name` or `-n` gives.
    pub fn option_named(&self, word: &str) -> Option<&'a Arg> {
        let mut options = self.options();
        match word.strip_prefix("--") {
            Some(name) => options.find(|option| has_name(option, name)),
            None => {
                let letter = word.strip_prefix('-').and_then(|letters| letters.chars().next_back())?;
                options.find(|option| option.get_short() == Some(letter))
            }
        }
    }

    /// The last value of an option.
    pub fn value(&self, name: &str) -> Option<&str> {
        let values = self.given.iter().rev().filter(|(option, _)| option.get_long() == Some(name));
        values.filter_map(|(_, value)| value.as_deref()).next()
    }

    /// Reads a word that is not a value. Returns the option that takes the next word as its value.
    fn option(&mut self, word: &str) -> Option<&'a Arg> {
        if let Some(long) = word.strip_prefix("--") {
            let (name, value) = long.split_once('=').map_or((long, None), |(name, value)| (name, Some(value)));
            self.asks_for_help |= matches!(name, "help" | "version");
            let option = self.options().find(|option| has_name(option, name))?;
            if value.is_none() && option.get_action().takes_values() && !option.is_require_equals_set() {
                return Some(option);
            }
            self.given.push((option, value.map(str::to_owned)));
            return None;
        }
        if let Some(letters) = word.strip_prefix('-').filter(|letters| !letters.is_empty()) {
            for (at, letter) in letters.char_indices() {
                self.asks_for_help |= matches!(letter, 'h' | 'V');
                let Some(option) = self.options().find(|option| option.get_short() == Some(letter)) else { continue };
                let rest = &letters[at + letter.len_utf8()..];
                if !option.get_action().takes_values() {
                    self.given.push((option, None));
                } else if rest.is_empty() {
                    return Some(option);
                } else {
                    self.given.push((option, Some(rest.to_owned())));
                    return None;
                }
            }
        } else if let Some(command) = self.command_named(word) {
            self.path.push(command);
            self.end = self.words.len();
        } else {
            self.positionals.push(word.to_owned());
        }
        None
    }

    fn command_named(&self, name: &str) -> Option<&'a Command> {
        self.command().find_subcommand(name)
    }
}

fn has_name(option: &Arg, name: &str) -> bool {
    let aliases = option.get_all_aliases().unwrap_or_default();
    option.get_long() == Some(name) || aliases.contains(&name)
}

/// Returns `true` if an option or argument may be given more than once.
pub fn is_many(argument: &Arg) -> bool {
    matches!(argument.get_action(), ArgAction::Append | ArgAction::Count)
}

/// Returns `true` if the option takes several values in one word, separated by commas, which its help shows so.
pub fn takes_list(option: &Arg) -> bool {
    option.get_value_names().unwrap_or_default().iter().any(|name| name.ends_with(",..."))
}

#[cfg(test)]
mod tests {
    use super::CommandLine;
    use crate::cli::tree;

    #[test]
    fn the_command_and_the_options_are_found_wherever_they_stand() {
        let tree = tree();
        for (line, end, given) in [
            ("p recipes list", 3, &[][..]),
            ("p --format json recipes --quiet list -v --print id", 6, &["format", "quiet", "verbose", "print"]),
            ("p -- recipes -- create --name list", 3, &["name"]),
            ("p jobs deleteall -vy --age=1d --dry-run x", 3, &["verbose", "yes", "age", "dry-run"]),
            ("p auth login --rsa-token 1", 3, &["rsa_token"]),
            ("p jobs ssh x -- --inside", 3, &[]),
        ] {
            let line_read = CommandLine::of(&tree, line.split(' ').map(Into::into).collect());
            let found: Vec<_> = line_read.given.iter().filter_map(|(option, _)| option.get_long()).collect();
            assert_eq!((line_read.end, found.as_slice()), (end, given), "{line}");
        }
    }
}

//! What a command line says before it is parsed: which command it runs, and which options it gives.

use clap::{Arg, Command};
use std::ffi::OsString;

/// A command line, read far enough to know where options from elsewhere would stand in it.
pub struct Scan<'a> {
    /// The commands from the root to the one that runs.
    pub path: Vec<&'a Command>,
    /// The words, without each `--` in front of the name of a command, which the reference client takes there.
    pub words: Vec<OsString>,
    /// The position behind the name of the command that runs.
    pub end: usize,
    /// The options that are given, each with its value.
    pub given: Vec<(&'a Arg, Option<String>)>,
    /// `true` if help or the version is asked for.
    pub asks_for_help: bool,
}

impl<'a> Scan<'a> {
    /// Reads a command line. Its first word is the name of the program.
    pub fn of(root: &'a Command, arguments: Vec<OsString>) -> Self {
        let mut words = arguments.into_iter().peekable();
        let mut scan = Scan {
            path: vec![root],
            words: words.next().into_iter().collect(),
            end: 1,
            given: Vec::new(),
            asks_for_help: false,
        };
        while let Some(word) = words.next() {
            let text = word.to_string_lossy().into_owned();
            if text == "--" {
                let is_before_command =
                    words.peek().is_some_and(|next| scan.command_named(&next.to_string_lossy()).is_some());
                if is_before_command {
                    continue;
                }
                scan.words.push(word);
                break;
            }
            scan.words.push(word);
            if let Some(option) = scan.option(&text) {
                let value = words.next();
                scan.given.push((option, value.as_ref().map(|value| value.to_string_lossy().into_owned())));
                scan.words.extend(value);
            }
        }
        scan.words.extend(words);
        scan
    }

    /// The options of the command that runs, and those of every command.
    pub fn options(&self) -> impl Iterator<Item = &'a Arg> {
        let (last, above) = self.path.split_last().map_or((None, &[][..]), |(last, above)| (Some(*last), above));
        let own: Vec<_> = last.into_iter().flat_map(Command::get_arguments).collect();
        let is_replaced = {
            let names: Vec<_> = own.iter().map(|option| option.get_long()).collect();
            move |option: &&Arg| names.contains(&option.get_long())
        };
        let above: Vec<_> = above.iter().flat_map(|command| command.get_arguments()).collect();
        let shared =
            above.into_iter().filter(|option| option.is_global_set()).filter(move |option| !is_replaced(option));
        own.into_iter().chain(shared).filter(|option| option.get_long().is_some())
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
        if let Some(letters) = word.strip_prefix('-') {
            for (at, letter) in letters.char_indices() {
                self.asks_for_help |= matches!(letter, 'h' | 'V');
                let Some(option) = self.options().find(|option| option.get_short() == Some(letter)) else { continue };
                let rest = &letters[at + letter.len_utf8()..];
                match option.get_action().takes_values() {
                    true if rest.is_empty() => return Some(option),
                    true => {
                        self.given.push((option, Some(rest.to_owned())));
                        return None;
                    }
                    false => self.given.push((option, None)),
                }
            }
        } else if let Some(command) = self.command_named(word) {
            self.path.push(command);
            self.end = self.words.len();
        }
        None
    }

    fn command_named(&self, name: &str) -> Option<&'a Command> {
        self.path.last().and_then(|command| command.find_subcommand(name))
    }
}

fn has_name(option: &Arg, name: &str) -> bool {
    let aliases = option.get_all_aliases().unwrap_or_default();
    option.get_long() == Some(name) || aliases.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::Scan;
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
            let scan = Scan::of(&tree, line.split(' ').map(Into::into).collect());
            let found: Vec<_> = scan.given.iter().filter_map(|(option, _)| option.get_long()).collect();
            assert_eq!((scan.end, found.as_slice()), (end, given), "{line}");
        }
    }
}

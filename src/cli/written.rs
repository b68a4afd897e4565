//! What the words of a half-written command line have come to: the command, and the options and arguments that it has so far.

use clap::{Arg, ArgAction, Command};

/// What the words so far came to.
pub struct Written<'a> {
    /// The commands, from the program itself down to the one that is meant.
    pub commands: Vec<&'a Command>,
    /// The option whose value comes next.
    pub open: Option<&'a Arg>,
    /// Whether `--` was there.
    pub ended: bool,
    /// The options that were given.
    pub given: Vec<&'a Arg>,
    /// Those of them that have a value, by their long names.
    pub values: Vec<(&'a str, String)>,
    pub positionals: Vec<String>,
    /// The options of every command that were given, as words.
    pub globals: Vec<String>,
}

impl<'a> Written<'a> {
    pub fn new(root: &'a Command) -> Self {
        Written {
            commands: vec![root],
            open: None,
            ended: false,
            given: Vec::new(),
            values: Vec::new(),
            positionals: Vec::new(),
            globals: Vec::new(),
        }
    }

    /// The command that is meant.
    pub fn command(&self) -> &'a Command {
        self.commands[self.commands.len() - 1]
    }

    /// The names of the commands behind the program.
    pub fn path(&self) -> Vec<&'a str> {
        self.commands.iter().skip(1).map(|command| command.get_name()).collect()
    }

    /// Takes the next word.
    pub fn read(&mut self, word: &str) {
        if let Some(option) = self.open.take() {
            return self.note(option, word);
        }
        if self.ended || !word.starts_with('-') || word == "-" {
            match self.command().find_subcommand(word).filter(|_| !self.ended && self.positionals.is_empty()) {
                Some(command) => self.commands.push(command),
                None => self.positionals.push(word.to_owned()),
            }
        } else if word == "--" {
            self.ended = true;
        } else if let Some((name, value)) = word.split_once('=') {
            if let Some(option) = self.option(name) {
                self.given.push(option);
                self.note(option, value);
            }
        } else if let Some(option) = self.option(word) {
            self.given.push(option);
            match option.get_action().takes_values() && !option.is_require_equals_set() {
                true => self.open = Some(option),
                false if self.is_for_all(option) => self.globals.push(word.to_owned()),
                false => {}
            }
        }
    }

    fn note(&mut self, option: &'a Arg, value: &str) {
        let name = option.get_long().unwrap_or_default();
        match self.is_for_all(option) {
            true => self.globals.push(format!("--{name}={value}")),
            false => self.values.push((name, value.to_owned())),
        }
    }

    /// The last value of an option of this name.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().rev().find(|(option, _)| *option == name).map(|(_, value)| value.as_str())
    }

    /// The options that can be given here, those of the command itself first.
    pub fn options(&self) -> Vec<&'a Arg> {
        let mut options: Vec<&Arg> = self.command().get_opts().chain(flags(self.command())).collect();
        for above in self.commands.iter().rev().skip(1) {
            let inherited = above.get_opts().chain(flags(above)).filter(|option| option.is_global_set());
            let hidden = |option: &&Arg| options.iter().any(|own| own.get_long() == option.get_long());
            let inherited: Vec<_> = inherited.filter(|option| !hidden(option)).collect();
            options.extend(inherited);
        }
        options
    }

    /// The option that is called this.
    pub fn option(&self, word: &str) -> Option<&'a Arg> {
        self.options().into_iter().find(|option| match word.strip_prefix("--") {
            Some(name) => option.get_long() == Some(name),
            None => option.get_short().is_some_and(|short| word.ends_with(short)),
        })
    }

    /// Whether every command has it, so that it says something of the surroundings.
    fn is_for_all(&self, option: &Arg) -> bool {
        self.commands[0].get_arguments().any(|global| global.is_global_set() && std::ptr::eq(global, option))
    }
}

/// The options without a value.
fn flags(command: &Command) -> impl Iterator<Item = &Arg> {
    command.get_arguments().filter(|option| !option.is_positional() && !option.get_action().takes_values())
}

/// Whether it may be given more than once.
pub fn is_many(argument: &Arg) -> bool {
    matches!(argument.get_action(), ArgAction::Append | ArgAction::Count)
}

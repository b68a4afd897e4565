//! What a half-written command line asks for next: whether its last word names a record, and of which kind.

use super::tree;
use crate::ims::*;
use clap::{Arg, Command};

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

/// The place of a word that names records.
#[derive(Debug, PartialEq)]
pub struct Place {
    /// What is named there: the name of an id, as in `RECIPE_ID`. More than one if it depends on what is not yet written.
    pub wanted: Vec<&'static str>,
    /// Whether a name serves there too.
    pub takes_names: bool,
    /// What is there already.
    pub begun: String,
    /// The records that were named before on the same command line.
    pub given: Vec<String>,
    /// The options of every command that were given, as words.
    pub globals: Vec<String>,
}

/// Finds the place of the last word. The first word is the program. None if no record is named there.
pub fn of(words: &[String]) -> Option<Place> {
    let root = tree();
    let (begun, before) = words.split_last()?;
    let mut written = Written::new(&root);
    before.iter().skip(1).for_each(|word| written.read(word));
    written.place(begun)
}

/// What the words so far came to.
struct Written<'a> {
    root: &'a Command,
    command: &'a Command,
    /// The option whose value comes next.
    open: Option<&'a Arg>,
    /// Whether `--` was there.
    ended: bool,
    values: Vec<(&'a Arg, String)>,
    positionals: Vec<String>,
    globals: Vec<String>,
}

impl<'a> Written<'a> {
    fn new(root: &'a Command) -> Self {
        Written {
            root,
            command: root,
            open: None,
            ended: false,
            values: Vec::new(),
            positionals: Vec::new(),
            globals: Vec::new(),
        }
    }

    fn read(&mut self, word: &str) {
        if let Some(option) = self.open {
            // bash makes a word of its own of the sign in `--option=value`.
            if word != "=" {
                self.open = None;
                self.note(option, word);
            }
            return;
        }
        if self.ended || !word.starts_with('-') || word == "-" {
            match self.command.find_subcommand(word).filter(|_| self.positionals.is_empty()) {
                Some(command) => self.command = command,
                None => self.positionals.push(word.to_owned()),
            }
        } else if word == "--" {
            self.ended = true;
        } else if let Some((name, value)) = word.split_once('=') {
            if let Some(option) = self.option(name) {
                self.note(option, value);
            }
        } else if let Some(option) = self.option(word) {
            match option.get_action().takes_values() && !option.is_require_equals_set() {
                true => self.open = Some(option),
                false if option.is_global_set() => self.globals.push(word.to_owned()),
                false => {}
            }
        }
    }

    fn note(&mut self, option: &'a Arg, value: &str) {
        match option.get_long().filter(|_| option.is_global_set()) {
            Some(name) => self.globals.push(format!("--{name}={value}")),
            None => self.values.push((option, value.to_owned())),
        }
    }

    /// The option of this name here, or of every command.
    fn option(&self, word: &str) -> Option<&'a Arg> {
        let of_all = self.root.get_arguments().filter(|option| option.is_global_set());
        self.command.get_arguments().chain(of_all).find(|option| match word.strip_prefix("--") {
            Some(name) => option.get_long() == Some(name),
            None => option.get_short().is_some_and(|short| word.ends_with(short)),
        })
    }

    fn place(mut self, begun: &str) -> Option<Place> {
        let mut begun = begun;
        if self.open.is_some() {
            // The sign alone, with the value still to come.
            begun = begun.strip_prefix('=').unwrap_or(begun);
        } else if !self.ended && begun.starts_with('-') {
            let (name, value) = begun.split_once('=')?;
            (self.open, begun) = (Some(self.option(name)?), value);
        }
        let (wanted, takes_names, given) = match self.open {
            Some(option) => (self.named_by(option), true, Vec::new()),
            None => {
                let arguments: Vec<_> = self.command.get_positionals().collect();
                let argument =
                    arguments.get(self.positionals.len()).or(arguments.last().filter(|last| is_many(last)))?;
                let names = argument.get_value_names()?;
                let wanted = IDS.into_iter().filter(|id| names.iter().any(|name| name == id)).collect();
                (wanted, true, self.positionals)
            }
        };
        match wanted.is_empty() {
            true => None,
            false => Some(Place { wanted, takes_names, begun: begun.to_owned(), given, globals: self.globals }),
        }
    }

    /// The records that the value of an option can name.
    fn named_by(&self, option: &Arg) -> Vec<&'static str> {
        let job_type = self.values.iter().rev().find(|(option, _)| option.get_long() == Some("job-type"));
        match (option.get_long(), job_type.map(|(_, value)| value.as_str())) {
            (Some("public-key-id"), _) => vec![PublicKey::ID],
            (Some("recipe"), _) => vec![Recipe::ID],
            (Some("image"), _) => vec![Image::ID],
            (Some("job"), _) => vec![Job::ID],
            (Some("artifact-id"), Some(job_type)) if job_type == CREATE => vec![Recipe::ID],
            (Some("artifact-id"), Some(job_type)) if job_type == CUSTOMIZE => vec![Image::ID],
            (Some("artifact-id"), _) => vec![Recipe::ID, Image::ID],
            _ => Vec::new(),
        }
    }
}

fn is_many(argument: &Arg) -> bool {
    matches!(argument.get_action(), clap::ArgAction::Append)
}

#[cfg(test)]
mod tests {
    use super::{Place, of};

    fn place(line: &str) -> Option<Place> {
        of(&line.split(' ').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn an_id_is_wanted_where_the_command_takes_one() {
        for (line, wanted, begun) in [
            ("cray-ims recipes describe ", "RECIPE_ID", ""),
            ("cray-ims recipes describe co", "RECIPE_ID", "co"),
            ("cray-ims --format json images --quiet update --arch x86_64 i", "IMAGE_ID", "i"),
            ("cray-ims --format=json -v deleted public-keys update ", "DELETED_PUBLIC_KEY_ID", ""),
            ("cray-ims jobs delete one two th", "JOB_ID", "th"),
            ("cray-ims recipes describe -- -x", "RECIPE_ID", "-x"),
            ("cray-ims remote-build-nodes status describe x3", "REMOTE_BUILD_NODE_XNAME", "x3"),
            ("cray-ims jobs create --public-key-id ", "PUBLIC_KEY_ID", ""),
            ("cray-ims jobs create --public-key-id=a", "PUBLIC_KEY_ID", "a"),
            ("cray-ims jobs create --public-key-id =", "PUBLIC_KEY_ID", ""),
            ("cray-ims jobs create --public-key-id = a", "PUBLIC_KEY_ID", "a"),
            ("cray-ims jobs create --job-type create --artifact-id a", "RECIPE_ID", "a"),
            ("cray-ims jobs create --job-type = customize --artifact-id a", "IMAGE_ID", "a"),
        ] {
            let place = place(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((place.wanted, place.begun.as_str()), (vec![wanted], begun), "{line}");
        }
        let either = place("cray-ims jobs create --artifact-id ").unwrap();
        assert_eq!((either.wanted, either.takes_names), (vec!["RECIPE_ID", "IMAGE_ID"], true));
    }

    #[test]
    fn nowhere_else_is_a_record_wanted() {
        for line in [
            "",
            "cray-ims",
            "cray-ims ",
            "cray-ims rec",
            "cray-ims recipes ",
            "cray-ims recipes list ",
            "cray-ims recipes describe --",
            "cray-ims recipes describe --format ",
            "cray-ims recipes describe one ",
            "cray-ims recipes update --arch ",
            "cray-ims recipes update --arch=",
            "cray-ims jobs create --job-type ",
            "cray-ims completions ",
            "cray-ims config use ",
        ] {
            assert_eq!(place(line), None, "{line}");
        }
    }

    #[test]
    fn what_else_was_written_is_kept() {
        let place = place("cray-ims --configuration = blue jobs --token t -v delete one --quiet two t").unwrap();
        assert_eq!(place.globals, ["--configuration=blue", "--token=t", "-v", "--quiet"]);
        assert_eq!(place.given, ["one", "two"]);
    }
}

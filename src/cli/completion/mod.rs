//! What the last word of a half-written command line can be, for the shells that complete it. Somebody waits at a prompt, so
//! whatever goes wrong, the answer is quick, and there is just nothing to choose from.

mod bash;
mod cache;
mod names;
mod position;
mod records;
mod script;

pub use script::{Completions, script};

use super::{Command, Elsewhere, parse};
use crate::context::{Context, Overrides};
use crate::env;
use crate::http::Request;
use crate::terminal::escape;
use bash::Line;
use clap::{Args, ValueEnum};
use position::{Choice, Position, Wanted};
use std::collections::HashSet;
use std::ffi::OsString;
use std::time::Duration;

/// A shell whose script asks the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum CompletedShell {
    Bash,
    Fish,
    Zsh,
}

/// Print what can stand at the end of a command line; the completion scripts run this
#[derive(Args)]
pub struct Complete {
    /// The shell
    shell: CompletedShell,
    /// The words of the command line, from the program's name to the cursor; in bash the line, and what is replaced of it
    #[arg(last = true, value_name = "WORD")]
    words: Vec<String>,
}

/// How long a service may take to answer.
const TIMEOUT: Duration = Duration::from_secs(1);

impl Complete {
    /// One line for each word that can stand there. `None` if the shell should offer files.
    ///
    /// bash gives its line up to the cursor, the end of it that is replaced, and how it asks; it gets what to put in place of that
    /// end, quoted. The others quote for themselves: they give words, and get words, with what each means behind a tab.
    pub async fn run(&self) -> Option<String> {
        let given = &self.words[..];
        let line = match (self.shell, given) {
            (CompletedShell::Bash, [line, replaced, ..]) => Some(Line::read(line, replaced)?),
            (CompletedShell::Bash, _) => return None,
            (CompletedShell::Fish | CompletedShell::Zsh, _) => None,
        };
        let position = Position::of(line.as_ref().map_or(given, |line| &line.words))?;
        let choices = choices(&position).await?;
        Some(match line {
            Some(line) => {
                // While there is a choice it is shown which record has an id. What is inserted is the id alone: the last one left,
                // and each of a menu (37, 42).
                let is_menu = given.get(2).is_some_and(|kind| kind == "37" || kind == "42");
                let is_shown = matches!(position.wanted, Wanted::Records(_)) && choices.len() > 1 && !is_menu;
                choices.iter().filter_map(|choice| for_bash(choice, &line, is_shown)).collect()
            }
            None => choices.iter().map(|Choice { word, meaning }| format!("{word}\t{meaning}\n")).collect(),
        })
    }
}

/// The line for a choice. What it means is quoted too, since bash would insert it where it cannot tell two choices apart.
fn for_bash(choice: &Choice, line: &Line, is_meaning_shown: bool) -> Option<String> {
    let inserted = line.insertion(&choice.word)?;
    Some(if is_meaning_shown && !choice.meaning.is_empty() {
        let meaning: Vec<_> = choice.meaning.split(' ').map(|word| line.escaped(word)).collect();
        format!("{inserted}  ({})\n", meaning.join(" "))
    } else {
        format!("{inserted}\n")
    })
}

/// What can stand at a position, each once and as a whole word. `None` if the shell should offer files.
async fn choices(position: &Position) -> Option<Vec<Choice>> {
    let named = |names: Vec<String>| {
        let names = names.into_iter().filter(|name| is_writable(name));
        names.map(|word| Choice { word, meaning: String::new() }).collect()
    };
    let mut choices: Vec<Choice> = match &position.wanted {
        Wanted::Files => return None,
        Wanted::Anything => Vec::new(),
        Wanted::Words(words) => words.clone(),
        Wanted::Records(collections) => records::choices(position, collections).await,
        Wanted::Configurations => named(names::configurations()),
        Wanted::RuntimeClasses => named(names::runtime_classes(position).await),
        Wanted::SshContainers => named(names::ssh_containers(position).await),
    };
    let mut seen = HashSet::new();
    choices.retain(|choice| choice.word.starts_with(&position.begun) && seen.insert(choice.word.clone()));
    choices.iter_mut().for_each(|choice| choice.word.insert_str(0, &position.prefix));
    Some(choices)
}

/// The settings that the command line has so far; it says nothing and asks nothing.
fn context(position: &Position) -> Option<(Context, Overrides)> {
    let words = [&["cray-ims".to_owned()][..], &position.globals, &["version".into(), "list".into()]].concat();
    let parsed = parse(words.into_iter().map(OsString::from), &Elsewhere::NOTHING).ok()?;
    let Command::Service(_) = parsed.command else { return None };
    let overrides = Overrides { quiet: true, verbosity: 0, ..parsed.globals.overrides() };
    Some((Context::new(overrides.clone()).ok()?, overrides))
}

/// The text of a list that the service has; `None` if it cannot be had at once.
async fn list(request: &Request, context: &Context) -> Option<String> {
    let asked = tokio::time::timeout(TIMEOUT, async {
        let client = context.client().ok()?;
        // A renewal that is broken off may cost the user the login.
        if client.would_renew() { None } else { client.records(request).await.ok() }
    });
    asked.await.ok().flatten()
}

/// Returns `true` if a text can be written as one word that is a name: it does not drive the terminal, and is no option.
fn is_writable(text: &str) -> bool {
    // In an encoding other than UTF-8 the last byte of a letter may swallow the sign that escapes the next one.
    let is_readable = text.is_ascii() || is_utf8_locale();
    !text.is_empty() && !text.starts_with('-') && escape(text) == text && is_readable
}

/// Returns `true` if the shell reads bytes as UTF-8, or each by itself.
fn is_utf8_locale() -> bool {
    let locale = [env::LC_ALL, env::LC_CTYPE, env::LANG].into_iter().find_map(env::read);
    locale.is_none_or(|locale| {
        let locale = locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8") || matches!(locale.as_str(), "c" | "posix")
    })
}

//! How the options of a command are named in the environment and in a configuration.

use super::super::scan::Scan;
use crate::config::Settings;
use clap::Command;

/// Options that take a safeguard away: only whoever types them means them. A variable or a file would take it away from
/// every command that comes later, unseen.
pub const TYPED_ONLY: [&str; 4] = ["yes", "force", "insecure", "failed"];

/// Options that the reference client reads from the section `core` alone.
const OF_CORE: [&str; 3] = ["configuration", "format", "quiet"];

/// How the options of a command are named elsewhere.
pub struct Names {
    /// What the names of variables begin with.
    pub variable: String,
    /// The section of the configuration. `None` if the command reads none.
    pub section: Option<String>,
}

impl Names {
    /// The names for a command. `None` if it is not for people, or is no command but a group.
    pub fn of(path: &[&Command]) -> Option<Self> {
        let (last, names) = (path.last()?, path.get(1..)?);
        if last.has_subcommands() || names.is_empty() || names.iter().any(|command| command.is_hide_set()) {
            return None;
        }
        let names: Vec<_> = names.iter().map(|command| command.get_name()).collect();
        let group: &[&str] = if matches!(names[0], "auth" | "init" | "config") { &[] } else { &["ims"] };
        let names = [group, &names].concat();
        let section = match names.as_slice() {
            // The first must work without a configuration, the second when there is something wrong with it; and what runs
            // on a machine without a system must not depend on one.
            ["init" | "config", ..] | ["ims", "sandbox" | "completions", ..] => None,
            names => Some(names.join(".")),
        };
        Some(Names { variable: format!("CRAY_{}_", names.join("_").replace('-', "_").to_uppercase()), section })
    }

    /// The variable of an option.
    pub fn variable(&self, option: &str) -> String {
        format!("{}{}", self.variable, option.replace('-', "_").to_uppercase())
    }

    /// The name of the setting. `None` if the option is not read from this section.
    pub fn setting(&self, option: &str) -> Option<String> {
        let section = self.section.as_deref()?;
        // What is there says who logged in last. Whoever logs in is asked, and a password has no place in a file.
        let is_asked_for =
            section == "auth.login" && matches!(option, "username" | "password" | "password-stdin" | "rsa_token");
        let is_read = !TYPED_ONLY.contains(&option) && !OF_CORE.contains(&option) && !is_asked_for;
        is_read.then(|| format!("{section}.{}", option.replace('-', "_")))
    }
}

/// Returns `true` if this program reads a setting of this name.
pub fn is_setting(name: &str) -> bool {
    Settings::names().iter().any(|known| known == name) || option_settings().iter().any(|known| known == name)
}

/// A hint at the setting that may have been meant, to stand behind a sentence; empty if nothing is near.
pub fn instead(name: &str) -> String {
    let (section, key) = name.rsplit_once('.').unwrap_or(("", name));
    let of_core = format!("core.{key}");
    let meant = match is_setting(&of_core) {
        true => Some(of_core),
        false => {
            let known = option_settings().into_iter().chain(Settings::names());
            let near = known.filter_map(|known| {
                let (known_section, known_key) = known.rsplit_once('.')?;
                let likeness = match known_section == section {
                    true => strsim::jaro_winkler(&key.replace('-', "_"), known_key),
                    false => strsim::jaro_winkler(name, &known) - 0.1,
                };
                (likeness > 0.8).then_some((likeness, known))
            });
            near.max_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, known)| known)
        }
    };
    meant.map(|meant| format!(" Did you mean {meant}?")).unwrap_or_default()
}

/// The settings that give options, for every command.
fn option_settings() -> Vec<String> {
    fn add(path: &mut Vec<&Command>, settings: &mut Vec<String>) {
        let Some(command) = path.last().copied() else { return };
        if let Some(names) = Names::of(path) {
            let scan = Scan { path: path.clone(), words: Vec::new(), end: 0, given: Vec::new(), asks_for_help: false };
            settings.extend(scan.options().filter_map(|option| names.setting(option.get_long()?)));
        }
        for below in command.get_subcommands() {
            path.push(below);
            add(path, settings);
            path.pop();
        }
    }
    let (tree, mut settings) = (crate::cli::tree(), Vec::new());
    add(&mut vec![&tree], &mut settings);
    settings
}

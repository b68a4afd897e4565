//! The settings that this program reads: its own, and one for nearly every option of every command.

use super::command_line::CommandLine;
use super::option_names::Names;
use super::tree;
use crate::config::Settings;
use crate::context::KnownSettings;
use clap::Command;

/// What the tree of commands knows about settings, for the commands that are below it.
pub fn known_settings() -> KnownSettings {
    KnownSettings { is_known: is_setting, similar: instead }
}

/// Returns `true` if this program reads a setting of this name.
fn is_setting(name: &str) -> bool {
    Settings::names().iter().any(|known| known == name) || option_settings().iter().any(|known| known == name)
}

/// A hint at the setting that may have been meant, to stand behind a sentence; empty if nothing is near.
pub fn instead(name: &str) -> String {
    let (section, key) = name.rsplit_once('.').unwrap_or(("", name));
    let of_core = format!("core.{key}");
    let meant = if is_setting(&of_core) {
        Some(of_core)
    } else {
        let known = option_settings().into_iter().chain(Settings::names());
        let near = known.filter_map(|known| {
            let (known_section, known_key) = known.rsplit_once('.')?;
            let likeness = if known_section == section {
                strsim::jaro_winkler(&key.replace('-', "_"), known_key)
            } else {
                strsim::jaro_winkler(name, &known) - 0.1
            };
            (likeness > 0.8).then_some((likeness, known))
        });
        near.max_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, known)| known)
    };
    meant.map(|meant| format!(" Did you mean {meant}?")).unwrap_or_default()
}

/// The settings that give options, for every command.
fn option_settings() -> Vec<String> {
    fn add(path: &mut Vec<&Command>, settings: &mut Vec<String>) {
        let Some(command) = path.last().copied() else { return };
        if let Some(names) = Names::of(path) {
            let line = path.iter().map(|command| command.get_name().into());
            let line = CommandLine::of(path[0], line.collect());
            settings.extend(line.options().filter_map(|option| names.setting(option.get_long()?)));
        }
        for below in command.get_subcommands() {
            path.push(below);
            add(path, settings);
            path.pop();
        }
    }
    let (tree, mut settings) = (tree(), Vec::new());
    add(&mut vec![&tree], &mut settings);
    settings
}

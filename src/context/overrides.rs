//! What the command line sets for all commands.

use crate::http::Trust;
use crate::output::Format;
use clap::ValueEnum;
use std::path::PathBuf;
use std::time::Duration;

/// What the command line says of the surroundings, over what is set elsewhere.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    pub configuration: Option<String>,
    pub format: Option<Format>,
    pub quiet: bool,
    /// How often `-v` was given.
    pub verbosity: u8,
    pub token: Option<PathBuf>,
    pub trust: Option<Trust>,
    /// How long a request may take in all.
    pub timeout: Option<Duration>,
    pub dry_run: Option<DryRun>,
    /// Whether to go on with an invalid configuration, so that it can be fixed.
    pub is_lenient: bool,
    pub known_settings: KnownSettings,
}

impl Overrides {
    /// Returns `true` if an option was given in place of this setting.
    pub(super) fn replaces(&self, setting: &str) -> bool {
        match setting {
            "core.format" => self.format.is_some(),
            "core.quiet" => self.quiet,
            "core.cacert" | "core.insecure" => self.trust.is_some(),
            _ => false,
        }
    }
}

/// What the tree of commands, which is above the context, knows about the names of settings.
#[derive(Clone, Copy, Debug)]
pub struct KnownSettings {
    /// Returns `true` if this program reads a setting of this name.
    pub is_known: fn(&str) -> bool,
    /// A hint at the setting that may have been meant, to stand behind a sentence; empty if nothing is near.
    pub similar: fn(&str) -> String,
}

impl Default for KnownSettings {
    fn default() -> Self {
        KnownSettings { is_known: |_| true, similar: |_| String::new() }
    }
}

/// How a request that is not sent is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DryRun {
    Request,
    Curl,
}

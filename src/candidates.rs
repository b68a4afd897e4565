//! What completes the value of an option, and which fields a command prints: said where the option or the command is declared.

use clap::builder::{ArgExt, CommandExt};

/// What the shell offers for a value, as in `#[arg(long, add = Candidates::Words(&["vmlinuz"]))]`. An option with fixed values,
/// or with files for values, needs none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Candidates {
    /// Words that are known, although others are taken too.
    Words(&'static [&'static str]),
    /// The fields of what the command prints.
    Fields,
    /// Records of one collection.
    Records(Collection),
    /// Records of the collection that belongs to the value of another option; of all of them as long as that has none.
    RecordsBy { option: &'static str, choices: &'static [(&'static str, Collection)] },
    /// The names of the configurations.
    Configurations,
    /// The names of the settings that are no options of one command.
    Settings,
    /// The runtime classes of the cluster.
    RuntimeClasses,
    /// The ssh containers of a job.
    SshContainers,
}

impl Candidates {
    pub const BOOLEAN: Self = Candidates::Words(&["true", "false"]);
}

impl ArgExt for Candidates {}

/// The fields of what a command prints, for `--print`, `--sort` and `--columns`.
#[derive(Clone, Copy, Debug)]
pub struct Fields(pub &'static [&'static str]);

impl CommandExt for Fields {}

/// A collection of records: where it is, and what tells its records apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Collection {
    /// The path below the version of the API.
    pub path: &'static str,
    pub id_field: &'static str,
    /// `None` if its records have no names beside their ids.
    pub name_field: Option<&'static str>,
}

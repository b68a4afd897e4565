//! How the options of a command are named in the environment and in a configuration.

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

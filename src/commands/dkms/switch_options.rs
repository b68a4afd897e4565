//! The options that `dkms enable` and `dkms disable` have in common.

use crate::commands::options::duration;
use crate::kubernetes::is_name;
use clap::Args;
use std::time::Duration;

/// The fields of what a switch prints.
pub const FIELDS: &[&str] = &["enabled", "dry_run", "changes", "restart", "pods", "revert", "verdict"];

/// How a change of the settings is brought about.
#[derive(Args, Clone, Debug)]
pub struct Switch {
    /// Only write the settings; they take effect when the IMS pod restarts
    #[arg(long)]
    pub no_restart: bool,
    /// Do not wait until the new pod is ready
    #[arg(long)]
    pub no_wait: bool,
    /// How long to wait for the new pod, for example 90s or 10m; 0 looks once
    #[arg(long, value_name = "TIME", value_parser = duration::any, default_value = "10m")]
    pub timeout: Duration,
    /// Skip the confirmation
    #[arg(short = 'y', long = "yes")]
    pub yes: bool,
}

/// The name of a runtime class, as Kubernetes allows it.
pub fn runtime_class(text: &str) -> Result<String, String> {
    if is_name(text) {
        Ok(text.to_owned())
    } else {
        Err("expected a name of lower case letters, digits, - and .".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::runtime_class;

    #[test]
    fn a_runtime_class_has_a_name_that_kubernetes_allows() {
        for name in ["kata-qemu", "kata.clh", "k8"] {
            assert_eq!(runtime_class(name).as_deref(), Ok(name));
        }
        for name in ["", "Kata", "kata_qemu", "-kata", "kata-", "kata qemu", "kata\n"] {
            assert!(runtime_class(name).is_err(), "{name:?}");
        }
    }
}

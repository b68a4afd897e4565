//! The options of `dkms`.

use super::examples;
use super::length::limit;
use crate::boolean;
use crate::kubernetes::{Access, is_label, is_name};
use crate::shell::quoted;
use clap::{Args, Subcommand};
use std::path::PathBuf;
use std::time::Duration;

/// Where IMS runs unless told otherwise.
pub const NAMESPACE: &str = "services";

/// DKMS, and where Kubernetes is.
#[derive(Args)]
pub struct Dkms {
    #[command(subcommand)]
    pub verb: DkmsVerb,
    #[command(flatten)]
    pub kubernetes: Kubernetes,
}

/// Where the API server of Kubernetes is.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Kubernetes options")]
pub struct ApiServer {
    /// Configuration file of Kubernetes [env: KUBECONFIG]
    #[arg(long, global = true, value_name = "FILE")]
    kubeconfig: Option<PathBuf>,
    /// Context of the configuration file; the current one unless given
    #[arg(long, global = true, value_name = "NAME")]
    context: Option<String>,
}

impl ApiServer {
    /// The way to the cluster.
    pub fn access(&self) -> Access {
        Access { kubeconfig: self.kubeconfig.clone(), context: self.context.clone(), timeout: None }
    }
}

/// Where Kubernetes and IMS in it are, for the commands that need them.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Kubernetes options")]
pub struct Kubernetes {
    #[command(flatten)]
    pub server: ApiServer,
    /// Namespace in which IMS runs
    #[arg(long, global = true, value_name = "NAMESPACE", value_parser = namespace, default_value = NAMESPACE)]
    pub namespace: String,
}

impl Kubernetes {
    /// The options that lead to the same place, to be put behind a command.
    pub fn words(&self) -> String {
        let namespace = (self.namespace != NAMESPACE).then(|| format!(" --namespace {}", quoted(&self.namespace)));
        self.server.access().words() + &namespace.unwrap_or_default()
    }

    /// The beginning of a `kubectl` command about the namespace of IMS.
    pub fn kubectl(&self) -> String {
        self.server.access().kubectl(&self.namespace)
    }
}

#[derive(Subcommand)]
pub enum DkmsVerb {
    /// Show what is set, whether the service has read it, and what is wrong
    Status,
    /// Turn DKMS on by default for customize jobs, and restart IMS; a recipe build follows its recipe
    #[command(after_help = examples::DKMS_ENABLE)]
    Enable {
        /// Runtime class to set [default: what is set, or kata-qemu]
        #[arg(long, value_name = "NAME", value_parser = runtime_class)]
        kata_runtime: Option<String>,
        /// Set the runtime class even if it is not installed
        #[arg(long)]
        force: bool,
        #[command(flatten)]
        switch: Switch,
    },
    /// Turn DKMS off by default for customize jobs, and restart IMS; a recipe build follows its recipe
    #[command(after_help = examples::DKMS_DISABLE)]
    Disable {
        /// Runtime class to set as well, for jobs that ask for DKMS [default: what is set]
        #[arg(long, value_name = "NAME", value_parser = runtime_class)]
        kata_runtime: Option<String>,
        /// Set the runtime class even if it is not installed
        #[arg(long, requires = "kata_runtime")]
        force: bool,
        #[command(flatten)]
        switch: Switch,
    },
    /// List the runtime classes
    Runtimes,
    /// Say what a job would get or got, and which rule decided
    #[command(after_help = examples::DKMS_EXPLAIN)]
    Explain(Explain),
}

/// How a change of the settings is brought about.
#[derive(Args, Clone, Debug)]
pub struct Switch {
    /// Only write the settings; they hold from the next start of the service's pod
    #[arg(long)]
    pub no_restart: bool,
    /// Do not wait until the new pod is ready
    #[arg(long)]
    pub no_wait: bool,
    /// How long to wait for the new pod, for example 90s or 10m; 0 looks once
    #[arg(long, value_name = "TIME", value_parser = limit, default_value = "10m")]
    pub timeout: Duration,
    /// Do not ask
    #[arg(short = 'y', long = "yes")]
    pub yes: bool,
}

/// What is to be explained.
#[derive(Args, Clone, Debug)]
pub struct Explain {
    #[command(flatten)]
    pub subject: Subject,
    /// What is asked for when the job is created: true, t, 1, yes, y, or false, f, 0, no, n
    #[arg(long, value_name = "BOOL", value_parser = boolean::parse)]
    pub require_dkms: Option<bool>,
}

/// One record.
#[derive(Args, Clone, Debug)]
#[group(required = true, multiple = false)]
pub struct Subject {
    /// A job that builds an image from this recipe
    #[arg(long, value_name = "RECIPE_ID")]
    pub recipe: Option<String>,
    /// A job that customizes this image
    #[arg(long, value_name = "IMAGE_ID")]
    pub image: Option<String>,
    /// A job that exists
    #[arg(long, value_name = "JOB_ID")]
    pub job: Option<String>,
}

/// The name of a runtime class, as Kubernetes allows it.
fn runtime_class(text: &str) -> Result<String, String> {
    match is_name(text) {
        true => Ok(text.to_owned()),
        false => Err("expected a name of lower case letters, digits, - and .".to_owned()),
    }
}

/// The name of a namespace, as Kubernetes allows it.
fn namespace(text: &str) -> Result<String, String> {
    match is_label(text) {
        true => Ok(text.to_owned()),
        false => Err("expected a name of lower case letters, digits and -".to_owned()),
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

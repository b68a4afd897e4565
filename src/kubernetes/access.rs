//! How the user says where the cluster is.

use crate::env;
use crate::shell::quoted;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Where the configuration is on the nodes that manage the system.
pub(super) const ADMIN: &str = "/etc/kubernetes/admin.conf";

/// No configuration is longer, in bytes, and no file that it names.
pub(super) const LONGEST: u64 = 16 * 1024 * 1024;

/// How the user says where the cluster is; all else is found out.
#[derive(Clone, Debug, Default)]
pub struct Access {
    /// A configuration file.
    pub kubeconfig: Option<PathBuf>,
    /// A context of the configuration; the current one otherwise.
    pub context: Option<String>,
    /// How long an answer may take, if less than usual.
    pub timeout: Option<Duration>,
}

impl Access {
    /// The options that lead to the same cluster, to be put behind a command.
    pub fn words(&self) -> String {
        let option = |name: &str, value: &str| format!(" --{name} {}", quoted(value));
        let kubeconfig = self.kubeconfig.as_ref().map(|path| option("kubeconfig", &path.to_string_lossy()));
        let context = self.context.as_ref().map(|name| option("context", name));
        [kubeconfig, context].into_iter().flatten().collect()
    }

    /// The beginning of a `kubectl` command about a namespace of the same cluster.
    pub fn kubectl(&self, namespace: &str) -> String {
        format!("kubectl{} -n {}", self.words(), quoted(namespace))
    }

    /// Returns `true` if there is a configuration at all, sound or not.
    pub fn is_configured(&self) -> bool {
        let home = || dirs::home_dir().is_some_and(|home| home.join(".kube/config").exists());
        let named = [env::KUBECONFIG, env::KUBERNETES_SERVICE_HOST].into_iter().any(|name| env::read(name).is_some());
        self.kubeconfig.is_some() || named || home() || Path::new(ADMIN).exists()
    }
}

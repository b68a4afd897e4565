//! Where Kubernetes is, and IMS in it.

use crate::context::Context;
use crate::kubernetes::{Access, Cluster, is_label};
use crate::shell::quoted;
use anyhow::Result;
use clap::Args;
use std::path::PathBuf;

/// Where IMS runs unless told otherwise.
pub const NAMESPACE: &str = "services";

/// Where the API server of Kubernetes is.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Kubernetes options")]
pub struct ApiServer {
    /// kubeconfig file [default: ~/.kube/config, /etc/kubernetes/admin.conf] [env: KUBECONFIG]
    #[arg(long, global = true, value_name = "FILE")]
    kubeconfig: Option<PathBuf>,
    /// kubeconfig context [default: the current one]
    #[arg(long, global = true, value_name = "NAME")]
    context: Option<String>,
}

impl ApiServer {
    /// The way to the cluster.
    pub fn access(&self) -> Access {
        Access { kubeconfig: self.kubeconfig.clone(), context: self.context.clone(), timeout: None }
    }

    /// The same within the time that requests have.
    pub fn access_within(&self, context: &Context) -> Access {
        Access { timeout: Some(context.timeout), ..self.access() }
    }
}

/// Where Kubernetes and IMS in it are.
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

/// The Kubernetes cluster that these options lead to.
pub async fn cluster(options: &Kubernetes, context: &Context) -> Result<Cluster> {
    Ok(Cluster::connect(&options.server.access_within(context), options.namespace.clone()).await?)
}

/// The name of a namespace, as Kubernetes allows it.
fn namespace(text: &str) -> Result<String, String> {
    if is_label(text) {
        Ok(text.to_owned())
    } else {
        Err("expected a name of lower case letters, digits and -".to_owned())
    }
}

//! The Deployment of IMS: how many pods there have to be, and what it gives them beside the ConfigMap.

use super::obstacles::deployment_lines;
use super::variables::{Variables, own_variables};
use super::{Cluster, DEPLOYMENT};
use k8s_openapi::api::apps::v1;
use kube::Api;

/// The Deployment of IMS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployment {
    /// How many pods it has to have.
    pub replicas: usize,
    /// What keeps it from having its pods, as it says itself.
    pub obstacles: Vec<String>,
    /// The variables that it gives the service by itself.
    pub variables: Variables,
}

impl Cluster {
    /// The Deployment of IMS; `None` if there is none or it may not be read.
    pub async fn deployment(&self) -> Option<Deployment> {
        let api: Api<v1::Deployment> = Api::namespaced(self.client.clone(), &self.namespace);
        let deployment = api.get(DEPLOYMENT).await.ok()?;
        let obstacles = deployment_lines(&deployment);
        let spec = deployment.spec?;
        Some(Deployment {
            obstacles,
            replicas: spec.replicas.map_or(1, |replicas| usize::try_from(replicas).unwrap_or_default()),
            variables: spec.template.spec.as_ref().map(own_variables).unwrap_or_default(),
        })
    }
}

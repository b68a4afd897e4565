//! The requests to Kubernetes that this program makes.

use super::access::Access;
use super::connect::{connect, connect_quietly};
use super::{CONFIG_MAP, ConfigMap, PODS, Pod, failure, names};
use crate::error::Error;
use k8s_openapi::api::core::v1;
use k8s_openapi::api::node::v1 as node;
use kube::api::{DeleteParams, ListParams, Patch, PatchParams, Preconditions};
use kube::{Api, Client};
use serde_json::{Map, Value, json};

/// The name under which Kubernetes notes who wrote.
const MANAGER: &str = "cray-ims";

/// A cluster, and the namespace in which IMS runs there.
pub struct Cluster {
    pub(super) client: Client,
    /// The URL of the API server.
    pub url: String,
    pub namespace: String,
}

/// A runtime class.
pub struct RuntimeClass {
    pub name: String,
    pub handler: String,
    pub created: Option<jiff::Timestamp>,
}

/// What became of a write or a deletion.
pub enum Written {
    /// It took place.
    Done,
    /// Somebody else changed or deleted it in between, so that nothing was done.
    Conflict,
    /// The API server does not allow it, and did nothing.
    Refused(Error),
}

impl Cluster {
    /// Connects to the cluster. Fails before anything is sent if the namespace cannot be one.
    pub async fn connect(access: &Access, namespace: String) -> Result<Self, Error> {
        names::check_label("namespace", &namespace)?;
        let (client, url) = connect(access).await?;
        Ok(Cluster { client, url, namespace })
    }

    /// The same without asking anybody for credentials; `None` if that is not possible.
    pub async fn connect_quietly(access: &Access, namespace: String) -> Option<Self> {
        let (client, url) = connect_quietly(access).await?;
        Some(Cluster { client, url, namespace })
    }

    /// The settings of IMS.
    pub async fn config_map(&self) -> Result<ConfigMap, Error> {
        match self.config_maps().get(CONFIG_MAP).await {
            Ok(map) => Ok(ConfigMap::new(map)),
            Err(error) if failure::status(&error) == Some(404) => Err(Error::Kubernetes {
                message: format!(
                    "There is no ConfigMap {CONFIG_MAP} in the namespace {} at {}",
                    self.namespace, self.url
                ),
                advice: vec!["Is this the right cluster? Use --context or --namespace to select another.".into()],
            }),
            Err(error) => Err(self.failed(error)),
        }
    }

    /// Writes these keys of the ConfigMap and no others, if it is still the one that was read.
    pub async fn write(&self, keys: &[(&str, &str)], read: &ConfigMap) -> Result<Written, Error> {
        let data: Map<_, _> = keys.iter().map(|(key, value)| ((*key).to_owned(), Value::from(*value))).collect();
        let patch = json!({"metadata": {"resourceVersion": read.version}, "data": data});
        let parameters = PatchParams { field_manager: Some(MANAGER.into()), ..PatchParams::default() };
        self.written(self.config_maps().patch(CONFIG_MAP, &parameters, &Patch::Merge(&patch)).await)
    }

    /// The runtime classes installed, by name.
    pub async fn runtime_classes(&self) -> Result<Vec<RuntimeClass>, Error> {
        let api: Api<node::RuntimeClass> = Api::all(self.client.clone());
        let list = api.list(&ListParams::default()).await.map_err(|error| self.failed(error))?;
        let mut classes: Vec<_> = list.items.into_iter().map(runtime_class).collect();
        classes.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(classes)
    }

    /// The pods that carry the labels of IMS.
    pub async fn pods(&self) -> Result<Vec<Pod>, Error> {
        self.pods_in(&self.namespace, PODS).await
    }

    /// The pods in a namespace that carry these labels.
    pub async fn pods_in(&self, namespace: &str, labels: &str) -> Result<Vec<Pod>, Error> {
        names::check_label("namespace", namespace)?;
        let api: Api<v1::Pod> = Api::namespaced(self.client.clone(), namespace);
        let list = api.list(&ListParams::default().labels(labels)).await.map_err(|error| self.failed(error))?;
        Ok(list.items.into_iter().map(Pod::new).collect())
    }

    /// Deletes this pod and no other of the same name.
    pub async fn delete_pod(&self, pod: &Pod) -> Result<Written, Error> {
        let api: Api<v1::Pod> = Api::namespaced(self.client.clone(), &self.namespace);
        names::check_name("pod", &pod.name)?;
        let preconditions = Preconditions { uid: Some(pod.uid.clone()), resource_version: None };
        let parameters = DeleteParams { preconditions: Some(preconditions), ..DeleteParams::default() };
        match api.delete(&pod.name, &parameters).await {
            Err(error) if failure::status(&error) == Some(404) => Ok(Written::Conflict),
            answer => self.written(answer),
        }
    }

    /// What became of a write; fails if that is not known.
    fn written<T>(&self, answer: Result<T, kube::Error>) -> Result<Written, Error> {
        let Err(error) = answer else { return Ok(Written::Done) };
        match failure::status(&error) {
            Some(409) => Ok(Written::Conflict),
            Some(400..500) => Ok(Written::Refused(self.failed(error))),
            _ => Err(self.failed(error)),
        }
    }

    fn config_maps(&self) -> Api<v1::ConfigMap> {
        Api::namespaced(self.client.clone(), &self.namespace)
    }

    pub(super) fn failed(&self, error: kube::Error) -> Error {
        failure::failed(&self.url, error)
    }
}

fn runtime_class(class: node::RuntimeClass) -> RuntimeClass {
    RuntimeClass {
        name: class.metadata.name.unwrap_or_default(),
        handler: class.handler,
        created: class.metadata.creation_timestamp.as_ref().and_then(super::timestamp),
    }
}

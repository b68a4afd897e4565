//! The Secret with which a client logs in by itself.

use super::access::Access;
use super::connect;
use super::failure;
use crate::error::Error;
use k8s_openapi::api::core::v1::Secret;
use kube::Api;
use zeroize::Zeroize;

/// The Secret that every system has for its administrators, and its namespace.
const NAME: &str = "admin-client-auth";
const NAMESPACE: &str = "default";

/// What an administrator's client logs in with.
pub struct AdminClient {
    pub id: zeroize::Zeroizing<String>,
    pub secret: zeroize::Zeroizing<String>,
    /// The URL of the token endpoint.
    pub endpoint: zeroize::Zeroizing<String>,
}

/// Reads the Secret. Fails if one of its keys is missing or holds no text; the value is not repeated.
pub async fn admin_client(access: &Access) -> Result<AdminClient, Error> {
    let (client, url) = connect::connect(access).await?;
    let secrets: Api<Secret> = Api::namespaced(client, NAMESPACE);
    let mut data = secrets.get(NAME).await.map_err(|error| failure::failed(&url, error))?.data.unwrap_or_default();
    let mut take = |key: &str| {
        let text = data.remove(key).map(|value| String::from_utf8(value.0));
        match text {
            Some(Ok(text)) if !text.is_empty() => Ok(text.into()),
            _ => Err(Error::Kubernetes {
                message: format!("The Secret {NAME} in the namespace {NAMESPACE} has no text under {key}"),
                advice: vec![format!("`{} describe secret {NAME}` shows its keys.", access.kubectl(NAMESPACE))],
            }),
        }
    };
    let found = AdminClient { id: take("client-id")?, secret: take("client-secret")?, endpoint: take("endpoint")? };
    data.values_mut().for_each(|value| value.0.zeroize());
    Ok(found)
}

//! What a client logs in with, from the environment, a JSON file, a directory as Kubernetes mounts a secret, or Kubernetes
//! itself.

use crate::env;
use crate::error::Error;
use crate::file;
use crate::kubernetes::{self, Access};
use crate::secret;
use anyhow::{Result, anyhow, bail};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use std::path::Path;
use zeroize::Zeroizing;

/// A client's name and its secret.
#[derive(Debug, Deserialize)]
pub struct ClientCredentials {
    #[serde(rename = "client-id", alias = "client_id")]
    pub id: String,
    #[serde(rename = "client-secret", alias = "client_secret")]
    pub secret: SecretString,
    /// The token endpoint, if it is not the gateway's.
    #[serde(skip)]
    pub endpoint: Option<String>,
}

/// Finds them: in this file or directory, or else in the environment.
pub fn find(path: Option<&Path>) -> Result<ClientCredentials> {
    let found = match path {
        None => from_environment()?,
        Some(path) if path.is_dir() => ClientCredentials {
            id: line_of(&path.join("client-id"))?.to_string(),
            secret: secret_in(path)?,
            endpoint: None,
        },
        Some(path) => from_file(path)?,
    };
    if found.id.is_empty() || found.secret.expose_secret().is_empty() {
        bail!("The client id or the client secret is empty.");
    }
    secret::hide(found.secret.expose_secret());
    Ok(found)
}

/// Reads those of the administrators' client from Kubernetes.
pub async fn in_kubernetes(access: &Access) -> Result<ClientCredentials> {
    let found = kubernetes::admin_client(access).await?;
    secret::hide(&found.secret);
    Ok(ClientCredentials {
        id: found.id.to_string(),
        secret: found.secret.as_str().into(),
        endpoint: Some(found.endpoint.to_string()),
    })
}

fn from_environment() -> Result<ClientCredentials> {
    match (env::read(env::CLIENT_ID), env::read(env::CLIENT_SECRET).map(Zeroizing::new)) {
        (Some(id), Some(secret)) => Ok(ClientCredentials { id, secret: secret.as_str().into(), endpoint: None }),
        _ => Err(anyhow!(
            "No client credentials given. Set {} and {}, or name a file with --credentials-file.",
            env::CLIENT_ID,
            env::CLIENT_SECRET
        )),
    }
}

fn from_file(path: &Path) -> Result<ClientCredentials> {
    let text = read(path)?;
    // The cause names the place; the reader's own words could repeat the content.
    let found = serde_json::from_str(&text).map_err(|error| {
        let cause = format!(
            "not a JSON object with the texts client-id and client-secret (line {}, column {})",
            error.line(),
            error.column()
        );
        Error::file("read the client credentials", path, cause)
    });
    Ok(found?)
}

fn secret_in(directory: &Path) -> Result<SecretString> {
    Ok(SecretString::from(line_of(&directory.join("client-secret"))?.as_str()))
}

fn line_of(path: &Path) -> Result<Zeroizing<String>> {
    Ok(Zeroizing::new(read(path)?.trim_end_matches(['\r', '\n']).to_owned()))
}

fn read(path: &Path) -> Result<Zeroizing<String>> {
    let text = file::read_text(path).map(Zeroizing::new);
    Ok(text.map_err(|error| Error::file("read the client credentials", path, error))?)
}

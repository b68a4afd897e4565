//! The way to the API server: which configuration is read, and the client made of it.

use super::access::{ADMIN, Access, LONGEST};
use super::excerpt::first_line;
use super::kubeconfig::{Kubernetes, refused};
use super::proxy::proxy;
use super::{credentials, failure};
use crate::env;
use crate::error::Error;
use crate::file;
use crate::http::missing_trust_store;
use crate::secret;
use crate::waiting;
use kube::client::ClientBuilder;
use kube::config::{Kubeconfig, KubeconfigError};
use kube::{Client, Config};
use secrecy::ExposeSecret;
use std::net::IpAddr;
use std::path::Path;
use std::time::Duration;
use tower::util::MapFutureLayer;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How long an answer may take.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A client, and the URL of the API server.
pub(super) async fn connect(access: &Access) -> Result<(Client, String), Error> {
    client(configuration(access)?, access).await
}

/// A client that asks no program for credentials, which might ask its user in turn; `None` if that takes a program.
pub(super) async fn connect_quietly(access: &Access) -> Option<(Client, String)> {
    let config = configuration(access).ok()?;
    let auth = &config.auth_info;
    if auth.exec.is_some() || auth.auth_provider.is_some() { None } else { client(config, access).await.ok() }
}

fn configuration(access: &Access) -> Result<Config, Error> {
    match read(access)? {
        Source::Files(kubeconfig, names) => Kubernetes::new(*kubeconfig, &names, access)?.config(),
        Source::Pod => in_pod(),
    }
}

async fn client(mut config: Config, access: &Access) -> Result<(Client, String), Error> {
    check_transport(&config)?;
    check_trust_store(&config)?;
    let longest = access.timeout.unwrap_or(TIMEOUT);
    let patience = longest.min(TIMEOUT);
    config.connect_timeout = Some(CONNECT_TIMEOUT.min(patience));
    config.read_timeout = Some(patience);
    config.reset_reader_on_write = true;
    if let Some(token) = &config.auth_info.token {
        secret::hide(token.expose_secret());
    }
    let url = config.cluster_url.to_string();
    let token_layer = credentials::take_token_file(&mut config.auth_info).map(credentials::token_layer).transpose()?;
    let program = config.auth_info.exec.as_mut().and_then(|exec| {
        credentials::keep_input(exec);
        exec.command.clone()
    });
    let program = program.as_deref();
    let built = credentials::awaited(program, longest, || ClientBuilder::try_from(config)).await?;
    let builder = built.map_err(|error| match &error {
        kube::Error::Auth(cause) => credentials::explain(cause, program),
        _ => failure::unusable(&url, &error),
    })?;
    let what = format!("the Kubernetes API server at {url}");
    let builder = builder.with_layer(&MapFutureLayer::new(move |answer| {
        let what = what.clone();
        waiting::told(|| what, answer)
    }));
    let client = match token_layer {
        Some(layer) => builder.with_layer(&layer).build(),
        None => builder.build(),
    };
    Ok((client, url))
}

/// The way from a pod to the API server of its cluster.
fn in_pod() -> Result<Config, Error> {
    let mut config = Config::incluster().map_err(|error| Error::Kubernetes {
        message: "Unable to use the service account of this pod".into(),
        advice: vec![format!("Cause: {error}")],
    })?;
    config.proxy_url = proxy(&config.cluster_url, None)?;
    Ok(config)
}

/// Refuses to send credentials in the clear to another machine.
fn check_transport(config: &Config) -> Result<(), Error> {
    let auth = &config.auth_info;
    let has_secret = auth.token.is_some()
        || auth.token_file.is_some()
        || auth.password.is_some()
        || auth.exec.is_some()
        || auth.auth_provider.is_some();
    let host = config.cluster_url.host().unwrap_or_default().trim_matches(['[', ']']);
    let is_here = host == "localhost" || host.parse().is_ok_and(|address: IpAddr| address.is_loopback());
    if config.cluster_url.scheme_str() == Some("http") && has_secret && !is_here {
        Err(Error::Kubernetes {
            message: format!("The credentials for {} would be sent unencrypted", config.cluster_url),
            advice: vec!["They were not sent. Correct the server of the configuration to https.".into()],
        })
    } else {
        Ok(())
    }
}

/// Refuses to go on without the trust store that the environment names, where the configuration names no authority.
fn check_trust_store(config: &Config) -> Result<(), Error> {
    let needs_store = config.cluster_url.scheme_str() == Some("https")
        && config.root_cert.is_none()
        && config.root_cert_file.is_none()
        && !config.accept_invalid_certs;
    match missing_trust_store().filter(|_| needs_store) {
        Some(cause) => Err(Error::Kubernetes {
            message: "Unable to read the certificates that are trusted".into(),
            advice: vec![format!("Cause: {cause}"), "Correct the variable or unset it. Nothing was sent.".into()],
        }),
        None => Ok(()),
    }
}

enum Source {
    /// Configuration files, and their names.
    Files(Box<Kubeconfig>, String),
    /// The service account of the pod that this runs in.
    Pod,
}

/// Finds the configuration: named, in the environment, in the home directory, in a pod, on a node that manages the system.
fn read(access: &Access) -> Result<Source, Error> {
    if let Some(path) = &access.kubeconfig {
        return one(path);
    }
    if let Some(list) = env::read(env::KUBECONFIG) {
        return several(&list);
    }
    let home = dirs::home_dir().map(|home| home.join(".kube/config"));
    if let Some(path) = home.filter(|path| path.exists()) {
        return one(&path);
    }
    if env::read(env::KUBERNETES_SERVICE_HOST).is_some() {
        return Ok(Source::Pod);
    }
    if Path::new(ADMIN).exists() {
        one(Path::new(ADMIN))
    } else {
        Err(Error::Kubernetes {
            message: "No Kubernetes configuration exists".into(),
            advice: vec![
                format!("Looked for KUBECONFIG, ~/.kube/config and {ADMIN}."),
                "Name a file with --kubeconfig, or run this on a node that manages the system.".into(),
            ],
        })
    }
}

fn one(path: &Path) -> Result<Source, Error> {
    let name = path.display().to_string();
    let kubeconfig = read_one(path).map_err(|error| unusable(&name, &error))?;
    Ok(Source::Files(Box::new(kubeconfig), name))
}

/// Reads the files of a list as in `KUBECONFIG`, where some may be missing, but not all.
fn several(list: &str) -> Result<Source, Error> {
    let paths: Vec<_> = std::env::split_paths(list).filter(|path| path.exists()).collect();
    if paths.is_empty() {
        return Err(Error::Kubernetes {
            message: format!("KUBECONFIG names no file that exists: {list}"),
            advice: vec!["Correct or unset it, or name a file with --kubeconfig.".into()],
        });
    }
    let read = paths.iter().try_fold(Kubeconfig::default(), |all, path| all.merge(read_one(path)?));
    let kubeconfig = read.map_err(|error| unusable(list, &error))?;
    Ok(Source::Files(Box::new(kubeconfig), list.to_owned()))
}

fn read_one(path: &Path) -> Result<Kubeconfig, KubeconfigError> {
    file::check_size(path, LONGEST).map_err(|error| KubeconfigError::ReadConfig(error, path.to_owned()))?;
    Kubeconfig::read_from(path)
}

fn unusable(names: &str, error: &KubeconfigError) -> Error {
    refused(names, first_line(&error.to_string()), "Name another file with --kubeconfig.")
}

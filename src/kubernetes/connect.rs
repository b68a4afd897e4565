//! The way to the API server: which configuration is read, and the client made of it.

use super::fault;
use crate::env;
use crate::error::Error;
use crate::file;
use crate::words::quoted;
use kube::config::{ExecInteractiveMode, KubeConfigOptions, Kubeconfig, KubeconfigError};
use kube::{Client, Config};
use std::io::{self, IsTerminal};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Where the configuration is on the nodes that manage the system.
const ADMIN: &str = "/etc/kubernetes/admin.conf";

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How long an answer may take.
const TIMEOUT: Duration = Duration::from_secs(30);

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

    /// Whether there is a configuration at all, sound or not.
    pub fn is_configured(&self) -> bool {
        let home = || dirs::home_dir().is_some_and(|home| home.join(".kube/config").exists());
        let named = [env::KUBECONFIG, env::KUBERNETES_SERVICE_HOST].into_iter().any(|name| env::read(name).is_some());
        self.kubeconfig.is_some() || named || home() || Path::new(ADMIN).exists()
    }
}

/// Leaves standard input to us, unless somebody sits there who can be asked: a plugin must not eat what a script reads.
fn keep_input(config: &mut Config) {
    if let Some(plugin) = &mut config.auth_info.exec
        && !io::stdin().is_terminal()
    {
        plugin.interactive_mode = Some(ExecInteractiveMode::Never);
    }
}

/// A client, and the URL of the API server.
pub(super) async fn connect(access: &Access) -> Result<(Client, String), Error> {
    client(configuration(access).await?, access)
}

/// A client that asks no program for credentials, which might ask its user in turn; `None` if that takes a program.
pub(super) async fn connect_quietly(access: &Access) -> Option<(Client, String)> {
    let config = configuration(access).await.ok()?;
    let auth = &config.auth_info;
    match auth.exec.is_some() || auth.auth_provider.is_some() {
        true => None,
        false => client(config, access).ok(),
    }
}

async fn configuration(access: &Access) -> Result<Config, Error> {
    let options = KubeConfigOptions { context: access.context.clone(), ..KubeConfigOptions::default() };
    match read(access)? {
        Source::Files(kubeconfig, names) => {
            let config = Config::from_custom_kubeconfig(*kubeconfig, &options).await;
            config.map_err(|error| unusable(&names, &error))
        }
        Source::Pod => Config::incluster().map_err(|error| Error::Kubernetes {
            message: "Unable to use the service account of this pod".into(),
            advice: vec![format!("Cause: {error}")],
        }),
    }
}

fn client(mut config: Config, access: &Access) -> Result<(Client, String), Error> {
    check_transport(&config)?;
    keep_input(&mut config);
    let patience = access.timeout.unwrap_or(TIMEOUT).min(TIMEOUT);
    config.connect_timeout = Some(CONNECT_TIMEOUT.min(patience));
    config.read_timeout = Some(patience);
    config.reset_reader_on_write = true;
    let url = config.cluster_url.to_string();
    let client = Client::try_from(config).map_err(|error| fault::failed(&url, error))?;
    Ok((client, url))
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
    match config.cluster_url.scheme_str() == Some("http") && has_secret && !is_here {
        true => Err(Error::Kubernetes {
            message: format!("The credentials for {} would travel in the clear", config.cluster_url),
            advice: vec!["They were not sent. Correct the server of the configuration to https.".into()],
        }),
        false => Ok(()),
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
    match Path::new(ADMIN).exists() {
        true => one(Path::new(ADMIN)),
        false => Err(Error::Kubernetes {
            message: "No Kubernetes configuration exists".into(),
            advice: vec![
                format!("Looked for KUBECONFIG, ~/.kube/config and {ADMIN}."),
                "Name a file with --kubeconfig, or run this on a node that manages the system.".into(),
            ],
        }),
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

/// No configuration is longer, in bytes.
const LONGEST: u64 = 16 * 1024 * 1024;

fn read_one(path: &Path) -> Result<Kubeconfig, KubeconfigError> {
    file::check_size(path, LONGEST).map_err(|error| KubeconfigError::ReadConfig(error, path.to_owned()))?;
    Kubeconfig::read_from(path)
}

fn unusable(names: &str, error: &KubeconfigError) -> Error {
    let remedy = match error {
        KubeconfigError::LoadContext(_) | KubeconfigError::CurrentContextNotSet => {
            "`kubectl config get-contexts` lists the contexts; name one with --context."
        }
        _ => "Name another file with --kubeconfig.",
    };
    Error::Kubernetes {
        message: format!("Unable to use the Kubernetes configuration {names}"),
        advice: vec![format!("Cause: {}", fault::first_line(&error.to_string())), remedy.into()],
    }
}

//! The sandbox: a simulated Image Management Service behind its gateway, a simulated Kubernetes, and containers that ssh leads
//! to, on loopback.
//!
//! It must not use `ims`, `http` or `output`, so that client and simulation cannot share a mistake; it may use `dkms`.

mod child;
mod home;
pub mod ims;
pub mod kubernetes;
mod lock;
mod origin;
mod peer;
pub mod ssh;
mod surroundings;
pub mod tls;

pub use home::Home;
pub use surroundings::clearing_line;

use axum::Router;
use axum::serve::Listener;
use peer::OwnListener;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;
use tls::TlsListener;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

/// How a sandbox starts.
pub struct Options {
    /// Where the gateway listens. Kubernetes listens on the next port, or on any if this one is 0.
    pub listen: SocketAddr,
    /// How long a job takes.
    pub job_time: Duration,
    /// Where the records are kept between runs; in memory if nowhere.
    pub state: Option<PathBuf>,
    /// Whether to start without records.
    pub empty: bool,
    /// The paths of artifacts that exist from the start.
    pub artifacts: Vec<String>,
    /// Settings of IMS that differ from the usual ones.
    pub settings: BTreeMap<String, String>,
    /// The remote build nodes that can run jobs.
    pub nodes: ims::Nodes,
    /// The password of the user `admin`, if tokens are to be checked.
    pub password: Option<String>,
    /// How long an access token is valid.
    pub token_time: Duration,
}

/// A sandbox that runs. It ends, and its files are removed, when this is dropped.
pub struct Sandbox {
    home: Home,
    servers: Vec<tokio::task::JoinHandle<()>>,
}

/// Why a sandbox cannot run.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{0}")]
    State(String),
    #[error("Unable to listen on {address}: {error}")]
    Listen { address: SocketAddr, error: io::Error },
    #[error("Unable to prepare the sandbox's files: {0}")]
    Files(io::Error),
    #[error("Unable to run {command}: {error}")]
    Command { command: String, error: io::Error },
}

impl Sandbox {
    /// Starts the services and makes the files that lead to them.
    pub async fn start(options: Options) -> Result<Self, Failure> {
        let mut home = Home::new().map_err(Failure::Files)?;
        let gateway = listen(options.listen).await?;
        let next_port = match options.listen.port() {
            0 => 0,
            port => port.checked_add(1).unwrap_or_default(),
        };
        let api_server = listen(SocketAddr::new(options.listen.ip(), next_port)).await?;
        let sshd = listen(SocketAddr::new(options.listen.ip(), 0)).await?;
        let cluster = kubernetes::Cluster::new(&options.settings);
        let password = options.password.clone();
        let options = ims::Options {
            job_time: options.job_time,
            state: options.state,
            empty: options.empty,
            artifacts: options.artifacts,
            nodes: options.nodes,
            password: options.password,
            token_time: options.token_time,
        };
        let service = ims::Service::new(options, cluster.clone()).map_err(Failure::State)?;
        let gateway_url = format!("http://{}", gateway.local_addr().map_err(Failure::Files)?);
        if let Some(password) = &password {
            let endpoint = format!("{gateway_url}/keycloak/realms/shasta/protocol/openid-connect/token");
            cluster.set_client_secret("admin-client", password, &endpoint);
        }
        let api_server_url = format!("https://{}", api_server.local_addr().map_err(Failure::Files)?);
        let (api_server, authority) = TlsListener::new(api_server).map_err(Failure::Files)?;
        let kubeconfig = kubernetes::kubeconfig::text(&cluster, &api_server_url, &authority);
        let ssh = sshd.local_addr().map_err(Failure::Files)?;
        home.fill(&gateway_url, &kubeconfig, ssh, password.is_some(), service.seeds()).map_err(Failure::Files)?;
        service.start_jobs();
        let router = ims::router(service.clone()).layer(axum::middleware::from_fn(origin::guard));
        let sshd = tokio::spawn(ssh::serve(OwnListener::new(sshd), service));
        let servers = vec![serve(OwnListener::new(gateway), router), serve(api_server, cluster.router()), sshd];
        Ok(Sandbox { home, servers })
    }

    /// The variables that lead to the sandbox, and their values.
    pub fn variables(&self) -> Vec<(&'static str, OsString)> {
        self.home.variables()
    }

    /// Runs a command in the sandbox. Returns its exit status, as a shell reports it.
    pub async fn run(&self, words: &[OsString]) -> Result<u8, Failure> {
        child::run(words, &self.variables())
            .await
            .map_err(|error| Failure::Command { command: words[0].to_string_lossy().into_owned(), error })
    }

    /// Serves until the program is interrupted.
    pub async fn serve(&self) -> Result<(), Failure> {
        let mut interrupt = signal(SignalKind::interrupt()).map_err(Failure::Files)?;
        let mut terminate = signal(SignalKind::terminate()).map_err(Failure::Files)?;
        let mut hangup = signal(SignalKind::hangup()).map_err(Failure::Files)?;
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            _ = hangup.recv() => {}
        }
        Ok(())
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.servers.iter().for_each(tokio::task::JoinHandle::abort);
    }
}

async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| Failure::Listen { address, error })
}

fn serve<L: Listener<Addr: std::fmt::Debug>>(listener: L, router: Router) -> tokio::task::JoinHandle<()> {
    tokio::spawn(async move {
        // It ends only with the sandbox.
        let _ = axum::serve(listener, router).await;
    })
}

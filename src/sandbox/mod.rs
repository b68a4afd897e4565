//! The sandbox: a simulated Image Management Service behind its gateway, the objects in a simulated S3, a simulated Kubernetes,
//! and containers that ssh leads to, on loopback.
//!
//! It must not use `ims`, `s3`, `http` or `output` of the client, so that client and simulation cannot share a mistake; it may
//! use `dkms`.

mod child;
mod environment;
mod home;
pub mod ims;
pub mod kubernetes;
mod lock;
pub mod objects;
mod origin;
mod peer;
pub mod s3;
pub mod ssh;
pub mod tls;

pub use environment::clearing_line;
pub use home::Home;

use anyhow::Context;
use axum::Router;
use axum::serve::Listener;
use objects::Objects;
use peer::OwnListener;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::net::SocketAddr;
use std::time::Duration;
use tls::TlsListener;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

/// How a sandbox starts.
pub struct Options {
    /// Where the gateway listens. Kubernetes listens on the next port, or on any if this one is 0.
    pub listen: SocketAddr,
    /// Settings of IMS that differ from the usual ones.
    pub settings: BTreeMap<String, String>,
    pub service: ims::Options,
    /// How long keys for S3 are valid.
    pub key_time: Duration,
}

/// A sandbox that runs. It ends, and its files are removed, when this is dropped.
pub struct Sandbox {
    home: Home,
    servers: Vec<tokio::task::JoinHandle<()>>,
}

/// What fails if the sandbox cannot lead to itself.
const FILES: &str = "Unable to prepare the sandbox's files";

impl Sandbox {
    /// Starts the services and makes the files that lead to them.
    pub async fn start(options: Options) -> anyhow::Result<Self> {
        let mut home = Home::new().context(FILES)?;
        let gateway = listen(options.listen).await?;
        let next_port = match options.listen.port() {
            0 => 0,
            port => port.checked_add(1).unwrap_or_default(),
        };
        let api_server = listen(SocketAddr::new(options.listen.ip(), next_port)).await?;
        let sshd = listen(SocketAddr::new(options.listen.ip(), 0)).await?;
        let s3 = listen(SocketAddr::new(options.listen.ip(), 0)).await?;
        let objects = match &options.service.state {
            Some(state) => Objects::beside(state)?,
            None => Objects::temporary(home.directory())?,
        };
        let cluster = kubernetes::Cluster::new(&options.settings);
        let password = options.service.password.clone();
        let service = ims::Service::new(options.service, cluster.clone(), objects.clone())?;
        let gateway_url = format!("http://{}", gateway.local_addr().context(FILES)?);
        if let Some(password) = &password {
            let endpoint = format!("{gateway_url}/keycloak/realms/shasta/protocol/openid-connect/token");
            cluster.set_client_secret("admin-client", password, &endpoint);
        }
        let api_server_url = format!("https://{}", api_server.local_addr().context(FILES)?);
        let (api_server, authority) = TlsListener::new(api_server).context(FILES)?;
        let kubeconfig = kubernetes::kubeconfig::text(&cluster, &api_server_url, &authority);
        let ssh = sshd.local_addr().context(FILES)?;
        home.fill(&gateway_url, &kubeconfig, ssh, password.is_some(), service.seeds()).context(FILES)?;
        service.start_jobs();
        let keys = s3::Keys::new(options.key_time);
        let s3_url = format!("http://{}", s3.local_addr().context(FILES)?);
        let sts = s3::sts::router(service.clone(), keys.clone(), s3_url);
        let router = ims::router(service.clone()).merge(sts).layer(axum::middleware::from_fn(origin::guard));
        let s3_router = s3::router(objects, keys).layer(axum::middleware::from_fn(origin::guard));
        let sshd = tokio::spawn(ssh::serve(OwnListener::new(sshd), service));
        let servers = vec![
            serve(OwnListener::new(gateway), router),
            serve(OwnListener::new(s3), s3_router),
            serve(api_server, cluster.router()),
            sshd,
        ];
        Ok(Sandbox { home, servers })
    }

    /// The variables that lead to the sandbox, and their values.
    pub fn variables(&self) -> Vec<(&'static str, OsString)> {
        self.home.variables()
    }

    /// Runs a command in the sandbox. Returns its exit status, as a shell reports it.
    pub async fn run(&self, words: &[OsString]) -> anyhow::Result<u8> {
        let status = child::run(words, &self.variables()).await;
        status.with_context(|| format!("Unable to run {}", words[0].to_string_lossy()))
    }

    /// Serves until the program is interrupted.
    pub async fn serve(&self) -> anyhow::Result<()> {
        let mut interrupt = signal(SignalKind::interrupt()).context(FILES)?;
        let mut terminate = signal(SignalKind::terminate()).context(FILES)?;
        let mut hangup = signal(SignalKind::hangup()).context(FILES)?;
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

async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| format!("Unable to listen on {address}"))
}

fn serve<L: Listener<Addr: std::fmt::Debug>>(listener: L, router: Router) -> tokio::task::JoinHandle<()> {
    tokio::spawn(async move {
        // It ends only with the sandbox.
        let _ = axum::serve(listener, router).await;
    })
}

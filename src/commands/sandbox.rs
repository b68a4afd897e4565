//! `sandbox`: simulated services, and a command that runs with them.

use crate::dkms::Arch;
use crate::error::Error;
use crate::printer;
use crate::sandbox::{self as simulation, Options, clearing_line, ims};
use crate::shell::quoted;
use anyhow::Result;
use clap::{Args, ValueHint};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

const HELP: &str = "\
In the command, cray and cray-ims are this program, kubectl reaches the
simulated Kubernetes, and IMS_RECIPE_ID, IMS_IMAGE_ID and IMS_PUBLIC_KEY_ID
hold IDs to start with. Its files are removed at the end. Exits with the
command's status.

Examples:
  cray-ims sandbox -- bash
  cray-ims sandbox --job-time 0 -- sh -c 'cray ims recipes list'
  cray-ims sandbox --setting JOB_ENABLE_DKMS=True -- ./my-script";

/// Run a command against a simulated system
#[derive(Args)]
#[command(after_help = HELP)]
pub struct Sandbox {
    /// Loopback address or port to listen on; Kubernetes uses the next port [default: free ports]
    #[arg(long, value_name = "ADDRESS", value_parser = loopback, default_value = "127.0.0.1:0", hide_default_value = true)]
    listen: SocketAddr,
    /// Duration of a job in seconds; 0 finishes at once
    #[arg(long, value_name = "SECONDS", value_parser = seconds, default_value = "5")]
    job_time: Duration,
    /// Keep the records in this file between runs
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// Start without records
    #[arg(long)]
    empty: bool,
    /// Add an S3 artifact, such as s3://ims/recipes/mine.tgz; can be repeated
    #[arg(long, value_name = "S3PATH", value_parser = s3_path)]
    artifact: Vec<String>,
    /// Set an IMS setting, such as JOB_ENABLE_DKMS=True; can be repeated
    #[arg(long, value_name = "KEY=VALUE", value_parser = setting)]
    setting: Vec<(String, String)>,
    /// Require tokens, like a real system; the password of the user admin is printed at the start
    #[arg(long)]
    auth: bool,
    /// How long a token is valid with --auth, in seconds
    #[arg(long, value_name = "SECONDS", value_parser = seconds, default_value = "300")]
    token_time: Duration,
    /// How long keys for S3 are valid, in seconds
    #[arg(long, value_name = "SECONDS", value_parser = seconds, default_value = "3600")]
    key_time: Duration,
    /// Register a remote build node that can run jobs, for example x3000c0s19b1n0; =aarch64 after the xname for that
    /// architecture; can be repeated
    #[arg(long, value_name = "XNAME[=ARCH]", value_parser = node)]
    remote_node: Vec<(String, Arch)>,
    /// Command to run, with its arguments; without one the sandbox serves until it is interrupted
    #[arg(last = true, value_name = "COMMAND", value_hint = ValueHint::AnyPath)]
    command: Vec<OsString>,
}

impl Sandbox {
    /// Runs a command in a sandbox, or, without one, shows the way to the sandbox and serves until interrupted. Returns the exit
    /// status.
    pub async fn run(self, show: impl FnOnce(&str) -> Result<()>) -> Result<u8> {
        let password = self.auth.then(|| uuid::Uuid::new_v4().simple().to_string()[..12].to_owned());
        if let Some(password) = &password {
            printer::warning(&format!("Log in as admin with the password {password}"));
        }
        let sandbox = simulation::Sandbox::start(Options {
            listen: self.listen,
            settings: self.setting.into_iter().collect::<BTreeMap<_, _>>(),
            service: ims::Options {
                job_time: self.job_time,
                state: self.state,
                empty: self.empty,
                artifacts: self.artifact,
                nodes: self.remote_node.into_iter().collect(),
                password,
                token_time: self.token_time,
            },
            key_time: self.key_time,
        })
        .await
        .map_err(failed)?;
        if !self.command.is_empty() {
            return Ok(sandbox.run(&self.command).await.map_err(failed)?);
        }
        let exports: String = sandbox
            .variables()
            .iter()
            .map(|(name, value)| format!("export {name}={}\n", quoted(&value.to_string_lossy())))
            .collect();
        show(&format!("{}{exports}", clearing_line()))?;
        printer::warning("The sandbox serves until it is interrupted (Ctrl-C). Run the lines above in another shell.");
        sandbox.serve().await.map_err(failed)?;
        Ok(0)
    }
}

fn failed(error: anyhow::Error) -> Error {
    Error::Usage(format!("{error:#}"))
}

/// Do what `ssh` does in a sandbox; the `ssh` there runs this
#[derive(Args)]
pub struct SandboxSsh {
    /// Where the sandbox answers
    server: SocketAddr,
    /// The sandbox's directory of programs, which has this `ssh`
    bin: PathBuf,
    /// The words behind `ssh`
    #[arg(last = true, value_name = "WORD")]
    words: Vec<OsString>,
}

impl SandboxSsh {
    /// Returns the exit status.
    pub fn run(&self) -> u8 {
        simulation::ssh::run(self.server, &self.bin, &self.words)
    }
}

/// Reads where to listen: an address, a port, or both; only on this machine.
fn loopback(text: &str) -> Result<SocketAddr, String> {
    let local = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let address = text
        .parse()
        .or_else(|_| text.parse().map(|ip: IpAddr| SocketAddr::new(ip, 0)))
        .or_else(|_| text.trim_start_matches(':').parse().map(|port| SocketAddr::new(local, port)))
        .or_else(|_| text.strip_prefix("localhost:").unwrap_or(text).parse().map(|port| SocketAddr::new(local, port)))
        .map_err(|_| "expected an address such as 127.0.0.1:8080, or a port".to_owned())?;
    if address.ip().is_loopback() {
        Ok(address)
    } else {
        Err("the sandbox asks nobody for a password, so it listens on loopback alone".to_owned())
    }
}

/// Reads a time in seconds, whole or not.
fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.filter(|time| *time <= LONGEST).ok_or_else(|| "expected a number of seconds, at most a day".to_owned())
}

const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

fn s3_path(text: &str) -> Result<String, String> {
    match text.strip_prefix("s3://").and_then(|path| path.split_once('/')) {
        Some((bucket, key)) if !bucket.is_empty() && !key.is_empty() => Ok(text.to_owned()),
        _ => Err("expected s3://BUCKET/KEY".to_owned()),
    }
}

fn setting(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err("expected KEY=VALUE".to_owned()),
    }
}

/// Reads the name of a node and its architecture.
fn node(text: &str) -> Result<(String, Arch), String> {
    let (xname, arch) = text.split_once('=').unwrap_or((text, Arch::X86_64.name()));
    let arch = [Arch::X86_64, Arch::Aarch64].into_iter().find(|known| known.name() == arch);
    match arch.filter(|_| !xname.is_empty()) {
        Some(arch) => Ok((xname.to_owned(), arch)),
        None => Err("expected XNAME, or XNAME=ARCH with x86_64 or aarch64".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Arch, loopback, node, s3_path, seconds, setting};

    #[test]
    fn the_sandbox_listens_on_loopback_alone() {
        for (text, address) in [
            ("127.0.0.1:8080", "127.0.0.1:8080"),
            ("127.0.0.2", "127.0.0.2:0"),
            ("8080", "127.0.0.1:8080"),
            (":8080", "127.0.0.1:8080"),
            ("localhost:8080", "127.0.0.1:8080"),
            ("[::1]:8080", "[::1]:8080"),
        ] {
            assert_eq!(loopback(text).map(|address| address.to_string()), Ok(address.to_owned()));
        }
        for text in ["0.0.0.0:80", "[::]:80", "192.168.1.1", "example.org:80", "", "70000"] {
            assert!(loopback(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_time_is_a_number_of_seconds() {
        assert_eq!(seconds("0").unwrap().as_secs(), 0);
        assert_eq!(seconds("0.5").unwrap().as_millis(), 500);
        for text in ["-1", "soon", "", "inf", "nan", "1e9"] {
            assert!(seconds(text).is_err(), "{text}");
        }
    }

    #[test]
    fn artifacts_and_settings_must_be_whole() {
        assert!(s3_path("s3://ims/a/b").is_ok());
        assert!(["ims/a", "s3://ims", "s3:///a", "s3://ims/"].iter().all(|text| s3_path(text).is_err()));
        assert_eq!(setting("A=b=c"), Ok(("A".into(), "b=c".into())));
        assert!(setting("=x").is_err() && setting("A").is_err());
        assert_eq!(node("x1"), Ok(("x1".into(), Arch::X86_64)));
        assert_eq!(node("x1=aarch64"), Ok(("x1".into(), Arch::Aarch64)));
        assert!(["", "=aarch64", "x1=", "x1=arm"].iter().all(|text| node(text).is_err()));
    }
}

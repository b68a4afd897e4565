//! Whether there is a way to the system at all: its name is resolved, and a connection made.

use super::step::{Outcome, Report};
use crate::http::Gateway;
use crate::waiting;
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::{sleep, timeout};

/// How long a name may take to be resolved, and a connection to be made.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long an address has for itself before the next one is tried beside it.
const HEAD_START: Duration = Duration::from_millis(250);

pub const NAME: &str = "name resolution";
pub const CONNECTION: &str = "connection";

/// Resolves the name and makes a connection. Returns `true` if there may be a way to the service.
pub async fn reach(gateway: &Gateway, report: &mut Report) -> bool {
    let (host, port) = gateway.address();
    let began = Instant::now();
    let lookup = timeout(PATIENCE, lookup_host((host.as_str(), port)));
    let addresses: Vec<_> = match waiting::told(|| format!("the address of {host}"), lookup).await {
        Ok(Ok(addresses)) => addresses.collect(),
        Ok(Err(error)) => return no_way(NAME, began, format!("{host} cannot be resolved: {error}"), gateway, report),
        Err(_) => return no_way(NAME, began, format!("{host}: no answer from the name servers"), gateway, report),
    };
    let names: Vec<_> = addresses.iter().map(|address| address.ip().to_string()).collect();
    report.note(NAME, began, Outcome::Passed(format!("{host} is {}", names.join(", "))));
    let began = Instant::now();
    let attempt = timeout(PATIENCE, connect(&addresses));
    match waiting::told(|| format!("a connection to {host}, port {port}"), attempt).await {
        Ok(Ok(address)) => {
            let through = if addresses.len() > 1 { format!(" at {}", address.ip()) } else { String::new() };
            report.note(CONNECTION, began, Outcome::Passed(format!("port {port} is open{through}")))
        }
        Ok(Err(error)) => no_way(CONNECTION, began, format!("port {port}: {error}"), gateway, report),
        Err(_) => no_way(CONNECTION, began, format!("port {port}: no response (firewall?)"), gateway, report),
    }
}

/// The address that a connection could be made to first. Each is tried a little after the one before it, and none waits for
/// another to fail (RFC 8305), since packets to one of two families may be dropped.
async fn connect(addresses: &[SocketAddr]) -> io::Result<SocketAddr> {
    let attempt = async |(place, address): (u32, SocketAddr)| {
        sleep(HEAD_START * place).await;
        TcpStream::connect(address).await.map(|_| address)
    };
    let mut attempts: FuturesUnordered<_> = (0..).zip(addresses.iter().copied()).map(attempt).collect();
    let mut last = io::Error::other("the name has no address");
    while let Some(outcome) = attempts.next().await {
        match outcome {
            Ok(address) => return Ok(address),
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// Notes that there is no way, unless one may lead through a proxy.
fn no_way(name: &str, began: Instant, problem: String, gateway: &Gateway, report: &mut Report) -> bool {
    if let Some(proxy) = gateway.proxy() {
        report.note(name, began, Outcome::Skipped(format!("{problem}; {proxy} names a proxy")));
        return true;
    }
    let advice = vec!["`cray config get core.hostname` shows where the system is expected.".into()];
    report.note(name, began, Outcome::Failed { problem, advice })
}

#[cfg(test)]
mod tests {
    use super::connect;
    use std::net::{SocketAddr, TcpListener};
    use std::time::Duration;
    use tokio::net::TcpStream;
    use tokio::time::timeout;

    /// An address that answers nothing, as one whose packets are dropped: nobody takes connections from its full queue.
    async fn silent() -> (SocketAddr, TcpListener, Vec<TcpStream>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let mut queue = Vec::new();
        while let Ok(Ok(stream)) = timeout(Duration::from_millis(500), TcpStream::connect(address)).await {
            queue.push(stream);
        }
        (address, listener, queue)
    }

    #[tokio::test]
    async fn an_address_that_is_silent_does_not_keep_another_from_being_reached() {
        let (dropped, _listener, _queue) = silent().await;
        let open = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = open.local_addr().unwrap();
        let reached = timeout(Duration::from_secs(8), connect(&[dropped, address])).await;
        assert_eq!(reached.expect("it waits for the silent address").unwrap(), address);
    }

    #[tokio::test]
    async fn without_any_way_the_fault_is_told() {
        let closed = "127.0.0.1:1".parse().unwrap();
        assert_eq!(connect(&[closed]).await.unwrap_err().kind(), std::io::ErrorKind::ConnectionRefused);
        assert!(connect(&[]).await.is_err());
    }
}

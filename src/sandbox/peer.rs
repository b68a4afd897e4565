//! Who is at the other end of a connection on loopback: every user of the machine can connect, but a sandbox serves only its
//! own.

use axum::serve::Listener;
use std::fs;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};

/// How long to wait when the system gives no connection, and before another look at its table of connections.
const PAUSE: Duration = Duration::from_millis(20);

/// How often to look for a connection: the table is not read at one moment, so that one look may miss it.
const LOOKS: usize = 3;

/// How long to talk to somebody else.
const FAREWELL: Duration = Duration::from_secs(2);

/// Gives the connections of the user who started the sandbox, and of root. Refuses all others.
pub struct OwnListener(TcpListener);

impl OwnListener {
    /// Listens for the user's own connections.
    pub fn new(listener: TcpListener) -> Self {
        OwnListener(listener)
    }
}

impl Listener for OwnListener {
    type Io = TcpStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (TcpStream, SocketAddr) {
        loop {
            let Ok((stream, peer)) = self.0.accept().await else {
                sleep(PAUSE).await;
                continue;
            };
            if is_own(&stream, peer).await {
                return (stream, peer);
            } else {
                drop(tokio::spawn(timeout(FAREWELL, refuse(stream))))
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// Tells somebody else why nothing is served, once a request has arrived.
async fn refuse(mut stream: TcpStream) {
    const WHY: &str = "This sandbox belongs to another user of this machine.\n";
    let answer = format!(
        "HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{WHY}",
        WHY.len()
    );
    let _ = stream.read(&mut [0; 4096]).await;
    let _ = stream.write_all(answer.as_bytes()).await;
    let _ = stream.shutdown().await;
}

async fn is_own(stream: &TcpStream, peer: SocketAddr) -> bool {
    let Ok(here) = stream.local_addr() else {
        return false;
    };
    let own = rustix::process::geteuid().as_raw();
    for look in 0..LOOKS {
        if look > 0 {
            sleep(PAUSE).await;
        }
        // A socket of IPv6 may lead to an address of IPv4.
        let tables = ["/proc/net/tcp", "/proc/net/tcp6"].map(|table| fs::read_to_string(table).unwrap_or_default());
        if tables[0].is_empty() {
            // Nothing is known where there is no such table, that is, on systems other than Linux.
            return cfg!(not(target_os = "linux"));
        }
        if let Some(user) = tables.iter().find_map(|table| owner(table, peer, here)) {
            return user == own || user == 0;
        }
    }
    false
}

/// The user whose socket is at this end of a connection, if the table has one that is still in somebody's hands. A socket
/// that was closed already belongs to nobody, though the table then names root.
fn owner(table: &str, from: SocketAddr, to: SocketAddr) -> Option<u32> {
    table.lines().skip(1).find_map(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let [_, local, remote, _, _, _, _, user, _, inode, ..] = fields[..] else {
            return None;
        };
        (address(local)? == canonical(from) && address(remote)? == canonical(to) && inode != "0")
            .then(|| user.parse().ok())
            .flatten()
    })
}

fn canonical(address: SocketAddr) -> (IpAddr, u16) {
    (address.ip().to_canonical(), address.port())
}

/// An address as the kernel writes it: the words of the address in the machine's byte order, and the port, in hexadecimal.
fn address(text: &str) -> Option<(IpAddr, u16)> {
    let (ip, port) = text.split_once(':')?;
    let word = |at: usize| Some(u32::from_str_radix(ip.get(at..at + 8)?, 16).ok()?.to_ne_bytes());
    let ip = match ip.len() {
        8 => IpAddr::V4(Ipv4Addr::from(word(0)?)),
        32 => {
            let mut bytes = [0; 16];
            for (number, part) in bytes.chunks_exact_mut(4).enumerate() {
                part.copy_from_slice(&word(number * 8)?);
            }
            IpAddr::V6(Ipv6Addr::from(bytes)).to_canonical()
        }
        _ => return None,
    };
    Some((ip, u16::from_str_radix(port, 16).ok()?))
}

#[cfg(all(test, target_endian = "little"))]
mod tests {
    use super::owner;

    const TABLE: &str =
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
  31: 0100007F:8816 0100007F:E4D1 01 00000000:00000000 00:00000000 00000000  1000        0 44223 2 0 20 0 0 10 -1
  32: 0100007F:8817 0100007F:E4D1 04 00000001:00000000 01:00000014 00000000     0        0 0 2 0 20 0 0 10 -1
  33: 0000000000000000FFFF00000100007F:8818 0000000000000000FFFF00000100007F:E4D1 01 0:0 0:0 0  1001        0 5 2 0
  34: 00000000000000000000000001000000:8819 00000000000000000000000001000000:E4D1 01 0:0 0:0 0  1002        0 6 2 0
";

    #[test]
    fn a_connection_belongs_to_who_holds_its_other_end() {
        for (from, to, user) in [
            ("127.0.0.1:34838", "127.0.0.1:58577", Some(1000)),
            ("127.0.0.1:58577", "127.0.0.1:34838", None),
            ("127.0.0.1:34839", "127.0.0.1:58577", None),
            ("127.0.0.1:34840", "127.0.0.1:58577", Some(1001)),
            ("[::1]:34841", "[::1]:58577", Some(1002)),
            ("127.0.0.1:1", "127.0.0.1:58577", None),
        ] {
            assert_eq!(owner(TABLE, from.parse().unwrap(), to.parse().unwrap()), user, "{from}");
        }
        assert_eq!(owner("nonsense\n a b\n", "[::1]:1".parse().unwrap(), "[::1]:2".parse().unwrap()), None);
    }
}

//! Where the API gateway is, and what may be sent there.

use super::Request;
use crate::env;
use crate::error::Error;
use std::net::IpAddr;
use url::{Host, Url};

/// Where the API gateway is.
#[derive(Clone, Debug)]
pub struct Gateway(Url);

impl Gateway {
    /// Reads `core.hostname`: a host, or a URL; https unless it says otherwise.
    pub fn parse(hostname: &str) -> Result<Self, Error> {
        let refused = |value: &str, cause: String| Error::BadSetting {
            setting: "core.hostname".into(),
            value: value.to_owned(),
            cause: format!("{cause}. Run `cray config set core hostname={{Cray API URL}}`"),
        };
        let text = if hostname.contains("://") { hostname.to_owned() } else { format!("https://{hostname}") };
        let url = Url::parse(&text).map_err(|error| refused(hostname, error.to_string()))?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refused("***", "it must not contain a user name or a password".into()));
        }
        if url.query().is_some() || url.fragment().is_some() || url.path() != "/" {
            return Err(refused(hostname, "it must not contain a path".into()));
        }
        match (url.scheme(), url.has_host()) {
            ("http" | "https", true) => Ok(Gateway(url)),
            _ => Err(refused(hostname, "expected an http or https URL".into())),
        }
    }

    /// The host, with the port if one is given, as token files are named after it.
    pub fn authority(&self) -> String {
        let host = self.0.host_str().unwrap_or_default();
        self.0.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }

    /// The name or address of the host, and the port.
    pub fn address(&self) -> (String, u16) {
        let host = match self.0.host() {
            Some(Host::Ipv6(address)) => address.to_string(),
            host => host.map(|host| host.to_string()).unwrap_or_default(),
        };
        (host, self.0.port_or_known_default().unwrap_or_default())
    }

    /// Returns `true` if nobody else can listen: https, or a connection that does not leave this machine.
    pub fn is_private(&self) -> bool {
        self.is_secure() || self.is_loopback()
    }

    /// Returns `true` if the connection does not leave this machine.
    pub fn is_loopback(&self) -> bool {
        match self.0.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
            None => false,
        }
    }

    /// Returns `true` if the connection is encrypted.
    pub fn is_secure(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// Returns `true` if no proxy is on the way to it, whatever the environment names.
    pub fn is_direct(&self) -> bool {
        let excluded = [env::NO_PROXY, env::NO_PROXY_LOWER].into_iter().find_map(env::read);
        self.is_loopback() || excluded.as_deref() == Some("*")
    }

    /// The variable that names a proxy, which may be on the way to it.
    pub fn proxy(&self) -> Option<&'static str> {
        let own = if self.is_secure() {
            [env::HTTPS_PROXY_LOWER, env::HTTPS_PROXY]
        } else {
            [env::HTTP_PROXY_LOWER, env::HTTP_PROXY]
        };
        let mut names = own.into_iter().chain([env::ALL_PROXY_LOWER, env::ALL_PROXY]);
        names.find(|name| env::read(name).is_some()).filter(|_| !self.is_direct())
    }

    /// Refuses to send a secret where others could read it.
    pub fn require_private(&self) -> Result<(), Error> {
        if self.is_private() { Ok(()) } else { Err(Error::InsecureTransport { host: self.authority() }) }
    }

    /// The URL of a request.
    pub fn url(&self, request: &Request) -> Result<Url, Error> {
        let mut url = self.at(&request.path)?;
        if !request.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&request.query);
        }
        Ok(url)
    }

    /// The URL of a path below the gateway.
    pub fn at(&self, path: &str) -> Result<Url, Error> {
        self.0.join(path).map_err(|error| Error::Internal(error.to_string()))
    }
}

impl std::fmt::Display for Gateway {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        formatter.write_str(&self.authority())
    }
}

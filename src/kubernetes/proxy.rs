//! The proxy on the way to the API server, as `kubectl` takes it: the one that the configuration names, or the one of the
//! environment unless that excludes the host.

use crate::env;
use crate::error::Error;
use hyper::Uri;
use ipnet::IpNet;
use std::net::IpAddr;

/// The proxy for this server. `configured` is the `proxy-url` of the configuration, which holds whatever the environment says.
pub fn proxy(server: &Uri, configured: Option<&str>) -> Result<Option<Uri>, Error> {
    if let Some(proxy) = configured.filter(|proxy| !proxy.is_empty()) {
        return parse("The proxy-url of the Kubernetes configuration", proxy).map(Some);
    }
    let is_secure = server.scheme_str() != Some("http");
    let names =
        if is_secure { [env::HTTPS_PROXY, env::HTTPS_PROXY_LOWER] } else { [env::HTTP_PROXY, env::HTTP_PROXY_LOWER] };
    let found = names.into_iter().find_map(|name| Some((name, env::read(name)?)));
    let Some((name, proxy)) = found else { return Ok(None) };
    let host = server.host().unwrap_or_default().trim_matches(['[', ']']).to_lowercase();
    let port = server.port_u16().unwrap_or(if is_secure { 443 } else { 80 });
    let excluded = [env::NO_PROXY, env::NO_PROXY_LOWER].into_iter().find_map(env::read).unwrap_or_default();
    if is_local(&host) || is_excluded(&host, port, &excluded) {
        Ok(None)
    } else {
        parse(&format!("The variable {name}"), &proxy).map(Some)
    }
}

/// Reads the URL of a proxy; without a scheme it is http.
fn parse(source: &str, text: &str) -> Result<Uri, Error> {
    let refused = || Error::Kubernetes {
        // It may hold a password.
        message: format!("{source} is not the URL of a proxy"),
        advice: vec!["Expected for example http://proxy.example:3128; http, https and socks5 are supported.".into()],
    };
    let url = if text.contains("://") { text.to_owned() } else { format!("http://{text}") };
    let url = url.replacen("socks5h://", "socks5://", 1);
    let url: Uri = url.trim_end_matches('/').parse().map_err(|_| refused())?;
    match url.scheme_str() {
        Some("http" | "https" | "socks5") if url.host().is_some_and(|host| !host.is_empty()) => Ok(url),
        _ => Err(refused()),
    }
}

fn is_local(host: &str) -> bool {
    host == "localhost" || host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

/// Returns `true` if this list of names, suffixes, addresses and networks, separated by commas, holds the host.
fn is_excluded(host: &str, port: u16, list: &str) -> bool {
    let address: Option<IpAddr> = host.parse().ok();
    let holds = |entry: &str| {
        if entry == "*" {
            return true;
        }
        if let Ok(network) = entry.parse::<IpNet>() {
            return address.is_some_and(|address| network.contains(&address));
        }
        let (name, wanted_port) = without_port(entry);
        if wanted_port.is_some_and(|wanted| wanted != port) {
            return false;
        }
        match (name.parse::<IpAddr>(), address) {
            (Ok(excluded), address) => address == Some(excluded),
            (Err(_), Some(_)) => false,
            (Err(_), None) => {
                let name = name.strip_prefix('*').filter(|suffix| suffix.starts_with('.')).unwrap_or(name);
                if name.starts_with('.') {
                    host.len() > name.len() && host.ends_with(name)
                } else {
                    host == name || (!name.is_empty() && host.ends_with(&format!(".{name}")))
                }
            }
        }
    };
    list.split(',').map(|entry| entry.trim().to_lowercase()).any(|entry| !entry.is_empty() && holds(&entry))
}

/// A host, and the port behind it.
fn without_port(entry: &str) -> (&str, Option<u16>) {
    match entry.rsplit_once(':') {
        Some((host, port)) if !host.contains(':') || host.ends_with(']') => match port.parse() {
            Ok(port) => (host.trim_matches(['[', ']']), Some(port)),
            Err(_) => (entry, None),
        },
        _ => (entry.trim_matches(['[', ']']), None),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_excluded, parse};

    #[test]
    fn names_suffixes_addresses_and_networks_are_excluded() {
        for (host, port, list, expected) in [
            ("api.example", 443, "api.example", true),
            ("api.example", 443, "example", true),
            ("api.example", 443, ".example", true),
            ("api.example", 443, "*.example", true),
            ("example", 443, ".example", false),
            ("example", 443, "example", true),
            ("myexample", 443, "example", false),
            ("api.example", 443, " other , API.Example ,", true),
            ("api.example", 6443, "api.example:6443", true),
            ("api.example", 443, "api.example:6443", false),
            ("api.example", 443, "*", true),
            ("api.example", 443, "", false),
            ("api.example", 443, ",", false),
            ("10.1.2.3", 443, "10.0.0.0/8", true),
            ("11.1.2.3", 443, "10.0.0.0/8", false),
            ("10.1.2.3", 443, "10.1.2.3", true),
            ("10.1.2.3", 6443, "10.1.2.3:443", false),
            ("10.1.2.3", 443, "3", false),
            ("fd00::1", 443, "fd00::/8", true),
            ("fd00::1", 443, "[fd00::1]:443", true),
            ("fd00::1", 443, "fd00::1", true),
        ] {
            assert_eq!(is_excluded(host, port, list), expected, "{host}:{port} and {list}");
        }
    }

    #[test]
    fn a_proxy_is_a_url_or_a_host() {
        for (text, url) in [
            ("http://proxy.example:3128/", "http://proxy.example:3128/"),
            ("proxy.example:3128", "http://proxy.example:3128/"),
            ("socks5h://proxy.example:1080", "socks5://proxy.example:1080/"),
        ] {
            assert_eq!(parse("It", text).unwrap().to_string(), url);
        }
        for text in ["ftp://proxy.example", "http://", "a b", "://x"] {
            assert!(parse("It", text).is_err(), "{text}");
        }
    }
}

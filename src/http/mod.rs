//! Requests to the API gateway: where they go, what they carry, and what a bad answer means.

mod answer;
mod problem;
mod request;

pub use answer::Answer;
pub use request::{Request, segment};

use crate::auth::Token;
use crate::error::Error;
use crate::printer::Printer;
use crate::words;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue, SET_COOKIE};
use std::error::Error as _;
use std::net::IpAddr;
use std::time::{Duration, Instant};
use url::{Host, Url};

/// The header that names the tenant a request is for.
const TENANT: HeaderName = HeaderName::from_static("cray-tenant-name");

/// How long a connection may take to be made.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a request may take in all.
const TIMEOUT: Duration = Duration::from_secs(300);

/// Sends requests to one gateway.
pub struct Client {
    http: reqwest::Client,
    gateway: Gateway,
    headers: HeaderMap,
    printer: Printer,
}

/// Where the API gateway is.
#[derive(Clone, Debug)]
pub struct Gateway(Url);

impl Gateway {
    /// Reads `core.hostname`: a host, or a URL; https unless it says otherwise.
    pub fn parse(hostname: &str) -> Result<Self, Error> {
        let refused = |cause: String| Error::BadSetting {
            setting: "core.hostname".into(),
            value: hostname.to_owned(),
            cause: format!("{cause}. Run `cray config set core hostname={{Cray API URL}}`"),
        };
        let text = match hostname.contains("://") {
            true => hostname.to_owned(),
            false => format!("https://{hostname}"),
        };
        let url = Url::parse(&text).map_err(|error| refused(error.to_string()))?;
        match (url.scheme(), url.has_host()) {
            ("http" | "https", true) => Ok(Gateway(url)),
            _ => Err(refused("expected an http or https URL".into())),
        }
    }

    /// The host, with the port if one is given, as token files are named after it.
    pub fn authority(&self) -> String {
        let host = self.0.host_str().unwrap_or_default();
        self.0.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }

    /// Whether nobody else can listen: https, or a connection that does not leave this machine.
    pub fn is_private(&self) -> bool {
        self.is_secure() || self.is_loopback()
    }

    /// Whether the connection does not leave this machine.
    pub fn is_loopback(&self) -> bool {
        match self.0.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
            None => false,
        }
    }

    fn is_secure(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// The URL of a request.
    fn url(&self, request: &Request) -> Result<Url, Error> {
        let mut url = self.0.join(&request.path).map_err(|error| Error::Internal(error.to_string()))?;
        if !request.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&request.query);
        }
        Ok(url)
    }
}

impl std::fmt::Display for Gateway {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        formatter.write_str(&self.authority())
    }
}

impl Client {
    /// A client for this gateway, which sends the tenant and the token with every request.
    pub fn new(gateway: Gateway, tenant: Option<&str>, token: Option<&Token>, printer: Printer) -> Result<Self, Error> {
        let mut headers = HeaderMap::new();
        if let Some(tenant) = tenant {
            let value = HeaderValue::from_str(tenant).map_err(|error| Error::BadSetting {
                setting: "core.tenant".into(),
                value: tenant.into(),
                cause: error.to_string(),
            })?;
            headers.insert(TENANT, value);
        }
        if let Some(token) = token {
            if !gateway.is_private() {
                return Err(Error::InsecureTransport { host: gateway.authority() });
            }
            headers.insert(AUTHORIZATION, token.header()?);
        }
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("cray-ims/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(TIMEOUT)
            .redirect(reqwest::redirect::Policy::none());
        if !gateway.is_secure() {
            // Loading the system's certificates takes longer than the request.
            builder = builder.tls_certs_only([]);
        }
        if gateway.is_loopback() {
            builder = builder.no_proxy();
        }
        let http = builder.build().map_err(|error| Error::Unreachable { cause: cause(&error) })?;
        Ok(Client { http, gateway, headers, printer })
    }

    /// The gateway that requests are sent to.
    pub fn gateway(&self) -> &Gateway {
        &self.gateway
    }

    /// The text of a list of records.
    pub async fn records(&self, request: &Request) -> Result<String, Error> {
        self.send(request).await?.text().await
    }

    /// A request as it would be sent, for people to read.
    pub fn shown(&self, request: &Request) -> Result<String, Error> {
        let body = request.body.as_ref().map(|body| format!("\n{body:#}")).unwrap_or_default();
        Ok(format!("{} {}{body}", request.method, self.gateway.url(request)?))
    }

    /// A command line that sends the same request, with the token left out.
    pub fn as_curl(&self, request: &Request) -> Result<String, Error> {
        let mut words = vec!["curl".to_owned(), "-X".into(), request.method.to_string()];
        if self.headers.contains_key(AUTHORIZATION) {
            words.extend(["-H".into(), "\"Authorization: Bearer $TOKEN\"".into()]);
        }
        if let Some(tenant) = self.headers.get(TENANT) {
            let tenant = String::from_utf8_lossy(tenant.as_bytes());
            words.extend(["-H".into(), words::quoted(&format!("{TENANT}: {tenant}"))]);
        }
        if let Some(body) = &request.body {
            words.extend(["-H".into(), "'Content-Type: application/json'".into()]);
            words.extend(["--data-raw".into(), words::quoted(&body.to_string())]);
        }
        words.push(words::quoted(self.gateway.url(request)?.as_str()));
        Ok(words.join(" "))
    }

    /// Sends a request. An error status is an error; so is a redirect, since a token must not follow it.
    pub async fn send(&self, request: &Request) -> Result<Answer, Error> {
        let url = self.gateway.url(request)?;
        let mut builder = self.http.request(request.method.clone(), url.clone()).headers(self.headers.clone());
        for (name, value) in &self.headers {
            self.printer.trace(2, || format!("> {name}: {}", visible(name, value)));
        }
        if let Some(body) = &request.body {
            let text = body.to_string();
            self.printer.trace(2, || format!("> {}", problem::masked(&text)));
            builder = builder.header(reqwest::header::CONTENT_TYPE, "application/json").body(text);
        }
        let began = Instant::now();
        let sent = builder.send().await;
        let outcome = match &sent {
            Ok(response) => format!("{}", response.status()),
            Err(error) => cause(error),
        };
        self.printer.trace(1, || format!("{} {url} -> {outcome} ({} ms)", request.method, began.elapsed().as_millis()));
        let response = sent.map_err(|error| Error::Unreachable { cause: cause(&error) })?;
        for (name, value) in response.headers() {
            self.printer.trace(2, || format!("< {name}: {}", visible(name, value)));
        }
        let answer = Answer::new(response, self.printer);
        match answer.status().is_success() {
            true => Ok(answer),
            false => Err(problem::read(answer).await),
        }
    }
}

/// A header's value for a trace, with secrets left out.
fn visible(name: &HeaderName, value: &HeaderValue) -> String {
    match value.is_sensitive() || name == SET_COOKIE {
        true => "***".to_owned(),
        false => String::from_utf8_lossy(value.as_bytes()).into_owned(),
    }
}

/// What failed, in words for whoever has to mend it.
fn cause(error: &reqwest::Error) -> String {
    let mut chain = vec![];
    let mut next = error.source();
    while let Some(source) = next {
        chain.push(source.to_string());
        next = source.source();
    }
    let last = chain.last().cloned().unwrap_or_else(|| error.to_string());
    if error.is_timeout() {
        return "no answer in the time allowed".to_owned();
    }
    let has = |words: &str| chain.iter().any(|text| text.contains(words));
    match () {
        () if has("dns error") => format!("the name of the host cannot be resolved: {last}"),
        () if has("certificate") => format!("TLS: {last}"),
        () if error.is_connect() => format!("no connection: {last}"),
        () if error.is_body() || error.is_decode() => format!("the answer broke off: {last}"),
        () => last,
    }
}

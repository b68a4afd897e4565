//! Sends requests to one gateway: with time-outs, a check of the certificate, and further tries where they do no harm.

use super::answer::Answer;
use super::counted::Counted;
use super::trust::{Rejections, Trust};
use super::{Gateway, failure, masked, retry};
use crate::error::{Doubt, Error};
use crate::interrupt;
use crate::printer::Printer;
use crate::time::Deadline;
use crate::waiting;
use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, SET_COOKIE};
use reqwest::{Method, Response};
use std::sync::Arc;
use std::time::{Duration, Instant};
use url::Url;
use zeroize::Zeroizing;

/// How long a connection may take to be made.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a request may take in all, further tries and the last byte of the answer included.
pub const TIMEOUT: Duration = Duration::from_secs(300);

/// How connections are made.
#[derive(Clone, Debug)]
pub struct Options {
    pub trust: Trust,
    /// How long a request may take in all; `None` for as long as such a request may usually take.
    pub timeout: Option<Duration>,
    /// Where the host is configured.
    pub source: String,
}

/// A request as it goes over the network.
pub struct Outgoing {
    pub method: Method,
    pub url: Url,
    pub headers: HeaderMap,
    pub body: Body,
    /// The command that shows whether the request was carried out.
    pub verify_with: Option<String>,
    pub patience: Patience,
}

/// How hard to try.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// Whether there are further tries.
    pub is_tried_again: bool,
    /// Whether somebody else watches the time, so that only the beginning is bound to the deadline.
    pub is_watched: bool,
    /// How much longer than until the deadline an answer may take once the request was sent.
    pub grace: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Patience { is_tried_again: true, is_watched: false, grace: Duration::ZERO }
    }
}

/// What a request carries.
pub enum Body {
    Nothing,
    Json(String),
    /// A form full of secrets. Neither it nor the answer to it is ever shown.
    Secrets(Zeroizing<String>),
    /// Content of any kind, which is not shown. `count` is told how many bytes went out.
    Counted {
        content: Bytes,
        count: Arc<dyn Fn(usize) + Send + Sync>,
    },
}

/// Sends requests to one gateway.
pub struct Transport {
    http: reqwest::Client,
    rejections: Rejections,
    gateway: Gateway,
    trust: Trust,
    timeout: Option<Duration>,
    source: String,
    printer: Printer,
}

impl Transport {
    /// Makes ready; nothing is sent yet. Reads the trust store if it will be needed.
    pub fn new(gateway: Gateway, options: &Options, printer: Printer) -> Result<Self, Error> {
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("cray-ims/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(options.timeout.map_or(CONNECT_TIMEOUT, |timeout| timeout.min(CONNECT_TIMEOUT)))
            .redirect(reqwest::redirect::Policy::none());
        let mut rejections = Rejections::default();
        if gateway.is_secure() {
            let (settings, kept) = options.trust.settings()?;
            rejections = kept;
            builder = builder.tls_backend_preconfigured(settings);
        } else {
            // Loading the system's certificates takes longer than the request.
            builder = builder.tls_certs_only([]);
        }
        if gateway.is_direct() {
            builder = builder.no_proxy();
        }
        let http = builder.build().map_err(|error| Error::Internal(failure::cause(&error)))?;
        let Options { trust, timeout, source } = options.clone();
        Ok(Transport { http, rejections, gateway, trust, timeout, source, printer })
    }

    /// Another way to the same gateway, with connections of its own, each of which is made within this time.
    pub fn anew(&self, longest_connect: Duration) -> Result<Self, Error> {
        let options = Options {
            trust: self.trust.clone(),
            timeout: Some(self.timeout.map_or(longest_connect, |timeout| timeout.min(longest_connect))),
            source: self.source.clone(),
        };
        Transport::new(self.gateway.clone(), &options, self.printer)
    }

    /// The way to another host, which this source names, with the same trust.
    pub fn to(&self, gateway: Gateway, source: &str) -> Result<Self, Error> {
        let options = Options { trust: self.trust.clone(), timeout: self.timeout, source: source.to_owned() };
        Transport::new(gateway, &options, self.printer)
    }

    pub fn gateway(&self) -> &Gateway {
        &self.gateway
    }

    /// Whose certificates are believed.
    pub fn trust(&self) -> &Trust {
        &self.trust
    }

    pub fn printer(&self) -> Printer {
        self.printer
    }

    /// When a request that begins now must have been answered.
    pub fn deadline(&self) -> Deadline {
        self.deadline_for(None)
    }

    /// The same for a request that may take this long, unless the user named a time.
    pub fn deadline_for(&self, patience: Option<Duration>) -> Deadline {
        Deadline::after(self.timeout.or(patience).unwrap_or(TIMEOUT))
    }

    /// Sends a request. Returns the answer whatever its status.
    pub async fn send(&self, outgoing: &Outgoing, deadline: Deadline) -> Result<Answer, Error> {
        let doubt = (!outgoing.method.is_safe()).then(|| Doubt {
            request: match outgoing.url.query() {
                None => format!("{} {}", outgoing.method, outgoing.url.path()),
                Some(query) => format!("{} {}?{query}", outgoing.method, outgoing.url.path()),
            },
            verify_with: outgoing.verify_with.clone(),
        });
        if !matches!(outgoing.body, Body::Secrets(_)) {
            // The thread that watches for signals ends the program.
            if interrupt::has_arrived() {
                std::future::pending::<()>().await;
            }
        }
        // A time that was spent on the token leaves none for a request that could then be in doubt.
        if deadline.left().is_zero() {
            let cause = "timed out before the request was sent".into();
            return Err(Error::Unreachable { cause, place: self.place() });
        }
        let under_way = interrupt::under_way(match &doubt {
            Some(_) if matches!(outgoing.body, Body::Secrets(_)) => vec!["Interrupted.".into()],
            Some(doubt) => ["Interrupted.".into()].into_iter().chain(doubt.lines()).collect(),
            None => vec![format!("Interrupted: {} {} was under way.", outgoing.method, outgoing.url)],
        });
        let waited_for = || format!("{} to answer {} {}", self.gateway, outgoing.method, outgoing.url.path());
        let response = waiting::told(waited_for, self.persist(outgoing, deadline)).await;
        let response = response.map_err(|error| self.explain(&error, doubt.as_ref()))?;
        let is_secret = matches!(outgoing.body, Body::Secrets(_));
        Ok(Answer::new(response, self.printer, is_secret, doubt, self.place(), under_way))
    }

    /// Tries until there is an answer or a fault that will not pass.
    async fn persist(&self, outgoing: &Outgoing, deadline: Deadline) -> Result<Response, reqwest::Error> {
        let mut pauses = retry::pauses();
        let mut is_told = false;
        loop {
            let outcome = self.try_once(outgoing, deadline).await;
            let (again, asked) = match &outcome {
                Ok(response) => {
                    let again = retry::follows_status(&outgoing.method, response.status());
                    (again, retry::asked_for(response.headers()))
                }
                Err(error) => {
                    let is_harmless = outgoing.method == Method::GET || failure::is_before_sending(error);
                    (is_harmless && failure::may_pass(error), None)
                }
            };
            let again = again && outgoing.patience.is_tried_again;
            let Some(pause) = again.then(|| pauses.next()).flatten() else { return outcome };
            let pause = asked.map_or(pause, |asked| asked.max(pause));
            if pause >= deadline.left() {
                return outcome;
            }
            if !is_told {
                let fault =
                    outcome.map_or_else(|error| failure::cause(&error), |response| response.status().to_string());
                self.printer.notice(&format!("{} is not responding ({fault}); retrying.", self.gateway));
                is_told = true;
            }
            tokio::time::sleep(pause).await;
        }
    }

    async fn try_once(&self, outgoing: &Outgoing, deadline: Deadline) -> Result<Response, reqwest::Error> {
        let Outgoing { method, url, headers, body, patience, .. } = outgoing;
        for (name, value) in headers {
            self.printer.trace(2, || format!("> {name}: {}", visible(name, value)));
        }
        let builder = self.http.request(method.clone(), url.clone()).headers(headers.clone());
        let builder = if patience.is_watched { builder } else { builder.timeout(deadline.left() + patience.grace) };
        let builder = match body {
            Body::Nothing => builder,
            Body::Json(text) => {
                self.printer.trace(2, || format!("> {}", masked(text)));
                builder.header(CONTENT_TYPE, "application/json").body(text.clone())
            }
            Body::Counted { content, count } => {
                self.printer.trace(2, || format!("> ({} bytes)", content.len()));
                builder.body(reqwest::Body::wrap(Counted::new(content.clone(), count.clone())))
            }
            Body::Secrets(form) => {
                self.printer.trace(2, || "> ***".to_owned());
                let form = Zeroizing::new(form.as_bytes().to_vec());
                builder.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(Bytes::from_owner(form))
            }
        };
        let began = Instant::now();
        let sent = builder.send().await;
        let outcome = match &sent {
            Ok(response) => response.status().to_string(),
            Err(error) => failure::cause(error),
        };
        self.printer.trace(1, || format!("{method} {url} -> {outcome} ({} ms)", began.elapsed().as_millis()));
        if let Ok(response) = &sent {
            // What came back for a secret may repeat it, in whatever form.
            let headers = if matches!(body, Body::Secrets(_)) { &HeaderMap::new() } else { response.headers() };
            for (name, value) in headers {
                self.printer.trace(2, || format!("< {name}: {}", visible(name, value)));
            }
        }
        sent
    }

    /// The host, and where it is configured.
    fn place(&self) -> String {
        format!("{}, {}", self.gateway, self.source)
    }

    fn explain(&self, error: &reqwest::Error, doubt: Option<&Doubt>) -> Error {
        if let Some(rejection) = self.rejections.take() {
            return Error::Untrusted { host: rejection.host, issuer: rejection.issuer, cause: rejection.cause };
        }
        let cause = match self.gateway.proxy().filter(|_| error.is_connect()) {
            Some(variable) => format!("{}; a proxy is configured in {variable}", failure::cause(error)),
            None => failure::cause(error),
        };
        let fault = Error::Unreachable { cause, place: self.place() };
        match doubt {
            Some(doubt) if !failure::is_before_sending(error) => doubt.about(fault),
            _ => fault,
        }
    }
}

/// A header's value for a trace, with secrets left out.
fn visible(name: &HeaderName, value: &HeaderValue) -> String {
    if value.is_sensitive() || name == SET_COOKIE {
        "***".to_owned()
    } else {
        String::from_utf8_lossy(value.as_bytes()).into_owned()
    }
}

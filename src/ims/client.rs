//! The client for one system: it adds the tenant and the token to requests, and refuses answers that are none.

use crate::auth::Session;
use crate::error::Error;
use crate::http::{Answer, Body, Gateway, Outgoing, Patience, Request, Transport, Trust, accepted};
use crate::shell;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};

/// The header that names the tenant a request is for.
const TENANT: HeaderName = HeaderName::from_static("cray-tenant-name");

/// Sends requests for one tenant with one login.
pub struct Client {
    transport: Transport,
    headers: HeaderMap,
    session: Option<Session>,
}

impl Client {
    /// A client that sends the tenant and the login's token with every request. Fails if others could read the token.
    pub fn new(transport: Transport, tenant: Option<&str>, session: Option<Session>) -> Result<Self, Error> {
        let mut headers = HeaderMap::new();
        if let Some(tenant) = tenant {
            let value = HeaderValue::from_str(tenant).map_err(|error| Error::BadSetting {
                setting: "core.tenant".into(),
                value: tenant.into(),
                cause: format!("It holds characters that no header takes ({error})."),
            })?;
            headers.insert(TENANT, value);
        }
        if session.is_some() {
            transport.gateway().require_private()?;
        }
        Ok(Client { transport, headers, session })
    }

    /// The gateway that requests are sent to.
    pub fn gateway(&self) -> &Gateway {
        self.transport.gateway()
    }

    /// The way to another host, which this source names, with the same trust. The token is not sent there.
    pub fn transport_to(&self, gateway: Gateway, source: &str) -> Result<Transport, Error> {
        self.transport.to(gateway, source)
    }

    /// Returns `true` if a token is sent.
    pub fn has_token(&self) -> bool {
        self.session.is_some()
    }

    /// Makes sure that the token can be sent, and renews it if it has to be. Fails if it has expired for good.
    pub async fn authorize(&self) -> Result<(), Error> {
        if let Some(session) = &self.session {
            session.header(&self.transport, self.transport.deadline()).await?;
        }
        Ok(())
    }

    /// The command that logs in, again or for the first time.
    pub fn login_command(&self) -> &'static str {
        self.session.as_ref().map_or("cray auth login", Session::login_command)
    }

    /// Returns `true` if the certificate of the gateway is looked at.
    pub fn verifies(&self) -> bool {
        !matches!(self.transport.trust(), Trust::Everybody)
    }

    /// Returns `true` if the token is to be renewed before the next request.
    pub fn would_renew(&self) -> bool {
        self.session.as_ref().is_some_and(|session| !session.is_fresh())
    }

    /// The text of a list of records.
    pub async fn records(&self, request: &Request) -> Result<String, Error> {
        self.send(request).await?.text().await
    }

    /// A request as it would be sent, for people to read.
    pub fn shown(&self, request: &Request) -> Result<String, Error> {
        let body = request.body.as_ref().map(|body| format!("\n{body:#}")).unwrap_or_default();
        Ok(format!("{} {}{body}", request.method, self.gateway().url(request)?))
    }

    /// A command line that sends the same request, with the token left out.
    pub fn as_curl(&self, request: &Request) -> Result<String, Error> {
        let mut words = vec!["curl".to_owned(), "-X".into(), request.method.to_string()];
        if self.session.is_some() {
            // What stands on the command line of a program can be read by everybody on the machine; `printf` is none.
            words.splice(0..0, ["printf 'Authorization: Bearer %s\\n' \"$TOKEN\" |".to_owned()]);
            words.extend(["-H".into(), "@-".into()]);
        }
        if self.gateway().is_secure() {
            match self.transport.trust() {
                Trust::System => {}
                Trust::File(path) => words.extend(["--cacert".into(), shell::quoted(&path.to_string_lossy())]),
                Trust::Everybody => words.push("--insecure".into()),
            }
        }
        if let Some(tenant) = self.headers.get(TENANT) {
            let tenant = String::from_utf8_lossy(tenant.as_bytes());
            words.extend(["-H".into(), shell::quoted(&format!("{TENANT}: {tenant}"))]);
        }
        if let Some(body) = &request.body {
            words.extend(["-H".into(), "'Content-Type: application/json'".into()]);
            words.extend(["--data-raw".into(), shell::quoted(&body.to_string())]);
        }
        words.push(shell::quoted(self.gateway().url(request)?.as_str()));
        Ok(words.join(" "))
    }

    /// Sends a request. An error status is an error; so is a redirect, since a token must not follow it.
    pub async fn send(&self, request: &Request) -> Result<Answer, Error> {
        let deadline = self.transport.deadline_for(request.patience);
        let mut headers = self.headers.clone();
        if let Some(session) = &self.session {
            headers.insert(AUTHORIZATION, session.header(&self.transport, deadline).await?);
        }
        let outgoing = Outgoing {
            method: request.method.clone(),
            url: self.gateway().url(request)?,
            headers,
            body: request.body.as_ref().map_or(Body::Nothing, |body| Body::Json(body.to_string())),
            verify_with: request.verify_with.clone(),
            patience: Patience::default(),
        };
        let answer = self.transport.send(&outgoing, deadline).await?;
        let login = self.session.as_ref().map(Session::login_command);
        accepted(answer).await.map_err(|error| error.with_login_advice(login))
    }
}

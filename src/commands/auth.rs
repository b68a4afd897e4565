//! `auth`: logs in and out, and shows the login.

use super::Reply;
use super::client_credentials::{self, ClientCredentials};
use crate::auth::{self, CLIENT_CREDENTIALS, CLIENT_ID, ENDPOINT, FROM_KUBERNETES, Grant, Refusal, Saving, State};
use crate::cli::{Auth, Login};
use crate::context::Context;
use crate::error::{Error, Explain};
use crate::http::{Gateway, Patience};
use crate::kubernetes::Access;
use crate::prompt::{ask, ask_secret, without_newline};
use crate::secret;
use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use std::fs;
use std::io::{self, Read};
use url::Url;
use zeroize::Zeroizing;

/// What stands before the answer of a command that has logged in.
pub const SUCCESS: &str = "Success!\n\n";

/// No password is longer, in bytes.
const LONGEST: u64 = 64 * 1024;

pub async fn run(verb: Auth, mut context: Context) -> Result<Reply, Error> {
    match verb {
        Auth::Login(options) => {
            context.refuse_rehearsal("auth login")?;
            login(options, &mut context).await?;
            // The reference client ends with the line of an empty answer.
            Ok(Reply::Headed("Success!\n".to_owned(), Box::new(Reply::Line(String::new()))))
        }
        Auth::Status => status(&context),
        Auth::Logout => logout(&context),
    }
}

/// Who logs in.
enum Who {
    User { name: String, password: SecretString, rsa_token: Option<SecretString> },
    Client(ClientCredentials),
}

impl Who {
    fn name(&self) -> &str {
        match self {
            Who::User { name, .. } => name,
            Who::Client(client) => &client.id,
        }
    }

    /// The token endpoint, if it is not the gateway's.
    fn endpoint(&self) -> Option<&str> {
        match self {
            Who::User { .. } => None,
            Who::Client(client) => client.endpoint.as_deref(),
        }
    }
}

/// Logs in, saves the token, and notes whose it is.
pub async fn login(options: Login, context: &mut Context) -> Result<(), Error> {
    let gateway = context.gateway()?;
    gateway.require_private()?;
    let way = match (options.client_credentials, options.from_kubernetes) {
        (true, _) => Some(CLIENT_CREDENTIALS),
        (_, true) => Some(FROM_KUBERNETES),
        _ => None,
    };
    let who = match (options.client_credentials, options.from_kubernetes) {
        (true, _) => Who::Client(client_credentials::find(options.credentials_file.as_deref())?),
        (_, true) => {
            let access =
                Access { kubeconfig: options.kubeconfig, context: options.context, timeout: Some(context.timeout) };
            Who::Client(client_credentials::in_kubernetes(&access).await?)
        }
        _ => user(options, context)?,
    };
    let path = context.directory.token_path(&gateway.authority(), who.name())?;
    let (transport, endpoint) = match who.endpoint() {
        Some(url) => {
            let (there, endpoint) = token_endpoint(url)?;
            (context.transport_to(there)?, endpoint)
        }
        None => {
            let endpoint = gateway.at(ENDPOINT)?;
            (context.transport_to(gateway)?, endpoint)
        }
    };
    let (client_id, grant) = match &who {
        Who::User { name, password, rsa_token } => {
            (CLIENT_ID, Grant::Password { username: name, password, rsa_token: rsa_token.as_ref() })
        }
        Who::Client(client) => (client.id.as_str(), Grant::Client { secret: &client.secret }),
    };
    // Before a one-time code is spent on a token that could then not be saved.
    context.directory.create()?;
    let saving = Saving::prepare(&path, auth::ROOM)?;
    let deadline = transport.deadline();
    let token = auth::request(&transport, endpoint, client_id, &grant, deadline, Patience::default()).await;
    let token = token.map_err(refused)?;
    let token = match way {
        Some(way) => token.had_by(way),
        None => token,
    };
    saving.write(&token, deadline).await?;
    context.reconfigure(|configuration| configuration.set("auth.login.username", who.name()))
}

/// A login that was refused: in the endpoint's words, or else in those of the reference client.
fn refused(refusal: Refusal) -> Error {
    let invalid = "Invalid Credentials".to_owned();
    match refusal {
        Refusal::Credentials { description: Some(message), .. } => Error::LoginRefused { message, advice: Vec::new() },
        Refusal::Credentials { error, description: None } => {
            Error::LoginRefused { message: invalid, advice: vec![format!("Cause: {error}")] }
        }
        Refusal::NoToken(error) => {
            let cause = format!("Cause: {}", error.in_a_line());
            Error::LoginRefused { message: invalid, advice: std::iter::once(cause).chain(error.advice()).collect() }
        }
        Refusal::Other(error) => error,
    }
}

/// The endpoint that the administrators' Secret names, and the gateway in front of it.
fn token_endpoint(text: &str) -> Result<(Gateway, Url), Error> {
    let refused = |cause: &str| Error::Kubernetes {
        message: "The endpoint in the Secret admin-client-auth cannot be used".into(),
        advice: vec![format!("Cause: {cause}"), "The secret was not sent.".into()],
    };
    let endpoint = Url::parse(text).map_err(|error| refused(&error.to_string()))?;
    let gateway = Gateway::parse(&endpoint.origin().ascii_serialization());
    let gateway = gateway.map_err(|_| refused("it is not an http or https URL"))?;
    match gateway.is_private() {
        true => Ok((gateway, endpoint)),
        false => Err(refused("it is not https, so that others could read the secret on the way")),
    }
}

/// Who logs in as a user; asks for what is not given.
fn user(options: Login, context: &Context) -> Result<Who, Error> {
    let name = match options.username {
        Some(name) if name.is_empty() => {
            return Err(Error::Usage(
                "The user name is empty. Name one with --username, or type it when asked.".into(),
            ));
        }
        Some(name) => name,
        None if options.password_stdin => {
            let advice =
                "--password-stdin takes the password alone from standard input. Name the user with --username.";
            return Err(Error::Usage(format!("No username given. {advice}")));
        }
        None => ask_until_answered("Username")?,
    };
    let password = match (options.password, options.password_stdin) {
        (Some(password), _) => {
            if !options.is_password_unseen {
                context.printer.remark(
                    "Warning: others may see --password in the list of processes. --password-stdin keeps it to yourself.",
                );
            }
            Some(kept(password))
        }
        (None, true) => password_from_input()?,
        (None, false) => ask_secret("Password")?,
    };
    let password = password.ok_or_else(|| {
        Error::Usage(
            "No password given. Type it when asked, or give it on standard input with --password-stdin.".into(),
        )
    })?;
    secret::hide(password.expose_secret());
    let rsa_token = match options.rsa_token {
        Some(code) => Some(kept(code)),
        None if context.settings()?.auth.login.rsa_required.unwrap_or_default() => ask_secret("RSA Token")?,
        None => None,
    };
    if let Some(code) = &rsa_token {
        secret::hide(code.expose_secret());
    }
    Ok(Who::User { name, password, rsa_token })
}

/// Asks until there is an answer, as the reference client does. Fails at the end of the input.
pub fn ask_until_answered(question: &str) -> Result<String, Error> {
    loop {
        match ask(question)? {
            Some(answer) if answer.is_empty() => {}
            Some(answer) => return Ok(answer),
            None => return Err(Error::Aborted(format!("\"{question}\" was not answered. Nothing was sent."))),
        }
    }
}

fn kept(text: String) -> SecretString {
    SecretString::from(Zeroizing::new(text).as_str())
}

/// All of standard input but the end of its last line. Returns `None` if that is nothing.
fn password_from_input() -> Result<Option<SecretString>, Error> {
    let mut text = Zeroizing::new(String::new());
    io::stdin()
        .take(LONGEST + 1)
        .read_to_string(&mut text)
        .map_err(|error| Error::Usage(format!("Unable to read the password from standard input: {error}")))?;
    if text.len() as u64 > LONGEST {
        return Err(Error::Usage(format!(
            "What standard input holds is no password: it has more than {LONGEST} bytes."
        )));
    }
    let password = without_newline(&text);
    Ok((!password.is_empty()).then(|| SecretString::from(password)))
}

fn status(context: &Context) -> Result<Reply, Error> {
    let host = context.gateway()?.authority();
    let Some(login) = context.login()? else { return Err(Error::NotLoggedIn { host }) };
    let Some(token) = context.token(&login)? else { return Err(Error::NotLoggedIn { host }) };
    let is_renewable = token.refresh_token().is_some()
        && login.is_renewable()
        && token.renewable_until().is_none_or(|end| end > Timestamp::now().as_second() as f64);
    let is_expired = token.state() == State::Expired;
    let reply = Reply::Document(json!({
        "hostname": host,
        "username": login.user,
        "client_id": token.client_id(),
        "file": login.path.to_string_lossy(),
        "expired": is_expired,
        "expires_at": token.expires_at().and_then(time),
        "renewable": is_renewable,
        "renewable_until": token.renewable_until().filter(|_| is_renewable).and_then(time),
    }));
    if !is_expired || is_renewable {
        return Ok(reply);
    }
    let cause = "has expired, and cannot be renewed".into();
    let error = Error::SessionExpired { path: login.path, cause, login: token.login_command() };
    Ok(Reply::Failed(Box::new(reply), error))
}

fn logout(context: &Context) -> Result<Reply, Error> {
    context.refuse_rehearsal("auth logout")?;
    let host = context.gateway()?.authority();
    let login = context.login()?.ok_or(Error::NotLoggedIn { host: host.clone() })?;
    if login.user.is_none() {
        return Err(Error::Usage(format!(
            "{} was named with --token or CRAY_CREDENTIALS, so it is not removed. Leave that out to remove the saved token.",
            login.path.display()
        )));
    }
    match fs::remove_file(&login.path) {
        Ok(()) => Ok(Reply::Line(format!("Logged out of {host}."))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Error::NotLoggedIn { host }),
        Err(error) => Err(Error::file("remove", login.path, error)),
    }
}

/// A time in words; none if no calendar has it.
fn time(seconds: f64) -> Option<String> {
    let time = Timestamp::from_second(seconds as i64).ok()?;
    Some(time.to_string())
}

//! `auth login`: logs in, and saves the token.

use super::client_credentials::{self, ClientCredentials};
use crate::auth::{self, CLIENT_CREDENTIALS, CLIENT_ID, ENDPOINT, FROM_KUBERNETES, Grant, Refusal, Saving};
use crate::commands::{Prints, Reply, Run, declined};
use crate::context::Context;
use crate::error::{Error, Explain};
use crate::http::{Gateway, Patience};
use crate::kubernetes::Access;
use crate::prompt::{ask, ask_secret, without_newline};
use crate::secret;
use anyhow::{Result, bail};
use clap::Args;
use secrecy::{ExposeSecret, SecretString};
use std::io::{self, Read};
use std::path::PathBuf;
use url::Url;
use zeroize::Zeroizing;

const HELP: &str = "\
Examples:
  cray-ims auth login --username admin
  cray-ims auth login --username admin --password-stdin < password
  cray-ims auth login --client-credentials
  cray-ims auth login --client-credentials \\
      --credentials-file /run/secrets/client
  cray-ims auth login --from-kubernetes";

/// What stands before the answer of a command that has logged in.
pub const SUCCESS: &str = "Success!\n\n";

/// No password is longer, in bytes.
const LONGEST: u64 = 64 * 1024;

/// Log in and save the token (shared with the original client)
#[derive(Args, Default)]
#[command(after_help = HELP)]
pub struct Login {
    /// User name [default: ask]
    #[arg(long, value_name = "NAME")]
    username: Option<String>,
    /// Password; others on this machine may see it in the list of processes
    #[arg(long, value_name = "TEXT")]
    password: Option<String>,
    /// `true` if the password does not stand in the list of processes.
    #[arg(skip)]
    is_password_unseen: bool,
    /// Read the password from standard input
    #[arg(long, conflicts_with = "password")]
    password_stdin: bool,
    /// One-time RSA token code, if the system requires one
    #[arg(long = "rsa_token", alias = "rsa-token", value_name = "CODE")]
    rsa_token: Option<String>,
    /// Log in as a client instead of a user, with CRAY_CLIENT_ID and CRAY_CLIENT_SECRET
    #[arg(long, conflicts_with_all = ["username", "password", "password_stdin", "rsa_token"])]
    client_credentials: bool,
    /// JSON file, or directory of files, with client-id and client-secret, in place of the variables
    #[arg(long, value_name = "PATH", requires = "client_credentials")]
    credentials_file: Option<PathBuf>,
    /// Log in as the administrators' client, with the Secret admin-client-auth that Kubernetes keeps
    #[arg(long, conflicts_with_all = ["username", "password", "password_stdin", "rsa_token", "client_credentials"])]
    from_kubernetes: bool,
    /// kubeconfig file [default: KUBECONFIG, ~/.kube/config, /etc/kubernetes/admin.conf]
    #[arg(long, value_name = "FILE", requires = "from_kubernetes")]
    kubeconfig: Option<PathBuf>,
    /// kubeconfig context [default: the current one]
    #[arg(long, value_name = "NAME", requires = "from_kubernetes")]
    context: Option<String>,
}

impl Run for Login {
    fn prints(&self) -> Prints {
        Prints::TEXT
    }

    fn note_supplied(&mut self, option: &str) {
        self.is_password_unseen |= option == "--password";
    }

    async fn run(self, mut context: Context) -> Result<Reply> {
        context.refuse_dry_run("auth login")?;
        login(self, &mut context).await?;
        // The reference client ends with the line of an empty answer.
        Ok(Reply::line("").headed("Success!\n"))
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
pub async fn login(options: Login, context: &mut Context) -> Result<()> {
    let gateway = context.gateway()?;
    gateway.require_private()?;
    let (way, who) = if options.client_credentials {
        let client = client_credentials::find(options.credentials_file.as_deref())?;
        (Some(CLIENT_CREDENTIALS), Who::Client(client))
    } else if options.from_kubernetes {
        let access =
            Access { kubeconfig: options.kubeconfig, context: options.context, timeout: Some(context.timeout) };
        (Some(FROM_KUBERNETES), Who::Client(client_credentials::in_kubernetes(&access).await?))
    } else {
        (None, user(options, context)?)
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
    Ok(context.reconfigure(|configuration| configuration.set("auth.login.username", who.name()))?)
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
fn token_endpoint(text: &str) -> Result<(Gateway, Url)> {
    let refused = |cause: &str| Error::Kubernetes {
        message: "The endpoint in the Secret admin-client-auth cannot be used".into(),
        advice: vec![format!("Cause: {cause}"), "The secret was not sent.".into()],
    };
    let endpoint = Url::parse(text).map_err(|error| refused(&error.to_string()))?;
    let gateway = Gateway::parse(&endpoint.origin().ascii_serialization());
    let gateway = gateway.map_err(|_| refused("it is not an http or https URL"))?;
    if !gateway.is_private() {
        bail!(refused("it is not https, so others could read the secret in transit"));
    }
    Ok((gateway, endpoint))
}

/// Who logs in as a user; asks for what is not given.
fn user(options: Login, context: &Context) -> Result<Who> {
    let name = match options.username {
        Some(name) if name.is_empty() => {
            bail!("The user name is empty. Name one with --username, or type it when asked.");
        }
        Some(name) => name,
        None if options.password_stdin => {
            let advice =
                "--password-stdin takes the password alone from standard input. Name the user with --username.";
            bail!("No username given. {advice}");
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
        None if context.configuration()?.settings()?.auth.login.rsa_required.unwrap_or_default() => {
            ask_secret("RSA Token")?
        }
        None => None,
    };
    if let Some(code) = &rsa_token {
        secret::hide(code.expose_secret());
    }
    Ok(Who::User { name, password, rsa_token })
}

/// Asks until there is an answer, as the reference client does. Fails at the end of the input.
pub fn ask_until_answered(question: &str) -> Result<String> {
    loop {
        match ask(question)? {
            Some(answer) if answer.is_empty() => {}
            Some(answer) => return Ok(answer),
            None => return Err(declined(&format!("\"{question}\" was not answered. Nothing was sent."))),
        }
    }
}

fn kept(text: String) -> SecretString {
    SecretString::from(Zeroizing::new(text).as_str())
}

/// All of standard input but the end of its last line. Returns `None` if that is nothing.
fn password_from_input() -> Result<Option<SecretString>> {
    let mut text = Zeroizing::new(String::new());
    io::stdin()
        .take(LONGEST + 1)
        .read_to_string(&mut text)
        .map_err(|error| Error::Usage(format!("Unable to read the password from standard input: {error}")))?;
    if text.len() as u64 > LONGEST {
        bail!("Standard input does not contain a password: it has more than {LONGEST} bytes.");
    }
    let password = without_newline(&text);
    Ok((!password.is_empty()).then(|| SecretString::from(password)))
}

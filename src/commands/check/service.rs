//! The way to the service and what it answers with: configuration, token, name, connection, TLS, gateway, IMS, collections.

use super::reach::{CONNECTION, NAME, reach};
use super::step::{Outcome, Report};
use crate::context::Context;
use crate::error::{Error, Explain};
use crate::http::Answer;
use crate::ims::{self, *};
use serde_json::Value;
use std::time::Instant;

const CONFIGURATION: &str = "configuration";
const TOKEN: &str = "token";
const TLS: &str = "TLS";
const GATEWAY: &str = "gateway";
const VERSION: &str = "IMS version";
const NODES: &str = "remote build nodes able";

/// The rows of the report, in the order in which they stand there whatever happens.
pub const ROWS: [&str; 16] = [
    CONFIGURATION,
    TOKEN,
    NAME,
    CONNECTION,
    TLS,
    GATEWAY,
    VERSION,
    Recipe::NOUNS,
    Image::NOUNS,
    Job::NOUNS,
    PublicKey::NOUNS,
    DeletedRecipe::NOUNS,
    DeletedImage::NOUNS,
    DeletedPublicKey::NOUNS,
    RemoteBuildNode::NOUNS,
    NODES,
];

/// Takes the steps. Those that lead nowhere stay skipped.
pub async fn check(context: &Context, report: &mut Report) {
    let began = Instant::now();
    let gateway = match context.check_settings().and_then(|()| context.gateway()) {
        Ok(gateway) => gateway,
        Err(error) => {
            report.note(CONFIGURATION, began, error);
            return;
        }
    };
    report.note(CONFIGURATION, began, Outcome::Passed(format!("{} points to {gateway}", context.configuration_name)));
    let began = Instant::now();
    let anonymous = context.client_without_login();
    let client = match &anonymous {
        Ok(_) => context.client().map_err(|error| report.note(TOKEN, began, error)).ok(),
        Err(_) => None,
    };
    if client.is_some_and(|client| !client.has_token()) {
        report.note(TOKEN, began, Outcome::Passed("not logged in; no token is sent".into()));
    }
    let began = Instant::now();
    if !reach(&gateway, report).await {
        return;
    }
    let anonymous = match anonymous {
        Ok(anonymous) => anonymous,
        Err(error) => {
            report.note(TLS, began, error);
            return;
        }
    };
    let Some(mut version) = knock(&anonymous, report).await else { return };
    let Some(client) = client.filter(|client| !client.has_token() || report.has_not_failed(TOKEN)) else {
        return note_version(version, report).await;
    };
    let began = Instant::now();
    if let Err(error) = client.authorize().await {
        report.note(TOKEN, began, error);
        return note_version(version, report).await;
    }
    if client.has_token() {
        if matches!(&version, Err(error) if is_denied(error)) {
            version = client.send(&ims::version()).await;
        }
        let outcome = match &version {
            Err(error) if is_denied(error) => denied(client),
            _ => Outcome::Passed("valid".into()),
        };
        report.note(TOKEN, began, outcome);
    }
    let is_there = version.is_ok();
    note_version(version, report).await;
    if is_there && report.has_not_failed(VERSION) {
        collections(client, report).await;
    }
}

/// Sends the first request, without a token, which tells of TLS, the gateway and the service. Returns `None` if there is no
/// gateway.
async fn knock(client: &Client, report: &mut Report) -> Option<Result<Answer, Error>> {
    let began = Instant::now();
    let answer = client.send(&ims::version()).await;
    match answer {
        Err(error @ Error::Untrusted { .. }) => {
            report.note(TLS, began, error);
            return None;
        }
        Err(error @ Error::Unreachable { .. }) => {
            report.skip(&[TLS], "no answer");
            report.note(GATEWAY, began, error);
            return None;
        }
        _ => {}
    }
    if !client.gateway().is_secure() {
        report.skip(&[TLS], "the configured URL uses http");
    } else if !client.verifies() {
        report.skip(&[TLS], "certificates are not verified (--insecure)");
    } else {
        report.note(TLS, began, Outcome::Passed("certificate verified".into()));
    }
    report.note(GATEWAY, began, Outcome::Passed("it answers".into()));
    Some(answer)
}

/// Returns `true` if the service wants a token, or another one.
fn is_denied(error: &Error) -> bool {
    matches!(error.status(), Some(401))
}

/// What becomes of the token when a request was denied.
fn denied(client: &Client) -> Outcome {
    let problem = if client.has_token() {
        "the service does not accept it"
    } else {
        "not logged in, and the service requires a token"
    };
    let advice = vec![format!("Log in with `{}`.", client.login_command())];
    Outcome::Failed { problem: problem.into(), advice }
}

/// Notes the version of the service.
async fn note_version(answer: Result<Answer, Error>, report: &mut Report) {
    let began = Instant::now();
    let mut answer = match answer {
        Ok(answer) => answer,
        Err(error) => {
            let away = matches!(error.status(), Some(502..=504));
            let mut outcome = Outcome::from(error);
            if let (true, Outcome::Failed { advice, .. }) = (away, &mut outcome) {
                advice
                    .push("The gateway has no IMS behind it; the row \"IMS pods\" shows whether its pod runs.".into());
            }
            report.note(VERSION, began, outcome);
            return;
        }
    };
    let version = answer.text().await.and_then(|text| {
        let document: Value = serde_json::from_str(&text).map_err(|error| Error::BadAnswer(error.to_string()))?;
        let version = document.get("version").and_then(Value::as_str);
        version.map(str::to_owned).ok_or_else(|| Error::BadAnswer("it names no version".into()))
    });
    report.note(VERSION, began, version);
}

/// Reads each collection, as long as the service allows it.
async fn collections(client: &Client, report: &mut Report) {
    let _ = collection::<Recipe>(client, report).await
        && collection::<Image>(client, report).await
        && collection::<Job>(client, report).await
        && collection::<PublicKey>(client, report).await
        && collection::<DeletedRecipe>(client, report).await
        && collection::<DeletedImage>(client, report).await
        && collection::<DeletedPublicKey>(client, report).await
        && nodes(client, report).await;
}

/// Reads a collection. Returns `false` if the service wants another token, which the row of the token then says.
async fn collection<R: Resource>(client: &Client, report: &mut Report) -> bool {
    let began = Instant::now();
    match records::<R>(client).await {
        Err(error) if is_denied(&error) => {
            report.note(TOKEN, began, denied(client));
            false
        }
        records => {
            report.note(R::NOUNS, began, records.map(|records| records.len().to_string()));
            true
        }
    }
}

async fn records<R: Resource>(client: &Client) -> Result<Vec<Value>, Error> {
    let text = client.records(&ims::list::<R>()).await?;
    serde_json::from_str(&text).map_err(|error| Error::BadAnswer(format!("it is not a list of {}: {error}", R::NOUNS)))
}

/// Lets the service look at the remote build nodes, if there are any. Returns `false` if it wants another token.
async fn nodes(client: &Client, report: &mut Report) -> bool {
    let began = Instant::now();
    let nodes = match records::<RemoteBuildNode>(client).await {
        Err(error) if is_denied(&error) => {
            report.note(TOKEN, began, denied(client));
            return false;
        }
        nodes => nodes.map(|nodes| nodes.len()),
    };
    let is_none = matches!(nodes, Ok(0));
    let is_known = report.note(RemoteBuildNode::NOUNS, began, nodes.map(|count| count.to_string()));
    if is_none {
        report.skip(&[NODES], "there are none");
    }
    if is_none || !is_known {
        return true;
    }
    let began = Instant::now();
    let outcome = match records::<RemoteBuildNodeStatus>(client).await {
        Ok(states) => ability(&states),
        Err(error) => error.into(),
    };
    report.note(NODES, began, outcome);
    true
}

/// What the states of the nodes come to.
fn ability(states: &[Value]) -> Outcome {
    let text = |state: &Value, field: &str| state[field].as_str().unwrap_or("unknown").to_owned();
    let unable: Vec<_> = states.iter().filter(|state| state["ableToRunJobs"] != true).collect();
    if unable.is_empty() {
        return Outcome::Passed(format!("all {}", states.len()));
    }
    let line = |state: &&Value| {
        let (name, ssh, podman) = (text(state, "xname"), text(state, "sshStatus"), text(state, "podmanStatus"));
        format!("{name}: ssh: {ssh}; podman: {podman}")
    };
    let mut advice: Vec<_> = unable.iter().map(line).collect();
    advice.push("Fix them, or take them out with `cray-ims remote-build-nodes delete`.".into());
    Outcome::Failed { problem: format!("{} of {} cannot run jobs", unable.len(), states.len()), advice }
}

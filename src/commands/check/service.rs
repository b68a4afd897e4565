//! The way to the service and what it answers with: configuration, token, name, connection, TLS, gateway, IMS, collections.

use super::step::{Outcome, Report};
use crate::context::Context;
use crate::error::Error;
use crate::http::{Answer, Gateway};
use crate::ims::{self, *};
use serde_json::Value;
use std::time::{Duration, Instant};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;

/// How long a name may take to be resolved, and a connection to be made.
const PATIENCE: Duration = Duration::from_secs(10);

const CONFIGURATION: &str = "configuration";
const TOKEN: &str = "token";
const NAME: &str = "name resolution";
const CONNECTION: &str = "connection";
const TLS: &str = "TLS";
const GATEWAY: &str = "gateway";
const VERSION: &str = "IMS version";
const NODES: &str = "remote build nodes able";

const NO_WAY: &str = "a step before it failed";

/// Takes the steps. Those that lead nowhere are skipped.
pub async fn check(context: &Context, report: &mut Report) {
    let began = Instant::now();
    let gateway = match context.gateway() {
        Ok(gateway) => gateway,
        Err(error) => {
            report.note(CONFIGURATION, began, error);
            return report.skip(&[TOKEN, NAME, CONNECTION, TLS, GATEWAY, VERSION], NO_WAY);
        }
    };
    report.note(CONFIGURATION, began, Outcome::Passed(format!("{} leads to {gateway}", context.configuration_name)));
    let began = Instant::now();
    let client = match context.client() {
        Ok(client) => {
            if !client.has_token() {
                report.note(TOKEN, began, Outcome::Passed("nobody logged in, so none is sent".into()));
            }
            Some(client)
        }
        Err(error) => {
            report.note(TOKEN, began, error);
            None
        }
    };
    if !reach(&gateway, report).await {
        return report.skip(&[TLS, GATEWAY, VERSION], NO_WAY);
    }
    let Some(client) = client else { return report.skip(&[TLS, GATEWAY, VERSION], NO_WAY) };
    if knock(client, report).await {
        collections(client, report).await;
        nodes(client, report).await;
    }
}

/// Resolves the name and makes a connection. Whether there may be a way to the service.
async fn reach(gateway: &Gateway, report: &mut Report) -> bool {
    let (host, port) = gateway.address();
    let began = Instant::now();
    let found = timeout(PATIENCE, lookup_host((host.as_str(), port))).await;
    let addresses: Vec<_> = match found {
        Ok(Ok(addresses)) => addresses.collect(),
        Ok(Err(error)) => return no_way(NAME, began, format!("{host} cannot be resolved: {error}"), gateway, report),
        Err(_) => return no_way(NAME, began, format!("{host}: no answer from the name servers"), gateway, report),
    };
    let names: Vec<_> = addresses.iter().map(|address| address.ip().to_string()).collect();
    report.note(NAME, began, Outcome::Passed(format!("{host} is {}", names.join(", "))));
    let began = Instant::now();
    match timeout(PATIENCE, TcpStream::connect(&addresses[..])).await {
        Ok(Ok(_)) => report.note(CONNECTION, began, Outcome::Passed(format!("port {port} is open"))),
        Ok(Err(error)) => no_way(CONNECTION, began, format!("port {port}: {error}"), gateway, report),
        Err(_) => no_way(CONNECTION, began, format!("port {port}: no answer, as behind a firewall"), gateway, report),
    }
}

/// Notes that there is no way, unless one may lead through a proxy.
fn no_way(name: &str, began: Instant, problem: String, gateway: &Gateway, report: &mut Report) -> bool {
    if let Some(proxy) = gateway.proxy() {
        report.note(name, began, Outcome::Skipped(format!("{problem}; {proxy} names a proxy")));
        return true;
    }
    let advice = vec!["`cray config get core.hostname` shows where the system is thought to be.".into()];
    report.note(name, began, Outcome::Failed { problem, advice })
}

/// Sends the first request, which tells of the token, TLS, the gateway and the service at once. Whether the service is there.
async fn knock(client: &Client, report: &mut Report) -> bool {
    let began = Instant::now();
    let answer = match client.send(&ims::version()).await {
        Err(error @ (Error::SessionExpired { .. } | Error::NotRenewed { .. } | Error::TokenFile { .. })) => {
            report.note(TOKEN, began, error);
            report.skip(&[TLS, GATEWAY, VERSION], NO_WAY);
            return false;
        }
        answer => answer,
    };
    if client.has_token() {
        token(&answer, began, report);
    }
    let answer = match answer {
        Err(error @ Error::Untrusted { .. }) => {
            report.note(TLS, began, error);
            report.skip(&[GATEWAY, VERSION], NO_WAY);
            return false;
        }
        Err(error @ Error::Unreachable { .. }) => {
            report.skip(&[TLS], "no answer");
            report.note(GATEWAY, began, error);
            report.skip(&[VERSION], NO_WAY);
            return false;
        }
        answer => answer,
    };
    match client.gateway().is_secure() {
        false => report.skip(&[TLS], "the configuration says http"),
        true if !client.verifies() => report.skip(&[TLS], "certificates are not looked at (--insecure)"),
        true => {
            report.note(TLS, began, Outcome::Passed("the certificate is good".into()));
        }
    }
    report.note(GATEWAY, began, Outcome::Passed("it answers".into()));
    version(answer, report).await
}

/// Tells of the token by what the service made of it.
fn token<T>(answer: &Result<T, Error>, began: Instant, report: &mut Report) {
    match answer {
        Err(Error::Untrusted { .. } | Error::Unreachable { .. }) => report.skip(&[TOKEN], "no answer"),
        Err(error) if error.status() == Some(401) => {
            let advice = vec!["Log in with `cray auth login`.".to_owned()];
            report.note(TOKEN, began, Outcome::Failed { problem: "the service does not take it".into(), advice });
        }
        _ => {
            report.note(TOKEN, began, Outcome::Passed("there is one that has not expired".into()));
        }
    }
}

/// Reads the version of the service. Whether there is one.
async fn version(answer: Result<Answer, Error>, report: &mut Report) -> bool {
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
            return report.note(VERSION, began, outcome);
        }
    };
    let version = answer.text().await.and_then(|text| {
        let document: Value = serde_json::from_str(&text).map_err(|error| Error::BadAnswer(error.to_string()))?;
        let version = document.get("version").and_then(Value::as_str);
        version.map(str::to_owned).ok_or_else(|| Error::BadAnswer("it names no version".into()))
    });
    report.note(VERSION, began, version)
}

/// Reads each collection.
async fn collections(client: &Client, report: &mut Report) {
    collection::<Recipe>(client, report).await;
    collection::<Image>(client, report).await;
    collection::<Job>(client, report).await;
    collection::<PublicKey>(client, report).await;
    collection::<DeletedRecipe>(client, report).await;
    collection::<DeletedImage>(client, report).await;
    collection::<DeletedPublicKey>(client, report).await;
}

async fn collection<R: Resource>(client: &Client, report: &mut Report) {
    let began = Instant::now();
    let records = records::<R>(client).await;
    report.note(R::NOUNS, began, records.map(|records| records.len().to_string()));
}

async fn records<R: Resource>(client: &Client) -> Result<Vec<Value>, Error> {
    let text = client.records(&ims::list::<R>()).await?;
    serde_json::from_str(&text).map_err(|error| Error::BadAnswer(format!("it is not a list of {}: {error}", R::NOUNS)))
}

/// Lets the service look at the remote build nodes, if there are any.
async fn nodes(client: &Client, report: &mut Report) {
    let began = Instant::now();
    let nodes = records::<RemoteBuildNode>(client).await.map(|nodes| nodes.len());
    let reason = match nodes {
        Ok(0) => Some("there are none"),
        Ok(_) => None,
        Err(_) => Some(NO_WAY),
    };
    report.note(RemoteBuildNode::NOUNS, began, nodes.map(|count| count.to_string()));
    if let Some(reason) = reason {
        return report.skip(&[NODES], reason);
    }
    let began = Instant::now();
    let outcome = match records::<RemoteBuildNodeStatus>(client).await {
        Ok(states) => ability(&states),
        Err(error) => error.into(),
    };
    report.note(NODES, began, outcome);
}

/// Whether all nodes are able to run jobs.
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
    advice.push("Mend them, or take them out with `cray-ims remote-build-nodes delete`.".into());
    Outcome::Failed { problem: format!("{} of {} cannot run jobs", unable.len(), states.len()), advice }
}

//! `auth status`: who is logged in, and until when.

use crate::auth::State;
use crate::candidates::Fields;
use crate::commands::{Prints, Reply, Run, examples};
use crate::context::Context;
use crate::error::Error;
use anyhow::Result;
use clap::Args;
use jiff::Timestamp;
use serde_json::json;

const FIELDS: &[&str] =
    &["hostname", "username", "client_id", "file", "expired", "expires_at", "renewable", "renewable_until"];

/// Show the login: user, expiry and token file; secrets are not shown
#[derive(Args)]
#[command(after_help = examples(&["cray-ims auth status --format json"]), add = Fields(FIELDS))]
pub struct Status {}

impl Run for Status {
    fn prints(&self) -> Prints {
        Prints::Records
    }

    async fn run(self, context: Context) -> Result<Reply> {
        let host = context.gateway()?.authority();
        let Some(login) = context.login()? else { return Err(Error::NotLoggedIn { host }.into()) };
        let Some(token) = context.token(&login)? else { return Err(Error::NotLoggedIn { host }.into()) };
        let is_renewable = token.refresh_token().is_some()
            && login.is_renewable()
            && token.renewable_until().is_none_or(|end| end > Timestamp::now().as_second() as f64);
        let is_expired = token.state() == State::Expired;
        let reply = Reply::document(json!({
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
        Ok(reply.failed(error))
    }
}

/// A time in words; `None` if no calendar has it.
fn time(seconds: f64) -> Option<String> {
    let time = Timestamp::from_second(seconds as i64).ok()?;
    Some(time.to_string())
}

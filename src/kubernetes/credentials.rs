//! What a user of Kubernetes proves itself with, where that is more than a text in the configuration.

use super::excerpt::first_line;
use crate::error::Error;
use crate::secret;
use crate::waiting;
use hyper::header::{AUTHORIZATION, HeaderValue};
use kube::client::{AuthError, Body};
use kube::config::{AuthInfo, ExecConfig, ExecInteractiveMode};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tower::util::MapRequestLayer;
use zeroize::Zeroizing;

/// Takes the token file out of a user, and returns it. A token in the configuration itself comes first.
pub fn take_token_file(user: &mut AuthInfo) -> Option<PathBuf> {
    let file = user.token_file.take().filter(|file| !file.is_empty())?;
    user.token.is_none().then(|| PathBuf::from(file))
}

/// Adds the token of this file to every request. It is read each time, since it may be replaced by a newer one; where it
/// cannot be read any more, the last one serves. Fails if it cannot be read now.
pub fn token_layer(
    path: PathBuf,
) -> Result<MapRequestLayer<impl Fn(hyper::Request<Body>) -> hyper::Request<Body> + Clone + Send + 'static>, Error> {
    let last = Arc::new(std::sync::Mutex::new(bearer(&path)?));
    Ok(MapRequestLayer::new(move |mut request: hyper::Request<Body>| {
        let mut last = last.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Ok(newer) = bearer(&path) {
            *last = newer;
        }
        request.headers_mut().insert(AUTHORIZATION, last.clone());
        request
    }))
}

/// The header with the token of a file, whose last line may have an end.
fn bearer(path: &Path) -> Result<HeaderValue, Error> {
    let refused = |cause: String| Error::Kubernetes {
        message: format!("Unable to use the token file {}, which the Kubernetes configuration names", path.display()),
        advice: vec![format!("Cause: {cause}")],
    };
    let text = crate::file::read_text(path).map(Zeroizing::new).map_err(|error| refused(error.to_string()))?;
    let token = text.trim();
    if token.is_empty() {
        return Err(refused("it is empty".into()));
    }
    secret::hide(token);
    let header = HeaderValue::from_str(&Zeroizing::new(format!("Bearer {token}")));
    let mut header = header.map_err(|_| refused("it contains invalid characters".into()))?;
    header.set_sensitive(true);
    Ok(header)
}

/// Keeps our standard input from a program that provides credentials, unless it is a terminal on which it may ask.
pub fn keep_input(exec: &mut ExecConfig) {
    if exec.interactive_mode != Some(ExecInteractiveMode::Always) && !io::stdin().is_terminal() {
        exec.interactive_mode = Some(ExecInteractiveMode::Never);
    }
}

/// Waits for the program that provides credentials, which `run` runs, no longer than this.
pub async fn awaited<T: Send + 'static>(
    program: Option<&str>,
    limit: Duration,
    run: impl FnOnce() -> Result<T, kube::Error> + Send + 'static,
) -> Result<Result<T, kube::Error>, Error> {
    let Some(program) = program.map(str::to_owned) else { return Ok(run()) };
    let what = format!("{program}, which provides the credentials for Kubernetes");
    let work = waiting::told(|| what, tokio::task::spawn_blocking(run));
    match tokio::time::timeout(limit, work).await {
        Ok(Ok(outcome)) => Ok(outcome),
        Ok(Err(error)) => Err(Error::Internal(error.to_string())),
        Err(_) => Err(failed(&program, format!("it timed out after {}", crate::time::readable(limit)))),
    }
}

/// Why there are no credentials. What the program printed is not repeated, since it may hold some.
pub fn explain(error: &AuthError, program: Option<&str>) -> Error {
    let program = program.unwrap_or("the credential plugin");
    match error {
        AuthError::AuthExecStart(cause) => failed(program, format!("it cannot be run: {cause}")),
        AuthError::AuthExecRun { out, .. } => {
            let said = String::from_utf8_lossy(&out.stderr);
            let said = said.lines().map(str::trim).find(|line| !line.is_empty());
            let said = said.map(|line| format!(": {}", first_line(line))).unwrap_or_default();
            failed(program, format!("it ended with {}{said}", out.status))
        }
        AuthError::AuthExecParse(_) | AuthError::ExecPluginFailed | AuthError::UnrefreshableTokenResponse => {
            failed(program, "it printed no credentials in the form that Kubernetes expects".into())
        }
        AuthError::MissingCommand => failed(program, "the configuration does not say which program to run".into()),
        other => Error::Kubernetes {
            message: "Unable to get credentials for Kubernetes".into(),
            advice: vec![format!("Cause: {}", first_line(&other.to_string())), REMEDY.into()],
        },
    }
}

const REMEDY: &str = "Check the user of the Kubernetes configuration, or name another with --kubeconfig or --context.";

fn failed(program: &str, cause: String) -> Error {
    Error::Kubernetes {
        message: format!("Unable to get credentials for Kubernetes from {program}"),
        advice: vec![format!("Cause: {cause}"), REMEDY.into()],
    }
}

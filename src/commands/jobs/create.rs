//! `jobs create`: what the service made of a job may not be what was asked for, which it does not tell.

use super::wait::{self, Wait};
use crate::cli::NewJobOptions;
use crate::commands::{Reply, names};
use crate::context::Context;
use crate::dkms::{Arch, Rule};
use crate::error::Error;
use crate::http::{Answer, Request};
use crate::ims::{self, Client, Image, Job, NewJob, PublicKey, Recipe, Resource};
use crate::printer;
use serde::Deserialize;
use serde::de::IgnoredAny;

/// Creates a job, and waits for it if that is wanted.
pub async fn run(options: &NewJobOptions, context: &Context) -> Result<Reply, Error> {
    let waiting = options.waiting()?;
    let client = context.client()?;
    let request = ims::create::<Job>(&options.new)?;
    if context.rehearses(&request) {
        return Ok(Reply::Line(context.rehearsal(&request)?));
    }
    let mut answer = send(client, &request, &options.new, context).await?;
    let job = answer.text().await?;
    let readable = serde_json::from_str::<IgnoredAny>(&job);
    readable.map_err(|error| answer.in_doubt(Error::BadAnswer(format!("it is not JSON: {error}"))))?;
    tell_difference(&options.new, &job);
    match waiting {
        Some(options) => {
            let wait = Wait::for_created(job).map_err(|error| answer.in_doubt(error))?;
            wait::run(wait, options, context).await
        }
        None => Ok(Reply::Body(job, Job::COLUMNS)),
    }
}

/// Sends the request as it was given. If the service does not take it, and a word in it may be a name, it is sent with the
/// ids of what has these names: a request that was refused has created nothing.
async fn send(client: &Client, request: &Request, new: &NewJob, context: &Context) -> Result<Answer, Error> {
    let refused = match client.send(request).await {
        Err(error) if matches!(error.status(), Some(400 | 404 | 422)) => error,
        outcome => return outcome,
    };
    let artifact = match new.is_build() {
        true => names::resolve::<Recipe>(new.artifact_id(), client, request, context).await?,
        false => names::resolve::<Image>(new.artifact_id(), client, request, context).await?,
    };
    let public_key = names::resolve::<PublicKey>(new.public_key_id(), client, request, context).await?;
    match (&artifact, &public_key) {
        (None, None) => Err(refused.with_advice(unknown(new))),
        _ => client.send(&ims::create::<Job>(&new.with_ids(artifact, public_key))?).await,
    }
}

/// Says which words of a request are neither ids nor names.
fn unknown(new: &NewJob) -> Vec<String> {
    let artifact = if new.is_build() { (Recipe::NOUN, Recipe::PATH) } else { (Image::NOUN, Image::PATH) };
    let public_key = (PublicKey::NOUN, PublicKey::PATH);
    [(artifact, new.artifact_id()), (public_key, new.public_key_id())]
        .into_iter()
        .filter(|(_, id)| !names::is_uuid(id))
        .map(|((noun, path), id)| format!("No {noun} has the name {id}. `cray ims {path} list` shows what exists."))
        .collect()
}

/// Says where the job differs from what was asked for.
fn tell_difference(new: &NewJob, job: &str) {
    if let (Some(asked), Ok(created)) = (new.require_dkms(), serde_json::from_str::<Created>(job))
        && let Some(line) = created.difference(asked)
    {
        printer::warning(&line);
    }
}

/// What matters here of the job that was created.
#[derive(Deserialize)]
struct Created {
    require_dkms: Option<bool>,
    arch: Option<String>,
}

impl Created {
    /// Says what differs from what was asked for, and why.
    fn difference(&self, asked: bool) -> Option<String> {
        let got = self.require_dkms.filter(|got| *got != asked)?;
        let reason = match self.arch.as_deref().map(Arch::named) {
            Some(Arch::Aarch64) => Rule::Aarch64.to_string(),
            _ => "the service decided so".to_owned(),
        };
        Some(format!("Warning: The job was created with require_dkms {got} although {asked} was asked for: {reason}."))
    }
}

#[cfg(test)]
mod tests {
    use super::Created;

    #[test]
    fn only_a_difference_is_told() {
        let created = |require_dkms, arch: &str| Created { require_dkms, arch: Some(arch.into()) };
        assert_eq!(created(Some(false), "aarch64").difference(false), None);
        assert_eq!(created(None, "aarch64").difference(false), None);
        let told = created(Some(true), "aarch64").difference(false).unwrap();
        assert!(told.contains("require_dkms true although false") && told.contains("aarch64"), "{told}");
        assert!(created(Some(true), "x86_64").difference(false).unwrap().ends_with("the service decided so."));
    }
}

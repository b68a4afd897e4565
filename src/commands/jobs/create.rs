//! `jobs create`: what the service made of a job may not be what was asked for, which it does not tell.

use super::wait::{self, Wait};
use crate::cli::NewJobOptions;
use crate::commands::Reply;
use crate::context::Context;
use crate::dkms::{Arch, Rule};
use crate::error::Error;
use crate::ims::{self, Job, NewJob, Resource};
use crate::printer;
use serde::Deserialize;

/// Creates a job, and waits for it if that is wanted.
pub async fn run(options: &NewJobOptions, context: &Context) -> Result<Reply, Error> {
    let waiting = options.waiting()?;
    let client = context.client()?;
    let request = ims::create::<Job>(&options.new)?;
    if let Some(reply) = context.rehearsed(&client, &request)? {
        return Ok(reply);
    }
    let job = client.send(&request).await?.text().await?;
    tell_difference(&options.new, &job);
    match waiting {
        Some(options) => wait::run(Wait::for_created(job)?, options, context).await,
        None => Ok(Reply::Body(job, Job::COLUMNS)),
    }
}

/// Says where the job differs from what was asked for. What cannot be read is for the renderer to refuse.
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

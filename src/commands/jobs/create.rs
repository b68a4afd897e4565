//! `jobs create`: what the service made of a job may not be what was asked for, which it does not report.

use super::until_ended::{self, Watch, until_ended};
use super::waiting::Waiting;
use crate::candidates::Fields;
use crate::commands::dkms::trap;
use crate::commands::records::names;
use crate::commands::{Prints, Reply, Run, examples};
use crate::context::Context;
use crate::dkms::{Arch, Rule};
use crate::error::{Advise, Error, Explain};
use crate::http::{Answer, Request, TIMEOUT};
use crate::ims::{self, Image, Job, NewJob, PublicKey, Recipe, Resource};
use crate::interrupt;
use crate::printer;
use crate::shell::operands;
use crate::time::Deadline;
use anyhow::{Result, anyhow};
use clap::Args;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::io::{self, IsTerminal};
use std::time::Duration;

const HELP: &str = "\
A recipe build follows require_dkms of the recipe; JOB_ENABLE_DKMS, which
`cray-ims dkms enable` sets, applies to customize jobs. --require-dkms overrides
both. For aarch64, DKMS is always on.";

/// Start a job
#[derive(Args)]
#[command(after_help = help(), add = Fields(Job::FIELDS))]
pub struct Create {
    #[command(flatten)]
    new: NewJob,
    /// Wait until the job has ended
    #[arg(long)]
    wait: bool,
    #[command(flatten)]
    waiting: Waiting,
}

fn help() -> String {
    format!("{HELP}\n\n{}", examples(<Job as ims::Create>::EXAMPLES))
}

/// How long the creation of a job may take, however short the wait for it is: a job that was created must not be lost sight of.
const CREATION: Duration = Duration::from_secs(60);

impl Run for Create {
    fn prints(&self) -> Prints {
        Prints::Records
    }

    fn waits(&self) -> bool {
        true
    }

    fn request_timeout(&self, given: Duration) -> Option<Duration> {
        Some(given.clamp(CREATION, TIMEOUT))
    }

    async fn run(self, context: Context) -> Result<Reply> {
        create(&self, &context).await
    }
}

impl Create {
    /// How to wait, if at all.
    fn waiting(&self) -> Result<Option<&Waiting>> {
        if self.wait {
            Ok(Some(&self.waiting))
        } else if self.waiting.is_given() {
            Err(anyhow!("--interval, --until and --timeout require --wait."))
        } else {
            Ok(None)
        }
    }
}

/// Creates a job, and waits for it if that is wanted.
async fn create(options: &Create, context: &Context) -> Result<Reply> {
    let waiting = options.waiting()?.map(|waiting| (waiting, waiting.deadline()));
    let request = ims::create::<Job>(&options.new)?;
    if context.is_dry_run_of(&request) {
        let (job, unknown) = with_names_resolved(&options.new, &request, context).await?;
        unknown.iter().for_each(|line| context.printer.remark(line));
        return Ok(Reply::line(context.shown(&ims::create::<Job>(&job)?)?));
    }
    let mut answer = send(&request, &options.new, waiting, context).await?;
    let job = answer.text().await?;
    let readable = serde_json::from_str::<IgnoredAny>(&job);
    readable.map_err(|error| answer.in_doubt(Error::BadAnswer(format!("it is not JSON: {error}"))))?;
    report_difference(&options.new, &job);
    let watch = match waiting {
        Some((_, deadline)) => Some(Watch::for_created(job.clone(), deadline).map_err(|error| answer.in_doubt(error))?),
        None => None,
    };
    // From here on the request is no longer under way, and the job is known.
    drop(answer);
    let id = serde_json::from_str::<Created>(&job).ok().and_then(|created| created.id);
    let _advice = id.map(|id| {
        let created = format!("Created job {id}. `cray-ims jobs describe {}` shows it.", operands(&[&id]));
        interrupt::advise(move || vec![created.clone()])
    });
    if is_without_dkms_by_recipe(&options.new, &job) {
        let trap = trap::after_creation(options.new.artifact_id(), context);
        let line = match waiting {
            Some((_, deadline)) => deadline.bound(trap).await.flatten(),
            None => trap.await,
        };
        line.iter().for_each(|line| context.printer.remark(line));
    }
    match watch.zip(waiting) {
        Some((watch, (options, _))) => until_ended(watch, options, context).await,
        None => Ok(Reply::text::<Job>(job)),
    }
}

/// Sends the request as it was given. If the service does not take it, and a word in it may be a name, it is sent with the
/// ids of what has these names: a request that was refused has created nothing. The time to wait bounds the look for names, but
/// no creation, whose answer is needed to know the job.
async fn send(
    request: &Request,
    new: &NewJob,
    waiting: Option<(&Waiting, Deadline)>,
    context: &Context,
) -> Result<Answer> {
    let client = context.client()?;
    let refused = match client.send(request).await {
        Err(error) if matches!(error.status(), Some(400 | 404 | 422)) => error,
        outcome => return Ok(outcome?),
    };
    let corrected = corrected(new, request, refused, context);
    let request = match waiting {
        None => corrected.await?,
        Some((waiting, deadline)) => deadline.bound(corrected).await.unwrap_or_else(|| {
            let nothing = "No job was created. The service did not answer while names were looked up.".to_owned();
            Err(until_ended::timed_out(waiting, vec![nothing]))
        })?,
    };
    Ok(client.send(&request).await?)
}

/// The request with ids in place of names. Fails with the refusal, and what else is known about it, if there is nothing to
/// correct.
async fn corrected(new: &NewJob, request: &Request, refused: Error, context: &Context) -> Result<Request> {
    if names::is_uuid(new.artifact_id()) {
        if refused.to_string().contains("artifact_id") {
            // A script sends the one request that `cray` sends.
            let known = if io::stderr().is_terminal() { of_the_other_kind(new, context).await } else { None };
            return Err(refused.advise(vec![known.unwrap_or_else(|| perhaps_of_the_other_kind(new))]));
        }
        if names::is_uuid(new.public_key_id()) {
            return Err(refused.into());
        }
    }
    match with_names_resolved(new, request, context).await? {
        (job, unknown) if unknown.is_empty() => Ok(ims::create::<Job>(&job)?),
        (_, unknown) => Err(refused.advise(unknown)),
    }
}

/// Says what the artifact has to be.
fn perhaps_of_the_other_kind(new: &NewJob) -> String {
    let id = new.artifact_id();
    if new.is_build() {
        format!("--job-type create builds a recipe. If {id} is an image, use --job-type customize.")
    } else {
        format!("--job-type customize changes an image. If {id} is a recipe, use --job-type create.")
    }
}

/// Says so if the artifact is an image where a recipe is needed, or the other way round.
async fn of_the_other_kind(new: &NewJob, context: &Context) -> Option<String> {
    let id = new.artifact_id();
    Some(if new.is_build() {
        let name = name_of::<Image>(id, context).await?;
        format!("{id} is an image{name}, and --job-type create builds a recipe. --job-type customize changes an image.")
    } else {
        let name = name_of::<Recipe>(id, context).await?;
        format!("{id} is a recipe{name}, and --job-type customize changes an image. --job-type create builds a recipe.")
    })
}

/// The name of a record in brackets, as far as it has one; `None` if there is no such record.
async fn name_of<R: Resource>(id: &str, context: &Context) -> Option<String> {
    #[derive(Deserialize)]
    struct Named {
        name: Option<String>,
    }
    let mut answer = context.client().ok()?.send(&ims::describe::<R>(id).ok()?).await.ok()?;
    let named: Named = serde_json::from_str(&answer.text().await.ok()?).ok()?;
    Some(named.name.map_or_else(String::new, |name| format!(" ({name})")))
}

/// The job with ids in place of names, and a line for each word that is neither.
async fn with_names_resolved(new: &NewJob, request: &Request, context: &Context) -> Result<(NewJob, Vec<String>)> {
    let mut unknown = Vec::new();
    let artifact = if new.is_build() {
        id_of::<Recipe>(new.artifact_id(), request, &mut unknown, context).await?
    } else {
        id_of::<Image>(new.artifact_id(), request, &mut unknown, context).await?
    };
    let public_key = id_of::<PublicKey>(new.public_key_id(), request, &mut unknown, context).await?;
    Ok((new.with_ids(artifact, public_key), unknown))
}

async fn id_of<R: Resource>(
    word: &str,
    request: &Request,
    unknown: &mut Vec<String>,
    context: &Context,
) -> Result<Option<String>> {
    let found = names::resolve::<R>(word, context.client()?, request, context).await?;
    if found.is_none() && !names::is_uuid(word) {
        unknown.push(names::unknown::<R>(word));
    }
    Ok(found)
}

/// Says where the job differs from what was asked for.
fn report_difference(new: &NewJob, job: &str) {
    if let (Some(asked), Ok(created)) = (new.require_dkms(), serde_json::from_str::<Created>(job))
        && let Some(line) = created.difference(asked)
    {
        printer::warning(&line);
    }
}

/// Returns `true` if a build goes without DKMS because its recipe says so.
fn is_without_dkms_by_recipe(new: &NewJob, job: &str) -> bool {
    let created = serde_json::from_str::<Created>(job);
    new.is_build() && new.require_dkms().is_none() && created.is_ok_and(|job| job.require_dkms == Some(false))
}

/// What matters here of the job that was created.
#[derive(Deserialize)]
struct Created {
    id: Option<String>,
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
    fn only_a_difference_is_reported() {
        let created = |require_dkms, arch: &str| Created { id: None, require_dkms, arch: Some(arch.into()) };
        assert_eq!(created(Some(false), "aarch64").difference(false), None);
        assert_eq!(created(None, "aarch64").difference(false), None);
        let line = created(Some(true), "aarch64").difference(false).unwrap();
        assert!(line.contains("require_dkms true although false") && line.contains("aarch64"), "{line}");
        assert!(created(Some(true), "x86_64").difference(false).unwrap().ends_with("the service decided so."));
    }
}

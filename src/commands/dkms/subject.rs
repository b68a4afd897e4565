//! The record that an explanation is about.

use super::running::Running;
use crate::candidates::Candidates;
use crate::commands::records::one;
use crate::context::Context;
use crate::dkms::{Arch, Work};
use crate::error::Error;
use crate::ims::{Image, Job, JobType, Recipe, Resource};
use crate::time;
use anyhow::Result;
use clap::Args;
use jiff::Timestamp;
use serde::Deserialize;

/// One record.
#[derive(Args, Clone, Debug)]
#[group(required = true, multiple = false)]
pub struct SubjectOptions {
    /// A job that builds an image from this recipe
    #[arg(long, value_name = "RECIPE_ID", add = Candidates::Records(Recipe::COLLECTION))]
    recipe: Option<String>,
    /// A job that customizes this image
    #[arg(long, value_name = "IMAGE_ID", add = Candidates::Records(Image::COLLECTION))]
    image: Option<String>,
    /// A job that exists
    #[arg(long, value_name = "JOB_ID", add = Candidates::Records(Job::COLLECTION))]
    job: Option<String>,
}

/// What the question is about.
pub struct Subject {
    /// For people, for example `a job from the recipe compute`.
    pub name: String,
    pub arch: Arch,
    pub work: Work,
    pub recipe_is_known: bool,
    /// `true` for a job that exists.
    pub exists: bool,
    /// What such a job got, where its record says so.
    pub got: Option<bool>,
    pub is_remote: bool,
    /// When the job was created, if it exists.
    created: Option<Timestamp>,
    /// The namespace and the label of the pods of a job that exists.
    pub pods: Option<(String, String)>,
}

/// The fields of a record that matter here.
#[derive(Deserialize)]
struct Record {
    id: Option<String>,
    name: Option<String>,
    arch: Option<String>,
    require_dkms: Option<bool>,
    job_type: Option<String>,
    artifact_id: Option<String>,
    remote_build_node: Option<String>,
    kubernetes_job: Option<String>,
    kubernetes_namespace: Option<String>,
    created: Option<String>,
}

impl Subject {
    /// Reads the record that is asked about.
    pub async fn read(subject: &SubjectOptions, context: &Context) -> Result<Self> {
        if let Some(id) = &subject.recipe {
            let recipe = describe::<Recipe>(id, context).await?;
            return Ok(Subject::new(&recipe, "a job that builds an image from the recipe", create(&recipe)));
        }
        if let Some(id) = &subject.image {
            let image = describe::<Image>(id, context).await?;
            return Ok(Subject::new(&image, "a job that customizes the image", Work::Customize));
        }
        let id = subject.job.as_deref().unwrap_or_default();
        let job = describe::<Job>(id, context).await?;
        let is_build = job.job_type.as_deref() == Some(JobType::Create.name());
        let recipe = match &job.artifact_id {
            // The recipe may be gone by now.
            Some(recipe) if is_build => describe::<Recipe>(recipe, context).await.ok(),
            _ => None,
        };
        let work = if is_build {
            recipe.as_ref().map_or(Work::Create { recipe_requires: true }, create)
        } else {
            Work::Customize
        };
        let namespace = job.kubernetes_namespace.clone().filter(|namespace| !namespace.is_empty());
        Ok(Subject {
            name: format!("the job {}", job.id.as_deref().unwrap_or(id)),
            recipe_is_known: recipe.is_some(),
            exists: true,
            got: job.require_dkms,
            is_remote: job.remote_build_node.as_ref().is_some_and(|node| !node.is_empty()),
            created: job.created.as_deref().and_then(time::read),
            pods: namespace.zip(job.kubernetes_job.as_ref().map(|job| format!("job-name={job}"))),
            ..Subject::new(&job, "", work)
        })
    }

    fn new(record: &Record, what: &str, work: Work) -> Self {
        Subject {
            name: format!("{what} {}", record.name.as_deref().unwrap_or_default()),
            arch: Arch::named(record.arch.as_deref().unwrap_or_default()),
            work,
            recipe_is_known: true,
            exists: false,
            got: None,
            is_remote: false,
            created: None,
            pods: None,
        }
    }

    /// Returns `true` if the service that runs now is the one that decides, or decided, on it.
    pub fn is_younger_than(&self, running: &Running) -> bool {
        !self.exists || self.created.zip(running.since).is_some_and(|(created, since)| created > since)
    }
}

/// What a recipe demands; the service takes a missing word for true.
fn create(recipe: &Record) -> Work {
    Work::Create { recipe_requires: recipe.require_dkms.unwrap_or(true) }
}

async fn describe<R: Resource>(id: &str, context: &Context) -> Result<Record> {
    let text = one::text::<R>(id, context).await?;
    Ok(serde_json::from_str(&text).map_err(|error| Error::BadAnswer(format!("not a {}: {error}", R::NOUN)))?)
}

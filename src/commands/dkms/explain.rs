//! `dkms explain`: what a job would get or got, which rule decided, and what cannot be known.

use super::{is_stale, reply};
use crate::cli::{Explain, Kubernetes};
use crate::commands::{Reply, delete_all::timestamp};
use crate::context::Context;
use crate::dkms::{self, Arch, Facts, Known, Link, Rule, Says, Settings, Work, chain};
use crate::error::Error;
use crate::ims::{self, Image, Job, Recipe, Resource};
use crate::kubernetes::{Cluster, Pod};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

const DOCUMENTATION: &str = "The administrators' documentation says that JOB_ENABLE_DKMS governs all jobs; the service reads it \
     only for customize jobs that do not ask.";

pub async fn run(options: &Explain, kubernetes: &Kubernetes, context: &Context) -> Result<Reply, Error> {
    let subject = Subject::read(options, context).await?;
    let cluster = context.cluster(kubernetes).await;
    let running = running_settings(&cluster).await;
    let facts = Facts {
        arch: subject.arch,
        requested: match (options.require_dkms, subject.exists()) {
            (None, true) => Known::No,
            (asked, _) => Known::Yes(asked),
        },
        work: subject.work,
        recipe_is_known: subject.recipe_is_known,
        settings: running
            .as_ref()
            .ok()
            .filter(|running| subject.is_younger_than(running))
            .map(|it| it.settings.clone()),
        got: subject.got,
    };
    let (links, required) = chain(&facts);
    let runtime = match required {
        None => Runtime::Unknown,
        Some(_) if subject.is_remote => Runtime::None,
        Some(false) => Runtime::None,
        Some(true) => runtime(&subject, &cluster, &facts).await,
    };
    let explanation = Explanation { subject: &subject, links, required, runtime, running: &running };
    Ok(reply(explanation.document(), &explanation.lines(), context))
}

/// What the running service read when it started, and when that was.
struct Running {
    settings: Settings,
    since: Option<Timestamp>,
}

/// The settings that the running service read when it started, or why they cannot be known.
async fn running_settings(cluster: &Result<Cluster, Error>) -> Result<Running, String> {
    let cluster = cluster.as_ref().map_err(Error::to_string)?;
    let config = cluster.config_map().await.map_err(|error| error.to_string())?;
    let pods = cluster.pods().await.map_err(|error| error.to_string())?;
    if !pods.iter().any(Pod::is_ready) {
        return Err("no pod of IMS is ready".into());
    }
    match is_stale(&config, &pods) {
        Some(false) => {
            let since = pods.iter().filter(|pod| pod.is_serving).filter_map(|pod| pod.started).max();
            Ok(Running { settings: dkms::settings(&config.data), since })
        }
        Some(true) => Err("the running pod started before the last change of the settings, which nobody kept".into()),
        None => {
            Err("Kubernetes does not tell whether the running pod started before the last change of the settings"
                .into())
        }
    }
}

/// What the question is about.
struct Subject {
    /// For people, for example `a job from the recipe compute`.
    name: String,
    arch: Arch,
    work: Work,
    recipe_is_known: bool,
    /// What the job got, if it exists.
    got: Option<bool>,
    is_remote: bool,
    /// When the job was created, if it exists.
    created: Option<Timestamp>,
    /// The namespace and the label of the pods of a job that exists.
    pods: Option<(String, String)>,
}

/// The fields of a record that matter here.
#[derive(Deserialize)]
struct Record {
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
    async fn read(options: &Explain, context: &Context) -> Result<Self, Error> {
        let subject = &options.subject;
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
        let recipe = match (job.job_type.as_deref(), &job.artifact_id) {
            // The recipe may be gone by now.
            (Some("create"), Some(recipe)) => describe::<Recipe>(recipe, context).await.ok(),
            _ => None,
        };
        let work = match job.job_type.as_deref() {
            Some("create") => recipe.as_ref().map_or(Work::Create { recipe_requires: true }, create),
            _ => Work::Customize,
        };
        let namespace = job.kubernetes_namespace.clone().filter(|namespace| !namespace.is_empty());
        Ok(Subject {
            name: format!("the job {id}"),
            recipe_is_known: recipe.is_some(),
            got: job.require_dkms,
            is_remote: job.remote_build_node.as_ref().is_some_and(|node| !node.is_empty()),
            created: job.created.as_deref().and_then(timestamp),
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
            got: None,
            is_remote: false,
            created: None,
            pods: None,
        }
    }

    fn exists(&self) -> bool {
        self.got.is_some()
    }

    /// Whether the service that runs now is the one that decides, or decided, on it.
    fn is_younger_than(&self, running: &Running) -> bool {
        !self.exists() || self.created.zip(running.since).is_some_and(|(created, since)| created > since)
    }
}

/// What a recipe demands; the service takes a missing word for true.
fn create(recipe: &Record) -> Work {
    Work::Create { recipe_requires: recipe.require_dkms.unwrap_or(true) }
}

async fn describe<R: Resource>(id: &str, context: &Context) -> Result<Record, Error> {
    let hint = format!("`cray ims {} list` shows what exists.", R::PATH);
    let answer = context.client()?.send(&ims::describe::<R>(id)?).await;
    let body = answer.map_err(|error| error.with_advice_for_missing(hint))?.body().await?;
    serde_json::from_slice(&body).map_err(|error| Error::BadAnswer(format!("not a {}: {error}", R::NOUN)))
}

/// The runtime class of the job's pod.
enum Runtime {
    None,
    Class(String),
    Unknown,
}

async fn runtime(subject: &Subject, cluster: &Result<Cluster, Error>, facts: &Facts) -> Runtime {
    if let (Some((namespace, labels)), Ok(cluster)) = (&subject.pods, cluster)
        && let Ok(pods) = cluster.pods_in(namespace, labels).await
        && let Some(class) = pods.into_iter().find_map(|pod| pod.runtime_class)
    {
        return Runtime::Class(class);
    }
    // What the settings were when the job was created is not kept.
    match (&facts.settings, subject.exists()) {
        (Some(settings), false) => Runtime::Class(match facts.arch {
            Arch::Aarch64 => settings.aarch64_runtime.clone(),
            Arch::X86_64 => settings.kata_runtime.clone(),
        }),
        _ => Runtime::Unknown,
    }
}

struct Explanation<'e> {
    subject: &'e Subject,
    links: Vec<Link>,
    required: Option<bool>,
    runtime: Runtime,
    running: &'e Result<Running, String>,
}

impl Explanation<'_> {
    fn verdict(&self) -> String {
        let name = &self.subject.name;
        let verb = if self.subject.exists() { "got" } else { "would get" };
        let Some(required) = self.required else {
            return format!("Whether {name} {verb} DKMS cannot be known.");
        };
        let what = if required { "DKMS" } else { "no DKMS" };
        let runtime = match &self.runtime {
            Runtime::Class(class) => format!(" in the runtime class {class}"),
            Runtime::None if required => " on a remote build node, without a runtime class".to_owned(),
            Runtime::None => String::new(),
            Runtime::Unknown => " in a runtime class that cannot be known".to_owned(),
        };
        let deciding: Vec<_> =
            self.links.iter().filter(|link| link.decides != Some(false)).map(|link| link.rule.to_string()).collect();
        let reason = match deciding.len() {
            0 => "no rule as it stands now would decide so, so something has changed since".to_owned(),
            _ => deciding.join(", or else "),
        };
        capitalized(&format!("{name} {verb} {what}{runtime}: {reason}."))
    }

    /// Whether the documentation expects the same; none if that is not known.
    fn agrees(&self) -> Option<bool> {
        Some(self.required? == self.running.as_ref().ok()?.settings.enable)
    }

    fn document(&self) -> Value {
        let rules: Vec<_> = self
            .links
            .iter()
            .map(|link| {
                json!({
                    "rule": name(link.rule),
                    "text": link.rule.to_string(),
                    "says": says(link.says),
                    "decides": super::known(link.decides),
                })
            })
            .collect();
        let runtime = match &self.runtime {
            Runtime::Class(class) => Value::from(class.as_str()),
            Runtime::None => Value::Null,
            Runtime::Unknown => "unknown".into(),
        };
        let settings = match self.running {
            Ok(Running { settings, .. }) => json!({
                "known": true,
                "enabled": settings.enable,
                "kata_runtime": settings.kata_runtime,
                "aarch64_runtime": settings.aarch64_runtime,
            }),
            Err(reason) => json!({"known": false, "reason": reason}),
        };
        json!({
            "verdict": self.verdict(),
            "require_dkms": super::known(self.required),
            "runtime_class": runtime,
            "arch": self.subject.arch.name(),
            "remote": self.subject.is_remote,
            "rules": rules,
            "running_settings": settings,
            "documentation": {"agrees": super::known(self.agrees()), "text": DOCUMENTATION},
        })
    }

    fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.verdict(), String::new()];
        for link in &self.links {
            let mark = match link.decides {
                Some(true) => "=>",
                Some(false) => "  ",
                None => "? ",
            };
            lines.push(format!("{mark} {:<38} {}", link.rule.to_string(), says(link.says)));
        }
        lines.push(String::new());
        lines.push(match self.running {
            Ok(Running { settings, .. }) => format!(
                "The running service has JOB_ENABLE_DKMS {}, JOB_KATA_RUNTIME {}, JOB_AARCH64_RUNTIME {}.",
                settings.enable, settings.kata_runtime, settings.aarch64_runtime
            ),
            Err(reason) => format!("The settings of the running service cannot be known: {reason}."),
        });
        if self.agrees() == Some(false) {
            lines.push(DOCUMENTATION.into());
        }
        if !self.subject.exists() {
            lines.push("Should the service hand it to a remote build node, it runs without a runtime class.".into());
        }
        lines
    }
}

fn name(rule: Rule) -> &'static str {
    match rule {
        Rule::Aarch64 => "aarch64",
        Rule::Request => "request",
        Rule::Recipe => "recipe",
        Rule::Settings => "settings",
    }
}

fn says(says: Says) -> &'static str {
    match says {
        Says::Value(true) => "true",
        Says::Value(false) => "false",
        Says::Nothing => "nothing",
        Says::Unknown => "unknown",
    }
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

//! `dkms enable` and `dkms disable`: reads, plans, asks, writes, restarts and waits.

use super::outcome::{Outcome, Restart, from_to};
use super::{is_stale, reply, restart};
use crate::cli::{Kubernetes, Switch};
use crate::commands::progress::Progress;
use crate::commands::{Reply, cluster};
use crate::context::{Context, DryRun};
use crate::dkms::{self, Data, Plan, Wanted, kata_classes};
use crate::error::Error;
use crate::interrupt;
use crate::kubernetes::{CONFIG_MAP, Cluster, ConfigMap, Pod, Written};
use crate::printer;
use crate::time;
use crate::words::quoted;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::sleep;

/// How often a write is tried while others write too.
const TRIES: u32 = 10;

/// What to wait before another try, more with each.
const PAUSE: Duration = Duration::from_millis(100);

/// How far a switch has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    #[default]
    Untouched,
    /// The write is on its way, and may or may not arrive.
    Writing,
    /// The settings are as wanted, and nothing was restarted.
    Written,
    Restarting,
}

/// The stage that was reached, which an interruption asks for from another thread.
#[derive(Default)]
struct Progression(Mutex<Stage>);

impl Progression {
    fn get(&self) -> Stage {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, stage: Stage) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = stage;
    }
}

/// Switches DKMS. Whatever ends it early is told in what state things are.
pub async fn run(
    wanted: Wanted,
    force: bool,
    options: &Switch,
    kubernetes: &Kubernetes,
    context: &Context,
) -> Result<Reply, Error> {
    if context.dry_run == Some(DryRun::Curl) {
        return Err(Error::Usage(
            "--dry-run=curl shows requests to IMS, and dkms sends none. --dry-run shows the plan.".into(),
        ));
    }
    // What an interruption leaves behind depends on the stage.
    let stage = Arc::new(Progression::default());
    let command = command_for(&wanted, kubernetes);
    let (reached, again) = (stage.clone(), command.clone());
    let _advice = interrupt::advise(move || state(reached.get(), &again));
    let task = Task { wanted, force, options, kubernetes, context, stage: &stage };
    let outcome = task.run().await.map_err(|error| with_state(error, stage.get(), &command))?;
    Ok(reply(outcome.document(), &outcome.lines(), context))
}

struct Task<'t> {
    wanted: Wanted,
    force: bool,
    options: &'t Switch,
    kubernetes: &'t Kubernetes,
    context: &'t Context,
    stage: &'t Progression,
}

impl Task<'_> {
    async fn run(self) -> Result<Outcome, Error> {
        let cluster = cluster(self.kubernetes, self.context).await?;
        let mut config = cluster.config_map().await?;
        self.check_runtime_class(&cluster, &config.data).await?;
        let pods = serving(&cluster).await?;
        let mut plan = dkms::plan(&config.data, &self.wanted, is_stale(&config, &pods));
        let mut revert = self.revert(&config.data, &plan);
        let outcome = |plan: Plan, restart, pods, revert| Outcome {
            wanted: self.wanted.clone(),
            is_dry: self.context.dry_run.is_some(),
            changes: plan.changes,
            restart,
            pods,
            revert,
        };
        if self.context.dry_run.is_some() || plan.is_empty() {
            let restart = self.intended(&plan, &pods);
            self.advise(restart, &pods);
            return Ok(outcome(plan, restart, pods, revert));
        }
        plan.changes.iter().for_each(|change| self.say(&format!("{}: {}", change.key, from_to(change))));
        self.ask(&plan, &pods, &cluster, revert.as_deref()).await?;
        let mut tries = 1;
        while !plan.changes.is_empty() && !self.write(&cluster, &config, &plan).await? {
            if tries == TRIES {
                return Err(Error::Kubernetes {
                    message: format!("Others change {CONFIG_MAP} all the time, so that it could not be written"),
                    advice: vec!["Nothing was changed. Find out who does, and try again.".into()],
                });
            }
            self.say(&format!("Somebody else changed {CONFIG_MAP} in the same moment; it is read again."));
            sleep(PAUSE * tries).await;
            tries += 1;
            config = cluster.config_map().await?;
            plan = dkms::plan(&config.data, &self.wanted, is_stale(&config, &serving(&cluster).await?));
            revert = self.revert(&config.data, &plan);
        }
        self.stage.set(Stage::Written);
        let (restart, pods) = self.restart(&cluster, &plan, revert.as_deref()).await?;
        Ok(outcome(plan, restart, pods, revert))
    }

    /// Refuses a runtime class that the service or Kubernetes would not take.
    async fn check_runtime_class(&self, cluster: &Cluster, data: &Data) -> Result<(), Error> {
        let Some(name) = dkms::runtime_class(data, &self.wanted) else { return Ok(()) };
        let classes: Vec<_> = cluster.runtime_classes().await?.into_iter().map(|class| class.name).collect();
        let problem = match () {
            () if !name.contains("kata") => {
                format!("The service would silently replace the runtime class {name} by {}", dkms::DEFAULT_RUNTIME)
            }
            () if !classes.iter().any(|class| class == name) => {
                format!("The runtime class {name} is not installed, so pods of jobs that need DKMS could not start")
            }
            () => return Ok(()),
        };
        if self.force {
            self.say(&format!("{problem}."));
            return Ok(());
        }
        let remedy = match kata_classes(&classes)[..] {
            [] => "No Kata runtime class is installed. Install Kata Containers first.".to_owned(),
            ref names => format!("Name one of these with --kata-runtime: {}.", names.join(", ")),
        };
        let advice = vec!["Nothing was changed.".into(), remedy, "--force sets it all the same.".into()];
        Err(Error::Kubernetes { message: problem, advice })
    }

    /// What is to become of the pods, before anything is done.
    fn intended(&self, plan: &Plan, pods: &[Pod]) -> Restart {
        match plan.restart {
            Some(false) => Restart::NotNeeded,
            None => Restart::Unknown,
            Some(true) if pods.is_empty() => Restart::NoPod,
            Some(true) if self.options.no_restart => Restart::Pending,
            Some(true) => Restart::Planned,
        }
    }

    /// On a terminal, asks before the API goes away.
    async fn ask(&self, plan: &Plan, pods: &[Pod], cluster: &Cluster, revert: Option<&str>) -> Result<(), Error> {
        if self.options.yes || self.intended(plan, pods) != Restart::Planned || !printer::is_interactive() {
            return Ok(());
        }
        let names: Vec<_> = pods.iter().map(|pod| pod.name.as_str()).collect();
        printer::warning(&format!("This restarts {} at {}.", names.join(", "), cluster.url));
        printer::warning("The API of IMS is away until the new pod is ready, which takes minutes.");
        if let Some(revert) = revert {
            printer::warning(&format!("The setting holds for everyone until it is reverted with `{revert}`."));
        }
        match confirm("Continue?").await? {
            true => Ok(()),
            false => Err(Error::Aborted("nothing was changed".into())),
        }
    }

    /// Writes what is planned. Whether it was written; if not, somebody else wrote in between.
    async fn write(&self, cluster: &Cluster, config: &ConfigMap, plan: &Plan) -> Result<bool, Error> {
        let keys: Vec<_> = plan.changes.iter().map(|change| (change.key, change.to.as_str())).collect();
        self.stage.set(Stage::Writing);
        let written = cluster.write(&keys, config).await?;
        if !matches!(written, Written::Done) {
            self.stage.set(Stage::Untouched);
        }
        match written {
            Written::Done => Ok(true),
            Written::Conflict => Ok(false),
            Written::Refused(error) => Err(error),
        }
    }

    /// Restarts the pods if that is called for, and waits as long as that is wanted.
    async fn restart(
        &self,
        cluster: &Cluster,
        plan: &Plan,
        revert: Option<&str>,
    ) -> Result<(Restart, Vec<Pod>), Error> {
        if self.options.no_restart || plan.restart != Some(true) {
            let pods = serving(cluster).await?;
            let restart = self.intended(plan, &pods);
            self.advise(restart, &pods);
            return Ok((restart, pods));
        }
        let progress = Progress::new(self.context.printer);
        if !plan.changes.is_empty() {
            sleep(restart::BREATH).await;
        }
        self.stage.set(Stage::Restarting);
        let old = restart::delete_serving(cluster).await?;
        if old.is_empty() {
            return Ok((Restart::NoPod, old));
        }
        let names: Vec<_> = old.iter().map(|pod| pod.name.as_str()).collect();
        progress.status(&format!("Restarted {}", names.join(", ")));
        if self.options.no_wait {
            return Ok((Restart::Started, serving(cluster).await?));
        }
        if let Some(pods) = restart::wait_until_ready(cluster, &old, self.options.timeout, &progress).await {
            return Ok((Restart::Done, pods));
        }
        let mut advice = restart::complaints(cluster).await;
        advice.push("The settings are left as they are. `cray-ims dkms status` shows how it goes on.".into());
        advice.extend(revert.map(|revert| format!("`{revert}` puts them back.")));
        Err(Error::TimedOut {
            message: format!("The new pod of IMS is not ready after {}", time::readable(self.options.timeout)),
            advice,
        })
    }

    /// Says what is left to the user.
    fn advise(&self, restart: Restart, pods: &[Pod]) {
        if matches!(restart, Restart::Pending | Restart::Unknown) {
            let names: Vec<_> = pods.iter().map(|pod| pod.name.as_str()).collect();
            let namespace = &self.kubernetes.namespace;
            self.say(&format!("`kubectl -n {namespace} delete pod {}` restarts the service.", names.join(" ")));
        }
    }

    /// The command that brings the settings back to what they were, as far as they decide anything; none if they stay.
    fn revert(&self, data: &Data, plan: &Plan) -> Option<String> {
        let before = dkms::settings(data);
        let words = match (&self.wanted, before.enable) {
            _ if plan.changes.is_empty() => return None,
            (Wanted::Enabled { .. }, true) => format!("enable --kata-runtime {}", quoted(&before.kata_runtime)),
            (Wanted::Disabled, true) => "enable".to_owned(),
            (_, false) => "disable".to_owned(),
        };
        Some(format!("cray-ims dkms {words}{}", self.kubernetes.words()))
    }

    fn say(&self, line: &str) {
        self.context.printer.remark(line);
    }
}

async fn serving(cluster: &Cluster) -> Result<Vec<Pod>, Error> {
    Ok(cluster.pods().await?.into_iter().filter(|pod| pod.is_serving).collect())
}

/// Asks on a thread of its own, so that Ctrl-C is heard meanwhile.
async fn confirm(question: &'static str) -> Result<bool, Error> {
    let (sender, receiver) = oneshot::channel();
    std::thread::spawn(move || sender.send(printer::confirm(question)));
    receiver.await.map_err(|_| Error::Internal("nobody answered".into()))?
}

/// The command that goes on where this one stopped.
fn command_for(wanted: &Wanted, kubernetes: &Kubernetes) -> String {
    let words = match wanted {
        Wanted::Enabled { kata_runtime: Some(name) } => format!("enable --kata-runtime {}", quoted(name)),
        Wanted::Enabled { kata_runtime: None } => "enable".to_owned(),
        Wanted::Disabled => "disable".to_owned(),
    };
    format!("cray-ims dkms {words}{}", kubernetes.words())
}

fn with_state(error: Error, stage: Stage, command: &str) -> Error {
    match (error, stage) {
        (Error::Kubernetes { message, mut advice }, Stage::Writing | Stage::Written | Stage::Restarting) => {
            advice.extend(state(stage, command));
            Error::Kubernetes { message, advice }
        }
        (error, _) => error,
    }
}

fn state(stage: Stage, command: &str) -> Vec<String> {
    let (state, next) = match stage {
        Stage::Untouched => return vec!["Nothing was changed.".into()],
        Stage::Writing => (
            "The settings may have been written or not; the pod of IMS was not restarted.",
            "`cray-ims dkms status` shows the settings;",
        ),
        Stage::Written => (
            "The settings are written; the pod of IMS was not restarted and still has the old ones.",
            "`cray-ims dkms status` shows them;",
        ),
        Stage::Restarting => (
            "The settings are written, and the restart of the pod of IMS has begun.",
            "`cray-ims dkms status` shows when it is ready;",
        ),
    };
    vec![state.into(), format!("{next} `{command}` goes on from here.")]
}

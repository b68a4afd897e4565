//! What `dkms enable` and `dkms disable` do: read, plan, ask, write, restart and wait.

use super::document::reply;
use super::done::Done;
use super::outcome::{Outcome, Restart, from_to};
use super::restart::{self, Waited};
use super::running::{is_complete, is_stale, variables};
use super::switch_options::Switch;
use super::{checks, trap};
use crate::commands::Reply;
use crate::commands::declined;
use crate::commands::options::{Kubernetes, cluster};
use crate::commands::progress::Progress;
use crate::context::{Context, DryRun};
use crate::dkms::{self, Data, Plan, Serving, Wanted};
use crate::error::{Advise, Error, ExitStatus, Explain};
use crate::interrupt;
use crate::kubernetes::{CONFIG_MAP, Cluster, ConfigMap, DEPLOYMENT, Pod, Written};
use crate::printer;
use crate::prompt;
use crate::shell::{operands, quoted};
use crate::time;
use anyhow::{Result, bail};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::sleep;

/// How often a write is tried while others write too.
const TRIES: u32 = 10;

/// What to wait before another try, more with each.
const PAUSE: Duration = Duration::from_millis(100);

/// Switches DKMS. Whatever ends it early is reported with what was done.
pub async fn run(
    wanted: Wanted,
    force: bool,
    options: &Switch,
    kubernetes: &Kubernetes,
    context: &Context,
) -> Result<Reply> {
    if context.dry_run == Some(DryRun::Curl) {
        bail!("--dry-run=curl shows requests to IMS, and dkms sends none. --dry-run shows the plan.");
    }
    let done = Arc::new(Done::default());
    let command = command_for(&wanted, force, kubernetes);
    let (so_far, again) = (done.clone(), command.clone());
    let _advice = interrupt::advise(move || so_far.lines(&again));
    let task = Task { wanted, force, options, kubernetes, context, done: &done };
    let outcome = task.run().await.map_err(|error| with_state(error, &done, &command))?;
    Ok(reply(outcome.document(), &outcome.lines(), context))
}

struct Task<'t> {
    wanted: Wanted,
    force: bool,
    options: &'t Switch,
    kubernetes: &'t Kubernetes,
    context: &'t Context,
    done: &'t Done,
}

/// The cluster as it was found, and what is to be done there.
struct Found {
    config: ConfigMap,
    /// The pods that serve.
    pods: Vec<Pod>,
    plan: Plan,
    /// The command that puts the settings back; `None` if they stay.
    revert: Option<String>,
}

impl Task<'_> {
    async fn run(self) -> Result<Outcome> {
        let cluster = cluster(self.kubernetes, self.context).await?;
        let mut found = self.find(&cluster).await?;
        if self.context.dry_run.is_some() || found.plan.is_empty() {
            return Ok(self.as_it_is(found));
        }
        let restarts = self.intended(&found) == Restart::Planned;
        checks::permissions(&cluster, &found.plan, restarts).await?;
        found.plan.changes.iter().for_each(|change| self.say(&format!("{}: {}", change.key, from_to(change))));
        if restarts && found.plan.restart.is_none() {
            self.say(
                "The settings are already correct. It is unknown whether the IMS pod has read them, so it will be restarted.",
            );
        }
        if restarts && !self.options.yes && prompt::is_interactive() {
            self.ask(&found, &cluster).await?;
        }
        let mut tries = 1;
        while !found.plan.changes.is_empty() && !self.write(&cluster, &found).await? {
            if tries == TRIES {
                bail!(Error::Kubernetes {
                    message: format!("Others change {CONFIG_MAP} all the time, so that it could not be written"),
                    advice: vec!["Find out what is changing it, then retry.".into()],
                });
            }
            self.say(&format!("{CONFIG_MAP} was changed by someone else at the same time; reading it again."));
            sleep(PAUSE * tries).await;
            tries += 1;
            found = self.find(&cluster).await?;
        }
        self.bring_into_force(&cluster, found).await
    }

    /// Reads the cluster, and plans what is to be done. Fails if that could not come into force.
    async fn find(&self, cluster: &Cluster) -> Result<Found> {
        let config = cluster.config_map().await?;
        let printer = self.context.printer;
        let classes = checks::runtime_class(cluster, &config.data, &self.wanted, self.force, printer).await?;
        let pods = serving(cluster).await?;
        let deployment = cluster.deployment().await;
        let is_stale = is_stale(&config, &pods, self.wanted.keys());
        let is_complete = is_complete(&pods, deployment.as_ref());
        let plan = dkms::plan(&config.data, &self.wanted, Serving { is_stale, is_complete });
        let own = variables(deployment.as_ref(), &pods);
        checks::outranked(&plan.applied_to(&config.data), &self.wanted, &own, self.kubernetes)?;
        let revert = self.revert(&config.data, &plan, &classes);
        Ok(Found { config, pods, plan, revert })
    }

    fn outcome(&self, found: Found, restart: Restart, pods: Vec<Pod>) -> Outcome {
        Outcome {
            wanted: self.wanted.clone(),
            is_dry: self.context.dry_run.is_some(),
            changes: found.plan.changes,
            restart,
            pods,
            revert: found.revert,
        }
    }

    /// Leaves the pods as they are, and says what is left to the user.
    fn as_it_is(&self, mut found: Found) -> Outcome {
        let restart = self.intended(&found);
        let pods = std::mem::take(&mut found.pods);
        if matches!(restart, Restart::Pending | Restart::Unknown) {
            let names: Vec<_> = pods.iter().map(|pod| pod.name.as_str()).collect();
            let kubectl = self.kubernetes.kubectl();
            self.say(&format!("`{kubectl} delete pod {}` restarts the service.", operands(&names)));
        }
        self.outcome(found, restart, pods)
    }

    /// What is to become of the pods, before anything is done.
    fn intended(&self, found: &Found) -> Restart {
        match found.plan.restart {
            _ if found.pods.is_empty() => Restart::NoPod,
            Some(false) => Restart::NotNeeded,
            None if self.options.no_restart => Restart::Unknown,
            Some(true) if self.options.no_restart => Restart::Pending,
            _ => Restart::Planned,
        }
    }

    /// Asks before the API goes away.
    async fn ask(&self, found: &Found, cluster: &Cluster) -> Result<()> {
        let names: Vec<_> = found.pods.iter().map(|pod| pod.name.as_str()).collect();
        for line in trap::before_restart(self.wanted.enables(), self.context).await {
            printer::warning(&line);
        }
        printer::warning(&format!("This restarts {} at {}.", names.join(", "), cluster.url));
        printer::warning("The IMS API is unavailable until the new pod is ready (usually a few minutes).");
        if let Some(revert) = &found.revert {
            printer::warning(&format!("The setting applies to all users. Revert it with `{revert}`."));
        }
        if confirm("Continue?").await? { Ok(()) } else { Err(declined("nothing was changed")) }
    }

    /// Writes what is planned. Returns `false` if somebody else wrote in between.
    async fn write(&self, cluster: &Cluster, found: &Found) -> Result<bool> {
        let keys: Vec<_> = found.plan.changes.iter().map(|change| (change.key, change.to.as_str())).collect();
        self.done.write_began();
        let written = cluster.write(&keys, &found.config).await?;
        self.done.write_ended(matches!(written, Written::Done));
        match written {
            Written::Done => Ok(true),
            Written::Conflict => Ok(false),
            Written::Refused(error) => Err(error.into()),
        }
    }

    /// Restarts the pods if that is called for, and waits as long as that is wanted.
    async fn bring_into_force(&self, cluster: &Cluster, mut found: Found) -> Result<Outcome> {
        if self.options.no_restart {
            found.pods = serving(cluster).await?;
            return Ok(self.as_it_is(found));
        }
        let progress = Progress::new(self.context.printer);
        let mut old = Vec::new();
        if found.plan.restarts() {
            sleep(restart::BREATH).await;
            old = restart::delete_serving(cluster, self.done).await?;
            let names: Vec<_> = old.iter().map(|pod| pod.name.as_str()).collect();
            if !names.is_empty() {
                progress.status(&format!("Restarted {}", names.join(", ")));
            }
        }
        let is_awaited = !old.is_empty() || !found.pods.is_empty();
        if self.options.no_wait {
            let restart = if is_awaited { Restart::Started } else { Restart::NoPod };
            return Ok(self.outcome(found, restart, serving(cluster).await?));
        }
        match restart::wait_until_ready(cluster, &old, self.options.timeout, &progress).await {
            Waited::Ready(pods) => {
                let restart = if old.is_empty() { Restart::NotNeeded } else { Restart::Done };
                Ok(self.outcome(found, restart, pods))
            }
            Waited::ScaledToZero => Err(self.no_pod()),
            Waited::TimedOut(said) => Err(self.not_ready(!old.is_empty(), said, found.revert)),
        }
    }

    fn no_pod(&self) -> anyhow::Error {
        let kubectl = self.kubernetes.kubectl();
        let error = ExitStatus::TimedOut.error(format!("IMS does not run: the Deployment {DEPLOYMENT} is scaled to 0"));
        error.advise([
            "The settings are as wanted, and the next pod of IMS reads them.".into(),
            format!("`{kubectl} scale deployment {DEPLOYMENT} --replicas=1` starts one."),
        ])
    }

    fn not_ready(&self, is_new: bool, said: Vec<String>, revert: Option<String>) -> anyhow::Error {
        let pod = if is_new { "new pod" } else { "pod" };
        let mut advice = said;
        if advice.is_empty() {
            let kubectl = self.kubernetes.kubectl();
            advice.push("Kubernetes did not say why in time.".into());
            advice.push(format!("`{kubectl} describe deployment {DEPLOYMENT}` and `{kubectl} get events` may."));
        }
        let status = format!("cray-ims dkms status{}", self.kubernetes.words());
        advice.push(format!("The settings stay as they are. `{status}` shows the state."));
        advice.extend(revert.map(|revert| format!("`{revert}` puts them back.")));
        let limit = time::readable(self.options.timeout);
        ExitStatus::TimedOut.error(format!("The {pod} of IMS is not ready after {limit}")).advise(advice)
    }

    /// The command that brings the settings back to what they were, as far as they decide anything; `None` if they stay.
    fn revert(&self, data: &Data, plan: &Plan, classes: &[String]) -> Option<String> {
        let is_installed = |class: &str| classes.is_empty() || classes.iter().any(|installed| installed == class);
        let words = dkms::revert(data, plan, is_installed)?;
        let words: Vec<_> = words.iter().map(|word| quoted(word)).collect();
        Some(format!("cray-ims dkms {}{}", words.join(" "), self.kubernetes.words()))
    }

    fn say(&self, line: &str) {
        self.context.printer.remark(line);
    }
}

async fn serving(cluster: &Cluster) -> Result<Vec<Pod>> {
    Ok(cluster.pods().await?.into_iter().filter(|pod| pod.is_serving).collect())
}

/// Asks on a thread of its own, so that Ctrl-C is heard meanwhile.
async fn confirm(question: &'static str) -> Result<bool> {
    let (sender, receiver) = oneshot::channel();
    std::thread::spawn(move || sender.send(prompt::confirm(question)));
    Ok(receiver.await.map_err(|_| Error::Internal("nobody answered".into()))??)
}

/// The command that goes on where this one stopped.
fn command_for(wanted: &Wanted, force: bool, kubernetes: &Kubernetes) -> String {
    let verb = if wanted.enables() { "enable" } else { "disable" };
    let class = wanted.kata_runtime().map(|name| format!(" --kata-runtime {}", quoted(name))).unwrap_or_default();
    let force = if force { " --force" } else { "" };
    format!("cray-ims dkms {verb}{class}{force}{}", kubernetes.words())
}

/// The error with what was done before it, if Kubernetes refused.
fn with_state(error: anyhow::Error, done: &Done, command: &str) -> anyhow::Error {
    if !matches!(error.typed(), Some(Error::Kubernetes { .. })) {
        return error;
    }
    let advice = error.advice();
    let lines: Vec<_> = done.lines(command).into_iter().filter(|line| !advice.contains(line)).collect();
    error.advise(lines)
}

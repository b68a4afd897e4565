//! `dkms status`: what is set, whether the service has read it, and what is wrong.

use super::document::{known, pod_document, pod_line, reply};
use super::request_timeout;
use super::running::{installed_classes, is_stale, variables};
use crate::candidates::Fields;
use crate::commands::options::{Kubernetes, cluster};
use crate::commands::{Prints, Reply, Run, examples};
use crate::context::Context;
use crate::dkms::{self, AARCH64_RUNTIME, Data, ENABLE, KATA_RUNTIME, KEYS, Problem, System};
use crate::error::Explain;
use crate::kubernetes::{Cluster, Pod};
use anyhow::Result;
use clap::Args;
use serde_json::{Value, json};
use std::time::Duration;

const FIELDS: &[&str] = &[
    "enabled",
    "kata_runtime",
    "aarch64_runtime",
    "kata_runtime_installed",
    "aarch64_runtime_installed",
    "restart_pending",
    "runtime_classes",
    "pods",
    "problems",
    "last_write",
    "namespace",
    "cluster",
    "verdict",
];

/// Show the DKMS settings, whether they are in effect, and any problems
#[derive(Args)]
#[command(after_help = examples(&["cray-ims dkms status --format table"]), add = Fields(FIELDS))]
pub struct Status {
    #[command(flatten)]
    kubernetes: Kubernetes,
}

impl Run for Status {
    fn prints(&self) -> Prints {
        Prints::Records
    }

    fn request_timeout(&self, given: Duration) -> Option<Duration> {
        request_timeout(given)
    }

    async fn run(self, context: Context) -> Result<Reply> {
        let cluster = cluster(&self.kubernetes, &context).await?;
        let config = cluster.config_map().await?;
        let classes = installed_classes(&cluster).await;
        if let Err(error) = &classes {
            context.printer.remark(&format!("The runtime classes are not known. {}", error.in_a_line()));
        }
        let classes = classes.ok();
        let pods = cluster.pods().await?;
        let stale = is_stale(&config, &pods, &KEYS);
        let outranked = dkms::outranked(&config.data, &variables(cluster.deployment().await.as_ref(), &pods), &KEYS);
        let has_ready_pod = pods.iter().any(Pod::is_ready);
        let obstacles = if has_ready_pod { Vec::new() } else { obstacles(&cluster, &pods).await };
        let problems = dkms::problems(&System {
            data: &config.data,
            classes: classes.as_deref(),
            is_stale: stale,
            has_ready_pod,
            outranked: &outranked,
            obstacles: &obstacles,
            kubectl: &self.kubernetes.kubectl(),
            options: &self.kubernetes.words(),
        });
        let in_force = dkms::in_force(&config.data, &outranked);
        let found = Found {
            data: &config.data,
            in_force,
            classes: classes.as_deref(),
            pods: &pods,
            stale,
            problems: &problems,
        };
        let last_write = config.writes(&KEYS).iter().map(|write| write.at).max();
        let mut document = found.document();
        document["last_write"] = last_write.map(|at| at.to_string()).into();
        document["namespace"] = cluster.namespace.as_str().into();
        document["cluster"] = cluster.url.as_str().into();
        Ok(reply(document, &found.lines(), &context))
    }
}

/// What Kubernetes says about pods that are missing or not ready, in few words.
async fn obstacles(cluster: &Cluster, pods: &[Pod]) -> Vec<String> {
    let serving = pods.iter().filter(|pod| pod.is_serving);
    match serving.flat_map(|pod| pod.complaints.clone()).collect::<Vec<_>>() {
        complaints if complaints.is_empty() => cluster.deployment_obstacles().await,
        complaints => complaints.into_iter().map(|line| line.trim().to_owned()).collect(),
    }
}

struct Found<'s> {
    /// What the ConfigMap says.
    data: &'s Data,
    /// What a pod that starts now reads; `None` if that is not known.
    in_force: Option<Data>,
    /// The runtime classes that are installed; `None` if they are not known.
    classes: Option<&'s [String]>,
    pods: &'s [Pod],
    stale: Option<bool>,
    problems: &'s [Problem],
}

impl Found<'_> {
    /// Returns `true` if the service gives customize jobs DKMS by itself; `None` if that is not known.
    fn enabled(&self) -> Option<bool> {
        self.in_force.as_ref().map(|data| dkms::settings(data).enable)
    }

    fn is_installed(&self, class: &String) -> Option<bool> {
        self.classes.map(|classes| classes.contains(class))
    }

    fn verdict(&self) -> String {
        let word = match self.enabled() {
            Some(true) => "is on",
            Some(false) => "is off",
            None => "may be on or off",
        };
        let known = match (self.pods.iter().any(Pod::is_ready), self.stale) {
            (false, _) => "no pod of IMS is ready",
            (true, Some(false)) => "the running service has read the settings",
            (true, Some(true)) => "the running service still has older settings, a restart is pending",
            (true, None) => "it is unknown whether the running service has read the settings",
        };
        let problems = match self.problems.len() {
            0 => String::new(),
            1 => "; 1 problem".to_owned(),
            count => format!("; {count} problems"),
        };
        format!("DKMS {word} by default for customize jobs; {known}{problems}.")
    }

    fn document(&self) -> Value {
        let settings = dkms::settings(self.data);
        json!({
            "verdict": self.verdict(),
            "enabled": known(self.enabled()),
            "kata_runtime": self.data.get(KATA_RUNTIME),
            "kata_runtime_installed": known(self.is_installed(&settings.kata_runtime)),
            "aarch64_runtime": self.data.get(AARCH64_RUNTIME),
            "aarch64_runtime_installed": known(self.is_installed(&settings.aarch64_runtime)),
            "restart_pending": known(self.stale),
            "runtime_classes": self.classes,
            "pods": self.pods.iter().map(pod_document).collect::<Vec<_>>(),
            "problems": self.problems,
        })
    }

    fn lines(&self) -> Vec<String> {
        let settings = dkms::settings(self.data);
        let set = |key| self.data.get(key).map_or("(not set)", String::as_str);
        let line = |title: &str, value: &str| format!("{title:<20} {value}").trim_end().to_owned();
        let class_line = |key, class: &String| {
            let installed = match self.is_installed(class) {
                Some(true) => "installed",
                Some(false) => "not installed",
                None => "not known whether installed",
            };
            let taken = if set(key) == class { String::new() } else { format!("read as {class}, ") };
            line(key, &format!("{} ({taken}{installed})", set(key)))
        };
        let enable = if dkms::means_true(set(ENABLE)) == settings.enable {
            set(ENABLE).to_owned()
        } else {
            format!("{} (read as true)", set(ENABLE))
        };
        let mut lines = vec![
            self.verdict(),
            String::new(),
            line(ENABLE, &enable),
            class_line(KATA_RUNTIME, &settings.kata_runtime),
            class_line(AARCH64_RUNTIME, &settings.aarch64_runtime),
            line("Runtime classes", &self.classes.map_or("unknown".to_owned(), |classes| classes.join(", "))),
        ];
        lines.extend(self.pods.iter().map(|pod| line("Pod", &pod_line(pod))));
        let pending = match self.stale {
            Some(true) => "yes",
            Some(false) => "no",
            None => "unknown",
        };
        let missing: Vec<_> = KEYS.into_iter().filter(|key| !self.data.contains_key(*key)).collect();
        lines.push(match (self.stale, &missing[..]) {
            (None, [_, ..]) => {
                let keys = missing.join(", ");
                line("Restart pending", &format!("unknown; Kubernetes does not note when {keys} was removed"))
            }
            _ => line("Restart pending", pending),
        });
        for problem in self.problems {
            lines.push(line("Problem", &format!("{}.", problem.problem)));
            lines.push(line("", &format!("{}.", problem.remedy)));
        }
        lines
    }
}

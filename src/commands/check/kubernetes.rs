//! Kubernetes as IMS needs it: whether it answers, whether the pod of IMS is ready, whether DKMS is set up soundly.

use super::step::{Outcome, Report};
use crate::commands::dkms::running::{is_stale, variables};
use crate::commands::options::{Kubernetes, cluster};
use crate::context::Context;
use crate::dkms::{self, KEYS, System};
use crate::kubernetes::Pod;
use std::time::Instant;

const KUBERNETES: &str = "Kubernetes";
const PODS: &str = "IMS pods";
const DKMS: &str = "DKMS settings";

/// The rows of the report, in their order.
pub const ROWS: [&str; 3] = [KUBERNETES, PODS, DKMS];

/// Takes the steps, or skips them if there is no configuration that says where Kubernetes is.
pub async fn check(options: &Kubernetes, context: &Context, report: &mut Report) {
    if !options.server.access().is_configured() {
        return report.skip(&ROWS, "there is no Kubernetes configuration");
    }
    let began = Instant::now();
    let found = async {
        let cluster = cluster(options, context).await?;
        let classes = cluster.runtime_classes().await?;
        Ok((cluster, classes))
    };
    let (cluster, classes) = match found.await {
        Ok(found) => found,
        Err(error) => {
            let error: anyhow::Error = error;
            report.note(KUBERNETES, began, error);
            return report.skip(&ROWS[1..], "Kubernetes cannot be asked");
        }
    };
    report.note(KUBERNETES, began, Outcome::Passed(format!("{} answers", cluster.url)));
    let began = Instant::now();
    let pods = match cluster.pods().await {
        Ok(pods) => pods,
        Err(error) => {
            report.note(PODS, began, error);
            return report.skip(&ROWS[2..], "the pods of IMS are not known");
        }
    };
    let mut outcome = readiness(&pods);
    if let (false, Outcome::Failed { advice, .. }) = (pods.iter().any(|pod| pod.is_serving), &mut outcome) {
        advice.extend(cluster.deployment_obstacles().await);
    }
    report.note(PODS, began, outcome);
    let began = Instant::now();
    let names: Vec<_> = classes.into_iter().map(|class| class.name).collect();
    let outcome = match cluster.config_map().await {
        Ok(config) => {
            let deployment = cluster.deployment().await;
            let outranked = dkms::outranked(&config.data, &variables(deployment.as_ref(), &pods), &KEYS);
            soundness(&System {
                data: &config.data,
                classes: Some(&names),
                is_stale: is_stale(&config, &pods, &KEYS),
                // Whether the pods are ready is a step of its own.
                has_ready_pod: true,
                outranked: &outranked,
                obstacles: &[],
                kubectl: &options.kubectl(),
                options: &options.words(),
            })
        }
        Err(error) => error.into(),
    };
    report.note(DKMS, began, outcome);
}

fn readiness(pods: &[Pod]) -> Outcome {
    let serving: Vec<_> = pods.iter().filter(|pod| pod.is_serving).collect();
    let told: Vec<_> = serving.iter().map(|pod| format!("{} {} {}", pod.name, pod.readiness(), pod.status)).collect();
    if !serving.is_empty() && serving.iter().all(|pod| pod.is_ready()) {
        Outcome::Passed(told.join(", "))
    } else {
        Outcome::Failed {
            problem: if told.is_empty() { "there is none".to_owned() } else { told.join(", ") },
            advice: serving.iter().flat_map(|pod| pod.complaints.clone()).collect(),
        }
    }
}

fn soundness(system: &System) -> Outcome {
    match &dkms::problems(system)[..] {
        [] => {
            let state = if dkms::settings(system.data).enable { "on" } else { "off" };
            Outcome::Passed(format!("valid; {state} by default for customize jobs"))
        }
        [first, more @ ..] => {
            let lines =
                more.iter().flat_map(|problem| [format!("{}.", problem.problem), format!("{}.", problem.remedy)]);
            Outcome::Failed {
                problem: format!("{}.", first.problem),
                advice: std::iter::once(format!("{}.", first.remedy)).chain(lines).collect(),
            }
        }
    }
}

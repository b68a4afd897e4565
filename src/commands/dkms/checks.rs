//! What is looked at before anything is changed: the runtime class, what outranks the ConfigMap, and what is allowed.

use super::running::installed_classes;
use crate::commands::options::Kubernetes;
use crate::dkms::{self, Data, Outranked, Plan, Wanted, kata_classes};
use crate::error::{Advise, Error, Explain};
use crate::kubernetes::{CONFIG_MAP, Cluster, DEPLOYMENT, Variables};
use crate::printer::Printer;
use anyhow::Result;

const UNCHANGED: &str = "Nothing was changed.";

/// Refuses a runtime class that the service or Kubernetes would not take. Returns the classes that are installed, as far as
/// they had to be known.
pub async fn runtime_class(
    cluster: &Cluster,
    data: &Data,
    wanted: &Wanted,
    is_forced: bool,
    printer: Printer,
) -> Result<Vec<String>> {
    let Some(name) = dkms::runtime_class(data, wanted) else { return Ok(Vec::new()) };
    let classes = match installed_classes(cluster).await {
        Err(error) if is_forced => {
            printer
                .remark(&format!("Whether the runtime class {name} is installed is not known. {}", error.in_a_line()));
            None
        }
        classes => Some(classes.map_err(|error| {
            let hint = "--force sets the runtime class without looking whether it is installed.".to_owned();
            error.advise(vec![UNCHANGED.into(), hint])
        })?),
    };
    let is_installed = classes.as_ref().is_none_or(|classes| classes.iter().any(|class| class == name));
    let problem = match () {
        () if !name.contains("kata") => {
            format!("The service would silently replace the runtime class {name} by {}", dkms::DEFAULT_RUNTIME)
        }
        () if !is_installed => {
            format!("The runtime class {name} is not installed, so pods of jobs that need DKMS could not start")
        }
        () => return Ok(classes.unwrap_or_default()),
    };
    let classes = classes.unwrap_or_default();
    if is_forced {
        printer.remark(&format!("{problem}."));
        return Ok(classes);
    }
    let remedy = match kata_classes(&classes)[..] {
        [] => "No Kata runtime class is installed. Install Kata Containers first.".to_owned(),
        ref names => format!("Name one of these with --kata-runtime: {}.", names.join(", ")),
    };
    let advice = vec![UNCHANGED.into(), remedy, "--force sets it all the same.".into()];
    Err(Error::Kubernetes { message: problem, advice }.into())
}

/// Refuses settings that would never be in force, because the Deployment sets them itself.
pub fn outranked(data: &Data, wanted: &Wanted, variables: &Variables, kubernetes: &Kubernetes) -> Result<()> {
    let found = dkms::outranked(data, variables, wanted.keys());
    let [Outranked { key, value }, ..] = &found[..] else { return Ok(()) };
    let value = value.as_ref().map_or("from elsewhere".to_owned(), |value| format!("to \"{value}\""));
    let kubectl = kubernetes.kubectl();
    let keys: Vec<_> = found.iter().map(|found| format!("{}-", found.key)).collect();
    Err(Error::Kubernetes {
        message: format!("The Deployment {DEPLOYMENT} sets {key} {value}, which overrides the ConfigMap {CONFIG_MAP}"),
        advice: vec![
            UNCHANGED.into(),
            format!(
                "Remove it, which restarts the pod of IMS: `{kubectl} set env deployment/{DEPLOYMENT} {}`",
                keys.join(" ")
            ),
            "Then run this command again.".into(),
        ],
    }
    .into())
}

/// Refuses what Kubernetes would refuse halfway: the write, or the restart after it.
pub async fn permissions(cluster: &Cluster, plan: &Plan, restarts: bool) -> Result<()> {
    let refused = async |verb: &str, resource: &str, name| cluster.allows(verb, resource, name).await == Some(false);
    let (what, remedy) = match () {
        () if !plan.changes.is_empty() && refused("patch", "configmaps", Some(CONFIG_MAP)).await => {
            (format!("patch the ConfigMap {CONFIG_MAP}"), None)
        }
        () if restarts && refused("delete", "pods", None).await => {
            let remedy = "--no-restart only writes the settings, and leaves the restart to somebody else.";
            ("delete pods, which restarts the service".to_owned(), Some(remedy).filter(|_| !plan.changes.is_empty()))
        }
        () => return Ok(()),
    };
    let mut advice = vec![UNCHANGED.to_owned()];
    advice.push("Use the configuration of an administrator: --kubeconfig, --context.".into());
    advice.extend(remedy.map(str::to_owned));
    let namespace = &cluster.namespace;
    let message =
        format!("Kubernetes does not allow it: you may not {what}, in the namespace {namespace} at {}", cluster.url);
    Err(Error::Kubernetes { message, advice }.into())
}

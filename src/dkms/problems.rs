//! What is wrong with how a system is set up for DKMS, as far as it can be seen, each with what to do.

use super::{
    AARCH64_RUNTIME, DEFAULT_RUNTIME, Data, ENABLE, KATA_RUNTIME, Outranked, means_false, means_true, settings,
};
use serde::Serialize;

/// Something wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    pub problem: String,
    pub remedy: String,
}

/// What is known of a system.
pub struct System<'s> {
    pub data: &'s Data,
    /// The names of the runtime classes installed; `None` if they are not known.
    pub classes: Option<&'s [String]>,
    /// Whether a pod has older settings; `None` if that is not known.
    pub is_stale: Option<bool>,
    pub has_ready_pod: bool,
    /// What the Deployment says in place of the ConfigMap.
    pub outranked: &'s [Outranked],
    /// What Kubernetes says about pods that do not become ready.
    pub obstacles: &'s [String],
    /// `kubectl` with the options that lead to the namespace of IMS.
    pub kubectl: &'s str,
    /// The options of `dkms` that lead there.
    pub options: &'s str,
}

/// Looks for problems.
pub fn problems(system: &System) -> Vec<Problem> {
    let System { data, classes, is_stale, has_ready_pod, outranked, obstacles, kubectl, options } = *system;
    let mut problems = Vec::new();
    let mut found = |problem: String, remedy: String| problems.push(Problem { problem, remedy });
    let installed = classes.map(kata_classes);
    let settings = settings(data);
    if let Some(value) = data.get(ENABLE)
        && !means_true(value)
        && !means_false(value)
    {
        found(
            format!("{ENABLE} is \"{value}\", which the service reads as false"),
            format!("`cray-ims dkms enable{options}` or `cray-ims dkms disable{options}` writes a valid value"),
        );
    }
    if let Some(value) = data.get(KATA_RUNTIME).filter(|value| !value.contains("kata")) {
        found(
            format!("{KATA_RUNTIME} is \"{value}\", which the service silently replaces by {DEFAULT_RUNTIME}"),
            format!("`cray-ims dkms enable --kata-runtime NAME{options}` sets a class whose name contains kata"),
        );
    }
    if installed.as_ref().is_some_and(Vec::is_empty) {
        found(
            "No Kata runtime class is installed, so pods of jobs that need DKMS cannot start".into(),
            format!("Install Kata Containers; `cray-ims dkms runtimes{options}` lists the runtime classes"),
        );
    }
    if let (Some(classes), Some(installed @ [_, ..])) = (classes, installed.as_deref()) {
        let configured = [(KATA_RUNTIME, &settings.kata_runtime), (AARCH64_RUNTIME, &settings.aarch64_runtime)];
        for (key, class) in configured.into_iter().filter(|(_, class)| !classes.contains(class)) {
            let remedy = match key {
                KATA_RUNTIME => {
                    format!("`cray-ims dkms enable --kata-runtime NAME{options}` with one of {}", installed.join(", "))
                }
                _ => format!("Install it, or set {key} in the ConfigMap to one of {}", installed.join(", ")),
            };
            found(format!("The runtime class {class} (from {key}) is not installed"), remedy);
        }
    }
    if !has_ready_pod {
        let said = match obstacles {
            [] => String::new(),
            obstacles => format!("; Kubernetes says: {}", obstacles.join("; ").trim_end_matches('.')),
        };
        found(
            format!("No pod of IMS is ready, so the service does not answer{said}"),
            format!("`{kubectl} describe pod -l app.kubernetes.io/name=cray-ims` shows why"),
        );
    }
    for Outranked { key, value } in outranked {
        let value = value.as_ref().map_or("from elsewhere".to_owned(), |value| format!("to \"{value}\""));
        found(
            format!("The Deployment cray-ims sets {key} {value}, which overrides the ConfigMap"),
            format!("`{kubectl} set env deployment/cray-ims {key}-` removes it, and restarts the pod of IMS"),
        );
    }
    if is_stale == Some(true) {
        found(
            "The running pod started before the last change of the settings and still has the old ones".into(),
            format!(
                "`cray-ims dkms enable{options}` or `cray-ims dkms disable{options}`, whichever is meant, restarts it"
            ),
        );
    }
    problems
}

/// The runtime classes that are virtual machines, by their names as the service tells them.
pub fn kata_classes(classes: &[String]) -> Vec<&str> {
    classes.iter().map(String::as_str).filter(|name| name.contains("kata")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    static NO_DATA: Data = Data::new();

    const NOTHING_KNOWN: System = System {
        data: &NO_DATA,
        classes: Some(&[]),
        is_stale: None,
        has_ready_pod: true,
        outranked: &[],
        obstacles: &[],
        kubectl: "kubectl -n s",
        options: " --context c",
    };

    #[test]
    fn what_kubernetes_says_belongs_to_the_problem_and_commands_lead_to_the_same_place() {
        let obstacles = ["Condition ReplicaFailure: quota".to_owned()];
        let found = problems(&System { has_ready_pod: false, obstacles: &obstacles, ..NOTHING_KNOWN });
        assert_eq!(
            found[0].remedy,
            "Install Kata Containers; `cray-ims dkms runtimes --context c` lists the runtime classes"
        );
        assert!(found[1].problem.ends_with("does not answer; Kubernetes says: Condition ReplicaFailure: quota"));
        assert!(found[1].remedy.starts_with("`kubectl -n s describe pod"));
    }

    fn found(pairs: &[(&str, &str)], classes: &[&str], is_stale: Option<bool>, has_ready_pod: bool) -> Vec<String> {
        let data = pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        let classes: Vec<_> = classes.iter().map(|class| (*class).to_owned()).collect();
        let system = System { data: &data, classes: Some(&classes), is_stale, has_ready_pod, ..NOTHING_KNOWN };
        problems(&system).into_iter().map(|problem| problem.problem).collect()
    }

    #[test]
    fn a_variable_that_outranks_the_configmap_is_named_with_the_command_that_removes_it() {
        let outranked = [Outranked { key: ENABLE, value: Some("False".into()) }];
        let data = Data::from([(ENABLE.into(), "True".into())]);
        let classes = ["kata-qemu".to_owned()];
        let found = problems(&System { data: &data, classes: Some(&classes), outranked: &outranked, ..NOTHING_KNOWN });
        assert_eq!(
            found[0].problem,
            "The Deployment cray-ims sets JOB_ENABLE_DKMS to \"False\", which overrides the ConfigMap"
        );
        assert!(found[0].remedy.starts_with("`kubectl -n s set env deployment/cray-ims JOB_ENABLE_DKMS-`"));
    }

    #[test]
    fn a_sound_system_has_no_problems() {
        let sound = [(ENABLE, "False"), (KATA_RUNTIME, "kata-qemu"), (AARCH64_RUNTIME, "kata-qemu")];
        assert!(found(&sound, &["kata-qemu"], Some(false), true).is_empty());
        assert!(found(&[], &["kata-qemu", "runc"], None, true).is_empty());
    }

    #[test]
    fn each_problem_is_named() {
        for (pairs, classes, is_stale, has_ready_pod, words) in [
            (vec![(ENABLE, "yes")], vec!["kata-qemu"], Some(false), true, "reads as false"),
            (vec![(KATA_RUNTIME, "runc")], vec!["kata-qemu", "runc"], Some(false), true, "silently replaces"),
            (vec![], vec!["runc"], Some(false), true, "No Kata runtime class"),
            (vec![(KATA_RUNTIME, "kata-clh")], vec!["kata-qemu"], Some(false), true, "kata-clh (from JOB_KATA_RUNTIME"),
            (vec![(AARCH64_RUNTIME, "kata-arm")], vec!["kata-qemu"], Some(false), true, "kata-arm (from JOB_AARCH64"),
            (vec![], vec!["kata-qemu"], Some(false), false, "No pod of IMS is ready"),
            (vec![], vec!["kata-qemu"], Some(true), true, "still has the old ones"),
        ] {
            let found = found(&pairs, &classes, is_stale, has_ready_pod);
            assert!(matches!(&found[..], [only] if only.contains(words)), "{words}: {found:?}");
        }
    }
}

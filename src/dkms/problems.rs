//! What is wrong with how a system is set up for DKMS, as far as it can be seen, each with what to do.

use super::{AARCH64_RUNTIME, DEFAULT_RUNTIME, Data, ENABLE, KATA_RUNTIME, means_false, means_true, settings};
use serde::Serialize;

/// Something wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    pub problem: String,
    pub remedy: String,
}

/// Looks for problems. `classes` are the names of the runtime classes installed.
pub fn problems(data: &Data, classes: &[String], is_stale: Option<bool>, has_ready_pod: bool) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut found = |problem: String, remedy: String| problems.push(Problem { problem, remedy });
    let installed = kata_classes(classes);
    let settings = settings(data);
    if let Some(value) = data.get(ENABLE)
        && !means_true(value)
        && !means_false(value)
    {
        found(
            format!("{ENABLE} is \"{value}\", which the service takes for false"),
            "`cray-ims dkms enable` or `cray-ims dkms disable` writes a clear value".into(),
        );
    }
    if let Some(value) = data.get(KATA_RUNTIME).filter(|value| !value.contains("kata")) {
        found(
            format!("{KATA_RUNTIME} is \"{value}\", which the service silently replaces by {DEFAULT_RUNTIME}"),
            "`cray-ims dkms enable --kata-runtime NAME` sets a class whose name contains kata".into(),
        );
    }
    if installed.is_empty() {
        found(
            "No Kata runtime class is installed, so pods of jobs that need DKMS cannot start".into(),
            "Install Kata Containers; `cray-ims dkms runtimes` lists the runtime classes".into(),
        );
    } else {
        let configured = [(KATA_RUNTIME, &settings.kata_runtime), (AARCH64_RUNTIME, &settings.aarch64_runtime)];
        for (key, class) in configured.into_iter().filter(|(_, class)| !classes.contains(class)) {
            let remedy = match key {
                KATA_RUNTIME => {
                    format!("`cray-ims dkms enable --kata-runtime NAME` with one of {}", installed.join(", "))
                }
                _ => format!("Install it, or set {key} in the ConfigMap to one of {}", installed.join(", ")),
            };
            found(format!("The runtime class {class} that {key} stands for is not installed"), remedy);
        }
    }
    if !has_ready_pod {
        found(
            "No pod of IMS is ready, so the service does not answer".into(),
            "`kubectl -n NAMESPACE describe pod -l app.kubernetes.io/name=cray-ims` tells why".into(),
        );
    }
    if is_stale == Some(true) {
        found(
            "The running pod started before the last change of the settings and still has the old ones".into(),
            "`cray-ims dkms enable` or `cray-ims dkms disable`, whichever is meant, restarts it".into(),
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

    fn found(pairs: &[(&str, &str)], classes: &[&str], is_stale: Option<bool>, has_ready_pod: bool) -> Vec<String> {
        let data = pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        let classes: Vec<_> = classes.iter().map(|class| (*class).to_owned()).collect();
        problems(&data, &classes, is_stale, has_ready_pod).into_iter().map(|problem| problem.problem).collect()
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
            (vec![(ENABLE, "yes")], vec!["kata-qemu"], Some(false), true, "takes for false"),
            (vec![(KATA_RUNTIME, "runc")], vec!["kata-qemu", "runc"], Some(false), true, "silently replaces"),
            (vec![], vec!["runc"], Some(false), true, "No Kata runtime class"),
            (vec![(KATA_RUNTIME, "kata-clh")], vec!["kata-qemu"], Some(false), true, "kata-clh that JOB_KATA_RUNTIME"),
            (vec![(AARCH64_RUNTIME, "kata-arm")], vec!["kata-qemu"], Some(false), true, "kata-arm that JOB_AARCH64"),
            (vec![], vec!["kata-qemu"], Some(false), false, "No pod of IMS is ready"),
            (vec![], vec!["kata-qemu"], Some(true), true, "still has the old ones"),
        ] {
            let found = found(&pairs, &classes, is_stale, has_ready_pod);
            assert!(matches!(&found[..], [only] if only.contains(words)), "{words}: {found:?}");
        }
    }
}

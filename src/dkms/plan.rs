//! What is to be done to switch DKMS: a comparison of what is there with what is wanted.

use super::{DEFAULT_RUNTIME, Data, ENABLE, KATA_RUNTIME, means_false, means_true};

/// What somebody wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// DKMS in this runtime class; without one, in the class that is set.
    Enabled {
        kata_runtime: Option<String>,
    },
    Disabled,
}

/// A key to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub key: &'static str,
    /// The value before; none if the key is missing.
    pub from: Option<String>,
    pub to: String,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub changes: Vec<Change>,
    /// Whether the service's pod has to be restarted for the settings to hold; unknown if nothing is to be written and
    /// the pod may have read them already.
    pub restart: Option<bool>,
}

impl Plan {
    /// Whether everything is as wanted, as far as can be known.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.restart != Some(true)
    }
}

/// Compares the data of the ConfigMap with what is wanted. `is_stale` says whether a running pod missed the last change.
pub fn plan(data: &Data, wanted: &Wanted, is_stale: Option<bool>) -> Plan {
    let runtime = runtime_class(data, wanted);
    let (is_set, word) = match wanted {
        Wanted::Enabled { .. } => (means_true as fn(&str) -> bool, "True"),
        Wanted::Disabled => (means_false as fn(&str) -> bool, "False"),
    };
    // A value that means the same to the service, in other letters, is left alone.
    let enable = (ENABLE, Some(word), data.get(ENABLE).is_some_and(|value| is_set(value)));
    let kata_runtime = (KATA_RUNTIME, runtime, data.get(KATA_RUNTIME).map(String::as_str) == runtime);
    let changes: Vec<_> = [enable, kata_runtime]
        .into_iter()
        .filter(|(.., is_as_wanted)| !is_as_wanted)
        .filter_map(|(key, to, _)| Some(Change { key, from: data.get(key).cloned(), to: to?.to_owned() }))
        .collect();
    let restart = if changes.is_empty() { is_stale } else { Some(true) };
    Plan { changes, restart }
}

/// The runtime class that is to be set; none if that is left alone. A value that the service would not take is replaced.
pub fn runtime_class<'a>(data: &'a Data, wanted: &'a Wanted) -> Option<&'a str> {
    match wanted {
        Wanted::Enabled { kata_runtime: Some(name) } => Some(name),
        Wanted::Enabled { kata_runtime: None } => {
            let set = data.get(KATA_RUNTIME).map(String::as_str).filter(|name| name.contains("kata"));
            Some(set.unwrap_or(DEFAULT_RUNTIME))
        }
        Wanted::Disabled => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(pairs: &[(&str, &str)]) -> Data {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    fn enabled(runtime: Option<&str>) -> Wanted {
        Wanted::Enabled { kata_runtime: runtime.map(str::to_owned) }
    }

    /// What is written, as KEY=VALUE.
    fn written(plan: &Plan) -> Vec<String> {
        plan.changes.iter().map(|change| format!("{}={}", change.key, change.to)).collect()
    }

    #[test]
    fn only_what_differs_is_written_and_then_the_pod_is_restarted() {
        let before = data(&[(ENABLE, "False"), (KATA_RUNTIME, "kata-qemu"), ("OTHER", "x")]);
        for (wanted, changes) in [
            (enabled(None), vec!["JOB_ENABLE_DKMS=True"]),
            (enabled(Some("kata-qemu")), vec!["JOB_ENABLE_DKMS=True"]),
            (enabled(Some("kata-clh")), vec!["JOB_ENABLE_DKMS=True", "JOB_KATA_RUNTIME=kata-clh"]),
            (Wanted::Disabled, vec![]),
        ] {
            let plan = plan(&before, &wanted, Some(false));
            assert_eq!(written(&plan), changes, "{wanted:?}");
            assert_eq!(plan.restart, if changes.is_empty() { Some(false) } else { Some(true) });
        }
    }

    #[test]
    fn when_nothing_differs_only_a_pending_restart_is_left_to_do() {
        let before = data(&[(ENABLE, "True"), (KATA_RUNTIME, "kata-clh")]);
        for stale in [Some(true), Some(false), None] {
            let plan = plan(&before, &enabled(None), stale);
            assert_eq!(plan, Plan { changes: vec![], restart: stale });
            assert_eq!(plan.is_empty(), stale != Some(true));
        }
    }

    #[test]
    fn a_value_in_other_letters_is_left_alone_and_a_malformed_one_is_replaced() {
        for (value, enabling_writes, disabling_writes) in
            [("true", false, true), ("1", false, true), ("f", true, false), ("yes", true, true), ("", true, true)]
        {
            let before = data(&[(ENABLE, value), (KATA_RUNTIME, "kata-qemu")]);
            let writes = |wanted| !plan(&before, &wanted, Some(false)).changes.is_empty();
            assert_eq!(writes(enabled(None)), enabling_writes, "{value:?}");
            assert_eq!(writes(Wanted::Disabled), disabling_writes, "{value:?}");
        }
    }

    #[test]
    fn a_missing_key_is_written_as_the_documentation_does() {
        let plan_of = |wanted| plan(&data(&[]), &wanted, Some(false));
        assert_eq!(written(&plan_of(enabled(None))), ["JOB_ENABLE_DKMS=True", "JOB_KATA_RUNTIME=kata-qemu"]);
        let off = plan_of(Wanted::Disabled);
        assert_eq!(written(&off), ["JOB_ENABLE_DKMS=False"]);
        assert_eq!(off.changes[0].from, None);
    }

    #[test]
    fn a_runtime_class_that_the_service_would_not_take_is_replaced() {
        let before = data(&[(ENABLE, "True"), (KATA_RUNTIME, "runc")]);
        assert_eq!(written(&plan(&before, &enabled(None), Some(false))), ["JOB_KATA_RUNTIME=kata-qemu"]);
    }
}

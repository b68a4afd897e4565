//! What is to be done to switch DKMS: a comparison of what is there with what is wanted.

use super::{DEFAULT_RUNTIME, Data, ENABLE, KATA_RUNTIME, means_false, means_true, settings};

/// What somebody wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// DKMS in this runtime class; without one, in the class that is set.
    Enabled { kata_runtime: Option<String> },
    /// No DKMS; and this runtime class for those who ask for it, or the class that is set.
    Disabled { kata_runtime: Option<String> },
}

impl Wanted {
    /// Returns `true` if DKMS is to be on.
    pub fn enables(&self) -> bool {
        matches!(self, Wanted::Enabled { .. })
    }

    /// The runtime class that is asked for.
    pub fn kata_runtime(&self) -> Option<&str> {
        let (Wanted::Enabled { kata_runtime } | Wanted::Disabled { kata_runtime }) = self;
        kata_runtime.as_deref()
    }

    /// The keys that have to be in force in the end.
    pub fn keys(&self) -> &'static [&'static str] {
        match self {
            Wanted::Disabled { kata_runtime: None } => &[ENABLE],
            _ => &[ENABLE, KATA_RUNTIME],
        }
    }
}

/// What is known of the pods that serve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Serving {
    /// Whether one of them has older settings than those that are set; `None` if that is not known.
    pub is_stale: Option<bool>,
    /// Whether there are as many as there have to be, and all of them are ready.
    pub is_complete: bool,
}

/// A key to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub key: &'static str,
    /// The value before; `None` if the key is missing.
    pub from: Option<String>,
    pub to: String,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub changes: Vec<Change>,
    /// Whether the service's pods have to be restarted for the settings to hold; `None` if nothing is to be written and it
    /// is not known whether the pods have read them.
    pub restart: Option<bool>,
    /// Whether the pods that serve are all there and ready.
    pub is_complete: bool,
}

impl Plan {
    /// Returns `true` if everything is as wanted, and known to be.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.restart == Some(false) && self.is_complete
    }

    /// Returns `true` if the pods are to be restarted: settings that may not be in force are not.
    pub fn restarts(&self) -> bool {
        self.restart != Some(false)
    }

    /// The data of the ConfigMap once the plan is carried out.
    pub fn applied_to(&self, data: &Data) -> Data {
        let mut data = data.clone();
        data.extend(self.changes.iter().map(|change| (change.key.to_owned(), change.to.clone())));
        data
    }
}

/// Compares the data of the ConfigMap and the pods with what is wanted.
pub fn plan(data: &Data, wanted: &Wanted, serving: Serving) -> Plan {
    let runtime = runtime_class(data, wanted);
    let (is_set, word) = if wanted.enables() {
        (means_true as fn(&str) -> bool, "True")
    } else {
        (means_false as fn(&str) -> bool, "False")
    };
    // A value that means the same to the service, in other letters, is left alone.
    let enable = (ENABLE, Some(word), data.get(ENABLE).is_some_and(|value| is_set(value)));
    let kata_runtime = (KATA_RUNTIME, runtime, data.get(KATA_RUNTIME).map(String::as_str) == runtime);
    let changes: Vec<_> = [enable, kata_runtime]
        .into_iter()
        .filter(|(.., is_as_wanted)| !is_as_wanted)
        .filter_map(|(key, to, _)| Some(Change { key, from: data.get(key).cloned(), to: to?.to_owned() }))
        .collect();
    let restart = if changes.is_empty() { serving.is_stale } else { Some(true) };
    Plan { changes, restart, is_complete: serving.is_complete }
}

/// The runtime class that is to be set; `None` if that is left alone. A value that the service would not take is replaced.
pub fn runtime_class<'a>(data: &'a Data, wanted: &'a Wanted) -> Option<&'a str> {
    match wanted {
        Wanted::Enabled { kata_runtime: Some(name) } | Wanted::Disabled { kata_runtime: Some(name) } => Some(name),
        Wanted::Enabled { kata_runtime: None } => {
            let set = data.get(KATA_RUNTIME).map(String::as_str).filter(|name| name.contains("kata"));
            Some(set.unwrap_or(DEFAULT_RUNTIME))
        }
        Wanted::Disabled { kata_runtime: None } => None,
    }
}

/// The options of `dkms` that bring the settings back to what these data say to the service; `None` if nothing changes.
/// `is_installed` tells whether a runtime class is known to be installed.
pub fn revert(data: &Data, plan: &Plan, is_installed: impl Fn(&str) -> bool) -> Option<Vec<String>> {
    if plan.changes.is_empty() {
        return None;
    }
    let before = settings(data);
    let mut words = vec![if before.enable { "enable" } else { "disable" }.to_owned()];
    if plan.changes.iter().any(|change| change.key == KATA_RUNTIME) {
        words.extend(["--kata-runtime".to_owned(), before.kata_runtime.clone()]);
        words.extend((!is_installed(&before.kata_runtime)).then(|| "--force".to_owned()));
    }
    Some(words)
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

    const DISABLED: Wanted = Wanted::Disabled { kata_runtime: None };

    /// All pods are ready and have the settings.
    const SOUND: Serving = Serving { is_stale: Some(false), is_complete: true };

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
            (DISABLED, vec![]),
        ] {
            let plan = plan(&before, &wanted, SOUND);
            assert_eq!(written(&plan), changes, "{wanted:?}");
            assert_eq!(plan.restart, if changes.is_empty() { Some(false) } else { Some(true) });
        }
    }

    #[test]
    fn when_nothing_differs_the_pods_decide_what_is_left_to_do() {
        let before = data(&[(ENABLE, "True"), (KATA_RUNTIME, "kata-clh")]);
        for (is_stale, is_complete, restarts, is_empty) in [
            (Some(false), true, false, true),
            (Some(false), false, false, false),
            (Some(true), true, true, false),
            (None, true, true, false),
        ] {
            let plan = plan(&before, &enabled(None), Serving { is_stale, is_complete });
            assert_eq!(plan, Plan { changes: vec![], restart: is_stale, is_complete });
            assert_eq!((plan.restarts(), plan.is_empty()), (restarts, is_empty), "{plan:?}");
        }
    }

    #[test]
    fn only_the_keys_that_are_wanted_have_to_be_in_force() {
        assert_eq!(enabled(None).keys(), [ENABLE, KATA_RUNTIME]);
        assert_eq!(DISABLED.keys(), [ENABLE]);
        assert_eq!(Wanted::Disabled { kata_runtime: Some("kata-clh".into()) }.keys(), [ENABLE, KATA_RUNTIME]);
    }

    #[test]
    fn the_revert_puts_back_what_the_service_read_with_the_class_if_that_changes() {
        let off = [(ENABLE, "False"), (KATA_RUNTIME, "kata-qemu")];
        let on = [(ENABLE, "True"), (KATA_RUNTIME, "kata-gone")];
        for (before, wanted, words) in [
            (off.to_vec(), enabled(None), "disable"),
            (off.to_vec(), enabled(Some("kata-clh")), "disable --kata-runtime kata-qemu"),
            (on.to_vec(), DISABLED, "enable"),
            (on.to_vec(), enabled(Some("kata-clh")), "enable --kata-runtime kata-gone --force"),
            (vec![], enabled(None), "enable --kata-runtime kata-qemu"),
            (off.to_vec(), DISABLED, ""),
        ] {
            let before = data(&before);
            let words_of = revert(&before, &plan(&before, &wanted, SOUND), |class| class != "kata-gone");
            assert_eq!(words_of.unwrap_or_default().join(" "), words, "{wanted:?}");
        }
    }

    #[test]
    fn a_revert_leads_back() {
        let before = data(&[(ENABLE, "False"), (KATA_RUNTIME, "kata-qemu"), ("OTHER", "x")]);
        let there = plan(&before, &enabled(Some("kata-clh")), SOUND).applied_to(&before);
        let back = Wanted::Disabled { kata_runtime: Some("kata-qemu".into()) };
        assert_eq!(plan(&there, &back, SOUND).applied_to(&there), before);
    }

    #[test]
    fn a_value_in_other_letters_is_left_alone_and_a_malformed_one_is_replaced() {
        for (value, enabling_writes, disabling_writes) in
            [("true", false, true), ("1", false, true), ("f", true, false), ("yes", true, true), ("", true, true)]
        {
            let before = data(&[(ENABLE, value), (KATA_RUNTIME, "kata-qemu")]);
            let writes = |wanted| !plan(&before, &wanted, SOUND).changes.is_empty();
            assert_eq!(writes(enabled(None)), enabling_writes, "{value:?}");
            assert_eq!(writes(DISABLED), disabling_writes, "{value:?}");
        }
    }

    #[test]
    fn a_missing_key_is_written_as_the_documentation_does() {
        let plan_of = |wanted| plan(&data(&[]), &wanted, SOUND);
        assert_eq!(written(&plan_of(enabled(None))), ["JOB_ENABLE_DKMS=True", "JOB_KATA_RUNTIME=kata-qemu"]);
        let off = plan_of(DISABLED);
        assert_eq!(written(&off), ["JOB_ENABLE_DKMS=False"]);
        assert_eq!(off.changes[0].from, None);
    }

    #[test]
    fn a_runtime_class_that_the_service_would_not_take_is_replaced() {
        let before = data(&[(ENABLE, "True"), (KATA_RUNTIME, "runc")]);
        assert_eq!(written(&plan(&before, &enabled(None), SOUND)), ["JOB_KATA_RUNTIME=kata-qemu"]);
    }
}

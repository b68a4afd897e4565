//! The rules that decide whether a job needs DKMS, and which Kubernetes runtime class it gets.
//!
//! They are asked in the order of [`Rule::ALL`], and the first that has an answer decides. Pure: plain values in, a value out.

use std::fmt;

/// The setting of the service's pod that turns DKMS on for customize jobs.
pub const ENABLE: &str = "JOB_ENABLE_DKMS";

/// The setting that names the runtime class of jobs that need DKMS.
pub const KATA_RUNTIME: &str = "JOB_KATA_RUNTIME";

/// The setting that names the runtime class of jobs for aarch64.
pub const AARCH64_RUNTIME: &str = "JOB_AARCH64_RUNTIME";

/// The runtime class that the service falls back to.
pub const DEFAULT_RUNTIME: &str = "kata-qemu";

/// What the service's pod read of its settings when it started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Whether customize jobs get DKMS.
    pub enable: bool,
    /// The runtime class of jobs that need DKMS.
    pub kata_runtime: String,
    /// The runtime class of jobs for aarch64.
    pub aarch64_runtime: String,
}

impl Settings {
    /// Reads the settings as the service does: what is not set has a default, and a name without `kata` is not taken.
    pub fn read<'a>(setting: impl Fn(&str) -> Option<&'a str>) -> Self {
        let kata_runtime = setting(KATA_RUNTIME).filter(|name| name.contains("kata")).unwrap_or(DEFAULT_RUNTIME);
        Settings {
            enable: setting(ENABLE).is_none_or(means_true),
            kata_runtime: kata_runtime.to_owned(),
            aarch64_runtime: setting(AARCH64_RUNTIME).unwrap_or(DEFAULT_RUNTIME).to_owned(),
        }
    }
}

/// Returns `true` if the service takes a setting for true.
pub fn means_true(text: &str) -> bool {
    ["true", "1", "t"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Returns `true` if a setting clearly says false. The service takes everything for false that it does not take for true.
pub fn means_false(text: &str) -> bool {
    ["false", "0", "f"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// What a job is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arch {
    X86_64,
    Aarch64,
}

impl Arch {
    /// The architecture of this name. The service knows no third.
    pub fn named(name: &str) -> Self {
        match name {
            "aarch64" => Arch::Aarch64,
            _ => Arch::X86_64,
        }
    }

    /// The name that records carry.
    pub fn name(self) -> &'static str {
        match self {
            Arch::X86_64 => "x86_64",
            Arch::Aarch64 => "aarch64",
        }
    }
}

/// What a job does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// It builds an image from a recipe, which says whether it needs DKMS.
    Create { recipe_requires: bool },
    /// It changes an image.
    Customize,
}

/// A job to be decided on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job {
    /// The architecture of its recipe or image.
    pub arch: Arch,
    /// `require_dkms` in the request that creates it, if given.
    pub requested: Option<bool>,
    pub work: Work,
    /// Whether the service hands it to a remote build node.
    pub remote: bool,
}

/// What can decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Work for aarch64 always gets DKMS.
    Aarch64,
    /// The request says it.
    Request,
    /// The recipe of a create job says it.
    Recipe,
    /// For a customize job, the settings of the service's pod say it.
    Settings,
}

impl Rule {
    /// All rules, in the order in which they are asked.
    pub const ALL: [Rule; 4] = [Rule::Aarch64, Rule::Request, Rule::Recipe, Rule::Settings];

    /// What the rule says of a job; nothing if it does not apply.
    pub fn says(self, job: &Job, settings: &Settings) -> Option<bool> {
        match self {
            Rule::Aarch64 => (job.arch == Arch::Aarch64).then_some(true),
            Rule::Request => job.requested,
            Rule::Recipe => match job.work {
                Work::Create { recipe_requires } => Some(recipe_requires),
                Work::Customize => None,
            },
            Rule::Settings => (job.work == Work::Customize).then_some(settings.enable),
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(match self {
            Rule::Aarch64 => "an aarch64 artifact always gets DKMS",
            Rule::Request => "require_dkms in the request",
            Rule::Recipe => "require_dkms of the recipe",
            Rule::Settings => "JOB_ENABLE_DKMS of the running service",
        })
    }
}

/// What was decided, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Whether the job needs DKMS.
    pub required: bool,
    /// The rule that decided.
    pub rule: Rule,
    /// The runtime class of its pod; none for an ordinary container.
    pub runtime_class: Option<String>,
}

/// Decides on a job.
pub fn decide(job: &Job, settings: &Settings) -> Decision {
    let mut answers = Rule::ALL.iter().filter_map(|rule| Some((*rule, rule.says(job, settings)?)));
    // The last two rules cover every job between them, so one has answered.
    let (rule, required) = answers.next().unwrap_or((Rule::Settings, settings.enable));
    let runtime = match job.arch {
        Arch::Aarch64 => &settings.aarch64_runtime,
        Arch::X86_64 => &settings.kata_runtime,
    };
    Decision { required, rule, runtime_class: (required && !job.remote).then(|| runtime.clone()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(pairs: &[(&str, &'static str)]) -> Settings {
        Settings::read(|key| pairs.iter().find(|(name, _)| *name == key).map(|(_, value)| *value))
    }

    fn job(work: Work) -> Job {
        Job { arch: Arch::X86_64, requested: None, work, remote: false }
    }

    const CREATE: Work = Work::Create { recipe_requires: false };

    #[test]
    fn dkms_is_on_unless_the_setting_says_otherwise() {
        assert!(settings(&[]).enable);
        for (text, enabled) in [
            ("true", true),
            ("True", true),
            ("TRUE", true),
            ("1", true),
            ("t", true),
            ("T", true),
            ("False", false),
            ("0", false),
            ("yes", false),
            ("on", false),
            (" true", false),
            ("", false),
        ] {
            assert_eq!(settings(&[(ENABLE, text)]).enable, enabled, "{text:?}");
        }
    }

    #[test]
    fn a_runtime_class_without_kata_in_its_name_becomes_the_default() {
        for (text, runtime) in
            [("kata-clh", "kata-clh"), ("my-kata", "my-kata"), ("runc", "kata-qemu"), ("", "kata-qemu")]
        {
            assert_eq!(settings(&[(KATA_RUNTIME, text)]).kata_runtime, runtime, "{text:?}");
        }
        assert_eq!(settings(&[]).kata_runtime, "kata-qemu");
    }

    #[test]
    fn aarch64_gets_dkms_whatever_was_asked_in_its_own_runtime_class() {
        let settings = settings(&[(ENABLE, "False"), (AARCH64_RUNTIME, "kata-arm"), (KATA_RUNTIME, "kata-clh")]);
        for work in [CREATE, Work::Customize] {
            let decision = decide(&Job { arch: Arch::Aarch64, requested: Some(false), ..job(work) }, &settings);
            assert_eq!(
                decision,
                Decision { required: true, rule: Rule::Aarch64, runtime_class: Some("kata-arm".into()) }
            );
        }
    }

    #[test]
    fn the_request_goes_before_the_recipe_and_the_settings() {
        let off = settings(&[(ENABLE, "False")]);
        let on = settings(&[(ENABLE, "True")]);
        let requiring = Work::Create { recipe_requires: true };
        for (work, settings, requested) in [
            (requiring, &on, false),
            (Work::Customize, &on, false),
            (CREATE, &off, true),
            (Work::Customize, &off, true),
        ] {
            let decision = decide(&Job { requested: Some(requested), ..job(work) }, settings);
            assert_eq!((decision.required, decision.rule), (requested, Rule::Request), "{work:?}");
            assert_eq!(decision.runtime_class.is_some(), requested);
        }
    }

    #[test]
    fn the_recipe_decides_for_a_create_job_and_the_settings_do_not() {
        for (recipe_requires, enable) in [(true, "False"), (false, "True")] {
            let decision = decide(&job(Work::Create { recipe_requires }), &settings(&[(ENABLE, enable)]));
            assert_eq!((decision.required, decision.rule), (recipe_requires, Rule::Recipe));
        }
    }

    #[test]
    fn the_settings_decide_for_a_customize_job() {
        for (text, required) in [("True", true), ("False", false)] {
            let decision = decide(&job(Work::Customize), &settings(&[(ENABLE, text), (KATA_RUNTIME, "kata-clh")]));
            let runtime_class = required.then(|| "kata-clh".to_owned());
            assert_eq!(decision, Decision { required, rule: Rule::Settings, runtime_class });
        }
    }

    #[test]
    fn a_remote_build_node_knows_no_runtime_class() {
        for arch in [Arch::X86_64, Arch::Aarch64] {
            let decision = decide(&Job { arch, requested: Some(true), remote: true, ..job(CREATE) }, &settings(&[]));
            assert_eq!((decision.required, decision.runtime_class), (true, None));
        }
    }
}

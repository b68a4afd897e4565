//! An explanation, as a document and as lines for people.

use super::document::known;
use super::running::Running;
use super::subject::Subject;
use crate::dkms::{Link, Rule, Says};
use serde_json::{Value, json};

const DOCUMENTATION: &str = "The administrators' documentation says that JOB_ENABLE_DKMS governs all jobs; the service reads it \
     only for customize jobs that do not ask.";

/// The runtime class of the job's pod.
pub enum Runtime {
    None,
    Class(String),
    Unknown,
}

/// What a job would get or got, and why.
pub struct Explanation<'e> {
    pub subject: &'e Subject,
    pub links: Vec<Link>,
    pub required: Option<bool>,
    pub runtime: Runtime,
    pub running: &'e Result<Running, String>,
}

impl Explanation<'_> {
    fn verdict(&self) -> String {
        let name = &self.subject.name;
        let verb = if self.subject.exists { "got" } else { "would get" };
        let Some(required) = self.required else {
            return format!("Whether {name} {verb} DKMS cannot be known.");
        };
        let what = if required { "DKMS" } else { "no DKMS" };
        let runtime = match &self.runtime {
            Runtime::Class(class) => format!(" in the runtime class {class}"),
            Runtime::None if required => " on a remote build node, without a runtime class".to_owned(),
            Runtime::None => String::new(),
            Runtime::Unknown => " in a runtime class that cannot be known".to_owned(),
        };
        let deciding: Vec<_> =
            self.links.iter().filter(|link| link.decides != Some(false)).map(|link| link.rule.to_string()).collect();
        let reason = match deciding.len() {
            0 => "no rule as it stands now would decide so, so something has changed since".to_owned(),
            _ => deciding.join(", or else "),
        };
        capitalized(&format!("{name} {verb} {what}{runtime}: {reason}."))
    }

    /// Returns `true` if the documentation expects the same; `None` if that is not known.
    fn agrees(&self) -> Option<bool> {
        Some(self.required? == self.running.as_ref().ok()?.settings.enable)
    }

    pub fn document(&self) -> Value {
        let rules: Vec<_> = self
            .links
            .iter()
            .map(|link| {
                json!({
                    "rule": name(link.rule),
                    "text": link.rule.to_string(),
                    "says": says(link.says),
                    "decides": known(link.decides),
                })
            })
            .collect();
        let runtime = match &self.runtime {
            Runtime::Class(class) => Value::from(class.as_str()),
            Runtime::None => Value::Null,
            Runtime::Unknown => "unknown".into(),
        };
        let settings = match self.running {
            Ok(Running { settings, .. }) => json!({
                "known": true,
                "enabled": settings.enable,
                "kata_runtime": settings.kata_runtime,
                "aarch64_runtime": settings.aarch64_runtime,
            }),
            Err(reason) => json!({"known": false, "reason": reason}),
        };
        json!({
            "verdict": self.verdict(),
            "require_dkms": known(self.required),
            "runtime_class": runtime,
            "arch": self.subject.arch.name(),
            "remote": self.subject.is_remote,
            "rules": rules,
            "running_settings": settings,
            "documentation": {"agrees": known(self.agrees()), "text": DOCUMENTATION},
        })
    }

    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.verdict(), String::new()];
        for link in &self.links {
            let mark = match link.decides {
                Some(true) => "=>",
                Some(false) => "  ",
                None => "? ",
            };
            lines.push(format!("{mark} {:<38} {}", link.rule.to_string(), says(link.says)));
        }
        lines.push(String::new());
        lines.push(match self.running {
            Ok(Running { settings, .. }) => format!(
                "The running service has JOB_ENABLE_DKMS {}, JOB_KATA_RUNTIME {}, JOB_AARCH64_RUNTIME {}.",
                settings.enable, settings.kata_runtime, settings.aarch64_runtime
            ),
            Err(reason) => format!("The settings of the running service cannot be known: {reason}."),
        });
        if self.agrees() == Some(false) {
            lines.push(DOCUMENTATION.into());
        }
        if !self.subject.exists {
            lines.push("Should the service hand it to a remote build node, it runs without a runtime class.".into());
        }
        lines
    }
}

fn name(rule: Rule) -> &'static str {
    match rule {
        Rule::Aarch64 => "aarch64",
        Rule::Request => "request",
        Rule::Recipe => "recipe",
        Rule::Settings => "settings",
    }
}

fn says(says: Says) -> &'static str {
    match says {
        Says::Value(true) => "true",
        Says::Value(false) => "false",
        Says::Nothing => "nothing",
        Says::Unknown => "unknown",
    }
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

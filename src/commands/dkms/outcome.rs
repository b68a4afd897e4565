//! What became of a switch, as a document and as lines for people.

use super::document::{pod_document, pod_line};
use crate::dkms::{Change, Wanted};
use crate::kubernetes::Pod;
use serde_json::{Value, json};

/// What became of the pods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restart {
    /// New pods are ready.
    Done,
    /// The pods were told to go, and nobody waited.
    Started,
    /// It would be done.
    Planned,
    /// It was left to the user.
    Pending,
    /// There was nothing to restart for.
    NotNeeded,
    /// Nothing was written, and whether the pods have read the settings cannot be known.
    Unknown,
    /// There is no pod to restart.
    NoPod,
}

/// What became of a switch.
pub struct Outcome {
    pub wanted: Wanted,
    pub is_dry: bool,
    pub changes: Vec<Change>,
    pub restart: Restart,
    /// The pods that serve now; in a dry run, those that would be restarted.
    pub pods: Vec<Pod>,
    /// The command that puts everything back; `None` if nothing changes.
    pub revert: Option<String>,
}

impl Outcome {
    pub fn document(&self) -> Value {
        let changes: Vec<_> = self
            .changes
            .iter()
            .map(|change| json!({"key": change.key, "from": change.from, "to": change.to}))
            .collect();
        json!({
            "verdict": self.verdict(),
            "enabled": self.wanted.enables(),
            "dry_run": self.is_dry,
            "changes": changes,
            "restart": self.restart_word(),
            "pods": self.pods.iter().map(pod_document).collect::<Vec<_>>(),
            "revert": self.revert,
        })
    }

    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.verdict(), String::new()];
        let mut add = |title: &str, value: &str| lines.push(format!("{title:<20} {value}"));
        self.changes.iter().for_each(|change| add(change.key, &from_to(change)));
        add("Restart", self.restart_word());
        self.pods.iter().for_each(|pod| add("Pod", &pod_line(pod)));
        self.revert.iter().for_each(|revert| add("To revert", revert));
        lines
    }

    fn verdict(&self) -> String {
        let word = if self.wanted.enables() { "on" } else { "off" };
        let changed = !self.changes.is_empty();
        match (self.is_dry, self.restart) {
            (true, Restart::Planned) if changed => format!("This would turn DKMS {word} and restart the pod of IMS."),
            (true, Restart::Planned) => format!("DKMS is {word} already; this would restart the pod of IMS."),
            (true, Restart::Pending | Restart::NoPod) if changed => format!("This would turn DKMS {word}."),
            (_, Restart::Done) if changed => format!("DKMS is {word}, and the new pod of IMS is ready."),
            (_, Restart::Done) => format!("DKMS was {word} already; the new pod of IMS has read it and is ready."),
            (_, Restart::Started) => format!("DKMS is {word} once the new pod of IMS is ready."),
            (_, Restart::Pending) => format!("DKMS is {word} from the next start of the pod of IMS."),
            (_, Restart::NoPod) => format!("DKMS is {word} from the next start of IMS, of which no pod runs now."),
            (_, Restart::Unknown) => format!(
                "DKMS was {word} already, and nothing was changed; it is unknown whether the running pod has read it."
            ),
            (_, Restart::NotNeeded | Restart::Planned) => {
                format!("DKMS was {word} already, and nothing was changed.")
            }
        }
    }

    fn restart_word(&self) -> &'static str {
        match self.restart {
            Restart::Done => "done",
            Restart::Started => "started",
            Restart::Planned => "planned",
            Restart::Pending => "pending",
            Restart::NotNeeded => "not needed",
            Restart::Unknown => "unknown",
            Restart::NoPod => "no pod",
        }
    }
}

/// `False -> True`.
pub fn from_to(change: &Change) -> String {
    format!("{} -> {}", change.from.as_deref().unwrap_or("(not set)"), change.to)
}

//! What a switch has done so far, for whoever has to know when it ends early.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// How far the settings have come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Settings {
    #[default]
    Untouched,
    /// The write is on its way, and may or may not arrive.
    Writing,
    Written,
}

#[derive(Debug, Default)]
struct State {
    settings: Settings,
    /// The pods that were to be restarted and are not yet.
    left: Vec<String>,
    /// The pod whose deletion is on its way.
    restarting: Option<String>,
    restarted: Vec<String>,
}

/// What has been done. It is noted while it is done, and an interruption asks for it from another thread.
#[derive(Debug, Default)]
pub struct Done(Mutex<State>);

impl Done {
    /// The settings are being written.
    pub fn write_began(&self) {
        self.state().settings = Settings::Writing;
    }

    /// The settings are written, or nothing was.
    pub fn write_ended(&self, is_written: bool) {
        self.state().settings = if is_written { Settings::Written } else { Settings::Untouched };
    }

    /// These pods are to be restarted.
    pub fn restarts(&self, pods: impl Iterator<Item = String>) {
        self.state().left = pods.collect();
    }

    /// A pod is being deleted.
    pub fn restart_began(&self, pod: &str) {
        let mut state = self.state();
        state.left.retain(|left| left != pod);
        state.restarting = Some(pod.to_owned());
    }

    /// The pod was deleted, or is still there.
    pub fn restart_ended(&self, is_deleted: bool) {
        let mut state = self.state();
        let pod = state.restarting.take();
        if is_deleted { state.restarted.extend(pod) } else { state.left.extend(pod) }
    }

    /// What the user has to know; `command` is what goes on from here.
    pub fn lines(&self, command: &str) -> Vec<String> {
        let State { settings, left, restarting, restarted } = &*self.state();
        let is_touched = restarting.is_some() || !restarted.is_empty();
        let mut lines = match (settings, &restarted[..]) {
            (Settings::Untouched, _) if !is_touched => return vec!["Nothing was changed.".into()],
            (Settings::Untouched, []) => vec!["The settings were as wanted before, and were not written.".to_owned()],
            (Settings::Untouched, pods) => vec![format!("The restart of {} has begun.", pods.join(", "))],
            (Settings::Writing, _) => {
                vec!["The settings may have been written or not; no pod of IMS was restarted.".to_owned()]
            }
            (Settings::Written, []) if restarting.is_some() => vec!["The settings are written.".to_owned()],
            (Settings::Written, []) => {
                vec!["The settings are written. No pod of IMS was restarted, so they are not in effect.".to_owned()]
            }
            (Settings::Written, pods) => {
                vec![format!("The settings are written, and the restart of {} has begun.", pods.join(", "))]
            }
        };
        lines.extend(restarting.as_ref().map(|pod| format!("Pod {pod} may have been restarted or not.")));
        if is_touched && !left.is_empty() {
            lines.push(format!("Not restarted, and so with the old settings: {}.", left.join(", ")));
        }
        lines.push(format!("`{command}` continues from here."));
        lines
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reported(act: impl FnOnce(&Done)) -> String {
        let done = Done::default();
        act(&done);
        done.lines("again").join(" ")
    }

    fn write(done: &Done) {
        done.write_began();
        done.write_ended(true);
        done.restarts(["a", "b"].map(str::to_owned).into_iter());
    }

    fn restart(done: &Done, pod: &str, is_deleted: bool) {
        done.restart_began(pod);
        done.restart_ended(is_deleted);
    }

    #[test]
    fn only_what_was_done_is_reported() {
        assert_eq!(reported(|_| {}), "Nothing was changed.");
        assert_eq!(reported(|done| done.restarts(["a".to_owned()].into_iter())), "Nothing was changed.");
        let refused = reported(|done| {
            done.write_began();
            done.write_ended(false);
        });
        assert_eq!(refused, "Nothing was changed.");
        assert!(reported(Done::write_began).starts_with("The settings may have been written or not"));
        let written = "The settings are written. No pod of IMS was restarted, so they are not in effect. `again` continues from here.";
        assert_eq!(reported(write), written);
        assert_eq!(
            reported(|done| {
                write(done);
                restart(done, "a", false);
            }),
            written
        );
    }

    #[test]
    fn each_pod_is_reported_on_its_own() {
        let partly = reported(|done| {
            write(done);
            restart(done, "a", true);
        });
        let words = "restart of a has begun. Not restarted, and so with the old settings: b. `again`";
        assert!(partly.contains(words), "{partly}");
        let in_doubt = reported(|done| {
            write(done);
            restart(done, "a", true);
            done.restart_began("b");
        });
        assert!(
            in_doubt.contains("restart of a has begun. Pod b may have been restarted or not. `again`"),
            "{in_doubt}"
        );
        let whole = reported(|done| {
            write(done);
            restart(done, "a", true);
            restart(done, "b", true);
        });
        assert!(whole.starts_with("The settings are written, and the restart of a, b has begun. `again`"), "{whole}");
    }
}

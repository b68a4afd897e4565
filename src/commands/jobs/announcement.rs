//! What is announced of a job that is waited for.

use super::view::{Shell, View, command_line};
use crate::commands::progress::Progress;
use crate::shell::{operands, quoted};

/// Says in which state a job is; if it waits for its user, also how to get there.
pub fn announce(view: &View, tells_the_way: bool, progress: &Progress) {
    let waits_for_user = tells_the_way && view.is_waiting_on_user();
    if waits_for_user || (!progress.is_live() && !view.is_waiting_on_user()) {
        progress.announce(&format!("Job {}: {}", view.id, view.status));
    }
    if !waits_for_user {
        return;
    }
    let door = |inside| view.door(&Shell { container: None, inside });
    match door(false) {
        Ok(outside) => {
            progress.announce(&format!(
                "It is waiting for you. When you are done, run in it: touch {}",
                outside.mark(false)
            ));
            progress.announce(&format!("  {}", command_line(&outside.ssh(&[]))));
            if let Ok(inside) = door(true) {
                progress.announce("or from inside the cluster:");
                progress.announce(&format!("  {}", command_line(&inside.ssh(&[]))));
            }
        }
        Err(error) => progress.announce(&format!("It is waiting for you. {error}")),
    }
    let complete = format!("`cray-ims jobs complete {}` ends the wait.", operands(&[&view.id]));
    progress.announce(&if view.id.starts_with('-') {
        // Behind -- stand the arguments for ssh.
        complete
    } else {
        format!("`cray-ims jobs ssh {}` opens the shell, and {complete}", quoted(&view.id))
    });
}

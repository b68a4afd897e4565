//! A mistake in the command line, in the words of the parser, with tips that do no harm.

use crate::cli;
use clap::error::{ContextKind, ContextValue};

/// What people call the restoring of a record. A delete must not be what they are pointed to.
const RESTORING: [&str; 4] = ["undelete", "restore", "recover", "undo"];

const RESTORE: &str = "To restore a deleted record: `deleted images update ID --operation undelete`; likewise for recipes and \
    public-keys.";

/// The text of the error.
pub fn explained(mut error: clap::Error) -> String {
    let mut text = String::new();
    if let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand).cloned() {
        let is_restoring = RESTORING.contains(&word.as_str());
        let is_meant = |tip: &String| !is_restoring && (word.starts_with("del") || !tip.starts_with("delete"));
        match error.remove(ContextKind::SuggestedSubcommand) {
            Some(ContextValue::Strings(mut tips)) => {
                tips.retain(is_meant);
                // `delete` before `deleteall`.
                tips.sort_by_key(String::len);
                if !tips.is_empty() {
                    error.insert(ContextKind::SuggestedSubcommand, ContextValue::Strings(tips));
                }
            }
            Some(ContextValue::String(tip)) if is_meant(&tip) => {
                error.insert(ContextKind::SuggestedSubcommand, ContextValue::String(tip));
            }
            _ => {}
        }
        if is_restoring {
            text = format!("\n\n{RESTORE}");
        }
    }
    let error = error.to_string();
    let error = error.trim_start_matches("error: ").trim_end();
    cli::folded(&format!("{error}{text}"))
}

//! `list`: all records of a resource, or those that filters name.

use crate::candidates::{Candidates, Fields};
use crate::commands::options::Filters;
use crate::commands::{Prints, Reply, Run, examples};
use crate::context::Context;
use crate::ims::{self, Resource};
use crate::output::{Column, Selection};
use anyhow::{Result, bail};
use clap::Args;

/// How a list is narrowed, ordered and shown.
#[derive(Args)]
#[command(about = format!("List {}", R::NOUNS), after_help = help::<R>(), add = Fields(R::FIELDS))]
pub struct List<R: Resource> {
    #[command(flatten)]
    filters: Filters<R>,
    /// Sort by a field, such as created or link.path
    #[arg(long, value_name = "FIELD", add = Candidates::Fields)]
    sort: Option<String>,
    /// Reverse the order
    #[arg(long)]
    reverse: bool,
    /// Print at most N records
    #[arg(long, value_name = "N", value_parser = count)]
    limit: Option<usize>,
    /// Print only the newest record
    #[arg(long, conflicts_with_all = ["sort", "reverse", "limit"])]
    latest: bool,
    /// Columns of --format table
    #[arg(long, value_name = "FIELD,...", value_delimiter = ',', value_parser = trimmed, add = Candidates::Fields)]
    columns: Vec<String>,
}

fn help<R: Resource>() -> String {
    match R::LIST_EXAMPLES {
        [] => examples(&[&format!("{} list --format table", ims::group::<R>())]),
        own => examples(own),
    }
}

/// Reads a number of records.
fn count(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| "expected a whole number, such as 10".to_owned())
}

/// The name of a field, without the white space around it.
fn trimmed(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("expected the name of a field".to_owned()),
        name => Ok(name.to_owned()),
    }
}

impl<R: Resource> Run for List<R> {
    fn prints(&self) -> Prints {
        Prints::Records
    }

    async fn run(self, context: Context) -> Result<Reply> {
        if !self.columns.is_empty() && !context.format.is_rows() {
            bail!("--columns is for tables; add --format table.");
        }
        let columns = self.columns.iter().cloned().map(Column::of).collect();
        let answer = context.client()?.send(&ims::list::<R>()).await?;
        Ok(Reply::list::<R>(answer, columns, self.selection()))
    }
}

impl<R: Resource> List<R> {
    /// The records that are meant, in their order.
    fn selection(self) -> Selection {
        let rest = Selection { conditions: self.filters.conditions, shown: self.columns, ..Selection::default() };
        if self.latest {
            Selection { sort: Some("created".to_owned()), reverse: true, limit: Some(1), is_required: true, ..rest }
        } else {
            Selection { sort: self.sort, reverse: self.reverse, limit: self.limit, ..rest }
        }
    }
}

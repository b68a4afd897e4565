//! `check`: goes the way to the system step by step and says where it ends. It changes nothing.

mod junit;
mod kubernetes;
mod reach;
mod service;
mod step;

use super::Reply;
use crate::cli::{Check, Shape};
use crate::context::Context;
use crate::error::Error;
use crate::interrupt;
use crate::output::Format;
use crate::terminal::escape;
use step::{Outcome, Report};

pub async fn run(options: &Check, context: &Context) -> Result<Reply, Error> {
    let _advice = interrupt::advise(|| vec!["Nothing was changed.".into()]);
    let mut report = Report::new(service::ROWS.into_iter().chain(kubernetes::ROWS));
    service::check(context, &mut report).await;
    kubernetes::check(options, context, &mut report).await;
    let reply = match options.format {
        Some(Shape::Junit) => Reply::Line(junit::document(&report)),
        None | Some(Shape::Of(Format::Table)) => {
            Reply::Line(report.lines().iter().map(|line| escape(line)).collect::<Vec<_>>().join("\n"))
        }
        Some(Shape::Of(_)) => Reply::Document(report.document()),
    };
    match report.steps.iter().filter(|step| matches!(step.outcome, Outcome::Failed { .. })).count() {
        0 => Ok(reply),
        failed => Ok(Reply::Failed(Box::new(reply), Error::Unsound { failed, of: report.steps.len() })),
    }
}

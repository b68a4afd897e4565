//! `check`: goes the way to the system step by step and says where it ends. It changes nothing.

mod junit;
mod kubernetes;
mod reach;
mod service;
mod step;

use super::options::Kubernetes;
use super::{Prints, Reply, Run};
use crate::context::Context;
use crate::error::Error;
use crate::interrupt;
use crate::output::Format;
use crate::terminal::escape;
use anyhow::{Result, anyhow};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser, ValueParser};
use clap::{Args, ValueEnum};
use std::fs;
use std::path::PathBuf;
use step::{Outcome, Report};

const HELP: &str = "\
Read-only. Exit status: 0 if nothing failed, 2 otherwise.

Examples:
  cray-ims check
  cray-ims check --junit ims.xml";

/// What `--format` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Of(Format),
    /// The XML that continuous integration reads.
    Junit,
}

/// Check the connection, the service and its dependencies
#[derive(Args)]
#[command(after_help = HELP)]
pub struct Check {
    // The name of the global option, which this one stands for here.
    /// Output format [default: text]
    #[arg(long, value_name = "FORMAT", value_parser = formats_and_junit())]
    format: Option<Shape>,
    /// Write the report to this file as well, as JUnit XML
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    #[command(flatten)]
    kubernetes: Kubernetes,
}

fn formats_and_junit() -> ValueParser {
    let formats = Format::value_variants().iter().filter_map(Format::to_possible_value);
    // It came before --junit.
    let names = formats.chain([PossibleValue::new("junit").hide(true)]);
    let shape = |name: String| Format::from_str(&name, false).map_or(Shape::Junit, Shape::Of);
    PossibleValuesParser::new(names).map(shape).into()
}

impl Run for Check {
    fn prints(&self) -> Prints {
        match self.format {
            Some(Shape::Of(Format::Json | Format::Toml | Format::Yaml)) => Prints::Records,
            Some(Shape::Of(Format::Table) | Shape::Junit) | None => Prints::Text(
                "check prints lines for people, which have no fields. Query its records instead, for example with \
                 --format json --query \"[?outcome=='failed'].name\".",
            ),
        }
    }

    fn is_lenient(&self) -> bool {
        true
    }

    async fn run(self, context: Context) -> Result<Reply> {
        let _advice = interrupt::advise(|| vec!["Nothing was changed.".into()]);
        let mut report = Report::new(service::ROWS.into_iter().chain(kubernetes::ROWS));
        service::check(&context, &mut report).await;
        kubernetes::check(&self.kubernetes, &context, &mut report).await;
        let unwritten = self.junit.and_then(|path| {
            let document = format!("{}\n", junit::document(&report));
            fs::write(&path, document).err().map(|error| Error::file("write", path, error))
        });
        let reply = match self.format {
            Some(Shape::Junit) => Reply::line(junit::document(&report)),
            None | Some(Shape::Of(Format::Table)) => {
                Reply::line(report.lines().iter().map(|line| escape(line)).collect::<Vec<_>>().join("\n"))
            }
            Some(Shape::Of(Format::Json | Format::Toml | Format::Yaml)) => Reply::document(report.document()),
        };
        if let Some(error) = unwritten {
            return Ok(reply.failed(anyhow::Error::from(error)));
        }
        match report.steps.iter().filter(|step| matches!(step.outcome, Outcome::Failed { .. })).count() {
            0 => Ok(reply),
            failed => Ok(reply.failed(anyhow!("{failed} of {} checks failed", report.steps.len()))),
        }
    }
}

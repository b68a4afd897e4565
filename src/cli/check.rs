//! The options of `check`, which can answer in a form that no other command has.

use super::dkms::Kubernetes;
use crate::output::Format;
use clap::Args;
use clap::ValueEnum;
use clap::builder::{EnumValueParser, PossibleValuesParser, TypedValueParser, ValueParser};

/// What `--format` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Of(Format),
    /// The XML that continuous integration reads.
    Junit,
}

/// What is checked, and how the outcome is printed.
#[derive(Args)]
pub struct Check {
    // The name of the global option, which this one stands for here.
    /// Output format; lines for people unless given
    #[arg(long, value_name = "FORMAT", value_parser = formats_and_junit())]
    pub format: Option<Shape>,
    #[command(flatten)]
    pub kubernetes: Kubernetes,
}

/// Reads the formats that every command has.
pub(super) fn formats() -> ValueParser {
    EnumValueParser::<Format>::new().map(Shape::Of).into()
}

fn formats_and_junit() -> ValueParser {
    let names = ["json", "toml", "yaml", "table", "junit"];
    let shape = |name: String| Format::from_str(&name, false).map_or(Shape::Junit, Shape::Of);
    PossibleValuesParser::new(names).map(shape).into()
}

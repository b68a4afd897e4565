//! An answer in, bytes out. Nothing here knows where the document came from.
//!
//! Every answer takes one path (`renderer`). An object is read when all of it is there; of a list, each record is read when
//! it has arrived (`records`). The writer of the format appends it to one buffer, which is printed when the answer is known to
//! be whole. A new format is a variant of [`Format`], its writer in a file of its own, and a line in [`Format::writer`].

mod append;
mod document;
mod json;
mod number;
mod records;
mod renderer;
mod select;
mod table;
mod toml;
mod yaml;

use document::{Fault, Fields, Value};
pub use renderer::{Rendered, Renderer, as_json};
pub use select::{Condition, FieldError, Selection, Test, field};
pub use table::{Column, Columns, Layout};

/// The formats that `--format` names: JSON with an indent of 2; TOML, where a list stands under the name `results`;
/// YAML 1.2; and columns for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    Json,
    Toml,
    Yaml,
    Table,
}

impl Format {
    /// Returns `true` if it prints a list of records as lines for people: a list alone is its rows, and no record is nothing.
    pub fn is_rows(self) -> bool {
        match self {
            Format::Table => true,
            Format::Json | Format::Toml | Format::Yaml => false,
        }
    }

    /// What writes one answer in this format.
    fn writer(self, layout: Layout) -> Box<dyn Writer> {
        match self {
            Format::Json => Box::new(json::Json),
            Format::Toml => Box::new(toml::Toml::default()),
            Format::Yaml => Box::new(yaml::Yaml),
            Format::Table => Box::new(table::Table::new(layout)),
        }
    }
}

/// Writes one answer in one format: an object, or a list record by record. What was written before stands in `out`, and what
/// is written is appended to it.
trait Writer {
    /// Writes an object that is the whole answer.
    fn object(&mut self, object: Fields, out: &mut Vec<u8>);

    /// Writes the next record of a list, which may be any value.
    fn record(&mut self, record: Value, out: &mut Vec<u8>) -> Result<(), RenderError>;

    /// Ends the list.
    fn end_list(&mut self, out: &mut Vec<u8>);

    /// Returns what is printed, now that all is written.
    fn rendered(self: Box<Self>, out: Vec<u8>) -> Rendered {
        Rendered::Text(out)
    }
}

/// Why an answer cannot be rendered.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum RenderError {
    #[error("it is not UTF-8 text (at byte {at})")]
    NotUtf8 { at: usize },
    #[error("it is not JSON: {what} (at byte {at})")]
    NotJson { at: usize, what: &'static str },
    #[error("it ends too early (after {length} bytes)")]
    Truncated { length: usize },
    #[error("it is a long list of records and other values, which TOML cannot hold; use another --format")]
    Mixed,
    #[error("no memory is left for it")]
    TooLong,
}

impl Fault {
    /// What is wrong with an answer in which so many bytes stand before the text, which is so long.
    fn behind(self, offset: usize, length: usize) -> RenderError {
        match self {
            Fault::Incomplete => RenderError::Truncated { length: offset + length },
            Fault::Invalid { at, what } => RenderError::NotJson { at: offset + at, what },
            Fault::NotUtf8 { at } => RenderError::NotUtf8 { at: offset + at },
        }
    }
}

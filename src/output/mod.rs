//! An answer in, bytes out. Nothing here knows where the document came from.
//!
//! An answer is taken in as it arrives and read when all of it is there (`document`). Then one writer a format prints it,
//! record by record, in blocks (`block`): a long list is held as it was received, never as it is printed nor as a tree.

mod block;
mod document;
mod json;
mod number;
mod select;
mod table;
mod toml;
mod yaml;

use block::Block;
use document::{Document, Fault, View};
pub use select::{Condition, FieldError, Selection, Test, field};
use std::io;
use table::Plan;
pub use table::{Column, Layout};

/// The formats that `--format` names: JSON with an indent of 2; TOML, where a list stands under the name `results`;
/// YAML 1.2; and columns for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    Json,
    Toml,
    Yaml,
    Table,
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
}

impl Fault {
    /// What is wrong with an answer of this length.
    fn of(self, length: usize) -> RenderError {
        match self {
            Fault::Incomplete => RenderError::Truncated { length },
            Fault::Invalid { at, what } => RenderError::NotJson { at, what },
        }
    }

    /// The same for a value that stands at an offset in an answer of this length.
    fn behind(self, offset: usize, length: usize) -> RenderError {
        match self.of(length) {
            RenderError::NotJson { at, what } => RenderError::NotJson { at: offset + at, what },
            other => other,
        }
    }
}

/// A document as JSON, as Python writes it, whatever kind of value it is.
pub fn as_json(text: &str) -> Result<Vec<u8>, RenderError> {
    let mut document = Document::default();
    let value = document.read(text).map_err(|fault| fault.of(text.len()))?;
    Ok(json::text(value))
}

/// Takes an answer in as it arrives, to print it in the end.
pub struct Renderer {
    format: Format,
    layout: Layout,
    received: Vec<u8>,
}

/// An answer that is ready to be printed.
pub enum Rendered {
    /// What is printed as it stands here.
    Text(Vec<u8>),
    /// An array or an object, with what prints it.
    Document { text: String, document: Document, writer: Writer },
}

/// What prints a document.
pub enum Writer {
    Json,
    Toml,
    Yaml,
    Table(Plan),
}

impl Renderer {
    /// A renderer for one answer. The layout says how a table of it looks.
    pub fn new(format: Format, layout: Layout) -> Self {
        Renderer { format, layout, received: Vec::new() }
    }

    /// Takes the next part of the answer.
    pub fn feed(&mut self, part: &[u8]) {
        self.received.extend_from_slice(part);
    }

    /// Ends the answer. What is neither an array nor an object, or is nothing at all, is one line, as Python prints the value.
    ///
    /// Fails if the answer is not one JSON document.
    pub fn finish(self) -> Result<Rendered, RenderError> {
        let text = String::from_utf8(self.received)
            .map_err(|error| RenderError::NotUtf8 { at: error.utf8_error().valid_up_to() })?;
        if text.trim_ascii().is_empty() {
            return Ok(Rendered::Text(b"\n".to_vec()));
        }
        let mut document = Document::default();
        let value = document.read(&text).map_err(|fault| fault.of(text.len()))?;
        let line = match value.view() {
            View::Null => "".into(),
            View::Bool(true) => "True".into(),
            View::Bool(false) => "False".into(),
            View::Number(text) => number::python(text),
            View::Text(text) => text.decoded(),
            View::Array(_) | View::Object(_) => {
                let writer = match self.format {
                    Format::Json => Writer::Json,
                    Format::Toml => Writer::Toml,
                    Format::Yaml => Writer::Yaml,
                    Format::Table => Writer::Table(Plan::new(value, &self.layout)),
                };
                return Ok(Rendered::Document { text, document, writer });
            }
        };
        Ok(Rendered::Text(format!("{line}\n").into_bytes()))
    }
}

impl Rendered {
    /// Returns `true` if nothing is printed, as for a table without lines.
    pub fn is_nothing(&self) -> bool {
        match self {
            Rendered::Text(text) => text.is_empty(),
            Rendered::Document { text, document, writer } => {
                let is_empty = matches!(document.root(text).view(), View::Array(items) if items.is_empty());
                is_empty && matches!(writer, Writer::Table(_))
            }
        }
    }

    /// Prints the answer.
    pub fn write(&self, sink: &mut dyn io::Write) -> io::Result<()> {
        let (text, document, writer) = match self {
            Rendered::Text(text) => return sink.write_all(text),
            Rendered::Document { text, document, writer } => (text, document, writer),
        };
        let value = document.root(text);
        let mut out = Block::new(sink);
        match writer {
            Writer::Json => json::write(value, &mut out),
            Writer::Toml => toml::write(value, &mut out),
            Writer::Yaml => yaml::write(value, &mut out),
            Writer::Table(plan) => plan.write(value, &mut out),
        }?;
        out.pass_on()
    }

    /// The titles of columns that do not fit the terminal.
    pub fn left_out(&self) -> &[String] {
        match self {
            Rendered::Document { writer: Writer::Table(plan), .. } => plan.left_out(),
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn render(format: Format, text: &str) -> Result<String, RenderError> {
        let mut renderer = Renderer::new(format, Layout::default());
        renderer.feed(text.as_bytes());
        let mut out = Vec::new();
        renderer.finish()?.write(&mut out).unwrap();
        Ok(String::from_utf8(out).unwrap())
    }

    const FORMATS: [Format; 4] = [Format::Json, Format::Toml, Format::Yaml, Format::Table];

    fn value() -> impl Strategy<Value = serde_json::Value> {
        let scalar = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i64>().prop_map(Into::into),
            any::<f64>().prop_map(Into::into),
            "[a-c:# '-]{0,90}".prop_map(Into::into),
            any::<String>().prop_map(Into::into),
        ];
        scalar.prop_recursive(3, 20, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
                prop::collection::vec(("[ab.]{0,2}", inner), 0..4)
                    .prop_map(|fields| serde_json::Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]

        #[test]
        fn a_part_of_a_list_is_never_printed(records in prop::collection::vec(value(), 1..9), left_out in 1..200_usize) {
            let text = serde_json::to_string(&records).unwrap();
            let mut end = text.len().saturating_sub(left_out).max(1);
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            for format in FORMATS {
                prop_assert!(render(format, &text[..end]).is_err());
            }
        }
    }
}

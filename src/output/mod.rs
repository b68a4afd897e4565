//! An answer in, bytes out. Nothing here knows where the document came from.
//!
//! A document is rendered when all of it is there. A long list is taken in record by record while it arrives (`list`),
//! and written when it is known to be whole (`template`): it is never held as printed, nor as a tree.

mod document;
mod json;
mod list;
mod number;
mod select;
mod store;
mod table;
mod template;
mod toml;
mod yaml;

use document::{Document, Fault, Value, View};
use list::{List, Scalar, leading_space};
pub use select::{Condition, FieldError, Selection, Test, field};
use std::io;
pub use table::{Column, Layout};
use template::Notes;

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
            Fault::NotUtf8 { at } => RenderError::NotUtf8 { at },
        }
    }

    /// The same for a value that stands at an offset in an answer of this length.
    fn behind(self, offset: usize, length: usize) -> RenderError {
        match self.of(length) {
            RenderError::NotJson { at, what } => RenderError::NotJson { at: offset + at, what },
            RenderError::NotUtf8 { at } => RenderError::NotUtf8 { at: offset + at },
            truncated @ RenderError::Truncated { .. } => truncated,
        }
    }
}

/// A document as JSON, as Python writes it, whatever kind of value it is.
pub fn as_json(text: &str) -> Result<Vec<u8>, RenderError> {
    let mut document = Document::default();
    let value = document.read(text).map_err(|fault| fault.of(text.len()))?;
    let mut out = Vec::new();
    json::Json.document(value, &mut out);
    Ok(out)
}

/// One format.
trait Writer {
    /// What is to be known of the place of a value in a record, to write another value there.
    type Place: Copy;

    /// Writes an array or an object that is all there, and what ends the output.
    fn document(&mut self, value: Value, out: &mut Vec<u8>);

    /// Writes a record of a long list, and notes where its numbers and strings stand.
    fn record(&mut self, value: Value, out: &mut Vec<u8>, notes: &mut Notes<Self::Place>);

    /// Writes a number or a string of a record as it stands in such a place.
    fn scalar(out: &mut Vec<u8>, scalar: Scalar, place: Self::Place);

    /// Writes a long list.
    fn list(&mut self, list: &List, sink: &mut dyn io::Write) -> io::Result<()>;
}

/// A list is taken in record by record once this many bytes of it are there; a smaller one is rendered as a whole.
const LONG: usize = 256 * 1024;

/// Takes an answer in as it arrives, to print it in the end.
pub struct Renderer {
    format: Format,
    layout: Layout,
    /// What was received and not taken in yet.
    pending: Vec<u8>,
    /// How much white space at the front of `pending` was seen.
    space: usize,
    /// The length of `pending` from which it is worth another look.
    enough: usize,
    /// How many bytes were taken in.
    taken: usize,
    list: Option<List>,
}

/// An answer that is ready to be printed.
pub enum Rendered {
    Text(Vec<u8>),
    List(List, Format, Layout),
}

impl Renderer {
    /// A renderer for one answer. The layout says how a table of it looks.
    pub fn new(format: Format, layout: Layout) -> Self {
        Renderer { format, layout, pending: Vec::new(), space: 0, enough: 0, taken: 0, list: None }
    }

    /// Takes the next part of the answer. Fails as soon as it is clear that the answer is of no use.
    pub fn feed(&mut self, part: &[u8]) -> Result<(), RenderError> {
        if self.list.is_some() {
            return self.feed_list(part);
        }
        self.pending.extend_from_slice(part);
        self.space += leading_space(&self.pending[self.space..]);
        let space = self.space;
        match self.pending.get(space) {
            Some(b'[') if self.pending.len() >= LONG => {
                self.list = Some(List::default());
                self.drop_front(space + 1);
                self.enough = 0;
                self.feed_list(&[])
            }
            None | Some(b'{' | b'[' | b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => Ok(()),
            Some(_) => Err(RenderError::NotJson { at: space, what: "expected a value" }),
        }
    }

    /// Takes in the records that the next part of a list completes.
    fn feed_list(&mut self, mut part: &[u8]) -> Result<(), RenderError> {
        let Some(list) = &mut self.list else { return Ok(()) };
        while !self.pending.is_empty() {
            let before = self.pending.len();
            let more = part.len().min(self.enough.saturating_sub(before));
            self.pending.extend_from_slice(&part[..more]);
            if self.pending.len() < self.enough {
                return Ok(());
            }
            let taken = list.take(&self.pending, self.taken)?;
            self.taken += taken;
            if taken > before {
                part = &part[taken - before..];
                self.pending.clear();
            } else {
                part = &part[more..];
                self.pending.drain(..taken);
                // A record that is longer than what is there is looked at again only when twice as much is.
                self.enough = 2 * self.pending.len();
            }
        }
        let taken = list.take(part, self.taken)?;
        self.taken += taken;
        self.pending.extend_from_slice(&part[taken..]);
        self.enough = 2 * self.pending.len();
        Ok(())
    }

    /// Ends the answer.
    pub fn finish(mut self) -> Result<Rendered, RenderError> {
        let Some(mut list) = self.list.take() else { return self.whole().map(Rendered::Text) };
        let taken = list.take(&self.pending, self.taken)?;
        if !list.is_complete() || taken < self.pending.len() {
            return Err(RenderError::Truncated { length: self.taken + self.pending.len() });
        }
        Ok(Rendered::List(list, self.format, self.layout))
    }

    /// Renders an answer that is not a long list. What is neither an array nor an object, or is nothing at all, is one
    /// line, as Python prints the value.
    fn whole(self) -> Result<Vec<u8>, RenderError> {
        let text =
            std::str::from_utf8(&self.pending).map_err(|error| RenderError::NotUtf8 { at: error.valid_up_to() })?;
        if leading_space(&self.pending) == text.len() {
            return Ok(b"\n".to_vec());
        }
        let mut document = Document::default();
        let value = document.read(text).map_err(|fault| fault.of(text.len()))?;
        let line = match value.view() {
            View::Null => "".into(),
            View::Bool(true) => "True".into(),
            View::Bool(false) => "False".into(),
            View::Number(text) => number::python(text),
            View::Text(text) => text.decoded(),
            View::Array(_) | View::Object(_) => {
                let mut out = Vec::new();
                match self.format {
                    Format::Json => json::Json.document(value, &mut out),
                    Format::Toml => toml::Toml::default().document(value, &mut out),
                    Format::Yaml => yaml::Yaml.document(value, &mut out),
                    Format::Table => table::Table::new(self.layout).document(value, &mut out),
                }
                return Ok(out);
            }
        };
        Ok(format!("{line}\n").into_bytes())
    }

    fn drop_front(&mut self, length: usize) {
        self.pending.drain(..length);
        self.taken += length;
    }
}

impl Rendered {
    /// Returns `true` if nothing is printed, as for a table without lines.
    pub fn is_nothing(&self) -> bool {
        match self {
            Rendered::Text(text) => text.is_empty(),
            Rendered::List(list, format, _) => *format == Format::Table && list.len() == 0,
        }
    }

    /// Prints the answer.
    pub fn write(&self, sink: &mut dyn io::Write) -> io::Result<()> {
        match self {
            Rendered::Text(text) => sink.write_all(text),
            Rendered::List(list, Format::Json, _) => json::Json.list(list, sink),
            Rendered::List(list, Format::Toml, _) => toml::Toml::default().list(list, sink),
            Rendered::List(list, Format::Yaml, _) => yaml::Yaml.list(list, sink),
            Rendered::List(list, Format::Table, layout) => table::Table::new(layout.clone()).list(list, sink),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn render(format: Format, parts: &[&[u8]]) -> Result<String, RenderError> {
        let mut renderer = Renderer::new(format, Layout::default());
        for part in parts {
            renderer.feed(part)?;
        }
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
        #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_list_prints_the_same_whether_it_is_long_or_short(
            records in prop::collection::vec(value(), 0..20),
            repeated in 1..40_usize,
            pretty: bool,
            step in 1..300_usize,
        ) {
            let list: Vec<_> = records.iter().cycle().take(records.len() * repeated).collect();
            let text = if pretty { serde_json::to_string_pretty(&list) } else { serde_json::to_string(&list) }.unwrap();
            // White space makes any list a long one.
            let space = " ".repeat(LONG);
            let parts: Vec<_> = std::iter::once(space.as_bytes()).chain(text.as_bytes().chunks(step)).collect();
            for format in FORMATS {
                let whole = render(format, &[text.as_bytes()]);
                prop_assert_eq!(render(format, &parts), whole, "{:?}", format);
            }
        }

        #[test]
        fn a_part_of_a_list_is_never_printed(records in prop::collection::vec(value(), 1..9), left_out in 1..200_usize) {
            let text = serde_json::to_string(&records).unwrap();
            let part = &text.as_bytes()[..text.len().saturating_sub(left_out).max(1)];
            for format in FORMATS {
                prop_assert!(render(format, &[part]).is_err());
                prop_assert!(render(format, &[" ".repeat(LONG).as_bytes(), part]).is_err());
            }
        }
    }
}

//! The one path from an answer that arrives in parts to what is printed of it.

use super::append::make_room;
use super::document::{Document, View, leading_space};
use super::records::Records;
use super::table::Drawing;
use super::{Format, Layout, RenderError, Writer, json, number};
use std::io;

/// Takes an answer in as it arrives, and renders it.
pub struct Renderer {
    writer: Box<dyn Writer>,
    received: Received,
    /// What is printed in the end.
    out: Vec<u8>,
}

/// What was received so far.
enum Received {
    /// So many bytes of white space.
    Space(usize),
    /// White space, and the beginning of a value that is no list.
    Value { space: usize, text: Vec<u8> },
    /// A list, whose records are rendered as they arrive.
    List(Records),
}

/// An answer that is ready to be printed.
pub enum Rendered {
    Text(Vec<u8>),
    /// A table, which is drawn while it is printed.
    Table(Drawing),
}

impl Renderer {
    /// A renderer for one answer. The layout says how a table of it looks.
    pub fn new(format: Format, layout: Layout) -> Self {
        Renderer { writer: format.writer(layout), received: Received::Space(0), out: Vec::new() }
    }

    /// Takes the next part of the answer. Fails as soon as it is clear that the answer is of no use.
    pub fn feed(&mut self, mut part: &[u8]) -> Result<(), RenderError> {
        if let Received::Space(space) = &mut self.received {
            let more = leading_space(part);
            *space += more;
            part = &part[more..];
            let space = *space;
            self.received = match part.first() {
                None => return Ok(()),
                Some(b'[') => Received::List(Records::behind(space)),
                Some(b'{' | b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => {
                    Received::Value { space, text: Vec::new() }
                }
                Some(_) => return Err(RenderError::NotJson { at: space, what: "expected a value" }),
            };
        }
        let Renderer { writer, received, out } = self;
        match received {
            Received::Space(_) => {}
            Received::Value { text, .. } => text.extend_from_slice(part),
            Received::List(records) => records.feed(part, &mut |record, _| {
                make_room(out).map_err(|_| RenderError::TooLong)?;
                writer.record(record, out)
            })?,
        }
        Ok(())
    }

    /// Ends the answer. Fails if it is not whole. What is neither an object nor a list, or is nothing at all, is one line, as
    /// Python prints the value.
    pub fn finish(self) -> Result<Rendered, RenderError> {
        let Renderer { mut writer, received, mut out } = self;
        match received {
            Received::Space(_) => out.push(b'\n'),
            Received::List(mut records) => {
                records.finish(&mut |record, _| writer.record(record, &mut out))?;
                writer.end_list(&mut out);
                return Ok(writer.rendered(out));
            }
            Received::Value { space, text } => {
                let mut document = Document::default();
                let value = document.read(&text).map_err(|fault| fault.behind(space, text.len()))?;
                let line = match value.view() {
                    View::Null | View::Array(_) => "".into(),
                    View::Bool(true) => "True".into(),
                    View::Bool(false) => "False".into(),
                    View::Number(text) => number::python(text),
                    View::Text(text) => text.decoded(),
                    View::Object(fields) => {
                        writer.object(fields, &mut out);
                        return Ok(writer.rendered(out));
                    }
                };
                out.extend_from_slice(line.as_bytes());
                out.push(b'\n');
            }
        }
        Ok(Rendered::Text(out))
    }
}

impl Rendered {
    /// Returns `true` if nothing is printed, as for a table without lines.
    pub fn is_nothing(&self) -> bool {
        match self {
            Rendered::Text(text) => text.is_empty(),
            Rendered::Table(drawing) => drawing.is_empty(),
        }
    }

    /// Returns what is said of columns that do not fit the terminal.
    pub fn left_out(&self) -> Option<&str> {
        match self {
            Rendered::Text(_) => None,
            Rendered::Table(drawing) => drawing.left_out(),
        }
    }

    /// Prints the answer.
    pub fn write(&self, sink: &mut dyn io::Write) -> io::Result<()> {
        match self {
            Rendered::Text(text) => sink.write_all(text),
            Rendered::Table(drawing) => drawing.write(sink),
        }
    }
}

/// Returns a document as JSON, as Python writes it, whatever kind of value it is.
pub fn as_json(text: &str) -> Result<Vec<u8>, RenderError> {
    let mut document = Document::default();
    let value = document.read(text.as_bytes()).map_err(|fault| fault.behind(0, text.len()))?;
    let mut out = Vec::new();
    json::write(value, 0, &mut out);
    out.push(b'\n');
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FORMATS: [Format; 4] = [Format::Json, Format::Toml, Format::Yaml, Format::Table];

    fn render(format: Format, parts: &[&[u8]]) -> Result<String, RenderError> {
        let mut renderer = Renderer::new(format, Layout::default());
        for part in parts {
            renderer.feed(part)?;
        }
        let mut out = Vec::new();
        renderer.finish()?.write(&mut out).unwrap();
        Ok(String::from_utf8(out).unwrap())
    }

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
        fn an_answer_prints_the_same_wherever_it_is_cut(
            document in prop_oneof![value(), prop::collection::vec(value(), 0..20).prop_map(Into::into)],
            pretty: bool,
            step in 1..300_usize,
        ) {
            let text = if pretty { serde_json::to_string_pretty(&document) } else { serde_json::to_string(&document) }.unwrap();
            let parts: Vec<_> = text.as_bytes().chunks(step).collect();
            for format in FORMATS {
                let whole = render(format, &[text.as_bytes()]).unwrap();
                prop_assert_eq!(render(format, &parts).unwrap(), whole, "{:?}", format);
            }
        }

        #[test]
        fn a_part_of_a_list_is_never_printed(records in prop::collection::vec(value(), 1..9), left_out in 1..200_usize) {
            let text = serde_json::to_string(&records).unwrap();
            let part = &text.as_bytes()[..text.len().saturating_sub(left_out).max(1)];
            for format in FORMATS {
                prop_assert!(render(format, &[part]).is_err());
            }
        }
    }

    #[test]
    fn a_long_list_is_its_records_one_behind_the_other() {
        let record = r#"{"id":"7","tags":["é",1.50],"link":{"path":"s3://a b"}}"#;
        let printed = |count: usize, format| {
            let list = format!("[{}]", vec![record; count].join(","));
            render(format, &list.as_bytes().chunks(4096).collect::<Vec<_>>()).unwrap()
        };
        for (format, before, between, after) in [
            (Format::Json, "[\n", ",\n", "\n]\n"),
            (Format::Toml, "", "", "\n"),
            (Format::Yaml, "", "", "\n"),
            (Format::Table, "ID  TAGS    LINK\n", "", ""),
        ] {
            let one = printed(1, format);
            let one = one.strip_prefix(before).unwrap().strip_suffix(after).unwrap();
            let many = format!("{before}{}{after}", vec![one; 30_000].join(between));
            assert!(printed(30_000, format) == many, "{format:?}");
        }
    }

    #[test]
    fn a_list_that_begins_with_many_records_cannot_go_on_with_other_values_in_toml() {
        let list = |count: usize| format!("[{},1]", vec![r#"{"id":"7"}"#; count].join(","));
        let short = render(Format::Toml, &[list(2).as_bytes()]).unwrap();
        assert_eq!(short, "results = [ { id = \"7\" }, { id = \"7\" }, 1,]\n\n");
        assert_eq!(render(Format::Toml, &[list(100_000).as_bytes()]), Err(RenderError::Mixed));
        assert!(render(Format::Yaml, &[list(100_000).as_bytes()]).is_ok());
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place_in_the_answer() {
        for (parts, error) in [
            (&[" ", "x"][..], RenderError::NotJson { at: 1, what: "expected a value" }),
            (&[" [1", "2;"], RenderError::NotJson { at: 4, what: "expected `,` or `]`" }),
            (&["[{\"a\"", ":tru}]"], RenderError::NotJson { at: 9, what: "expected a value" }),
            (&["[1] ", " 2"], RenderError::NotJson { at: 5, what: "text after the end of the list" }),
            (&["  {\"a\":1", "} 2"], RenderError::NotJson { at: 10, what: "text after the end of the value" }),
            (&["[[1,", "2]"], RenderError::Truncated { length: 6 }),
            (&[" {\"a\""], RenderError::Truncated { length: 5 }),
        ] {
            let parts: Vec<_> = parts.iter().map(|part| part.as_bytes()).collect();
            assert_eq!(render(Format::Yaml, &parts), Err(error));
        }
        let not_utf8 = render(Format::Json, &[b"[1, \"a", b"\xff\"]"]);
        assert_eq!(not_utf8, Err(RenderError::NotUtf8 { at: 6 }));
        assert_eq!(render(Format::Json, &[b"{\"\xff\":1}"]), Err(RenderError::NotUtf8 { at: 2 }));
    }
}

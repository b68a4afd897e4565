//! A JSON document kept as a flat list of nodes that point into the text.
//!
//! Numbers and strings stay as they were written, fields keep their order, and nothing is allocated per value: the nodes of
//! one record after the other stand in the same memory.

mod plain;
mod reader;
mod value;

pub use value::{Fields, Items, Text, Value, View};

use reader::Reader;

/// How deep arrays and objects may nest. Deeper text is refused, so that no answer can exhaust the stack.
pub const MAX_DEPTH: usize = 512;

/// Why text is not (yet) a document.
#[derive(Debug, PartialEq, Eq)]
pub enum Fault {
    /// The text ends before the value does.
    Incomplete,
    /// The text is not JSON; the byte offset and what was wrong there.
    Invalid { at: usize, what: &'static str },
    /// The text is not UTF-8 from this byte offset on.
    NotUtf8 { at: usize },
}

/// One value as a range of the text; the smaller it is, the faster a long list passes.
#[derive(Clone, Copy)]
pub struct Node {
    pub kind: Kind,
    /// The offset of the first byte.
    pub start: u32,
    /// How many bytes of text; for arrays and objects how many nodes of content follow.
    pub length: u32,
}

/// As wide as the numbers beside it: a copy of a node with bytes to spare inside is slow.
#[derive(Clone, Copy, PartialEq)]
#[repr(u32)]
pub enum Kind {
    Null,
    False,
    True,
    Number,
    /// A string of printable ASCII without escapes.
    Verbatim,
    Text,
    Array,
    /// The content is a name and a value in turn.
    Object,
}

/// What a text holds.
#[derive(Default)]
pub struct Document {
    nodes: Vec<Node>,
}

impl Document {
    /// Reads `text` as one value with nothing but white space behind it.
    pub fn read<'d>(&'d mut self, text: &'d [u8]) -> Result<Value<'d>, Fault> {
        let length = Reader::new(text, &mut self.nodes).front()?;
        let at = length + leading_space(&text[length..]);
        if at < text.len() {
            return Err(Fault::Invalid { at, what: "text after the end of the value" });
        }
        Ok(Value::new(text, &self.nodes))
    }

    /// Reads the value at the front of `text`. Returns it and its length.
    pub fn read_front<'d>(&'d mut self, text: &'d [u8]) -> Result<(Value<'d>, usize), Fault> {
        let length = Reader::new(text, &mut self.nodes).front()?;
        // A number may go on in what is still to come.
        if length == text.len() && self.nodes[0].kind == Kind::Number {
            return Err(Fault::Incomplete);
        }
        Ok((Value::new(text, &self.nodes), length))
    }
}

/// Returns how many bytes of white space are at the front.
pub fn leading_space(text: &[u8]) -> usize {
    text.iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t')).count()
}

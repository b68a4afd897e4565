//! A JSON document kept as a flat list of nodes that borrow from the text.
//!
//! Numbers and strings stay as they were written, fields keep their order, and nothing is allocated
//! per value, so that a list of any length costs one record at a time.

mod plain;
mod reader;
mod value;

pub use reader::{copy_string, read_number, read_value};
pub use value::{Fields, Items, Text, Value, View};

use reader::{Flaw, Reader};

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

#[derive(Clone, Copy, PartialEq)]
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

/// A document that is all there.
#[derive(Default)]
pub struct Document {
    nodes: Vec<Node>,
}

impl Document {
    /// Reads `text` as one value with nothing but white space around it.
    pub fn read<'d>(&'d mut self, text: &'d str) -> Result<Value<'d>, Fault> {
        let mut reader = Reader::new(text.as_bytes(), &mut self.nodes);
        reader.skip_space();
        let read = reader.value();
        reader.skip_space();
        match read {
            Err(flaw) => Err(reader.fault(flaw)),
            Ok(()) if reader.at < text.len() => Err(reader.fault(Flaw("text after the end of the value"))),
            Ok(()) => Ok(Value::new(text, &self.nodes)),
        }
    }

    /// Reads the value at the front of `text`. Returns it and its length.
    pub fn read_front<'d>(&'d mut self, text: &'d str) -> Result<(Value<'d>, usize), Fault> {
        let mut reader = Reader::new(text.as_bytes(), &mut self.nodes);
        let read = reader.value();
        let length = reader.at;
        match read {
            Err(flaw) => Err(reader.fault(flaw)),
            Ok(()) => Ok((Value::new(text, &self.nodes), length)),
        }
    }
}

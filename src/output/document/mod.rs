//! A JSON document kept as a flat list of nodes that borrow from the text.
//!
//! Numbers and strings stay as they were written, fields keep their order, and nothing is allocated
//! per value, so that a list of any length costs one record at a time.

mod plain;
mod reader;
mod value;

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
}

/// One value as a range of the text. Eight bytes, so that a long list takes less room in nodes than in text.
#[derive(Clone, Copy)]
struct Node {
    /// The offset of the first byte.
    start: u32,
    /// The kind in the lowest bits; above them how many bytes of text, of arrays and objects how many nodes of content follow.
    kind_and_length: u32,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
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

impl Kind {
    const ALL: [Kind; 8] =
        [Kind::Null, Kind::False, Kind::True, Kind::Number, Kind::Verbatim, Kind::Text, Kind::Array, Kind::Object];
    const BITS: u32 = Kind::ALL.len().trailing_zeros();
}

impl Node {
    /// Returns `None` if the text is too long for a node.
    fn new(kind: Kind, start: usize, length: usize) -> Option<Self> {
        let start = u32::try_from(start).ok()?;
        let length = u32::try_from(length).ok().filter(|length| length.leading_zeros() >= Kind::BITS)?;
        Some(Node { start, kind_and_length: length << Kind::BITS | kind as u32 })
    }

    fn kind(self) -> Kind {
        Kind::ALL[self.kind_and_length as usize % Kind::ALL.len()]
    }

    fn length(self) -> usize {
        (self.kind_and_length >> Kind::BITS) as usize
    }

    /// How many nodes it is together with its content.
    fn span(self) -> usize {
        match self.kind() {
            Kind::Array | Kind::Object => 1 + self.length(),
            _ => 1,
        }
    }
}

/// A document that is all there.
#[derive(Default)]
pub struct Document {
    nodes: Vec<Node>,
}

impl Document {
    /// The value of the text that was read.
    pub fn root<'d>(&'d self, text: &'d str) -> Value<'d> {
        Value::new(text, &self.nodes)
    }

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

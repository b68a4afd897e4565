//! How a document is looked at: values, the items of arrays, the fields of objects, and texts with their escapes.

use super::super::append::append;
use super::{Kind, Node};
use std::borrow::Cow;

/// One value of a document: its own node comes first.
#[derive(Clone, Copy)]
pub struct Value<'d> {
    bytes: &'d [u8],
    nodes: &'d [Node],
}

/// What a value is.
pub enum View<'d> {
    Null,
    Bool(bool),
    /// A number as it was written.
    Number(&'d str),
    Text(Text<'d>),
    Array(Items<'d>),
    Object(Fields<'d>),
}

impl<'d> Value<'d> {
    /// The value that these nodes of the text are.
    pub fn new(bytes: &'d [u8], nodes: &'d [Node]) -> Self {
        Value { bytes, nodes }
    }

    /// What the value is. To be matched on the spot: passed on, the small copies would cost more than the reading.
    #[inline(always)]
    pub fn view(self) -> View<'d> {
        let node = self.nodes[0];
        match node.kind {
            Kind::Null => View::Null,
            Kind::False => View::Bool(false),
            Kind::True => View::Bool(true),
            Kind::Number => View::Number(Text::new(self.bytes, node).raw()),
            Kind::Verbatim | Kind::Text => View::Text(Text::new(self.bytes, node)),
            Kind::Array => View::Array(Items { bytes: self.bytes, nodes: &self.nodes[1..] }),
            Kind::Object => View::Object(Fields(Items { bytes: self.bytes, nodes: &self.nodes[1..] })),
        }
    }

    pub fn is_null(self) -> bool {
        self.nodes[0].kind == Kind::Null
    }

    pub fn is_object(self) -> bool {
        self.nodes[0].kind == Kind::Object
    }
}

/// The values of an array, in order.
#[derive(Clone, Copy)]
pub struct Items<'d> {
    bytes: &'d [u8],
    nodes: &'d [Node],
}

impl Items<'_> {
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }
}

impl<'d> Iterator for Items<'d> {
    type Item = Value<'d>;

    #[inline(always)]
    fn next(&mut self) -> Option<Value<'d>> {
        let node = self.nodes.first()?;
        let length = match node.kind {
            Kind::Array | Kind::Object => 1 + node.length as usize,
            _ => 1,
        };
        let (nodes, rest) = self.nodes.split_at(length);
        self.nodes = rest;
        Some(Value { bytes: self.bytes, nodes })
    }
}

/// The fields of an object, in order.
#[derive(Clone, Copy)]
pub struct Fields<'d>(Items<'d>);

impl<'d> Fields<'d> {
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of the field of this name.
    pub fn get(mut self, name: &str) -> Option<Value<'d>> {
        self.find(|(key, _)| key.is(name)).map(|(_, value)| value)
    }
}

impl<'d> Iterator for Fields<'d> {
    type Item = (Text<'d>, Value<'d>);

    #[inline(always)]
    fn next(&mut self) -> Option<Self::Item> {
        let (name, rest) = self.0.nodes.split_first()?;
        self.0.nodes = rest;
        Some((Text::new(self.0.bytes, *name), self.0.next()?))
    }
}

/// A string as it stands between its quotes.
#[derive(Clone, Copy)]
pub struct Text<'d> {
    bytes: &'d [u8],
    node: Node,
}

impl<'d> Text<'d> {
    #[inline(always)]
    pub fn new(bytes: &'d [u8], node: Node) -> Self {
        Text { bytes, node }
    }

    #[inline(always)]
    fn raw_bytes(self) -> &'d [u8] {
        &self.bytes[self.node.start as usize..][..self.node.length as usize]
    }

    /// It was checked when it was read.
    #[inline(always)]
    fn raw(self) -> &'d str {
        std::str::from_utf8(self.raw_bytes()).unwrap_or_default()
    }

    /// Appends the text with its quotes if it stands for itself. Returns `false`, with nothing written, if it does not.
    #[inline(always)]
    pub fn append_quoted(self, out: &mut Vec<u8>) -> bool {
        let verbatim = self.node.kind == Kind::Verbatim;
        if verbatim {
            append(out, &self.bytes[self.node.start as usize - 1..], self.node.length as usize + 2);
        }
        verbatim
    }

    /// Appends the text and this value of it with their quotes if both stand for themselves and are apart as JSON with spaces
    /// has them. Returns `false`, with nothing written, if not.
    #[inline(always)]
    pub fn append_pair(self, value: Text, out: &mut Vec<u8>) -> bool {
        let start = self.node.start as usize - 1;
        let behind = start + self.node.length as usize + 1;
        let is_pair = self.node.kind == Kind::Verbatim
            && value.node.kind == Kind::Verbatim
            && self.bytes.get(behind..value.node.start as usize) == Some(b"\": \"");
        if is_pair {
            append(out, &self.bytes[start..], behind + 4 + value.node.length as usize + 1 - start);
        }
        is_pair
    }

    /// Appends the text without quotes if it stands for itself. Returns `false`, with nothing written, if it does not.
    #[inline(always)]
    pub fn append(self, out: &mut Vec<u8>) -> bool {
        let verbatim = self.node.kind == Kind::Verbatim;
        if verbatim {
            append(out, &self.bytes[self.node.start as usize..], self.node.length as usize);
        }
        verbatim
    }

    /// The text, if it is known to be printable ASCII without an escape, so that it stands for itself.
    #[inline(always)]
    pub fn verbatim(self) -> Option<&'d [u8]> {
        (self.node.kind == Kind::Verbatim).then(|| self.raw_bytes())
    }

    /// The text with its escapes resolved. Half of a surrogate pair, which no Rust string can hold, becomes U+FFFD.
    pub fn decoded(self) -> Cow<'d, str> {
        let raw = self.raw();
        match self.node.kind == Kind::Verbatim || !raw.contains('\\') {
            true => Cow::Borrowed(raw),
            false => Cow::Owned(
                char::decode_utf16(units(raw)).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect(),
            ),
        }
    }

    fn is(self, name: &str) -> bool {
        match self.node.kind == Kind::Verbatim {
            true => self.raw_bytes() == name.as_bytes(),
            false => self.decoded() == name,
        }
    }

    /// The UTF-16 code units of the text, halves of pairs included.
    pub fn units(self) -> impl Iterator<Item = u16> + 'd {
        units(self.raw())
    }
}
/// The UTF-16 code units of a string that was checked when it was read.
fn units(raw: &str) -> impl Iterator<Item = u16> + '_ {
    let mut rest = raw.chars();
    let mut low = None;
    std::iter::from_fn(move || {
        if let Some(unit) = low.take() {
            return Some(unit);
        }
        let unit = match rest.next()? {
            '\\' => match rest.next()? {
                'b' => 8,
                'f' => 12,
                'n' => 10,
                'r' => 13,
                't' => 9,
                'u' => {
                    let (digits, after) = rest.as_str().split_at(4);
                    rest = after.chars();
                    return u16::from_str_radix(digits, 16).ok();
                }
                other => other as u16,
            },
            other => {
                let mut pair = [0; 2];
                let encoded = other.encode_utf16(&mut pair);
                low = encoded.get(1).copied();
                encoded[0]
            }
        };
        Some(unit)
    })
}

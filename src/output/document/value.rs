//! How a document is looked at: values, the items of arrays, the fields of objects, and texts with their escapes.

use super::{Kind, Node};
use std::borrow::Cow;

/// One value of a document: its own node comes first.
#[derive(Clone, Copy)]
pub struct Value<'d> {
    text: &'d str,
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
    pub fn new(text: &'d str, nodes: &'d [Node]) -> Self {
        Value { text, nodes }
    }

    /// What the value is. To be matched on the spot: passed on, the small copies would cost more than the reading.
    #[inline(always)]
    pub fn view(self) -> View<'d> {
        match self.nodes[0].kind {
            Kind::Null => View::Null,
            Kind::False => View::Bool(false),
            Kind::True => View::Bool(true),
            Kind::Number => View::Number(self.raw()),
            kind @ (Kind::Verbatim | Kind::Text) => {
                View::Text(Text { raw: self.raw(), verbatim: kind == Kind::Verbatim })
            }
            Kind::Array => View::Array(Items { text: self.text, nodes: &self.nodes[1..] }),
            Kind::Object => View::Object(Fields(Items { text: self.text, nodes: &self.nodes[1..] })),
        }
    }

    pub fn is_null(self) -> bool {
        self.nodes[0].kind == Kind::Null
    }

    pub fn is_object(self) -> bool {
        self.nodes[0].kind == Kind::Object
    }

    /// Where the text of the value begins.
    pub fn offset(self) -> usize {
        self.nodes[0].start as usize
    }

    fn raw(self) -> &'d str {
        let node = self.nodes[0];
        &self.text[node.start as usize..][..node.length as usize]
    }
}

/// The values of an array, in order.
#[derive(Clone, Copy)]
pub struct Items<'d> {
    text: &'d str,
    nodes: &'d [Node],
}

impl Items<'_> {
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
        Some(Value { text: self.text, nodes })
    }
}

/// The fields of an object, in order.
#[derive(Clone, Copy)]
pub struct Fields<'d>(Items<'d>);

impl<'d> Fields<'d> {
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
        let name = self.0.next()?;
        Some((Text { raw: name.raw(), verbatim: name.nodes[0].kind == Kind::Verbatim }, self.0.next()?))
    }
}

/// A string as it stands between its quotes.
#[derive(Clone, Copy)]
pub struct Text<'d> {
    raw: &'d str,
    verbatim: bool,
}

impl<'d> Text<'d> {
    /// The text that stands for itself: printable ASCII without an escape.
    pub fn plain(raw: &'d str) -> Self {
        Text { raw, verbatim: true }
    }

    /// The text that stands between these quotes, which may hold escapes and must have been checked.
    pub fn escaped(raw: &'d str) -> Self {
        Text { raw, verbatim: false }
    }

    /// The text, if it is known to be printable ASCII without an escape, so that it stands for itself.
    pub fn verbatim(self) -> Option<&'d str> {
        self.verbatim.then_some(self.raw)
    }

    /// The text with its escapes resolved. Half of a surrogate pair, which no Rust string can hold, becomes U+FFFD.
    pub fn decoded(self) -> Cow<'d, str> {
        match self.verbatim || !self.raw.contains('\\') {
            true => Cow::Borrowed(self.raw),
            false => Cow::Owned(
                char::decode_utf16(self.units()).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect(),
            ),
        }
    }

    fn is(self, name: &str) -> bool {
        match self.verbatim {
            true => self.raw == name,
            false => self.decoded() == name,
        }
    }

    /// The UTF-16 code units of the text, halves of pairs included.
    pub fn units(self) -> impl Iterator<Item = u16> + 'd {
        units(self.raw)
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

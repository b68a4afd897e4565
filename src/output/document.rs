//! A JSON document kept as a flat list of nodes that borrow from the text.
//!
//! Numbers and strings stay as they were written, fields keep their order, and nothing is allocated
//! per value, so that a list of any length costs one record at a time.

use std::borrow::Cow;
use std::collections::HashMap;

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
            Ok(()) => Ok(Value { text, nodes: &self.nodes }),
        }
    }
}

/// Reads the value at the front of `bytes`. Returns its length and its nodes.
pub fn read_value(bytes: &[u8]) -> Result<(usize, Vec<Node>), Fault> {
    let mut nodes = Vec::new();
    let mut reader = Reader::new(bytes, &mut nodes);
    reader.value().map_err(|flaw| reader.fault(flaw))?;
    let length = reader.at;
    match nodes[0].kind {
        // It may go on in what is still to come.
        Kind::Number if length == bytes.len() => Err(Fault::Incomplete),
        _ => Ok((length, nodes)),
    }
}

/// Copies what stands between the quotes of a string, from behind the first. Returns its length, and whether it is printable
/// ASCII without escapes; none if it is not a string.
pub fn copy_string(bytes: &[u8], out: &mut Vec<u8>) -> Option<(usize, bool)> {
    let start = out.len();
    let length = copy_plain_prefix(bytes, out);
    if bytes.get(length) == Some(&b'"') {
        return Some((length, true));
    }
    let mut nodes = Vec::new();
    let mut reader = Reader::new(bytes, &mut nodes);
    reader.string_content().ok()?;
    let length = reader.at - 1;
    out.truncate(start);
    out.extend_from_slice(std::str::from_utf8(&bytes[..length]).ok()?.as_bytes());
    Some((length, false))
}

/// Reads a number. Returns its length; none if it is not a number, or if more of it may be still to come.
pub fn read_number(bytes: &[u8]) -> Option<usize> {
    let mut nodes = Vec::new();
    let mut reader = Reader::new(bytes, &mut nodes);
    reader.number().ok()?;
    (reader.at < bytes.len()).then_some(reader.at)
}

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

/// What is wrong at the place where the reader stands.
struct Flaw(&'static str);

struct Reader<'t> {
    bytes: &'t [u8],
    at: usize,
    depth: usize,
    nodes: &'t mut Vec<Node>,
}

impl<'t> Reader<'t> {
    fn new(bytes: &'t [u8], nodes: &'t mut Vec<Node>) -> Self {
        nodes.clear();
        Reader { bytes, at: 0, depth: 0, nodes }
    }

    fn fault(&self, flaw: Flaw) -> Fault {
        match self.at >= self.bytes.len() {
            true => Fault::Incomplete,
            false => Fault::Invalid { at: self.at, what: flaw.0 },
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
            // Indentation goes by in leaps.
            while let Some(b"        ") = self.bytes[self.at..].first_chunk::<8>() {
                self.at += 8;
            }
        }
    }

    fn value(&mut self) -> Result<(), Flaw> {
        match self.peek() {
            Some(b'"') => self.string(),
            Some(b'{') => self.object(),
            Some(b'[') => self.array(),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word(b"true", Kind::True),
            Some(b'f') => self.word(b"false", Kind::False),
            Some(b'n') => self.word(b"null", Kind::Null),
            _ => Err(Flaw("expected a value")),
        }
    }

    fn push(&mut self, kind: Kind, start: usize) -> Result<(), Flaw> {
        let (Ok(start), Ok(length)) = (u32::try_from(start), u32::try_from(self.at - start)) else {
            return Err(Flaw("more than 4 GiB in one value"));
        };
        self.nodes.push(Node { kind, start, length });
        Ok(())
    }

    fn word(&mut self, word: &[u8], kind: Kind) -> Result<(), Flaw> {
        let start = self.at;
        for &letter in word {
            match self.peek() {
                Some(byte) if byte == letter => self.at += 1,
                _ => return Err(Flaw("expected a value")),
            }
        }
        self.push(kind, start)
    }

    fn array(&mut self) -> Result<(), Flaw> {
        let opening = self.open(Kind::Array)?;
        if self.peek() == Some(b']') {
            return self.close(opening);
        }
        loop {
            self.value()?;
            self.skip_space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => return self.close(opening),
                _ => return Err(Flaw("expected `,` or `]`")),
            }
            self.skip_space();
        }
    }

    fn object(&mut self) -> Result<(), Flaw> {
        let opening = self.open(Kind::Object)?;
        if self.peek() == Some(b'}') {
            return self.close(opening);
        }
        // A name sets the bit of its length and letters; one that comes twice meets its own.
        let (mut seen, mut collided) = (0_u64, false);
        loop {
            if self.peek() != Some(b'"') {
                return Err(Flaw("expected a field name"));
            }
            let start = self.at + 1;
            self.string()?;
            let name = &self.bytes[start..self.at - 1];
            let bit = 1 << name_hash(name);
            collided |= seen & bit != 0 || name.contains(&b'\\');
            seen |= bit;
            self.skip_space();
            if self.peek() != Some(b':') {
                return Err(Flaw("expected `:`"));
            }
            self.at += 1;
            self.skip_space();
            self.value()?;
            self.skip_space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => break,
                _ => return Err(Flaw("expected `,` or `}`")),
            }
            self.skip_space();
        }
        if collided {
            self.unite_fields(opening + 1);
        }
        self.close(opening)
    }

    fn open(&mut self, kind: Kind) -> Result<usize, Flaw> {
        if self.depth == MAX_DEPTH {
            return Err(Flaw("nested too deeply"));
        }
        self.depth += 1;
        self.at += 1;
        self.push(kind, self.at)?;
        self.skip_space();
        Ok(self.nodes.len() - 1)
    }

    fn close(&mut self, opening: usize) -> Result<(), Flaw> {
        self.depth -= 1;
        self.at += 1;
        let length = self.nodes.len() - opening - 1;
        self.nodes[opening].length = u32::try_from(length).map_err(|_| Flaw("more than 4 GiB in one value"))?;
        Ok(())
    }

    fn number(&mut self) -> Result<(), Flaw> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        match self.peek() {
            Some(b'0') => self.at += 1,
            _ => self.digits()?,
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.digits()?;
        }
        self.push(Kind::Number, start)
    }

    fn digits(&mut self) -> Result<(), Flaw> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        match self.at > start {
            true => Ok(()),
            false => Err(Flaw("expected a digit")),
        }
    }

    fn string(&mut self) -> Result<(), Flaw> {
        self.at += 1;
        self.string_content()
    }

    /// Reads a string from behind its first quote.
    fn string_content(&mut self) -> Result<(), Flaw> {
        let start = self.at;
        let mut kind = Kind::Verbatim;
        loop {
            self.at += plain_prefix(&self.bytes[self.at..]);
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    self.at += 1;
                    self.escape()?;
                }
                Some(0x7f..) => self.at += 1,
                _ => return Err(Flaw("control character in a string")),
            }
            kind = Kind::Text;
        }
        self.push(kind, start)?;
        self.at += 1;
        Ok(())
    }

    fn escape(&mut self) -> Result<(), Flaw> {
        match self.peek() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 1,
            Some(b'u') => {
                self.at += 1;
                for _ in 0..4 {
                    match self.peek() {
                        Some(byte) if byte.is_ascii_hexdigit() => self.at += 1,
                        _ => return Err(Flaw("expected four hexadecimal digits")),
                    }
                }
            }
            _ => return Err(Flaw("unknown escape")),
        }
        Ok(())
    }

    /// Where a name comes twice in the object whose content begins at the node `first`, its last value stands in its first
    /// place, as in Python.
    fn unite_fields(&mut self, first: usize) {
        let mut place = HashMap::new();
        let mut fields: Vec<(Node, &[Node])> = Vec::new();
        let mut rest = &self.nodes[first..];
        while let [name, value, ..] = rest {
            let length = match value.kind {
                Kind::Array | Kind::Object => 1 + value.length as usize,
                _ => 1,
            };
            let content = &rest[1..=length];
            rest = &rest[1 + length..];
            let raw = &self.bytes[name.start as usize..][..name.length as usize];
            // What is not UTF-8 is refused in the end anyway.
            let name_text = Text::escaped(std::str::from_utf8(raw).unwrap_or_default());
            let index = *place.entry(name_text.decoded()).or_insert(fields.len());
            match fields.get_mut(index) {
                Some((_, earlier)) => *earlier = content,
                None => fields.push((*name, content)),
            }
        }
        let united: Vec<Node> =
            fields.into_iter().flat_map(|(name, value)| std::iter::once(name).chain(value.iter().copied())).collect();
        self.nodes.truncate(first);
        self.nodes.extend(united);
    }
}

fn name_hash(name: &[u8]) -> usize {
    let letter = |at: usize| usize::from(name.get(at).copied().unwrap_or(0));
    (name.len() + 7 * letter(0) + 31 * letter(name.len().wrapping_sub(1)) + 3 * letter(name.len() / 2)) % 64
}

/// How many bytes at the front are printable ASCII other than `"` and `\`.
fn plain_prefix(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(chunk) = bytes[at..].first_chunk() {
        match plain_bytes(*chunk) {
            8 => at += 8,
            some => return at + some,
        }
    }
    at + bytes[at..].iter().take_while(|&&byte| is_plain(byte)).count()
}

/// Copies the bytes at the front that are printable ASCII other than `"` and `\`. Returns how many. One pass for both is
/// what makes reading long lists fast.
fn copy_plain_prefix(bytes: &[u8], out: &mut Vec<u8>) -> usize {
    let start = out.len();
    let mut at = 0;
    while let Some(chunk) = bytes[at..].first_chunk() {
        out.extend_from_slice(chunk);
        match plain_bytes(*chunk) {
            8 => at += 8,
            some => {
                out.truncate(start + at + some);
                return at + some;
            }
        }
    }
    out.extend(bytes[at..].iter().take_while(|&&byte| is_plain(byte)));
    out.len() - start
}

/// How many of eight bytes at the front are printable ASCII other than `"` and `\`.
fn plain_bytes(bytes: [u8; 8]) -> usize {
    const ONES: u64 = u64::MAX / 255;
    const HIGH: u64 = ONES << 7;
    let word = u64::from_le_bytes(bytes);
    // Of each of these a byte has its high bit set if it is: a control; 0x7f; beyond ASCII; a quote; a backslash. Some bytes
    // beyond ASCII have it set too, which changes nothing.
    let special = (word.wrapping_sub(ONES * 0x20)
        | word.wrapping_add(ONES)
        | word
        | (word ^ (ONES * u64::from(b'"'))).wrapping_sub(ONES)
        | (word ^ (ONES * u64::from(b'\\'))).wrapping_sub(ONES))
        & HIGH;
    // A borrow or carry can only mark a byte after one that is rightly marked, so the first mark is true.
    (special.trailing_zeros() / 8) as usize
}

fn is_plain(byte: u8) -> bool {
    matches!(byte, 0x20..0x7f) && byte != b'"' && byte != b'\\'
}

#[cfg(test)]
mod tests {
    use super::{is_plain, plain_prefix};

    #[test]
    fn the_plain_prefix_ends_at_the_first_byte_that_is_not_plain() {
        for byte in 0..=u8::MAX {
            for at in 0..20 {
                let mut bytes = [b'a'; 20];
                bytes[at] = byte;
                // What comes behind must not matter.
                bytes[at + 1..].fill(0xff);
                let expected = bytes.iter().take_while(|&&byte| is_plain(byte)).count();
                assert_eq!(plain_prefix(&bytes), expected, "byte {byte} at {at}");
            }
        }
    }
}

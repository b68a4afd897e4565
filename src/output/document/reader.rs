//! How JSON is read into nodes: each function reads what begins at an offset, and returns the offset behind it.

use super::plain::plain_prefix;
use super::value::Text;
use super::{Fault, Kind, MAX_DEPTH, Node};
use std::collections::HashMap;

/// What is wrong at an offset.
pub struct Flaw {
    at: usize,
    what: &'static str,
}

/// What is wrong with bytes that are no text.
const NOT_UTF8: &str = "not UTF-8";

fn flaw<T>(at: usize, what: &'static str) -> Result<T, Flaw> {
    Err(Flaw { at, what })
}

/// Reads text into nodes from front to back.
pub struct Reader<'t> {
    bytes: &'t [u8],
    depth: usize,
    nodes: &'t mut Vec<Node>,
}

impl<'t> Reader<'t> {
    /// A reader of the bytes, whose nodes go here in place of what is there.
    pub fn new(bytes: &'t [u8], nodes: &'t mut Vec<Node>) -> Self {
        nodes.clear();
        Reader { bytes, depth: 0, nodes }
    }

    /// Reads the value at the front of the bytes. Returns its length.
    pub fn front(&mut self) -> Result<usize, Fault> {
        if u32::try_from(self.bytes.len()).is_err() {
            return Err(Fault::Invalid { at: 0, what: "more than 4 GiB" });
        }
        self.value(0).map_err(|Flaw { at, what }| match what {
            NOT_UTF8 => Fault::NotUtf8 { at },
            _ if at >= self.bytes.len() => Fault::Incomplete,
            _ => Fault::Invalid { at, what },
        })
    }

    #[inline(always)]
    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// Returns the offset of the next byte that is no white space.
    #[inline(always)]
    fn skip_space(&self, mut at: usize) -> usize {
        while let Some(byte @ ..=b' ') = self.byte(at) {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                break;
            }
            at += 1;
        }
        at
    }

    #[inline(always)]
    fn value(&mut self, at: usize) -> Result<usize, Flaw> {
        match self.byte(at) {
            Some(b'"') => self.string(at),
            Some(b'{') => self.object(at),
            Some(b'[') => self.array(at),
            Some(b'-' | b'0'..=b'9') => self.number(at),
            Some(b't') => self.word(at, b"true", Kind::True),
            Some(b'f') => self.word(at, b"false", Kind::False),
            Some(b'n') => self.word(at, b"null", Kind::Null),
            _ => flaw(at, "expected a value"),
        }
    }

    #[inline(always)]
    fn push(&mut self, kind: Kind, start: usize, end: usize) {
        self.nodes.push(Node { kind, start: start as u32, length: (end - start) as u32 });
    }

    fn word(&mut self, at: usize, word: &[u8], kind: Kind) -> Result<usize, Flaw> {
        let same = self.bytes[at..].iter().zip(word).take_while(|(byte, letter)| byte == letter).count();
        if same < word.len() {
            return flaw(at + same, "expected a value");
        }
        self.push(kind, at, at + same);
        Ok(at + same)
    }

    fn array(&mut self, at: usize) -> Result<usize, Flaw> {
        let opening = self.open(Kind::Array, at)?;
        let mut at = self.skip_space(at + 1);
        if self.byte(at) == Some(b']') {
            return Ok(self.close(opening, at));
        }
        loop {
            at = self.value(at)?;
            at = self.skip_space(at);
            match self.byte(at) {
                Some(b',') => at = self.skip_space(at + 1),
                Some(b']') => return Ok(self.close(opening, at)),
                _ => return flaw(at, "expected `,` or `]`"),
            }
        }
    }

    fn object(&mut self, at: usize) -> Result<usize, Flaw> {
        let opening = self.open(Kind::Object, at)?;
        let mut at = self.skip_space(at + 1);
        if self.byte(at) == Some(b'}') {
            return Ok(self.close(opening, at));
        }
        // A name sets the bit of its length and letters; one that comes twice meets its own.
        let (mut seen, mut collided) = (0_u64, false);
        loop {
            if self.byte(at) != Some(b'"') {
                return flaw(at, "expected a field name");
            }
            let start = at + 1;
            at = self.string(at)?;
            let bit = 1 << name_hash(&self.bytes[start..at - 1]);
            // A name can be written in two ways, with escapes and without.
            collided |= seen & bit != 0 || self.nodes.last().is_some_and(|name| name.kind == Kind::Text);
            seen |= bit;
            at = self.skip_space(at);
            if self.byte(at) != Some(b':') {
                return flaw(at, "expected `:`");
            }
            at = self.skip_space(at + 1);
            at = self.value(at)?;
            at = self.skip_space(at);
            match self.byte(at) {
                Some(b',') => at = self.skip_space(at + 1),
                Some(b'}') => break,
                _ => return flaw(at, "expected `,` or `}`"),
            }
        }
        if collided {
            self.unite_fields(opening + 1);
        }
        Ok(self.close(opening, at))
    }

    #[inline(always)]
    fn open(&mut self, kind: Kind, at: usize) -> Result<usize, Flaw> {
        if self.depth == MAX_DEPTH {
            return flaw(at, "nested too deeply");
        }
        self.depth += 1;
        self.push(kind, at, at);
        Ok(self.nodes.len() - 1)
    }

    #[inline(always)]
    fn close(&mut self, opening: usize, at: usize) -> usize {
        self.depth -= 1;
        self.nodes[opening].length = (self.nodes.len() - opening - 1) as u32;
        at + 1
    }

    fn number(&mut self, start: usize) -> Result<usize, Flaw> {
        let mut at = start + usize::from(self.byte(start) == Some(b'-'));
        at = match self.byte(at) {
            Some(b'0') => at + 1,
            _ => self.digits(at)?,
        };
        if self.byte(at) == Some(b'.') {
            at = self.digits(at + 1)?;
        }
        if let Some(b'e' | b'E') = self.byte(at) {
            let is_signed = matches!(self.byte(at + 1), Some(b'+' | b'-'));
            at = self.digits(at + 1 + usize::from(is_signed))?;
        }
        self.push(Kind::Number, start, at);
        Ok(at)
    }

    fn digits(&self, at: usize) -> Result<usize, Flaw> {
        let digits = self.bytes[at.min(self.bytes.len())..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 { flaw(at, "expected a digit") } else { Ok(at + digits) }
    }

    #[inline(always)]
    fn string(&mut self, at: usize) -> Result<usize, Flaw> {
        let start = at + 1;
        let end = start + plain_prefix(&self.bytes[start..]);
        if self.byte(end) != Some(b'"') {
            return self.odd_string(start, end);
        }
        self.push(Kind::Verbatim, start, end);
        Ok(end + 1)
    }

    /// Reads on in a string that began at `start` and has more than printable ASCII.
    #[cold]
    fn odd_string(&mut self, start: usize, mut at: usize) -> Result<usize, Flaw> {
        loop {
            at = match self.byte(at) {
                Some(b'"') => break,
                Some(b'\\') => self.escape(at + 1)?,
                Some(0x7f..) => at + 1,
                _ => return flaw(at, "control character in a string"),
            };
            at += plain_prefix(&self.bytes[at..]);
        }
        if let Err(error) = std::str::from_utf8(&self.bytes[start..at]) {
            return flaw(start + error.valid_up_to(), NOT_UTF8);
        }
        self.push(Kind::Text, start, at);
        Ok(at + 1)
    }

    fn escape(&self, at: usize) -> Result<usize, Flaw> {
        match self.byte(at) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 1),
            Some(b'u') => {
                let digits = self.bytes[at + 1..].iter().take(4).take_while(|byte| byte.is_ascii_hexdigit()).count();
                if digits < 4 { flaw(at + 1 + digits, "expected four hexadecimal digits") } else { Ok(at + 5) }
            }
            _ => flaw(at, "unknown escape"),
        }
    }

    /// Where a name comes twice in the object whose content begins at the node `first`, its last value stands in its first
    /// place, as in Python.
    #[cold]
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
            let index = *place.entry(Text::new(self.bytes, *name).decoded()).or_insert(fields.len());
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

#[inline(always)]
fn name_hash(name: &[u8]) -> usize {
    let letter = |at: usize| usize::from(name.get(at).copied().unwrap_or(0));
    (name.len() + 8 * letter(0) + letter(name.len().wrapping_sub(1))) % 64
}

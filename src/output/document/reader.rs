//! How JSON is read into nodes.

use super::plain::{copy_plain_prefix, plain_prefix};
use super::value::Text;
use super::{Fault, Kind, MAX_DEPTH, Node};
use std::collections::HashMap;

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

/// What is wrong at the place where the reader stands.
pub struct Flaw(pub &'static str);

/// Reads text into nodes from front to back.
pub struct Reader<'t> {
    bytes: &'t [u8],
    /// Where it stands.
    pub at: usize,
    depth: usize,
    nodes: &'t mut Vec<Node>,
}

impl<'t> Reader<'t> {
    /// A reader at the front of the bytes, whose nodes go here in place of what is there.
    pub fn new(bytes: &'t [u8], nodes: &'t mut Vec<Node>) -> Self {
        nodes.clear();
        Reader { bytes, at: 0, depth: 0, nodes }
    }

    /// The fault for what is wrong here.
    pub fn fault(&self, flaw: Flaw) -> Fault {
        match self.at >= self.bytes.len() {
            true => Fault::Incomplete,
            false => Fault::Invalid { at: self.at, what: flaw.0 },
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Goes to the next byte that is no white space.
    pub fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
            // Indentation goes by in leaps.
            while let Some(b"        ") = self.bytes[self.at..].first_chunk::<8>() {
                self.at += 8;
            }
        }
    }

    /// Reads the value that begins here.
    pub fn value(&mut self) -> Result<(), Flaw> {
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

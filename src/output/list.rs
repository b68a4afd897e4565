//! A long list, taken in while it arrives and kept small until it is known to be whole.
//!
//! Records of a list mostly have one shape: the same fields in the same order, laid out alike, with other values. A record
//! of a known shape is read by comparing what stands between its values, and only the values are kept. Where records have
//! too little in common, they are kept as they came.

use super::RenderError;
use super::document::{Fault, Kind, Node, Text, Value, View, copy_string, read_number, read_value};
use super::store::Store;

/// How many of the shapes met last are tried on the next record.
const TRIED: usize = 8;

/// How many shapes are kept. Every one costs several times the memory of its record. Tests meet the limit early.
const MOST_SHAPES: usize = if cfg!(test) { 8 } else { 256 };

/// Stands in place of the number of a shape for a record that has none.
const LOOSE: u32 = MOST_SHAPES as u32;

/// The records of a list.
#[derive(Default)]
pub struct List {
    shapes: Vec<Shape>,
    /// The shapes met last, the latest first.
    recent: Vec<u32>,
    /// Each record as the number of its shape and its values. Every value comes behind twice its length, plus one if it is
    /// verbatim. A record without a shape is a mark, its length and its text.
    records: Store,
    /// The record that is being taken in.
    record: Vec<u8>,
    length: usize,
    stage: Stage,
    has_objects: bool,
    has_others: bool,
}

/// How far a list is read.
#[derive(Clone, Copy, Default, PartialEq)]
enum Stage {
    /// Before the first record.
    #[default]
    First,
    /// Behind a record.
    Behind,
    /// Behind the closing bracket.
    End,
}

/// What records of one kind have in common.
pub struct Shape {
    /// The first record of the kind, and its nodes.
    text: String,
    nodes: Vec<Node>,
    values: Vec<Step>,
    /// Where the last value ends in the text.
    tail: usize,
}

/// The way to one value: the bytes between the value before it and itself.
struct Step {
    from: usize,
    to: usize,
    is_number: bool,
}

/// A record of a list.
pub enum Record<'r, 'l> {
    /// The number of its shape, and its values.
    Shaped(usize, &'r [Scalar<'l>]),
    /// The text of a record that has no shape.
    Loose(&'l str),
}

/// A number or a string of a record.
#[derive(Clone, Copy)]
pub struct Scalar<'l> {
    /// The text, and what happens to stand behind it.
    bytes: &'l [u8],
    length: usize,
    verbatim: bool,
    is_number: bool,
}

impl<'l> Scalar<'l> {
    /// Writes the text of a whole number, or of a string of printable ASCII without escapes: what stands for itself. Returns
    /// false, with nothing written, if the text is another.
    pub fn write_verbatim(self, out: &mut Vec<u8>) -> bool {
        if self.verbatim {
            append(out, self.bytes, self.length);
        }
        self.verbatim
    }

    /// The text, if it is that of a string of printable ASCII without escapes.
    pub fn plain_text(self) -> Option<&'l [u8]> {
        (self.verbatim && !self.is_number).then_some(&self.bytes[..self.length])
    }

    pub fn view(self) -> View<'l> {
        // It was checked when it was taken in.
        let text = std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default();
        match (self.is_number, self.verbatim) {
            (true, _) => View::Number(text),
            (false, true) => View::Text(Text::plain(text)),
            (false, false) => View::Text(Text::escaped(text)),
        }
    }
}

/// The most bytes that [`append`] looks at behind what it appends.
pub const ROOM: usize = 80;

/// Appends the first `length` of these bytes. Pieces are short and many: where enough bytes follow, a fixed number of them is
/// copied and the surplus cut off, which takes a fraction of the time of a copy of just the right length.
pub fn append(out: &mut Vec<u8>, bytes: &[u8], length: usize) {
    match bytes.first_chunk::<ROOM>() {
        Some(chunk) if length <= ROOM => {
            let end = out.len() + length;
            out.extend_from_slice(chunk);
            out.truncate(end);
        }
        _ => out.extend_from_slice(&bytes[..length]),
    }
}

impl List {
    /// Takes in the records that are complete at the front of `bytes`, which stand at `offset` in the answer. Returns their
    /// length.
    pub fn take(&mut self, bytes: &[u8], offset: usize) -> Result<usize, RenderError> {
        let mut taken = 0;
        loop {
            let at = taken + leading_space(&bytes[taken..]);
            let start = match (self.stage, bytes.get(at)) {
                (_, None) => return Ok(bytes.len()),
                (Stage::End, _) => return Err(not_json(offset + at, "text after the end of the list")),
                (_, Some(b']')) => {
                    self.stage = Stage::End;
                    taken = at + 1;
                    continue;
                }
                (Stage::Behind, Some(b',')) => at + 1 + leading_space(&bytes[at + 1..]),
                (Stage::Behind, _) => return Err(not_json(offset + at, "expected `,` or `]`")),
                (Stage::First, _) => at,
            };
            match self.take_record(&bytes[start..]) {
                Ok(length) => taken = start + length,
                Err(Fault::Incomplete) => return Ok(taken),
                Err(Fault::Invalid { at, what }) => return Err(not_json(offset + start + at, what)),
                Err(Fault::NotUtf8 { at }) => return Err(RenderError::NotUtf8 { at: offset + start + at }),
            }
            self.stage = Stage::Behind;
            self.length += 1;
        }
    }

    /// Whether the closing bracket was met.
    pub fn is_complete(&self) -> bool {
        self.stage == Stage::End
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether the records, nulls aside, are objects and there is one.
    pub fn is_of_objects(&self) -> bool {
        self.has_objects && !self.has_others
    }

    /// The shapes, in the order in which they were met.
    pub fn shapes(&self) -> &[Shape] {
        &self.shapes
    }

    /// Calls `each` with every record.
    pub fn for_each<'l, E>(&'l self, mut each: impl FnMut(Record<'_, 'l>) -> Result<(), E>) -> Result<(), E> {
        let mut scalars = Vec::new();
        for mut rest in self.records.blocks() {
            while !rest.is_empty() {
                let number = split_number(&mut rest);
                if number == LOOSE {
                    let length = split_number(&mut rest);
                    let text = split(&mut rest, length);
                    each(Record::Loose(std::str::from_utf8(text).unwrap_or_default()))?;
                    continue;
                }
                scalars.clear();
                let number = number as usize;
                for step in &self.shapes[number].values {
                    let length_and_mark = split_number(&mut rest);
                    let (bytes, verbatim) = (rest, length_and_mark % 2 == 1);
                    let length = split(&mut rest, length_and_mark / 2).len();
                    scalars.push(Scalar { bytes, length, verbatim, is_number: step.is_number });
                }
                each(Record::Shaped(number, &scalars))?;
            }
        }
        Ok(())
    }

    /// Takes in the record at the front of `bytes`. Returns its length.
    fn take_record(&mut self, bytes: &[u8]) -> Result<usize, Fault> {
        let length = match self.follow_recent(bytes) {
            Some(length) => length,
            None => self.take_unknown(bytes)?,
        };
        self.records.push(&self.record).map_err(|_| Fault::Invalid { at: 0, what: "no memory is left for it" })?;
        Ok(length)
    }

    fn follow_recent(&mut self, bytes: &[u8]) -> Option<usize> {
        for place in 0..self.recent.len() {
            if let Some(length) = self.follow(self.recent[place], bytes) {
                // The next record is likely to have this shape again.
                self.recent[..=place].rotate_right(1);
                return Some(length);
            }
        }
        None
    }

    /// Reads a record that has none of the recent shapes.
    fn take_unknown(&mut self, bytes: &[u8]) -> Result<usize, Fault> {
        let (length, nodes) = read_value(bytes)?;
        let text = std::str::from_utf8(&bytes[..length]).map_err(|error| Fault::NotUtf8 { at: error.valid_up_to() })?;
        match nodes[0].kind {
            Kind::Object => self.has_objects = true,
            Kind::Null => {}
            _ => self.has_others = true,
        }
        if self.shapes.len() < MOST_SHAPES {
            self.recent.insert(0, self.shapes.len() as u32);
            self.shapes.push(Shape::new(text, nodes));
            self.recent.truncate(TRIED);
            return self.follow(self.recent[0], bytes).ok_or(Fault::Invalid { at: 0, what: "unreadable value" });
        }
        self.record.clear();
        push_number(&mut self.record, LOOSE);
        push_number(&mut self.record, length as u32);
        self.record.extend_from_slice(text.as_bytes());
        Ok(length)
    }

    /// Reads the record at the front of `bytes` if it has this shape. Returns its length.
    fn follow(&mut self, number: u32, bytes: &[u8]) -> Option<usize> {
        let shape = &self.shapes[number as usize];
        let text = shape.text.as_bytes();
        self.record.clear();
        push_number(&mut self.record, number);
        let mut rest = bytes;
        for step in &shape.values {
            rest = strip_prefix(rest, &text[step.from..step.to])?;
            let place = self.record.len();
            push_number(&mut self.record, 0);
            let (length, verbatim) = match step.is_number {
                true => {
                    let number = &rest[..read_number(rest)?];
                    self.record.extend_from_slice(number);
                    (number.len(), number.iter().all(u8::is_ascii_digit))
                }
                false => copy_string(rest, &mut self.record)?,
            };
            let length_and_mark = u32::try_from(2 * length + usize::from(verbatim)).ok()?;
            self.record[place..][..4].copy_from_slice(&length_and_mark.to_le_bytes());
            rest = &rest[length..];
        }
        rest = strip_prefix(rest, &text[shape.tail..])?;
        Some(bytes.len() - rest.len())
    }
}

/// `strip_prefix` of slices, without a call for the lengths that come up between two values.
fn strip_prefix<'b>(bytes: &'b [u8], prefix: &[u8]) -> Option<&'b [u8]> {
    let (front, rest) = bytes.split_at_checked(prefix.len())?;
    let same = match (prefix.len(), front.first_chunk::<8>(), front.last_chunk::<8>()) {
        (..=16, Some(first), Some(last)) => Some(first) == prefix.first_chunk() && Some(last) == prefix.last_chunk(),
        _ => front == prefix,
    };
    same.then_some(rest)
}

fn push_number(out: &mut Vec<u8>, number: u32) {
    out.extend_from_slice(&number.to_le_bytes());
}

/// Cuts a number off the front, as [`push_number`] writes it.
fn split_number(rest: &mut &[u8]) -> u32 {
    let (number, behind) = rest.split_first_chunk().unwrap_or((&[0; 4], &[]));
    *rest = behind;
    u32::from_le_bytes(*number)
}

fn split<'l>(rest: &mut &'l [u8], length: u32) -> &'l [u8] {
    let (front, behind) = rest.split_at(length as usize);
    *rest = behind;
    front
}

impl Shape {
    fn new(text: &str, nodes: Vec<Node>) -> Self {
        let mut values = Vec::new();
        let mut from = 0;
        for node in &nodes {
            let (start, length) = (node.start as usize, node.length as usize);
            // Names, booleans and nulls belong to the shape. A name is told by the colon behind it.
            let is_value = match node.kind {
                Kind::Number => true,
                Kind::Verbatim | Kind::Text => !text[start + length + 1..].trim_ascii_start().starts_with(':'),
                _ => false,
            };
            if is_value {
                values.push(Step { from, to: start, is_number: node.kind == Kind::Number });
                from = start + length;
            }
        }
        // Where a name came twice, what is left of the record is not in the order of the text: it is a shape of its own.
        if !nodes.is_sorted_by_key(|node| node.start) {
            (values, from) = (Vec::new(), 0);
        }
        Shape { text: text.to_owned(), nodes, values, tail: from }
    }

    /// The first record of this shape.
    pub fn model(&self) -> Value<'_> {
        Value::new(&self.text, &self.nodes)
    }

    /// The place among a record's values of the one that begins at this offset of the model.
    pub fn place_of(&self, offset: usize) -> Option<usize> {
        self.values.binary_search_by_key(&offset, |step| step.to).ok()
    }
}

/// How many bytes of white space are at the front.
pub fn leading_space(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t')).count()
}

fn not_json(at: usize, what: &'static str) -> RenderError {
    RenderError::NotJson { at, what }
}

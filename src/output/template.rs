//! Records written from templates: what the first record of a shape looks like, with spots for the values of the others.

use super::Writer;
use super::document::{Document, Value};
use super::list::{List, ROOM, Record, Scalar, Shape, append};
use std::io;
use std::ops::Range;

/// What a writer notes while it writes a record.
pub struct Notes<P>(Vec<Spot<P>>);

/// Where a value stands. `P` is what the writer needs to know of the place.
struct Spot<P> {
    /// The offset of the value in the record as it was read; in a template, its place among the record's values.
    value: usize,
    written: Range<usize>,
    place: P,
}

impl<P> Default for Notes<P> {
    fn default() -> Self {
        Notes(Vec::new())
    }
}

impl<P> Notes<P> {
    /// Notes that a number or a string was written to this range of the output.
    pub fn value(&mut self, value: Value, written: Range<usize>, place: P) {
        self.0.push(Spot { value: value.offset(), written, place });
    }
}

/// How the records of one shape are written.
struct Template<P> {
    /// The text, and room behind it for [`append`].
    text: Vec<u8>,
    length: usize,
    spots: Vec<Spot<P>>,
}

impl<P: Copy> Template<P> {
    fn of<W: Writer<Place = P>>(writer: &mut W, shape: &Shape) -> Self {
        let (mut text, mut notes) = (Vec::new(), Notes::default());
        writer.record(shape.model(), &mut text, &mut notes);
        let in_template = |spot: Spot<P>| Some(Spot { value: shape.place_of(spot.value)?, ..spot });
        let spots = notes.0.into_iter().filter_map(in_template).collect();
        let length = text.len();
        text.resize(length + ROOM, 0);
        Template { text, length, spots }
    }

    fn fill<W: Writer<Place = P>>(&self, out: &mut Vec<u8>, scalars: &[Scalar]) {
        let mut from = 0;
        for spot in &self.spots {
            append(out, &self.text[from..], spot.written.start - from);
            W::scalar(out, scalars[spot.value], spot.place);
            from = spot.written.end;
        }
        append(out, &self.text[from..], self.length - from);
    }
}

/// How much is written at a time, in bytes.
const BLOCK: usize = 64 * 1024;

/// A list together with what writes its records.
pub struct Templates<'l, 'w, W: Writer> {
    list: &'l List,
    writer: &'w mut W,
    templates: Vec<Template<W::Place>>,
}

impl<'l, 'w, W: Writer> Templates<'l, 'w, W> {
    pub fn new(writer: &'w mut W, list: &'l List) -> Self {
        let templates = list.shapes().iter().map(|shape| Template::of(writer, shape)).collect();
        Templates { list, writer, templates }
    }

    /// Calls `each` behind every record with all that was written since it last emptied the output.
    pub fn for_each<E>(&mut self, mut each: impl FnMut(&mut Vec<u8>) -> Result<(), E>) -> Result<(), E> {
        let mut out = Vec::new();
        self.list.for_each(|record| {
            match record {
                Record::Shaped(number, scalars) => self.templates[number].fill::<W>(&mut out, scalars),
                Record::Loose(text) => {
                    if let Ok(value) = Document::default().read(text) {
                        self.writer.record(value, &mut out, &mut Notes::default());
                    }
                }
            }
            each(&mut out)
        })
    }

    /// Writes all records, with `between` in front of every one but the first.
    pub fn write(&mut self, sink: &mut dyn io::Write, between: &[u8]) -> io::Result<()> {
        let mut left = self.list.len();
        self.for_each(|out| {
            left -= 1;
            if left > 0 {
                out.extend_from_slice(between);
            }
            if out.len() >= BLOCK || left == 0 {
                sink.write_all(out)?;
                out.clear();
            }
            Ok(())
        })
    }
}

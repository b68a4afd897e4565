//! The records of a list, each read as soon as it has arrived.

use super::RenderError;
use super::document::{Document, Fault, Value, leading_space};
use std::ops::Range;

/// Reads a list that arrives in parts.
#[derive(Default)]
pub struct Records {
    document: Document,
    stage: Stage,
    /// The beginning of a record that has not arrived as a whole.
    pending: Vec<u8>,
    /// How much must be pending before it is worth another look.
    enough: usize,
    /// How many bytes stand before those that are pending.
    offset: usize,
}

/// What comes next.
#[derive(Clone, Copy, Default, PartialEq)]
enum Stage {
    /// The bracket that opens the list.
    #[default]
    Bracket,
    /// The first record, or the end.
    First,
    /// A comma, or the end.
    Comma,
    Record,
    Nothing,
}

impl Records {
    /// The records of a list before which so many bytes stand in the answer.
    pub fn behind(offset: usize) -> Self {
        Records { offset, ..Records::default() }
    }

    /// Takes the next part of the list, and calls `each` with every record that it completes and with its place in the list.
    pub fn feed<E: From<RenderError>>(
        &mut self,
        mut part: &[u8],
        each: &mut impl FnMut(Value, Range<usize>) -> Result<(), E>,
    ) -> Result<(), E> {
        while !self.pending.is_empty() {
            let before = self.pending.len();
            let more = part.len().min(self.enough - before);
            self.pending.extend_from_slice(&part[..more]);
            if self.pending.len() < self.enough {
                return Ok(());
            }
            let mut pending = std::mem::take(&mut self.pending);
            let read = self.read(&pending, each)?;
            if read >= before {
                part = &part[read - before..];
                pending.clear();
            } else {
                part = &part[more..];
                pending.drain(..read);
            }
            self.pending = pending;
            // However long a record is, all looks together take time in proportion.
            self.enough = 2 * self.pending.len();
        }
        let read = self.read(part, each)?;
        self.pending.extend_from_slice(&part[read..]);
        self.enough = 2 * self.pending.len();
        Ok(())
    }

    /// Ends the list. Fails if it is not whole.
    pub fn finish<E: From<RenderError>>(
        &mut self,
        each: &mut impl FnMut(Value, Range<usize>) -> Result<(), E>,
    ) -> Result<(), E> {
        let pending = std::mem::take(&mut self.pending);
        let read = self.read(&pending, each)?;
        if self.stage == Stage::Nothing && read == pending.len() {
            return Ok(());
        }
        Err(RenderError::Truncated { length: self.offset + pending.len() - read }.into())
    }

    /// Reads what is complete at the front of `bytes`. Returns its length.
    fn read<E: From<RenderError>>(
        &mut self,
        bytes: &[u8],
        each: &mut impl FnMut(Value, Range<usize>) -> Result<(), E>,
    ) -> Result<usize, E> {
        let mut at = 0;
        let wrong = |at, what| Err(RenderError::NotJson { at, what }.into());
        loop {
            at += leading_space(&bytes[at..]);
            self.stage = match (self.stage, bytes.get(at)) {
                (_, None) => break,
                (Stage::Bracket, Some(b'[')) => Stage::First,
                (Stage::First | Stage::Comma, Some(b']')) => Stage::Nothing,
                (Stage::Comma, Some(b',')) => Stage::Record,
                (Stage::Bracket, _) => return wrong(self.offset + at, "expected a list"),
                (Stage::Comma, _) => return wrong(self.offset + at, "expected `,` or `]`"),
                (Stage::Nothing, _) => return wrong(self.offset + at, "text after the end of the list"),
                (Stage::First | Stage::Record, _) => match self.document.read_front(&bytes[at..]) {
                    Ok((record, length)) => {
                        let place = self.offset + at;
                        each(record, place..place + length)?;
                        self.stage = Stage::Comma;
                        at += length;
                        continue;
                    }
                    Err(Fault::Incomplete) => break,
                    Err(fault) => return Err(fault.behind(self.offset + at, 0).into()),
                },
            };
            at += 1;
        }
        self.offset += at;
        Ok(at)
    }
}

//! Output that is passed on in blocks, so that a long document is never held as it is printed.

use std::io;

/// How much is passed on at a time, in bytes.
const FULL: usize = 64 * 1024;

/// What was written and not passed on yet.
pub struct Block<'s> {
    pub bytes: Vec<u8>,
    sink: &'s mut dyn io::Write,
}

impl<'s> Block<'s> {
    pub fn new(sink: &'s mut dyn io::Write) -> Self {
        Block { bytes: Vec::new(), sink }
    }

    /// Passes on what was written if there is enough of it. To be called where nothing that is written later looks back.
    pub fn pass_on_if_full(&mut self) -> io::Result<()> {
        if self.bytes.len() >= FULL { self.pass_on() } else { Ok(()) }
    }

    /// Passes on what was written.
    pub fn pass_on(&mut self) -> io::Result<()> {
        self.sink.write_all(&self.bytes)?;
        self.bytes.clear();
        Ok(())
    }
}

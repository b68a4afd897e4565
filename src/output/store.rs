//! Memory for the values of a long list, in blocks that never move.

use memmap2::{Advice, MmapMut, MmapOptions};
use std::io;

/// The size of a block, in bytes. The kernel hands memory out in steps of 2 MiB when it is asked to, which takes a fraction
/// of the time that the same memory takes page by page.
const BLOCK: usize = 4 * 1024 * 1024;

/// Pieces of bytes, one behind the other.
#[derive(Default)]
pub struct Store {
    blocks: Vec<Block>,
}

struct Block {
    memory: MmapMut,
    used: usize,
}

impl Store {
    /// Adds a piece. Fails if there is no memory.
    pub fn push(&mut self, piece: &[u8]) -> io::Result<()> {
        let has_room = |block: &Block| block.memory.len() - block.used >= piece.len();
        if !self.blocks.last().is_some_and(has_room) {
            let memory = MmapOptions::new().len(BLOCK.max(piece.len())).map_anon()?;
            // Where the kernel has no large pages, small ones serve.
            let _ = memory.advise(Advice::HugePage);
            self.blocks.push(Block { memory, used: 0 });
        }
        if let Some(block) = self.blocks.last_mut() {
            block.memory[block.used..][..piece.len()].copy_from_slice(piece);
            block.used += piece.len();
        }
        Ok(())
    }

    /// All pieces in the order in which they were added, one behind the other; no piece is cut.
    pub fn blocks(&self) -> impl Iterator<Item = &[u8]> {
        self.blocks.iter().map(|block| &block.memory[..block.used])
    }
}

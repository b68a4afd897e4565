//! Short pieces of text, of which an answer has many, appended to one large output.

use rustix::mm::{Advice, madvise};
use std::collections::TryReserveError;

/// The most bytes that are copied at once.
const ROOM: usize = 80;

/// Appends the first `length` of these bytes. Where enough bytes follow, a fixed number of them is copied and the surplus cut
/// off, which takes a fraction of the time of a copy of just the right length.
#[inline(always)]
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

/// Appends so many spaces.
#[inline(always)]
pub fn indent(out: &mut Vec<u8>, spaces: usize) {
    append(out, &[b' '; ROOM], spaces.min(ROOM));
    if spaces > ROOM {
        out.resize(out.len() + spaces - ROOM, b' ');
    }
}

/// An output that is longer than this is a long list.
const LONG: usize = 256 * 1024;

/// How much room a long list gets at first; what is not needed of it costs nothing.
const FIRST: usize = 64 * 1024 * 1024;

/// Gives a long output room that the kernel hands out in steps of 2 MiB where it can, which takes a fraction of the time that
/// the same memory takes page by page. Fails if there is no memory.
pub fn make_room(out: &mut Vec<u8>) -> Result<(), TryReserveError> {
    if out.len() < LONG || out.capacity() - out.len() > LONG {
        return Ok(());
    }
    out.try_reserve(FIRST.max(out.len())).or_else(|_| out.try_reserve(2 * LONG))?;
    let free = out.spare_capacity_mut();
    let start = free.as_ptr().align_offset(PAGE).min(free.len());
    let length = (free.len() - start) / PAGE * PAGE;
    // SAFETY: the advice is about free memory of our own, and says only in which steps it is wanted.
    let _ = unsafe { madvise(free[start..].as_mut_ptr().cast(), length, Advice::LinuxHugepage) };
    Ok(())
}

/// The size of a page, or a multiple of it.
const PAGE: usize = 64 * 1024;

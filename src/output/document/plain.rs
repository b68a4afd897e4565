//! Printable ASCII without quotes and backslashes, which is most of what strings hold, sixteen bytes at a time.

/// How many bytes at the front are printable ASCII other than `"` and `\`.
#[inline(always)]
pub fn plain_prefix(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some((first, rest)) = bytes[at..].split_first_chunk()
        && let Some(second) = rest.first_chunk()
    {
        let (first, second) = (special(*first), special(*second));
        if first | second != 0 {
            let marks = if first != 0 { first.trailing_zeros() } else { 64 + second.trailing_zeros() };
            return at + marks as usize / 8;
        }
        at += 16;
    }
    at + bytes[at..].iter().take_while(|&&byte| is_plain(byte)).count()
}

/// Returns 0 if eight bytes are printable ASCII other than `"` and `\`. Otherwise the lowest bit that is set belongs to the
/// first byte that is not.
#[inline(always)]
fn special(bytes: [u8; 8]) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    const HIGH: u64 = ONES << 7;
    let word = u64::from_le_bytes(bytes);
    // Of each of these a byte has its high bit set if it is: a control; 0x7f; beyond ASCII; a quote; a backslash. Some bytes
    // beyond ASCII have it set too, which changes nothing. A borrow or carry can only mark a byte after one that is rightly
    // marked, so the first mark is true.
    (word.wrapping_sub(ONES * 0x20)
        | word.wrapping_add(ONES)
        | word
        | (word ^ (ONES * u64::from(b'"'))).wrapping_sub(ONES)
        | (word ^ (ONES * u64::from(b'\\'))).wrapping_sub(ONES))
        & HIGH
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
            for at in 0..40 {
                let mut bytes = [b'a'; 40];
                bytes[at] = byte;
                // What comes behind must not matter.
                bytes[at + 1..].fill(0xff);
                let expected = bytes.iter().take_while(|&&byte| is_plain(byte)).count();
                assert_eq!(plain_prefix(&bytes), expected, "byte {byte} at {at}");
            }
        }
    }
}

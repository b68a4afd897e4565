//! Printable ASCII without quotes and backslashes, which is most of what strings hold, eight bytes at a time.

/// How many bytes at the front are printable ASCII other than `"` and `\`.
pub fn plain_prefix(bytes: &[u8]) -> usize {
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
pub fn copy_plain_prefix(bytes: &[u8], out: &mut Vec<u8>) -> usize {
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

//! The parts of an object, as a download fetches them.

use super::upload::PART;

/// Bytes of an object, `last` among them. Ranges are numbered from 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    pub number: u32,
    pub first: u64,
    pub last: u64,
}

impl Range {
    /// In bytes.
    pub fn length(self) -> u64 {
        self.last - self.first + 1
    }
}

/// The parts of an object of this length.
pub fn ranges(length: u64) -> impl Iterator<Item = Range> {
    let first = |number: u32| u64::from(number) * PART;
    (0..).take_while(move |number| first(*number) < length).map(move |number| Range {
        number,
        first: first(number),
        last: (first(number) + PART).min(length) - 1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_cover_an_object_once() {
        let lengths = |length| ranges(length).map(Range::length).collect::<Vec<_>>();
        assert!(lengths(0).is_empty());
        assert_eq!(lengths(5), [5]);
        assert_eq!(lengths(PART), [PART]);
        assert_eq!(lengths(2 * PART + 1), [PART, PART, 1]);
    }
}

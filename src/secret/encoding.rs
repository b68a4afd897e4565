//! How a secret may be written: raw, escaped for URLs, HTML or JSON, once or several times, or in another alphabet.

use std::ops::Range;
use zeroize::Zeroizing;

/// So often an escaped text may have been escaped again.
const ROUNDS: usize = 3;

/// No entity of HTML that matters is longer, in bytes.
const LONGEST_ENTITY: usize = 12;

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// A text with what was escaped in it unescaped, and where in the text each byte comes from.
pub struct View {
    bytes: Vec<u8>,
    /// The place of each byte, and of the end. Empty if the view is the text itself.
    starts: Vec<u32>,
}

impl View {
    /// The text itself, and unescaped as often as that changes it.
    pub fn all(text: &[u8]) -> Vec<Self> {
        let mut views = vec![View { bytes: text.to_vec(), starts: Vec::new() }];
        while views.len() <= ROUNDS
            && let Some(next) = views.last().and_then(View::unescaped)
        {
            views.push(next);
        }
        views
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Where in the text a range of bytes comes from.
    pub fn place(&self, range: Range<usize>) -> Range<usize> {
        self.start(range.start)..self.start(range.end)
    }

    fn start(&self, index: usize) -> usize {
        if self.starts.is_empty() { index } else { self.starts.get(index).map_or(0, |start| *start as usize) }
    }

    /// Returns `None` if nothing is escaped in it.
    fn unescaped(&self) -> Option<Self> {
        if !self.bytes.iter().any(|byte| matches!(byte, b'%' | b'&' | b'\\')) {
            return None;
        }
        let (mut bytes, mut starts) = (Vec::new(), Vec::new());
        let mut index = 0;
        let mut has_changed = false;
        // A piece of a text is far shorter than 4 GiB.
        let place = |index: usize| u32::try_from(self.start(index)).unwrap_or(u32::MAX);
        while index < self.bytes.len() {
            let (unit, length) = unit(&self.bytes[index..]);
            has_changed |= length > 1;
            for byte in unit.as_bytes() {
                bytes.push(*byte);
                starts.push(place(index));
            }
            index += length;
        }
        starts.push(place(self.bytes.len()));
        has_changed.then_some(View { bytes, starts })
    }
}

/// What the first byte or the first escape stands for, and how many bytes it takes.
fn unit(text: &[u8]) -> (Unit, usize) {
    let escaped = match text[0] {
        b'%' => hex(text, 1, 2).map(|byte| (Unit::Byte(byte as u8), 3)),
        b'&' => entity(text),
        b'\\' => backslash(text),
        _ => None,
    };
    escaped.unwrap_or((Unit::Byte(text[0]), 1))
}

/// One byte, or a character in UTF-8.
enum Unit {
    Byte(u8),
    Character([u8; 4], usize),
}

impl Unit {
    fn character(code: u32) -> Option<Self> {
        let character = char::from_u32(code)?;
        let mut bytes = [0; 4];
        let length = character.encode_utf8(&mut bytes).len();
        Some(Unit::Character(bytes, length))
    }

    fn as_bytes(&self) -> &[u8] {
        match self {
            Unit::Byte(byte) => std::slice::from_ref(byte),
            Unit::Character(bytes, length) => &bytes[..*length],
        }
    }
}

/// So many hexadecimal digits from here on.
fn hex(text: &[u8], from: usize, digits: usize) -> Option<u32> {
    let digits = text.get(from..from + digits)?;
    digits.iter().try_fold(0, |value, digit| Some(16 * value + char::from(*digit).to_digit(16)?))
}

fn entity(text: &[u8]) -> Option<(Unit, usize)> {
    let end = text.iter().take(LONGEST_ENTITY).position(|byte| *byte == b';')?;
    let name = std::str::from_utf8(&text[1..end]).ok()?;
    let code = match name.to_ascii_lowercase().as_str() {
        "amp" => 0x26,
        "lt" => 0x3c,
        "gt" => 0x3e,
        "quot" => 0x22,
        "apos" => 0x27,
        name => match (name.strip_prefix("#x"), name.strip_prefix('#')) {
            (Some(digits), _) => u32::from_str_radix(digits, 16).ok()?,
            (None, Some(digits)) => digits.parse().ok()?,
            (None, None) => return None,
        },
    };
    Some((Unit::character(code)?, end + 1))
}

fn backslash(text: &[u8]) -> Option<(Unit, usize)> {
    match text.get(1)? {
        b'u' => {
            let first = hex(text, 2, 4)?;
            if let (0xd800..0xdc00, b"\\u") = (first, text.get(6..8).unwrap_or_default()) {
                let second = hex(text, 8, 4).filter(|second| (0xdc00..0xe000).contains(second))?;
                let code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                return Some((Unit::character(code)?, 12));
            }
            Some((Unit::character(first)?, 6))
        }
        b'x' => Some((Unit::Byte(hex(text, 2, 2)? as u8), 4)),
        b'n' => Some((Unit::Byte(b'\n'), 2)),
        b'r' => Some((Unit::Byte(b'\r'), 2)),
        b't' => Some((Unit::Byte(b'\t'), 2)),
        other if other.is_ascii_punctuation() => Some((Unit::Byte(*other), 2)),
        _ => None,
    }
}

/// Bytes in which what some encodings do not tell apart is the same: the case of letters, a blank and its stand-in in forms,
/// and the two alphabets of Base64.
pub fn normalized(bytes: &[u8]) -> Vec<u8> {
    let normal = |byte: &u8| match byte {
        b'+' | b'-' => b' ',
        b'_' => b'/',
        byte => byte.to_ascii_lowercase(),
    };
    bytes.iter().map(normal).collect()
}

/// A secret as it is, and in Base64 behind any number of other bytes. Normalized.
pub fn printed(secret: &[u8]) -> Vec<Zeroizing<Vec<u8>>> {
    let forms = [secret.to_vec(), base64(secret, 0), base64(secret, 1), base64(secret, 2)];
    forms.into_iter().map(|form| Zeroizing::new(normalized(&form))).collect()
}

/// A secret in hexadecimal. Normalized.
pub fn hexadecimal(secret: &[u8]) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(secret.iter().flat_map(|byte| format!("{byte:02x}").into_bytes()).collect())
}

/// The digits of Base64 that these bytes alone decide when so many others stand before them.
fn base64(bytes: &[u8], others: usize) -> Vec<u8> {
    let bits = |from: usize| {
        (from..from + 6).try_fold(0, |value, bit| {
            let byte = bytes.get((bit / 8).checked_sub(others)?)?;
            Some(2 * value + usize::from(byte >> (7 - bit % 8) & 1))
        })
    };
    let digits = (0..(others + bytes.len()) * 8).step_by(6);
    digits.filter_map(|from| Some(BASE64[bits(from)?])).collect()
}

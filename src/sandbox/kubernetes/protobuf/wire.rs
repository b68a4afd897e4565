//! The parts of a protobuf message: numbered fields, each a number or bytes.

use base64::{Engine, prelude::BASE64_STANDARD};

/// What a field has.
pub enum Content<'b> {
    Number(u64),
    Bytes(&'b [u8]),
}

/// The fields of a message, one after another.
pub struct Reader<'b>(pub &'b [u8]);

impl<'b> Iterator for Reader<'b> {
    type Item = Result<(u64, Content<'b>), String>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let field = self.field();
        if field.is_none() {
            self.0 = &[];
        }
        Some(field.ok_or_else(|| "a message ends within a field".to_owned()))
    }
}

impl<'b> Reader<'b> {
    fn field(&mut self) -> Option<(u64, Content<'b>)> {
        let tag = self.varint()?;
        let content = match tag & 7 {
            0 => Content::Number(self.varint()?),
            1 => Content::Bytes(self.take(8)?),
            2 => {
                let length = self.varint()?.try_into().ok()?;
                Content::Bytes(self.take(length)?)
            }
            5 => Content::Bytes(self.take(4)?),
            _ => return None,
        };
        Some((tag >> 3, content))
    }

    fn varint(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.take(1)?[0];
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }
}

impl<'b> Content<'b> {
    pub fn bytes(&self) -> Result<&'b [u8], String> {
        match self {
            Content::Bytes(bytes) => Ok(bytes),
            Content::Number(_) => Err("a number stands where a message should".to_owned()),
        }
    }

    pub fn text(&self) -> Result<&'b str, String> {
        std::str::from_utf8(self.bytes()?).map_err(|_| "a text is not UTF-8".to_owned())
    }

    /// The number; negative ones are written as 64 bits.
    pub fn number(&self) -> Result<i64, String> {
        match self {
            Content::Number(number) => Ok(number.cast_signed()),
            Content::Bytes(_) => Err("bytes stand where a number should".to_owned()),
        }
    }
}

/// Bytes as the API writes them in JSON.
pub fn base64(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(bytes)
}

pub fn from_base64(text: &str) -> Result<Vec<u8>, String> {
    BASE64_STANDARD.decode(text).map_err(|error| error.to_string())
}

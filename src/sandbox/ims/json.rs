//! JSON as Python reads it: in any of its encodings, with NaN, numbers of any length and halves of surrogate pairs.
//!
//! What [`Value`] cannot hold is kept in its texts, as [`literal`](super::python::literal) says.

use super::python::{half, literal};
use serde_json::{Map, Number, Value};

/// How deep arrays and objects may be nested: what is deeper overflows the stack of the real service.
const DEEPEST: usize = 970;

/// How many digits a whole number may have.
const LONGEST: usize = 4300;

/// Why a body cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is not JSON.
    Malformed,
    TooDeep,
}

/// Reads a body.
pub fn read(bytes: &[u8]) -> Result<Value, Fault> {
    let characters = decode(bytes).ok_or(Fault::Malformed)?;
    let mut reader = Reader { characters: &characters, at: 0, depth: 0 };
    let value = reader.value()?;
    reader.skip_spaces();
    match reader.peek() {
        None => Ok(value),
        Some(_) => Err(Fault::Malformed),
    }
}

/// The characters of a text in the encoding that its first bytes tell.
fn decode(bytes: &[u8]) -> Option<Vec<char>> {
    match bytes {
        [0xff, 0xfe, 0, 0, rest @ ..] => utf_32(rest, u32::from_le_bytes),
        [0, 0, 0xfe, 0xff, rest @ ..] => utf_32(rest, u32::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => utf_16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf_16(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => utf_8(rest),
        [0, 0, _, _, ..] => utf_32(bytes, u32::from_be_bytes),
        [0, _, _, _, ..] | [0, _] => utf_16(bytes, u16::from_be_bytes),
        [_, 0, 0, 0, ..] => utf_32(bytes, u32::from_le_bytes),
        [_, 0, _, _, ..] | [_, 0] => utf_16(bytes, u16::from_le_bytes),
        _ => utf_8(bytes),
    }
}

fn utf_8(mut bytes: &[u8]) -> Option<Vec<char>> {
    let mut characters = Vec::with_capacity(bytes.len());
    loop {
        match std::str::from_utf8(bytes) {
            Ok(text) => {
                characters.extend(text.chars());
                return Some(characters);
            }
            Err(error) => {
                let (sound, rest) = bytes.split_at(error.valid_up_to());
                characters.extend(String::from_utf8_lossy(sound).chars());
                // Half of a surrogate pair in three bytes, which Python lets pass.
                let [0xed, second @ 0xa0..=0xbf, third @ 0x80..=0xbf, rest @ ..] = rest else {
                    return None;
                };
                characters.push(half(0xd000 | (u16::from(second & 0x3f) << 6) | u16::from(third & 0x3f)));
                bytes = rest;
            }
        }
    }
}

fn utf_16(bytes: &[u8], unit: impl Fn([u8; 2]) -> u16) -> Option<Vec<char>> {
    let (units, []) = bytes.as_chunks() else {
        return None;
    };
    let decoded = char::decode_utf16(units.iter().map(|bytes| unit(*bytes)));
    Some(decoded.map(|character| character.unwrap_or_else(|error| half(error.unpaired_surrogate()))).collect())
}

fn utf_32(bytes: &[u8], unit: impl Fn([u8; 4]) -> u32) -> Option<Vec<char>> {
    let (units, []) = bytes.as_chunks() else {
        return None;
    };
    let character = |unit: u32| match u16::try_from(unit) {
        Ok(surrogate @ 0xd800..=0xdfff) => Some(half(surrogate)),
        _ => char::from_u32(unit),
    };
    units.iter().map(|bytes| character(unit(*bytes))).collect()
}

struct Reader<'a> {
    characters: &'a [char],
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn value(&mut self) -> Result<Value, Fault> {
        self.skip_spaces();
        match self.peek() {
            Some('{') => self.nested(Self::object),
            Some('[') => self.nested(Self::array),
            Some('"') => self.string().map(Value::String),
            _ => self.scalar(),
        }
    }

    fn nested(&mut self, read: impl Fn(&mut Self) -> Result<Value, Fault>) -> Result<Value, Fault> {
        self.at += 1;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Fault::TooDeep);
        }
        let value = read(self)?;
        self.depth -= 1;
        Ok(value)
    }

    fn object(&mut self) -> Result<Value, Fault> {
        let mut fields = Map::new();
        self.skip_spaces();
        if self.take('}') {
            return Ok(Value::Object(fields));
        }
        loop {
            self.skip_spaces();
            let name = self.string()?;
            self.skip_spaces();
            self.expect(':')?;
            let value = self.value()?;
            fields.insert(name, value);
            self.skip_spaces();
            if self.take('}') {
                return Ok(Value::Object(fields));
            }
            self.expect(',')?;
        }
    }

    fn array(&mut self) -> Result<Value, Fault> {
        let mut items = Vec::new();
        self.skip_spaces();
        if self.take(']') {
            return Ok(Value::Array(items));
        }
        loop {
            items.push(self.value()?);
            self.skip_spaces();
            if self.take(']') {
                return Ok(Value::Array(items));
            }
            self.expect(',')?;
        }
    }

    fn scalar(&mut self) -> Result<Value, Fault> {
        for (word, value) in [("null", Value::Null), ("true", Value::Bool(true)), ("false", Value::Bool(false))] {
            if self.take_word(word) {
                return Ok(value);
            }
        }
        for word in ["NaN", "Infinity", "-Infinity"] {
            if self.take_word(word) {
                return Ok(literal(word));
            }
        }
        self.number()
    }

    fn number(&mut self) -> Result<Value, Fault> {
        let start = self.at;
        self.take('-');
        if !self.take('0') && self.digits() == 0 {
            return Err(Fault::Malformed);
        }
        let whole = self.at;
        if !(self.take('.') && self.digits() > 0) {
            self.at = whole;
        }
        let mantissa = self.at;
        if self.take('e') || self.take('E') {
            let _ = self.take('+') || self.take('-');
            if self.digits() == 0 {
                self.at = mantissa;
            }
        }
        let text: String = self.characters[start..self.at].iter().collect();
        if self.at == whole {
            return match text.trim_start_matches('-').len() > LONGEST {
                true => Err(Fault::Malformed),
                false => Ok(integer(&text)),
            };
        }
        let number: f64 = text.parse().map_err(|_| Fault::Malformed)?;
        let infinite = || literal(if number > 0.0 { "Infinity" } else { "-Infinity" });
        Ok(Number::from_f64(number).map_or_else(infinite, Value::Number))
    }

    fn string(&mut self) -> Result<String, Fault> {
        self.expect('"')?;
        let mut text = String::new();
        loop {
            match self.next()? {
                '"' => return Ok(text),
                '\\' => text.push(self.escape()?),
                character if character < ' ' => return Err(Fault::Malformed),
                character => text.push(character),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Fault> {
        Ok(match self.next()? {
            character @ ('"' | '\\' | '/') => character,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let unit = self.unit()?;
                let after = self.at;
                if (0xd800..0xdc00).contains(&unit) && self.take_word("\\u") {
                    let second = self.unit()?;
                    if let Some(Ok(character)) = char::decode_utf16([unit, second]).next() {
                        return Ok(character);
                    }
                    self.at = after;
                }
                char::from_u32(u32::from(unit)).unwrap_or_else(|| half(unit))
            }
            _ => return Err(Fault::Malformed),
        })
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Result<u16, Fault> {
        (0..4).try_fold(0, |unit, _| {
            let digit = self.next()?.to_digit(16).and_then(|digit| u16::try_from(digit).ok());
            digit.map(|digit| unit << 4 | digit).ok_or(Fault::Malformed)
        })
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.peek().is_some_and(|character| character.is_ascii_digit()) {
            self.at += 1;
        }
        self.at - start
    }

    fn skip_spaces(&mut self) {
        while matches!(self.peek(), Some(' ' | '\t' | '\n' | '\r')) {
            self.at += 1;
        }
    }

    fn take_word(&mut self, word: &str) -> bool {
        let is_there = self.characters[self.at..].iter().copied().take(word.len()).eq(word.chars());
        self.at += if is_there { word.len() } else { 0 };
        is_there
    }

    fn take(&mut self, character: char) -> bool {
        let is_there = self.peek() == Some(character);
        self.at += usize::from(is_there);
        is_there
    }

    fn expect(&mut self, character: char) -> Result<(), Fault> {
        self.take(character).then_some(()).ok_or(Fault::Malformed)
    }

    fn next(&mut self) -> Result<char, Fault> {
        let character = self.peek().ok_or(Fault::Malformed)?;
        self.at += 1;
        Ok(character)
    }

    fn peek(&self) -> Option<char> {
        self.characters.get(self.at).copied()
    }
}

/// A whole number of any length, from its digits.
pub fn integer(digits: &str) -> Value {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
    let digits = digits.trim_start_matches('0');
    let text = if digits.is_empty() { "0".to_owned() } else { format!("{sign}{digits}") };
    let number = text.parse::<i64>().map(Number::from).or_else(|_| text.parse::<u64>().map(Number::from));
    number.map_or_else(|_| literal(&text), Value::Number)
}

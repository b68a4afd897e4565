//! What is wrong with a JSON text, in the words of Python's decoder.

/// The fault of a text that is not JSON, and where it is; none if this reader finds none.
pub fn describe(bytes: &[u8]) -> Option<String> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.valid_up_to();
            let byte = bytes.get(at).copied().unwrap_or_default();
            let reason = match error.error_len() {
                None => "unexpected end of data",
                Some(_) if matches!(byte, 0x80..=0xc1 | 0xf5..) => "invalid start byte",
                Some(_) => "invalid continuation byte",
            };
            return Some(format!("'utf-8' codec can't decode byte 0x{byte:02x} in position {at}: {reason}"));
        }
    };
    let characters: Vec<char> = text.chars().collect();
    let mut reader = Reader { characters: &characters, at: 0 };
    let fault = reader.document().err()?;
    let before = characters.get(..fault.at).unwrap_or(&characters);
    let line = 1 + before.iter().filter(|character| **character == '\n').count();
    let column = 1 + before.iter().rev().take_while(|character| **character != '\n').count();
    Some(format!("{}: line {line} column {column} (char {})", fault.what, fault.at))
}

struct Fault {
    what: &'static str,
    at: usize,
}

struct Reader<'a> {
    characters: &'a [char],
    at: usize,
}

impl Reader<'_> {
    fn document(&mut self) -> Result<(), Fault> {
        self.skip_spaces();
        self.value()?;
        self.skip_spaces();
        match self.peek() {
            Some(_) => Err(self.fault("Extra data")),
            None => Ok(()),
        }
    }

    /// Reads a value of any depth with a list of what is open in place of recursion.
    fn value(&mut self) -> Result<(), Fault> {
        let mut open = Vec::new();
        loop {
            match self.peek() {
                Some('{') => {
                    self.at += 1;
                    self.skip_spaces();
                    if !self.take('}') {
                        self.key()?;
                        open.push('}');
                        continue;
                    }
                }
                Some('[') => {
                    self.at += 1;
                    self.skip_spaces();
                    if !self.take(']') {
                        open.push(']');
                        continue;
                    }
                }
                _ => self.scalar()?,
            }
            loop {
                let Some(close) = open.last().copied() else {
                    return Ok(());
                };
                self.skip_spaces();
                if self.take(close) {
                    open.pop();
                    continue;
                }
                if !self.take(',') {
                    return Err(self.fault("Expecting ',' delimiter"));
                }
                self.skip_spaces();
                if close == '}' {
                    self.key()?;
                }
                break;
            }
        }
    }

    fn key(&mut self) -> Result<(), Fault> {
        if self.peek() != Some('"') {
            return Err(self.fault("Expecting property name enclosed in double quotes"));
        }
        self.string()?;
        self.skip_spaces();
        if !self.take(':') {
            return Err(self.fault("Expecting ':' delimiter"));
        }
        self.skip_spaces();
        Ok(())
    }

    fn scalar(&mut self) -> Result<(), Fault> {
        if self.peek() == Some('"') {
            return self.string();
        }
        for word in ["null", "true", "false", "NaN", "Infinity", "-Infinity"] {
            if word.chars().eq(self.characters[self.at..].iter().copied().take(word.len())) {
                self.at += word.len();
                return Ok(());
            }
        }
        self.number()
    }

    fn number(&mut self) -> Result<(), Fault> {
        let start = self.at;
        self.take('-');
        if !self.take('0') && self.digits() == 0 {
            return Err(Fault { what: "Expecting value", at: start });
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
        Ok(())
    }

    fn string(&mut self) -> Result<(), Fault> {
        let start = self.at;
        let unterminated = Fault { what: "Unterminated string starting at", at: start };
        self.at += 1;
        loop {
            match self.peek() {
                None => return Err(unterminated),
                Some('"') => break,
                Some(character) if character < ' ' => return Err(self.fault("Invalid control character at")),
                Some('\\') => {
                    let escape = self.at;
                    self.at += 1;
                    match self.peek() {
                        None => return Err(unterminated),
                        Some('u') => {
                            let digits = self.characters[self.at + 1..].iter().take(4);
                            if digits.filter(|character| character.is_ascii_hexdigit()).count() < 4 {
                                return Err(Fault { what: "Invalid \\uXXXX escape", at: escape + 1 });
                            }
                        }
                        Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't') => {}
                        Some(_) => return Err(Fault { what: "Invalid \\escape", at: escape }),
                    }
                }
                Some(_) => {}
            }
            self.at += 1;
        }
        self.at += 1;
        Ok(())
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

    fn take(&mut self, character: char) -> bool {
        let there = self.peek() == Some(character);
        self.at += usize::from(there);
        there
    }

    fn peek(&self) -> Option<char> {
        self.characters.get(self.at).copied()
    }

    fn fault(&self, what: &'static str) -> Fault {
        Fault { what, at: self.at }
    }
}

#[cfg(test)]
mod tests {
    use super::describe;

    #[test]
    fn a_fault_is_described_as_python_does() {
        for (text, fault) in [
            ("{nope", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
            ("", "Expecting value: line 1 column 1 (char 0)"),
            ("nope", "Expecting value: line 1 column 1 (char 0)"),
            ("{\"a\":\n}", "Expecting value: line 2 column 1 (char 6)"),
            ("{\"a\" 1}", "Expecting ':' delimiter: line 1 column 6 (char 5)"),
            ("{\"a\": 1", "Expecting ',' delimiter: line 1 column 8 (char 7)"),
            ("[1 2]", "Expecting ',' delimiter: line 1 column 4 (char 3)"),
            ("[1,]", "Expecting value: line 1 column 4 (char 3)"),
            ("{} x", "Extra data: line 1 column 4 (char 3)"),
            ("\"abc", "Unterminated string starting at: line 1 column 1 (char 0)"),
            ("\"a\nb\"", "Invalid control character at: line 1 column 3 (char 2)"),
            ("\"\\x\"", "Invalid \\escape: line 1 column 2 (char 1)"),
            ("\"\\u12\"", "Invalid \\uXXXX escape: line 1 column 3 (char 2)"),
            ("01", "Extra data: line 1 column 2 (char 1)"),
            ("-", "Expecting value: line 1 column 1 (char 0)"),
        ] {
            assert_eq!(describe(text.as_bytes()).as_deref(), Some(fault), "{text}");
        }
        let fault = "'utf-8' codec can't decode byte 0xff in position 1: invalid start byte";
        assert_eq!(describe(b"\"\xff\"").as_deref(), Some(fault));
    }

    #[test]
    fn a_sound_text_has_no_fault_however_deep() {
        assert_eq!(describe(br#" {"a": [1, -2.5e3, "\u00e9", null, {}], "b": []} "#), None);
        assert_eq!(describe(("[".repeat(100_000) + &"]".repeat(100_000)).as_bytes()), None);
    }

    proptest::proptest! {
        #[test]
        fn exactly_what_is_not_json_has_a_fault(text in "[\\[\\]{}:,\"\\\\u0-9a-z. \\n+-]{0,12}") {
            let sound = serde_json::from_str::<serde_json::Value>(&text);
            // A number out of range is one all the same.
            let sound = sound.as_ref().map_or_else(|error| error.to_string().contains("out of range"), |_| true);
            // serde_json looks at surrogates, Python does not.
            if !text.contains("\\u") {
                proptest::prop_assert_eq!(describe(text.as_bytes()).is_none(), sound);
            }
        }

        #[test]
        fn no_bytes_are_too_strange(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..40)) {
            let _ = describe(&bytes);
        }
    }
}

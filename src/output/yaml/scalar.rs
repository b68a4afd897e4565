//! One string as a YAML scalar: which quotes it needs, and where its lines break.

use super::super::document::Text;
use super::resolve::is_ambiguous;

/// Lines are folded at the first chance behind this column.
const WIDTH: usize = 80;

/// Where a scalar is written.
#[derive(Clone, Copy)]
pub enum Place {
    /// A key at this column: never folded.
    Key { column: usize },
    /// A value at this column, whose further lines begin at `indent`.
    Value { column: usize, indent: usize },
}

impl Place {
    pub fn column(self) -> usize {
        match self {
            Place::Key { column } | Place::Value { column, .. } => column,
        }
    }
}

/// Whether YAML readers may take the character for the end of a line.
pub fn is_break(character: char) -> bool {
    matches!(character, '\n' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Writes a string of a document. Most need no more than one look. Returns the column behind it.
#[inline(always)]
pub fn write_text(out: &mut Vec<u8>, text: Text, place: Place) -> usize {
    let Some(bytes) = text.verbatim().filter(|bytes| is_simple(bytes)) else {
        return write(out, &text.decoded(), place);
    };
    let column = place.column() + bytes.len();
    if column > WIDTH {
        return write(out, &text.decoded(), place);
    }
    if is_ambiguous(bytes) {
        out.push(b'\'');
        text.append(out);
        out.push(b'\'');
        return column + 2;
    }
    text.append(out);
    column
}

/// Returns `true` if nothing in the text means anything to YAML: only next to a space, or at an end, can a character do so.
#[inline(always)]
fn is_simple(bytes: &[u8]) -> bool {
    bytes.first().is_some_and(u8::is_ascii_alphanumeric)
        && bytes.last() != Some(&b':')
        && !bytes.iter().fold(false, |found, byte| found | (*byte == b' '))
}

/// Writes any string. Returns the column behind it.
pub fn write(out: &mut Vec<u8>, text: &str, place: Place) -> usize {
    let traits = Traits::of(text);
    let mut line = Line { out, column: place.column(), place };
    if traits.plain && !is_ambiguous(text.as_bytes()) {
        line.plain(text);
    } else if text.contains(['\'', '\n']) || !traits.single_quoted {
        line.double_quoted(text);
    } else {
        line.single_quoted(text);
    }
    line.column
}

/// Writes text that needs no quotes. Returns the column behind it.
pub fn write_plain(out: &mut Vec<u8>, text: &str, place: Place) -> usize {
    let mut line = Line { out, column: place.column(), place };
    line.plain(text);
    line.column
}

/// Which styles a string can be written in; double quotes always serve.
struct Traits {
    plain: bool,
    single_quoted: bool,
}

impl Traits {
    fn of(text: &str) -> Traits {
        let is_blank = |character: char| matches!(character, '\0' | ' ' | '\t' | '\r') || is_break(character);
        let mut plain = !text.starts_with("---") && !text.starts_with("...");
        let mut single_quoted = true;
        let mut before = None;
        let mut rest = text.chars();
        while let Some(character) = rest.next() {
            let after = rest.as_str().chars().next();
            let blank_before = before.is_none_or(is_blank);
            let blank_after = after.is_none_or(is_blank);
            let indicator = match (before, character) {
                (None, '#' | ',' | '[' | ']' | '{' | '}' | '&' | '*' | '!' | '|' | '>') => true,
                (None, '\'' | '"' | '%' | '@' | '`') => true,
                (None, '?' | '-') | (_, ':') => blank_after,
                (_, '#') => blank_before,
                _ => false,
            };
            let special = !is_printable(character) && character != '\n';
            let edge = before.is_none() || after.is_none();
            let blank_edge = edge && (character == ' ' || is_break(character));
            plain &= !indicator && !special && !blank_edge && !is_break(character);
            let space_at_break = match before {
                Some(' ') => is_break(character),
                Some(before) => is_break(before) && character == ' ',
                None => false,
            };
            // The reference writes U+0085 between single quotes too, where it does not survive.
            single_quoted &= !special && !space_at_break && character != '\u{85}';
            before = Some(character);
        }
        Traits { plain: plain && !text.is_empty(), single_quoted }
    }
}

/// Whether YAML allows the character outside double quotes.
fn is_printable(character: char) -> bool {
    match character {
        '\u{feff}' => false,
        ' '..='~' | '\u{85}' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'.. => true,
        _ => false,
    }
}

/// A line being written.
struct Line<'o> {
    out: &'o mut Vec<u8>,
    column: usize,
    place: Place,
}

impl Line<'_> {
    fn push(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
        self.column += text.chars().count();
    }

    /// Begins the next line, where the place allows it.
    fn fold(&mut self) {
        if self.may_fold() {
            self.out.push(b'\n');
            self.indent();
        }
    }

    /// Indents the line that has just begun.
    fn indent(&mut self) {
        if let Place::Value { indent, .. } = self.place {
            self.out.resize(self.out.len() + indent, b' ');
            self.column = indent;
        }
    }

    fn may_fold(&self) -> bool {
        matches!(self.place, Place::Value { .. })
    }

    fn plain(&mut self, text: &str) {
        let indented = |column: usize, place: Place| matches!(place, Place::Value { indent, .. } if column > indent);
        let mut rest = text;
        while !rest.is_empty() {
            let spaces = rest.len() - rest.trim_start_matches(' ').len();
            let word_end = rest[spaces..].find(' ').map_or(rest.len(), |at| spaces + at);
            let word = &rest[spaces..word_end];
            if spaces == 1 && self.column >= WIDTH && self.may_fold() {
                self.fold();
            } else {
                self.push(&rest[..spaces]);
            }
            // One space before the break is read back as the break's own; more would be lost.
            if self.column + word.chars().count() > WIDTH && spaces < 2 && indented(self.column, self.place) {
                self.fold();
            }
            self.push(word);
            rest = &rest[word_end..];
        }
    }

    fn single_quoted(&mut self, text: &str) {
        self.push("'");
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let run = |belongs: fn(char) -> bool| rest.find(|character| !belongs(character)).unwrap_or(rest.len());
            let length;
            if first == ' ' {
                length = run(|character| character == ' ');
                let inside = rest.len() < text.len() && length < rest.len();
                if length == 1 && self.column > WIDTH && inside && self.may_fold() {
                    self.fold();
                } else {
                    self.push(&rest[..length]);
                }
            } else if is_break(first) {
                length = run(is_break);
                self.push(&rest[..length]);
                self.indent();
            } else {
                length = run(|character| character != ' ' && !is_break(character));
                self.push(&rest[..length].replace('\'', "''"));
            }
            rest = &rest[length..];
        }
        self.push("'");
    }

    fn double_quoted(&mut self, text: &str) {
        let characters: Vec<char> = text.chars().collect();
        self.push("\"");
        // What is passed but not yet written begins at `start`.
        let mut start = 0;
        for (at, &character) in characters.iter().enumerate() {
            if let Some(escape) = escape(character) {
                self.push_all(&characters[start..at]);
                self.push(&escape);
                start = at + 1;
            }
            let inside = 0 < at && at + 1 < characters.len();
            let at_chance = character == ' ' || start >= at;
            if inside && at_chance && self.column + at > WIDTH + start && self.may_fold() {
                let at_space = folds_at_space(&characters, start, at);
                if start < at {
                    self.push_all(&characters[start..at]);
                    start = at;
                }
                if at_space {
                    self.fold();
                    start += 1;
                } else {
                    self.push("\\");
                    self.fold();
                    if characters[start] == ' ' {
                        self.push("\\");
                    }
                }
            }
        }
        self.push_all(&characters[start..]);
        self.push("\"");
    }

    fn push_all(&mut self, characters: &[char]) {
        self.push(&characters.iter().collect::<String>());
    }
}

/// Whether a line break at `at` may stand for the space there, or for the one behind the escape there. Otherwise the break
/// is escaped and the space kept.
fn folds_at_space(characters: &[char], start: usize, at: usize) -> bool {
    let space = start.max(at);
    let follower = characters.get(space + 1);
    start != at
        && characters[space] == ' '
        && !matches!(characters[at], '"' | '\n')
        && !(characters[at - 1] == ' ' && characters[at] == ' ')
        && follower.is_some_and(|follower| !matches!(follower, ' ' | '\n'))
}

/// The escape of a character that cannot stand between double quotes as it is.
fn escape(character: char) -> Option<String> {
    let letter = match character {
        '\0' => '0',
        '\u{7}' => 'a',
        '\u{8}' => 'b',
        '\t' => 't',
        '\n' => 'n',
        '\u{b}' => 'v',
        '\u{c}' => 'f',
        '\r' => 'r',
        '\u{1b}' => 'e',
        '"' => '"',
        '\\' => '\\',
        '\u{85}' => 'N',
        '\u{2028}' => 'L',
        '\u{2029}' => 'P',
        _ if is_printable(character) => return None,
        _ => {
            let code = u32::from(character);
            return Some(match code {
                0..=0xff => format!("\\x{code:02X}"),
                0x100..=0xffff => format!("\\u{code:04X}"),
                _ => format!("\\U{code:08X}"),
            });
        }
    };
    Some(format!("\\{letter}"))
}

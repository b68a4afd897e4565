//! The terminal: how wide it is, and the escaping of what must not drive it.

use rustix::termios::tcgetwinsize;
use std::borrow::Cow;
use std::os::fd::AsFd;

/// The width of a terminal, in columns. Returns `None` if this is no terminal, or one that does not know.
pub fn width(of: impl AsFd) -> Option<usize> {
    tcgetwinsize(of).ok().map(|size| size.ws_col.into()).filter(|width| *width > 0)
}

/// Escapes everything in a text that could break the line or drive a terminal.
pub fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(is_dangerous) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if is_dangerous(character) {
            escaped.extend(character.escape_default());
        } else {
            escaped.push(character);
        }
    }
    Cow::Owned(escaped)
}

/// Controls, line separators, and what has no width of its own: marks that turn the direction of text, joiners, fillers and
/// tags, with which two names can look the same. Accents and the variation selectors of emoji are none of them.
fn is_dangerous(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn what_is_not_seen_is_escaped_and_what_is_seen_is_not() {
        for hidden in [
            '\u{61c}',
            '\u{200b}',
            '\u{200d}',
            '\u{200e}',
            '\u{202e}',
            '\u{2060}',
            '\u{2066}',
            '\u{206f}',
            '\u{feff}',
            '\u{ad}',
            '\u{180e}',
            '\u{e0041}',
            '\u{1b}',
            '\u{85}',
            '\u{3164}',
        ] {
            assert_eq!(escape(&format!("a{hidden}b")), format!("a\\u{{{:x}}}b", u32::from(hidden)));
        }
        for seen in ["é", "e\u{301}", "日本語", "عربي", "❤\u{fe0f}", "£\u{a0}1"] {
            assert_eq!(escape(seen), seen);
        }
    }
}

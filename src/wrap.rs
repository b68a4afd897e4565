//! Prose for a terminal, broken at its words.

use unicode_width::UnicodeWidthStr;

/// The text in lines of at most this width. Nothing is broken but between words, and never inside a command in backquotes. What is
/// indented is a command or a list, and stays as it is.
pub fn wrapped(text: &str, width: usize) -> String {
    if text.starts_with([' ', '\t']) || text.width() <= width {
        return text.to_owned();
    }
    let mut lines = String::new();
    let mut used = 0;
    for (place, word) in words(text).enumerate() {
        let length = word.width();
        match place {
            0 => {}
            _ if used + 1 + length > width => {
                lines.push('\n');
                used = 0;
            }
            _ => {
                lines.push(' ');
                used += 1;
            }
        }
        lines.push_str(word);
        used += length;
    }
    lines
}

/// The words of a text, with what stands in backquotes in one.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut is_quoted = false;
    text.split(move |letter| {
        is_quoted ^= letter == '`';
        letter == ' ' && !is_quoted
    })
}

#[cfg(test)]
mod tests {
    use super::wrapped;
    use proptest::prelude::*;

    #[test]
    fn lines_are_broken_between_words_and_not_in_commands() {
        for (text, width, lines) in [
            ("one two three", 13, "one two three"),
            ("one two three", 9, "one two\nthree"),
            ("a `cray ims list` b", 10, "a\n`cray ims list`\nb"),
            ("abcdefghij k", 4, "abcdefghij\nk"),
            ("映像 映像", 5, "映像\n映像"),
            ("  ssh -p 22 host", 4, "  ssh -p 22 host"),
            ("", 4, ""),
        ] {
            assert_eq!(wrapped(text, width), lines);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn nothing_is_lost(text in "[a-z`é ]{0,60}", width in 1usize..30) {
            prop_assert_eq!(wrapped(&text, width).replace('\n', " "), text);
        }
    }
}

//! Words of a shell's command line.

/// The text as one word of a shell, with quotes where it needs them.
pub fn quoted(text: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./=@:,+%".contains(letter);
    // In zsh, what begins with = becomes the path of a program.
    if !text.is_empty() && !text.starts_with('=') && text.chars().all(is_plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

/// Texts as the last words of a command, none of which is taken for an option.
pub fn operands(texts: &[impl AsRef<str>]) -> String {
    let words: Vec<_> = texts.iter().map(|text| quoted(text.as_ref())).collect();
    let is_option = |text: &_| AsRef::<str>::as_ref(text).starts_with('-');
    format!("{}{}", if texts.iter().any(is_option) { "-- " } else { "" }, words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::{operands, quoted};

    #[test]
    fn a_text_is_one_word_of_a_shell() {
        for (text, word) in [
            ("a b'c", r"'a b'\''c'"),
            ("", "''"),
            ("root@host:/a-b_c.d", "root@host:/a-b_c.d"),
            ("$HOME", "'$HOME'"),
            ("~", "'~'"),
            ("=ls", "'=ls'"),
            ("a\nb", "'a\nb'"),
        ] {
            assert_eq!(quoted(text), word);
        }
    }

    #[test]
    fn operands_are_no_options() {
        assert_eq!(operands(&["a", "b c"]), "a 'b c'");
        assert_eq!(operands(&["a", "-b"]), "-- a -b");
        assert_eq!(operands(&["--b c"]), "-- '--b c'");
    }
}

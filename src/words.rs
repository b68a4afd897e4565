//! Words: those for true and false that `cray` takes, and those that shells take.

/// Reads a boolean word in any case.
pub fn boolean(word: &str) -> Result<bool, String> {
    match word.to_lowercase().as_str() {
        "true" | "t" | "1" | "yes" | "y" => Ok(true),
        "false" | "f" | "0" | "no" | "n" => Ok(false),
        _ => Err("expected true, t, 1, yes, y, or false, f, 0, no, n".to_owned()),
    }
}

/// The text as one word of a shell, with quotes where it needs them.
pub fn quoted(text: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./=@:,+%".contains(letter);
    match !text.is_empty() && text.chars().all(is_plain) {
        true => text.to_owned(),
        false => format!("'{}'", text.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_text_is_one_word_of_a_shell() {
        for (text, word) in [
            ("a b'c", r"'a b'\''c'"),
            ("", "''"),
            ("root@host:/a-b_c.d", "root@host:/a-b_c.d"),
            ("$HOME", "'$HOME'"),
            ("~", "'~'"),
            ("a\nb", "'a\nb'"),
        ] {
            assert_eq!(quoted(text), word);
        }
    }
}

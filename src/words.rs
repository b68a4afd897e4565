//! Words: those for true and false that `cray` takes, and those that shells take.

/// Reads a boolean word in any case.
pub fn boolean(word: &str) -> Result<bool, String> {
    match word.to_lowercase().as_str() {
        "true" | "t" | "1" | "yes" | "y" => Ok(true),
        "false" | "f" | "0" | "no" | "n" => Ok(false),
        _ => Err("expected true, t, 1, yes, y, or false, f, 0, no, n".to_owned()),
    }
}

/// The text as one word of a shell.
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_text_is_one_word_of_a_shell() {
        assert_eq!(quoted("a b'c"), r"'a b'\''c'");
    }
}

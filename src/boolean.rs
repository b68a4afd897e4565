//! The words for true and false that `cray` takes.

/// Reads a boolean word in any case.
pub fn parse(word: &str) -> Result<bool, String> {
    match word.to_lowercase().as_str() {
        "true" | "t" | "1" | "yes" | "y" => Ok(true),
        "false" | "f" | "0" | "no" | "n" => Ok(false),
        _ => Err("expected true, t, 1, yes, y, or false, f, 0, no, n".to_owned()),
    }
}

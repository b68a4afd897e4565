//! The command line of bash as it is being typed, and words written so that they can stand there. Bash puts what it is offered
//! into the line as it is, so a word is quoted here, for the quotes that are open.

/// What is open where a word goes on.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Quote {
    None,
    Single,
    Double,
}

/// The words up to the cursor.
#[derive(Debug, PartialEq)]
pub struct Line {
    /// What the words mean, the last as far as it is there.
    pub words: Vec<String>,
    /// What the part of the last word means that bash keeps.
    kept: String,
    /// What is open behind it.
    quote: Quote,
}

impl Line {
    /// Reads a line up to the cursor, whose end bash replaces. Returns `None` if there is more in it than words, such as a redirection, or
    /// if the last word depends on a variable.
    pub fn read(line: &str, replaced: &str) -> Option<Self> {
        let mut words = Vec::new();
        let mut rest = line.trim_start_matches(is_blank);
        loop {
            let word = Word::read(rest)?;
            words.push(word.meaning.clone());
            if word.length == rest.len() {
                let kept = Word::read(rest.strip_suffix(replaced)?)?;
                let is_whole = kept.length == rest.len() - replaced.len() && !kept.is_escaping;
                return (is_whole && !word.expands).then_some(Line { words, kept: kept.meaning, quote: kept.quote });
            }
            rest = rest[word.length..].trim_start_matches(is_blank);
        }
    }

    /// What bash must put in place of what it replaces, so that the last word means this. Returns `None` if it cannot begin so.
    pub fn insertion(&self, word: &str) -> Option<String> {
        Some(self.escaped(word.strip_prefix(&self.kept)?))
    }

    /// The text as it can stand at the cursor without being more than a text.
    pub fn escaped(&self, text: &str) -> String {
        let is_plain =
            |letter: char| !letter.is_ascii() || letter.is_ascii_alphanumeric() || "-_./=:@%+,".contains(letter);
        let mut escaped = String::new();
        for letter in text.chars() {
            match (self.quote, letter) {
                (Quote::None, letter) if !is_plain(letter) => escaped.extend(['\\', letter]),
                (Quote::Single, '\'') => escaped.push_str(r"'\''"),
                // Between double quotes a backslash would stay before it.
                (Quote::Double, '!') => escaped.push_str(r#""\!""#),
                (Quote::Double, '$' | '`' | '"' | '\\') => escaped.extend(['\\', letter]),
                _ => escaped.push(letter),
            }
        }
        // Bash closes the quotes behind the last word left, unless it takes the end for their closing.
        match self.quote {
            Quote::Single if escaped.ends_with('\'') => escaped.push('\''),
            Quote::Double if escaped.ends_with('"') => escaped.push('"'),
            _ => {}
        }
        escaped
    }
}

/// A word at the beginning of a text.
struct Word {
    meaning: String,
    /// How much of the text it is, in bytes.
    length: usize,
    quote: Quote,
    /// `true` if it ends in a backslash that escapes what is to come.
    is_escaping: bool,
    /// `true` if there is a variable in it.
    expands: bool,
}

impl Word {
    /// Reads up to the blank behind the word. Returns `None` if there is something else than a word.
    fn read(text: &str) -> Option<Word> {
        let mut word =
            Word { meaning: String::new(), length: text.len(), quote: Quote::None, is_escaping: false, expands: false };
        let mut letters = text.char_indices().peekable();
        while let Some((position, letter)) = letters.next() {
            let next = letters.peek().map(|(_, next)| *next);
            match (word.quote, letter) {
                (Quote::Single, '\'') | (Quote::Double, '"') => word.quote = Quote::None,
                (Quote::Single, _) => word.meaning.push(letter),
                (Quote::None, '\'') => word.quote = Quote::Single,
                (Quote::None, '"') => word.quote = Quote::Double,
                (Quote::None, _) if is_blank(letter) => {
                    word.length = position;
                    return Some(word);
                }
                (Quote::None, ';' | '|' | '&' | '(' | ')' | '<' | '>') | (_, '`') => return None,
                (_, '$') => match next {
                    Some('\'' | '"') if word.quote == Quote::None => return None,
                    Some('(') => return None,
                    next => {
                        let is_variable = |next: char| next.is_ascii_alphanumeric() || "_{*@#?-$!".contains(next);
                        word.expands |= next.is_some_and(is_variable);
                        word.meaning.push(letter);
                    }
                },
                (quote, '\\') => match next {
                    None => word.is_escaping = true,
                    Some('$' | '`' | '"' | '\\') => word.meaning.push(letters.next()?.1),
                    Some(_) if quote == Quote::None => word.meaning.push(letters.next()?.1),
                    Some(_) => word.meaning.push(letter),
                },
                _ => word.meaning.push(letter),
            }
        }
        Some(word)
    }
}

fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\n')
}

#[cfg(test)]
mod tests {
    use super::Line;
    use proptest::prelude::*;

    #[test]
    fn words_mean_what_bash_takes_them_for() {
        for (line, words) in [
            ("cray-ims images ", &["cray-ims", "images", ""][..]),
            ("x one\\ \"two\"'three ' a", &["x", "one twothree ", "a"]),
            (r#"x "a\$\x"'b"c' a"#, &["x", r#"a$\xb"c"#, "a"]),
            ("x $JOB  ${A}\ta", &["x", "$JOB", "${A}", "a"]),
            ("x '' \"a", &["x", "", "a"]),
        ] {
            let replaced = if line.ends_with('a') { "a" } else { "" };
            assert_eq!(Line::read(line, replaced).unwrap().words, words, "{line}");
        }
    }

    #[test]
    fn a_word_goes_on_in_the_quotes_that_are_open() {
        for (line, replaced, inserted) in [
            ("x a", "a", r##"a\$\(b\)\'\"\!\\:"##),
            ("x 'a", "a", r##"a$(b)'\''"!\:"##),
            ("x \"a", "a", r##"a\$(b)'\""\!"\\:"##),
            ("x \"a\\$", "a\\$", r##"a\$(b)'\""\!"\\:"##),
            ("x \"a\"\\$", "\\$", r##"\$\(b\)\'\"\!\\:"##),
        ] {
            let line = Line::read(line, replaced).unwrap();
            assert_eq!(line.insertion(r##"a$(b)'"!\:"##).as_deref(), Some(inserted), "{line:?}");
        }
        let line = Line::read("x --format=j", "j").unwrap();
        assert_eq!(line.insertion("--format=json").as_deref(), Some("json"));
        assert_eq!(line.insertion("--formal=json"), None);
    }

    #[test]
    fn what_is_more_than_words_is_left_alone() {
        for (line, replaced) in [
            ("x > a", "a"),
            ("x | y", "y"),
            ("x $(y", "y"),
            ("x \"$(y", "y"),
            ("x `y", "y"),
            ("x \"`y", "y"),
            ("x $'y", "y"),
            ("x $HO", "$HO"),
            ("x \"${HO", "HO"),
            ("x a\\", ""),
            ("x a", "b"),
        ] {
            assert_eq!(Line::read(line, replaced), None, "{line}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_inserted_means_the_word(word in "[ -~é]{1,12}", begun in 0usize..4, opening in "['\"]?") {
            let begun: String = word.chars().take(begun).filter(char::is_ascii_alphanumeric).collect();
            prop_assume!(word.starts_with(&begun));
            let typed = format!("x {opening}{begun}");
            let line = Line::read(&typed, &begun).unwrap();
            let mut written = format!("x {opening}{}", line.insertion(&word).unwrap());
            if !opening.is_empty() && !written[3..].ends_with(&opening) {
                written.push_str(&opening);
            }
            written.push_str(" end");
            prop_assert_eq!(Line::read(&written, "end").unwrap().words, ["x", &word, "end"], "{}", written);
        }
    }
}

//! Just enough of a shell's syntax to find the simple commands in a text and their words. The operators stand between words
//! that may be quoted, so one reader has to know both; crates that split words know no operators.

use std::mem::take;

/// A simple command, and when it is run.
#[derive(Debug, PartialEq)]
pub struct Simple {
    pub when: When,
    pub words: Vec<Word>,
}

/// Which status of the command before lets a command run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum When {
    Always,
    Success,
    Failure,
}

#[derive(Debug, Default, PartialEq)]
pub struct Word {
    pub text: String,
    /// Whether it redirects, as `>file` and `2>&1`.
    pub redirects: bool,
    /// Whether a shell would put something else in its place, as with `$HOME`.
    pub expands: bool,
}

/// Finds the commands. None if the text ends amid one.
pub fn read(text: &str) -> Option<Vec<Simple>> {
    let mut commands = Vec::new();
    let (mut when, mut words, mut word) = (When::Always, Vec::new(), None::<Word>);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let operator = match letter {
            '\n' | ';' => Some(When::Always),
            '&' if letters.next_if_eq(&'&').is_some() => Some(When::Success),
            '|' if letters.next_if_eq(&'|').is_some() => Some(When::Failure),
            '|' => Some(When::Always),
            '&' if letters.peek() != Some(&'>') && !word.as_ref().is_some_and(|word| word.redirects) => {
                Some(When::Always)
            }
            _ => None,
        };
        if let Some(next) = operator {
            words.extend(word.take());
            if !words.is_empty() {
                commands.push(Simple { when, words: take(&mut words) });
                when = next;
            } else if next != When::Always {
                when = next;
            }
            continue;
        }
        match letter {
            '#' if word.is_none() => while letters.next_if(|letter| *letter != '\n').is_some() {},
            '\\' if letters.next_if_eq(&'\n').is_some() => {}
            '\\' => word.get_or_insert_default().text.push(letters.next()?),
            '\'' => {
                let word = word.get_or_insert_default();
                loop {
                    match letters.next()? {
                        '\'' => break,
                        letter => word.text.push(letter),
                    }
                }
            }
            '"' => {
                let word = word.get_or_insert_default();
                loop {
                    match letters.next()? {
                        '"' => break,
                        '\\' if letters.next_if_eq(&'\n').is_some() => {}
                        '\\' => match letters.next()? {
                            letter @ ('"' | '\\' | '$' | '`') => word.text.push(letter),
                            letter => word.text.extend(['\\', letter]),
                        },
                        letter => {
                            word.expands |= matches!(letter, '$' | '`');
                            word.text.push(letter);
                        }
                    }
                }
            }
            letter if letter.is_whitespace() => words.extend(word.take()),
            letter => {
                let redirects = matches!(letter, '<' | '>');
                let is_number = |word: &mut Word| {
                    word.redirects || word.text.chars().all(|letter| letter.is_ascii_digit() || letter == '&')
                };
                if redirects {
                    words.extend(word.take_if(|word| !is_number(word)));
                }
                let word = word.get_or_insert_default();
                word.redirects |= redirects;
                word.expands |= matches!(letter, '$' | '`');
                word.text.push(letter);
            }
        }
    }
    words.extend(word.take());
    match (words.is_empty(), when) {
        (true, When::Always) => Some(commands),
        (true, _) => None,
        (false, _) => {
            commands.push(Simple { when, words });
            Some(commands)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The commands of a text, each in a line, its words in brackets.
    fn commands(text: &str) -> Option<String> {
        let command = |command: &Simple| {
            let when = match command.when {
                When::Always => "",
                When::Success => "&&",
                When::Failure => "||",
            };
            let word = |word: &Word| match (word.redirects, word.expands) {
                (true, _) => format!("<{}>", word.text),
                (_, true) => format!("({})", word.text),
                _ => format!("[{}]", word.text),
            };
            format!("{when}{}", command.words.iter().map(word).collect::<String>())
        };
        read(text).map(|commands| commands.iter().map(command).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn commands_and_their_words_are_found() {
        for (text, expected) in [
            ("touch /a;exit 3", "[touch][/a] [exit][3]"),
            ("a && b||c\nd & e | f", "[a] &&[b] ||[c] [d] [e] [f]"),
            ("a 'b;c \"d' \"e && 'f\" g\\ h\\;", "[a][b;c \"d][e && 'f][g h;]"),
            ("\n # nothing; here\n a#b '' # c", "[a#b][]"),
            ("a &&\n\n b", "[a] &&[b]"),
            ("a \\\n b \"c\\\nd\\\"\\e\"", "[a][b][cd\"\\e]"),
            ("echo a>b 2>&1 &>c '>' <d", "[echo][a]<>b><2>&1><&>c>[>]<<d>"),
            ("touch $A \"`b`\" '$c' \\$d", "[touch]($A)(`b`)[$c][$d]"),
            (" ; \n", ""),
        ] {
            assert_eq!(commands(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_text_that_ends_amid_a_command_is_not_read() {
        for text in ["a 'b", "a \"b", "a \\", "a &&", "a ||\n", "\"\\"] {
            assert_eq!(commands(text), None, "{text}");
        }
    }
}

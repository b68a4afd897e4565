//! The command line of ssh, read as OpenSSH reads it.

use super::protocol::Request;
use std::ffi::OsString;

/// The options without a value, and those with one.
const FLAGS: &str = "1246AaCfGgKkMNnqsTtVvXxYy";
const VALUED: &str = "BbcDEeFIiJLlmOoPpQRSWw";

/// Those that ask for something other than a shell or a command.
const NO_SHELL: &str = "GNOQsVW";

/// Reads what a command line asks for, and whether standard input is to be left alone. Returns `None` if it asks for no shell and
/// no command, or is a mistake.
pub fn read(words: &[OsString]) -> Option<(Request, bool)> {
    let mut words = words.iter().map(|word| word.to_string_lossy()).peekable();
    let mut request = Request::default();
    let mut without_input = false;
    let mut options_ended = false;
    loop {
        while !options_ended && let Some(word) = words.next_if(|word| word.len() > 1 && word.starts_with('-')) {
            options_ended = word == "--";
            let mut letters = if options_ended { "" } else { &word[1..] }.chars();
            while let Some(letter) = letters.next() {
                if NO_SHELL.contains(letter) || !(FLAGS.contains(letter) || VALUED.contains(letter)) {
                    return None;
                }
                without_input |= matches!(letter, 'f' | 'n');
                if VALUED.contains(letter) {
                    match letters.as_str() {
                        "" => request.set(letter, &words.next()?),
                        value => request.set(letter, value),
                    }
                    break;
                }
            }
        }
        if !request.host.is_empty() {
            break;
        }
        // Options may follow the host too.
        request.name(&words.next()?);
        if request.host.is_empty() {
            return None;
        }
    }
    let command = words.collect::<Vec<_>>().join(" ");
    request.command = (!command.is_empty()).then_some(command);
    Some((request, without_input))
}

impl Request {
    /// Takes an option's value. Of several, ssh takes the first.
    fn set(&mut self, letter: char, value: &str) {
        let field = match letter {
            'l' => &mut self.user,
            'p' => &mut self.port,
            'o' => {
                let (name, value) = value.split_once(['=', ' ']).unwrap_or((value, ""));
                match name.to_ascii_lowercase().as_str() {
                    "user" => self.set('l', value.trim()),
                    "port" => self.set('p', value.trim()),
                    _ => {}
                }
                return;
            }
            _ => return,
        };
        field.get_or_insert_with(|| value.to_owned());
    }

    /// Takes the destination: `HOST`, `USER@HOST` or `ssh://USER@HOST:PORT`.
    fn name(&mut self, word: &str) {
        let uri = word.strip_prefix("ssh://").map(|rest| rest.trim_end_matches('/'));
        let (user, mut host) = match uri.unwrap_or(word).rsplit_once('@') {
            Some((user, host)) => (Some(user), host),
            None => (None, uri.unwrap_or(word)),
        };
        if let (Some(_), Some((name, port))) = (uri, host.rsplit_once(':')) {
            self.set('p', port);
            host = name;
        }
        if let Some(user) = user {
            self.set('l', user);
        }
        self.host = host.to_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(line: &str) -> Option<(Request, bool)> {
        read(&line.split(' ').map(OsString::from).collect::<Vec<_>>())
    }

    #[test]
    fn a_command_line_is_read_as_openssh_does() {
        for (line, user, port, command) in [
            ("h", None, None, None),
            ("root@h", Some("root"), None, None),
            (
                "-p 22 -o StrictHostKeyChecking=accept-new root@h touch /a b",
                Some("root"),
                Some("22"),
                Some("touch /a b"),
            ),
            ("-tti key -vp22 h -l root -- -x", Some("root"), Some("22"), Some("-x")),
            ("-oPort=23 -o USER=a h -p 24 b -p", Some("a"), Some("23"), Some("b -p")),
            ("-l a -- b@h -p 22", Some("a"), None, Some("-p 22")),
            ("ssh://a@h:24/ b", Some("a"), Some("24"), Some("b")),
            ("-J a@jump,b -L 1:h2:2 -F file a@b@h", Some("a@b"), None, None),
        ] {
            let owned = |text: Option<&str>| text.map(str::to_owned);
            let expected =
                Request { host: "h".to_owned(), user: owned(user), port: owned(port), command: owned(command) };
            assert_eq!(request(line), Some((expected, false)), "{line}");
        }
        assert!(request("-n h true").is_some_and(|(_, without_input)| without_input));
    }

    #[test]
    fn what_asks_for_no_shell_is_not_read() {
        for line in ["", "-V", "-Q cipher", "-G h", "-O exit h", "-N h", "-s h sftp", "-z h", "h -p", "-p", "a@"] {
            assert_eq!(request(line), None, "{line}");
        }
    }
}

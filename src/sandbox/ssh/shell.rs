//! The shell of a simulated container. It knows the commands that end a job's wait and those that lead to the right place for
//! it; there is nothing that it could run.

use super::syntax::{self, Simple, When, Word};
use crate::sandbox::ims::Container;
use std::io;
use std::ops::ControlFlow;

/// How deep shells may stand in one another.
const DEPTH: usize = 50;

/// The other side of a shell.
pub trait Terminal {
    fn print(&mut self, line: &str) -> io::Result<()>;
    fn complain(&mut self, line: &str) -> io::Result<()>;
    /// The next line of input; none at its end.
    fn ask(&mut self, prompt: &str) -> io::Result<Option<String>>;
    /// The mark that ends the job's wait was made.
    fn end_wait(&mut self, job: &str, is_failure: bool);
}

/// A shell. The status is that of its last command.
pub struct Shell<'a, T> {
    container: &'a Container,
    terminal: &'a mut T,
    directory: String,
    /// How many times `chroot` has led on from where ssh leads to.
    roots: usize,
    depth: usize,
    status: u8,
}

impl<'a, T: Terminal> Shell<'a, T> {
    pub fn new(container: &'a Container, terminal: &'a mut T) -> Self {
        Shell { container, terminal, directory: "/root".to_owned(), roots: 0, depth: 0, status: 0 }
    }

    /// Runs a command, or the lines of the terminal. Returns the status.
    pub fn run(mut self, command: Option<&str>) -> io::Result<u8> {
        match command {
            Some(text) => self.text(text)?,
            None => self.lines()?,
        }
        Ok(self.status)
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        match syntax::read(text) {
            Some(commands) => self.commands(&commands).map(drop),
            None => self.fail(2, "bash: syntax error: unexpected end of file"),
        }
    }

    fn lines(&mut self) -> io::Result<()> {
        let mut text = String::new();
        loop {
            let prompt = if text.is_empty() { self.prompt() } else { "> ".to_owned() };
            match self.terminal.ask(&prompt)? {
                Some(line) => text.push_str(&line),
                None if text.is_empty() => return Ok(()),
                None => return self.text(&text),
            }
            if let Some(commands) = syntax::read(&text) {
                text.clear();
                if self.commands(&commands)?.is_break() {
                    return Ok(());
                }
            }
        }
    }

    fn commands(&mut self, commands: &[Simple]) -> io::Result<ControlFlow<()>> {
        for Simple { when, words } in commands {
            let runs = match when {
                When::Always => true,
                When::Success => self.status == 0,
                When::Failure => self.status != 0,
            };
            if runs && self.simple(words)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Runs a command with its redirections.
    fn simple(&mut self, words: &[Word]) -> io::Result<ControlFlow<()>> {
        let mut plain = Vec::new();
        let mut is_silent = false;
        let mut words = words.iter();
        let status = std::mem::take(&mut self.status);
        while let Some(word) = words.next() {
            if word.expands {
                self.remark(&word.text)?;
                return Ok(ControlFlow::Continue(()));
            }
            if !word.redirects {
                plain.push(word.text.as_str());
                continue;
            }
            let target = word.text.rsplit(['<', '>', '&']).next().filter(|target| !target.is_empty());
            let Some(target) = target.or_else(|| words.next().map(|word| word.text.as_str())) else { continue };
            is_silent |= word.text.starts_with(['>', '1', '&']);
            let is_file = word.text.contains('>') && !word.text.contains(">&");
            if is_file && !self.make(target) {
                self.fail(1, &format!("bash: {target}: No such file or directory"))?;
                return Ok(ControlFlow::Continue(()));
            }
        }
        if let ["exit" | "logout", arguments @ ..] = &plain[..] {
            self.status = arguments.first().map_or(status, |status| status.parse().unwrap_or(2));
            return Ok(ControlFlow::Break(()));
        }
        self.command(&plain, is_silent).map(ControlFlow::Continue)
    }

    fn command(&mut self, words: &[&str], is_silent: bool) -> io::Result<()> {
        let Some((name, arguments)) = words.split_first() else { return Ok(()) };
        let operands = || arguments.iter().filter(|word| !word.starts_with('-'));
        match (name.rsplit('/').next().unwrap_or_default(), arguments) {
            ("true" | ":", _) => {}
            ("false", _) => self.status = 1,
            ("echo" | "pwd", _) if is_silent => {}
            ("echo", _) => self.terminal.print(&arguments.join(" "))?,
            ("pwd", _) => self.terminal.print(&self.directory)?,
            ("cd", _) => {
                let directory = self.resolved(operands().next().unwrap_or(&"/root"));
                match self.is_missing(&directory) {
                    true => self.fail(1, &format!("bash: cd: {directory}: No such file or directory"))?,
                    false => self.directory = directory,
                }
            }
            ("touch", _) => {
                for path in operands() {
                    if !self.make(path) {
                        self.fail(1, &format!("touch: cannot touch '{path}': No such file or directory"))?;
                    }
                }
            }
            ("chroot", [_, command @ ..]) => {
                let directory = std::mem::replace(&mut self.directory, "/".to_owned());
                self.roots += 1;
                match command {
                    [] => self.deeper(Self::lines)?,
                    command => self.deeper(|shell| shell.command(command, is_silent))?,
                }
                self.roots -= 1;
                self.directory = directory;
            }
            ("sh" | "bash", [options, text, ..]) if options.starts_with('-') && options.ends_with('c') => {
                self.deeper(|shell| shell.text(text))?;
            }
            ("sh" | "bash", _) if operands().next().is_none() => self.deeper(Self::lines)?,
            _ => self.remark(name)?,
        }
        Ok(())
    }

    /// Runs something in a shell within this one.
    fn deeper(&mut self, run: impl FnOnce(&mut Self) -> io::Result<()>) -> io::Result<()> {
        if self.depth == DEPTH {
            return self.fail(1, "bash: too many shells in one another");
        }
        self.depth += 1;
        let ended = run(self);
        self.depth -= 1;
        ended
    }

    fn remark(&mut self, name: &str) -> io::Result<()> {
        self.terminal.complain(&format!("{name}: not run, the container is simulated"))
    }

    fn fail(&mut self, status: u8, line: &str) -> io::Result<()> {
        self.status = status;
        self.terminal.complain(line)
    }

    fn prompt(&self) -> String {
        let directory = if self.directory == "/root" { "~" } else { &self.directory };
        match self.is_in_image() {
            true => format!(":{directory} # "),
            false => format!("[root@{} {}]# ", self.container.pod, directory.rsplit('/').next().unwrap_or_default()),
        }
    }

    /// Whether `/` is the image, and not the container that has the image in `/mnt/image/image-root`.
    fn is_in_image(&self) -> bool {
        self.container.is_jailed || self.roots > 0
    }

    /// Makes a file, which may be the mark that ends the job's wait. Whether there is a directory for it.
    fn make(&mut self, path: &str) -> bool {
        let path = self.resolved(path);
        let place = if self.container.is_jailed { "/tmp/" } else { "/mnt/image/" };
        let mark = path.strip_prefix(place).filter(|name| self.roots == 0 && matches!(*name, "complete" | "failed"));
        if let Some(name) = mark {
            self.terminal.end_wait(&self.container.job, name == "failed");
        }
        !self.is_missing(&path)
    }

    fn is_missing(&self, path: &str) -> bool {
        self.is_in_image() && (path == "/mnt/image" || path.starts_with("/mnt/image/"))
    }

    fn resolved(&self, path: &str) -> String {
        let path = match path.strip_prefix('~') {
            Some(rest) => format!("/root{rest}"),
            None if path.starts_with('/') => path.to_owned(),
            None => format!("{}/{path}", self.directory),
        };
        let mut parts = Vec::new();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => drop(parts.pop()),
                part => parts.push(part),
            }
        }
        format!("/{}", parts.join("/"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A terminal with these lines of input left, and what was said and done so far.
    #[derive(Default)]
    struct Script {
        input: Vec<String>,
        said: String,
    }

    impl Terminal for Script {
        fn print(&mut self, line: &str) -> io::Result<()> {
            self.said += &format!("{line}|");
            Ok(())
        }

        fn complain(&mut self, line: &str) -> io::Result<()> {
            self.print(&format!("!{line}"))
        }

        fn ask(&mut self, prompt: &str) -> io::Result<Option<String>> {
            self.said += prompt;
            Ok(if self.input.is_empty() { None } else { Some(self.input.remove(0)) })
        }

        fn end_wait(&mut self, _: &str, is_failure: bool) {
            self.said += if is_failure { "FAILED|" } else { "COMPLETE|" };
        }
    }

    fn run(is_jailed: bool, command: Option<&str>, input: &str) -> (String, u8) {
        let container = Container { job: "1".to_owned(), pod: "pod".to_owned(), is_jailed };
        let mut script =
            Script { input: input.split_inclusive('\n').map(str::to_owned).collect(), ..Script::default() };
        let status = Shell::new(&container, &mut script).run(command).unwrap();
        (script.said, status)
    }

    #[test]
    fn a_mark_counts_only_in_the_place_for_it() {
        let cannot = |path| format!("!touch: cannot touch '{path}': No such file or directory|");
        for (is_jailed, command, said, status) in [
            (false, "touch /mnt/image/complete", "COMPLETE|".to_owned(), 0),
            (false, "touch -c /tmp/x /mnt/image/failed", "FAILED|".to_owned(), 0),
            (false, "cd /mnt/image/image-root && touch ../complete", "COMPLETE|".to_owned(), 0),
            (
                false,
                "date >/mnt/image/complete 2>&1",
                "COMPLETE|!date: not run, the container is simulated|".to_owned(),
                0,
            ),
            (false, "touch /tmp/complete", String::new(), 0),
            (false, "chroot /mnt/image/image-root touch /tmp/complete", String::new(), 0),
            (false, "chroot /mnt/image/image-root touch /mnt/image/complete", cannot("/mnt/image/complete"), 1),
            (true, "touch /tmp/complete", "COMPLETE|".to_owned(), 0),
            (true, "/usr/bin/touch /tmp/failed", "FAILED|".to_owned(), 0),
            (true, "touch /mnt/image/complete", cannot("/mnt/image/complete"), 1),
            (true, "cd /mnt/image", "!bash: cd: /mnt/image: No such file or directory|".to_owned(), 1),
            (true, ": > /mnt/image/failed", "!bash: /mnt/image/failed: No such file or directory|".to_owned(), 1),
        ] {
            assert_eq!(run(is_jailed, Some(command), ""), (said, status), "{command}");
        }
    }

    #[test]
    fn a_command_runs_by_what_came_before_it() {
        for (command, said, status) in [
            ("true && echo a  'b  c' || echo d; exit 7; echo e", "a b  c|", 7),
            ("false; exit", "", 1),
            ("false && echo a || echo b >/dev/null", "", 0),
            ("bash -c 'exit 4' || pwd", "/root|", 0),
            (
                "zypper in x && touch $MARK",
                "!zypper: not run, the container is simulated|!$MARK: not run, the container is simulated|",
                0,
            ),
            ("echo 'a", "!bash: syntax error: unexpected end of file|", 2),
        ] {
            assert_eq!(run(false, Some(command), ""), (said.to_owned(), status), "{command}");
        }
        let deep = format!("{}pwd", "chroot / ".repeat(100_000));
        assert_eq!(run(false, Some(&deep), "").1, 1);
    }

    #[test]
    fn lines_are_read_until_the_shell_is_left() {
        let procedure = "cd /mnt/image/\nchroot image-root/\necho 'a\nb'\nexit\ntouch complete\nexit 3\necho never\n";
        let said = "[root@pod ~]# [root@pod image]# :/ # > a\nb|:/ # [root@pod image]# COMPLETE|[root@pod image]# ";
        assert_eq!(run(false, None, procedure), (said.to_owned(), 3));
        let (said, status) = run(false, Some("chroot image-root bash; touch /mnt/image/complete"), "pwd\n");
        assert_eq!((said.as_str(), status), (":/ # /|:/ # COMPLETE|", 0));
    }
}

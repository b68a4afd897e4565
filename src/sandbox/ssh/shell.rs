//! The shell of a simulated container. It knows `touch`, which ends a job's wait, and `cd`, `chroot` and `exit`, which lead to the
//! right place for it; everything else is named and not run.

use crate::sandbox::ims::Container;
use std::io;
use std::mem::{replace, take};
use std::ops::ControlFlow::{self, Break, Continue};

/// The other side of a shell.
pub trait Terminal {
    fn print_error(&mut self, line: &str) -> io::Result<()>;
    /// Asks for the next line of input. Returns `None` at its end.
    fn ask(&mut self, prompt: &str) -> io::Result<Option<String>>;
    /// The file that ends the job's wait was made.
    fn end_wait(&mut self, job: &str, is_failure: bool);
}

/// A shell. The status is that of its last command.
pub struct Shell<'a, T> {
    container: &'a Container,
    terminal: &'a mut T,
    directory: String,
    /// The directories that each `exit` from a `chroot` returns to.
    outside: Vec<String>,
    status: u8,
}

impl<'a, T: Terminal> Shell<'a, T> {
    pub fn new(container: &'a Container, terminal: &'a mut T) -> Self {
        Shell { container, terminal, directory: "/root".to_owned(), outside: vec![], status: 0 }
    }

    /// Runs a line, or the lines of the terminal. Returns the exit status.
    pub fn run(mut self, line: Option<&str>) -> io::Result<u8> {
        if let Some(line) = line {
            let _ = self.run_line(line)?;
            return Ok(self.status);
        }
        while let Some(line) = self.terminal.ask(&self.prompt())? {
            if self.run_line(&line)?.is_break() {
                break;
            }
        }
        Ok(self.status)
    }

    fn run_line(&mut self, line: &str) -> io::Result<ControlFlow<()>> {
        for chain in line.split([';', '\n']) {
            for command in chain.split("&&") {
                let words: Vec<&str> = command.split_whitespace().map(|word| word.trim_matches(['\'', '"'])).collect();
                if self.run_command(&words)?.is_break() {
                    return Ok(Break(()));
                }
                if self.status != 0 {
                    break;
                }
            }
        }
        Ok(Continue(()))
    }

    fn run_command(&mut self, mut words: &[&str]) -> io::Result<ControlFlow<()>> {
        let (depth, directory) = (self.outside.len(), self.directory.clone());
        while let ["chroot", _, inner @ ..] = words {
            self.outside.push(replace(&mut self.directory, "/".to_owned()));
            words = inner;
            if let [] | ["sh" | "bash", ..] = words {
                return Ok(Continue(()));
            }
        }
        let flow = self.run_simple(words);
        if self.outside.len() > depth {
            self.outside.truncate(depth);
            self.directory = directory;
        }
        flow
    }

    fn run_simple(&mut self, words: &[&str]) -> io::Result<ControlFlow<()>> {
        let last_status = take(&mut self.status);
        match words {
            [] => self.status = last_status,
            ["exit" | "logout", arguments @ ..] => {
                self.status = arguments.first().map_or(last_status, |status| status.parse().unwrap_or(2));
                match self.outside.pop() {
                    Some(directory) => self.directory = directory,
                    None => return Ok(Break(())),
                }
            }
            ["cd", arguments @ ..] => {
                let directory = self.resolve(arguments.first().unwrap_or(&"/root"));
                if self.is_missing(&directory) {
                    self.fail(&format!("bash: cd: {directory}: No such file or directory"))?;
                } else {
                    self.directory = directory;
                }
            }
            ["touch", paths @ ..] => {
                for path in paths.iter().filter(|path| !path.starts_with('-')) {
                    self.touch(path)?;
                }
            }
            [name, ..] => self.terminal.print_error(&format!("{name}: not run, the container is simulated"))?,
        }
        Ok(Continue(()))
    }

    /// Makes a file, which may be the one that ends the job's wait.
    fn touch(&mut self, name: &str) -> io::Result<()> {
        let path = self.resolve(name);
        if self.is_missing(&path) {
            return self.fail(&format!("touch: cannot touch '{name}': No such file or directory"));
        }
        let directory = if self.container.is_jailed { "/tmp/" } else { "/mnt/image/" };
        if self.outside.is_empty()
            && let Some(mark @ ("complete" | "failed")) = path.strip_prefix(directory)
        {
            self.terminal.end_wait(&self.container.job, mark == "failed");
        }
        Ok(())
    }

    fn fail(&mut self, line: &str) -> io::Result<()> {
        self.status = 1;
        self.terminal.print_error(line)
    }

    fn prompt(&self) -> String {
        let directory = if self.directory == "/root" { "~" } else { &self.directory };
        if self.is_in_image() {
            return format!(":{directory} # ");
        }
        format!("[root@{} {}]# ", self.container.pod, directory.rsplit('/').next().unwrap_or_default())
    }

    /// Returns `true` if `/` is the image, and not the container that has the image in `/mnt/image/image-root`.
    fn is_in_image(&self) -> bool {
        self.container.is_jailed || !self.outside.is_empty()
    }

    fn is_missing(&self, path: &str) -> bool {
        self.is_in_image() && (path == "/mnt/image" || path.starts_with("/mnt/image/"))
    }

    /// The absolute path of a file.
    fn resolve(&self, path: &str) -> String {
        let path = if path.starts_with('/') { path.to_owned() } else { format!("{}/{path}", self.directory) };
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
    struct Script {
        input: Vec<&'static str>,
        said: String,
    }

    impl Terminal for Script {
        fn print_error(&mut self, line: &str) -> io::Result<()> {
            self.said += &format!("!{line}|");
            Ok(())
        }

        fn ask(&mut self, prompt: &str) -> io::Result<Option<String>> {
            self.said += prompt;
            Ok((!self.input.is_empty()).then(|| self.input.remove(0).to_owned()))
        }

        fn end_wait(&mut self, _: &str, is_failure: bool) {
            self.said += if is_failure { "FAILED|" } else { "COMPLETE|" };
        }
    }

    fn run(is_jailed: bool, command: Option<&str>, input: &[&'static str]) -> (String, u8) {
        let container = Container { job: "1".to_owned(), pod: "pod".to_owned(), is_jailed };
        let mut script = Script { input: input.to_vec(), said: String::new() };
        let status = Shell::new(&container, &mut script).run(command).unwrap();
        (script.said, status)
    }

    #[test]
    fn a_wait_is_ended_only_in_the_directory_for_it() {
        let missing = |path| format!("!{path}: No such file or directory|");
        let done = || "COMPLETE|".to_owned();
        for (is_jailed, command, said, status) in [
            (false, "touch /mnt/image/complete", done(), 0),
            (false, "touch -c /tmp/x /mnt/image/failed", "FAILED|".to_owned(), 0),
            (false, "cd /mnt/image/image-root && touch ../complete", done(), 0),
            (false, "touch /tmp/complete", String::new(), 0),
            (false, "chroot /mnt/image/image-root touch /tmp/complete", String::new(), 0),
            (false, "chroot / touch /mnt/image/complete", missing("touch: cannot touch '/mnt/image/complete'"), 1),
            (true, "touch /tmp/complete", done(), 0),
            (true, "touch /mnt/image/complete", missing("touch: cannot touch '/mnt/image/complete'"), 1),
            (true, "cd /mnt/image && touch /tmp/failed; exit", missing("bash: cd: /mnt/image"), 1),
            (true, "zypper in x; exit 7; touch /tmp/failed", "!zypper: not run, the container is simulated|".into(), 7),
        ] {
            assert_eq!(run(is_jailed, Some(command), &[]), (said, status), "{command}");
        }
        let deep = format!("{}touch /mnt/image/complete", "chroot / ".repeat(100_000));
        assert_eq!(run(false, Some(&deep), &[]).1, 1);
    }

    #[test]
    fn lines_are_read_until_the_shell_is_left() {
        let procedure =
            ["cd /mnt/image/\n", "chroot image-root/\n", "exit\n", "touch complete\n", "exit 3\n", "never\n"];
        let said = "[root@pod ~]# [root@pod image]# :/ # [root@pod image]# COMPLETE|[root@pod image]# ";
        assert_eq!(run(false, None, &procedure), (said.to_owned(), 3));
    }
}

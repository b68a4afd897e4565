//! An interactive shell on a terminal of its own, at which a test types.

use super::Home;
use super::terminal::{COLUMNS, Terminal};
use portable_pty::CommandBuilder;

pub struct Shell<'a> {
    home: &'a Home,
    terminal: Terminal,
}

impl<'a> Shell<'a> {
    /// Starts a shell, which reads these lines first. In it `show` writes its arguments down; it is for the lines to see to it
    /// that it is completed as `cray-ims` is.
    pub fn start(home: &'a Home, path: &str, words: &[&str], lines: &[&str]) -> Self {
        let mut command = CommandBuilder::new(words[0]);
        command.args(&words[1..]);
        command.env_clear();
        command.cwd(home.path(""));
        for (name, value) in [("PATH", path), ("TERM", "xterm"), ("LC_ALL", "C.UTF-8")] {
            command.env(name, value);
        }
        command.env("HOME", home.path(""));
        let mut shell = Shell { home, terminal: Terminal::start(command, COLUMNS) };
        for line in lines {
            shell.keys(&format!("{line}\n"));
        }
        shell.keys("show ready\n");
        shell.arguments();
        shell
    }

    /// Presses keys.
    pub fn keys(&mut self, keys: &str) {
        self.terminal.press(keys);
    }

    /// Types a line, has it completed and runs it. Returns the arguments that `show` then had.
    pub fn completed(&mut self, line: &str) -> Vec<String> {
        self.keys(&format!("{line}\t\n"));
        self.arguments()
    }

    /// The arguments of the next `show`.
    pub fn arguments(&mut self) -> Vec<String> {
        let path = self.home.path("shown");
        self.terminal.until("`show` has run", |_| path.exists());
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::remove_file(path).unwrap();
        text.split_terminator('\0').map(str::to_owned).collect()
    }

    /// What the terminal shows after these keys, until this stands there.
    pub fn listed(&mut self, keys: &str, until: &str) -> String {
        self.terminal.clear();
        self.keys(keys);
        self.terminal.until(&format!("{until:?} is shown"), |shown| shown.contains(until));
        self.terminal.shown()
    }
}

//! A shell in a sandbox, at which the lines of a page are typed.

use super::names::Names;
use crate::support::terminal::Terminal;
use crate::support::{Home, PATIENCE, PROGRAM};
use portable_pty::CommandBuilder;
use regex::Regex;
use std::thread;
use std::time::{Duration, Instant};

/// What stands before something that is typed.
pub const PROMPT: &str = r"^(?:\$ |> |:/ # |\[root@\S+ ~\]# |.*\[y/N\]: )";

/// A shell on a terminal that cannot move its cursor, so that what is shown is what is printed.
pub struct Shell {
    terminal: Terminal,
    /// What the terminal showed and nobody has compared yet.
    unread: String,
    pub names: Names,
    prompt: Regex,
}

/// The command that starts a shell in a sandbox on a terminal of this kind, with these prompts.
pub fn in_sandbox(home: &Home, terminal: &str, prompts: [&str; 2]) -> CommandBuilder {
    home.write("inputrc", "set enable-bracketed-paste off\nset bell-style none\n");
    let mut command = CommandBuilder::new(PROGRAM);
    command.args(["sandbox", "--job-time", "2", "--", "bash", "--noprofile", "--norc", "-i"]);
    command.env_clear();
    command.cwd(home.path(""));
    let [first, second] = prompts;
    let path = "/usr/local/bin:/usr/bin:/bin";
    for (name, value) in [("PATH", path), ("TERM", terminal), ("PS1", first), ("PS2", second)] {
        command.env(name, value);
    }
    command.env("HOME", home.path(""));
    command.env("INPUTRC", home.path("inputrc"));
    command
}

impl Shell {
    pub fn begin(home: &Home) -> Self {
        let mut shell = Shell {
            terminal: Terminal::start(in_sandbox(home, "dumb", ["$ ", "> "]), 400),
            unread: String::new(),
            names: Names::new(),
            prompt: Regex::new(PROMPT).unwrap(),
        };
        shell.read_to_prompt("the first one");
        shell
    }

    /// Types a line of a page. Returns what was typed, behind its prompt, and the lines that were printed until the
    /// next prompt stands there.
    pub fn step(&mut self, line: &str, printed: &[&str]) -> (String, Vec<String>) {
        let prompt = self.prompt.find(line).map_or(0, |prompt| prompt.end());
        let typed = self.names.translate(&line[prompt..]);
        let question = std::mem::take(&mut self.unread);
        let completed = typed.strip_suffix("<TAB><TAB>");
        self.terminal.press(&completed.map_or_else(|| format!("{typed}\n"), |start| format!("{start}\t\t")));
        let mut shown = match completed {
            Some(_) => self.completions(line),
            None => self.read_to_prompt(line),
        };
        assert_eq!(shown.remove(0), completed.unwrap_or(&typed), "the shell shows what is typed");
        if completed.is_some() {
            // Gives up the line that the shell completes.
            self.unread.clear();
            self.terminal.press("\u{3}");
            self.read_to_prompt(line);
            // What was asked for again may have come twice.
            self.terminal.press("echo given\\ up\n");
            self.unread.clear();
            while !self.read_to_prompt(line).iter().any(|line| line == "given up") {
                self.unread.clear();
            }
        }
        self.names.learn(printed, &shown);
        (format!("{question}{typed}"), shown)
    }

    /// The lines that are shown when the shell lists completions. What does not come at once is left out of them, so on a slow
    /// machine they may have to be asked for again.
    fn completions(&mut self, awaited: &str) -> Vec<String> {
        let mut patience = Duration::from_secs(5);
        loop {
            match self.read_within(patience) {
                Ok(lines) => return lines,
                Err(lines) if patience < PATIENCE => {
                    // The line itself stands there already.
                    self.unread = lines.into_iter().map(|line| line + "\n").collect::<String>() + &self.unread;
                    self.terminal.press("\t\t");
                    patience *= 2;
                }
                Err(lines) => {
                    panic!("Nothing is listed for this line: {awaited}\nShown: {lines:#?}\n{:?}", self.unread)
                }
            }
        }
    }

    /// The lines that are shown until somebody is asked something.
    fn read_to_prompt(&mut self, awaited: &str) -> Vec<String> {
        self.read_within(PATIENCE).unwrap_or_else(|lines| {
            panic!("No prompt follows this line: {awaited}\nShown: {lines:#?}\n{:?}", self.unread);
        })
    }

    /// The lines that are shown until somebody is asked something; those so far as an error if that takes too long.
    fn read_within(&mut self, patience: Duration) -> Result<Vec<String>, Vec<String>> {
        let (deadline, mut lines) = (Instant::now() + patience, Vec::new());
        loop {
            if let Some((line, rest)) = self.unread.split_once('\n') {
                lines.push(line.trim_end().to_owned());
                self.unread = rest.to_owned();
            } else if self.prompt.is_match(&self.unread) {
                return Ok(lines);
            } else {
                if Instant::now() > deadline {
                    return Err(lines);
                }
                thread::sleep(Duration::from_millis(5));
                self.unread.push_str(&self.terminal.take());
            }
        }
    }
}

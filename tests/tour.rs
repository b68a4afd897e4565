//! The README's tour: every console block of it, typed into one sandbox, prints what stands there.

#![cfg(feature = "sandbox")]

mod support;

use portable_pty::CommandBuilder;
use regex::{Captures, Regex};
use std::collections::HashMap;
use std::thread;
use std::time::{Duration, Instant};
use support::terminal::Terminal;
use support::{Home, PATIENCE, PROGRAM};

const README: &str = include_str!("../README.md");

#[test]
fn the_tour_works_as_it_is_printed() {
    let home = Home::empty();
    let mut tour = Tour::begin(&home);
    let steps = steps(README);
    assert!(steps.len() > 8, "the tour is not found: {steps:?}");
    let mut text = README.to_owned();
    for (typed, printed) in steps {
        let (typed_now, printed_now) = tour.step(typed, &printed);
        if std::env::var_os("UPDATE").is_some() {
            let block =
                |typed: &str, lines: &[String]| [&[typed.to_owned()], lines, &[String::new()]].concat().join("\n");
            let printed: Vec<_> = printed.iter().map(|&line| line.to_owned()).collect();
            text = text.replacen(&block(typed, &printed), &block(&typed_now, &printed_now), 1);
            continue;
        }
        let (mut wanted, mut shown) = (tour.skeletons(&printed), tour.skeletons(&printed_now));
        // Which states are seen that do not last depends on when they are looked at, and so does what is waited for.
        let (in_readme, today) = (wanted.clone(), shown.clone());
        wanted.retain(|line| !is_progress(line) || today.contains(line));
        shown.retain(|line| !is_progress(line) || in_readme.contains(line));
        assert_eq!(wanted, shown, "\n{typed_now}\nIf that is meant: UPDATE=1 cargo test --test tour");
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"), text).unwrap();
    }
}

/// What is typed in the console blocks, each line with what is printed behind it.
fn steps(text: &str) -> Vec<(&str, Vec<&str>)> {
    let prompt = Regex::new(PROMPT).unwrap();
    let mut steps: Vec<(&str, Vec<&str>)> = Vec::new();
    let mut is_console = false;
    for line in text.lines() {
        if line.starts_with("```") {
            is_console = line == "```console";
        } else if is_console {
            match steps.last_mut() {
                Some((_, printed)) if !prompt.is_match(line) => printed.push(line),
                _ => steps.push((line, Vec::new())),
            }
        }
    }
    steps
}

/// What stands before something that is typed.
const PROMPT: &str = r"^(?:\$ |> |:/ # |\[root@\S+ ~\]# |.*\[y/N\]: )";

/// What differs from run to run.
const VARIABLE: &str = concat!(
    r"(?<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})",
    r"|(?<pod>cray-ims-[0-9a-f]{8,10}-[a-z0-9]{5}\b)",
    r"|(?<suffix>-customize-[a-z0-9]{5}\b)",
    r"|(?<time>\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)",
    r"|(?<port>127\.0\.0\.1:\d+|\bport \d+)",
    r"|(?<duration>\b\d+ ms\b)",
);

/// A shell in a sandbox, on a terminal that cannot move its cursor, so that what is shown is what is printed.
struct Tour {
    terminal: Terminal,
    /// What the terminal showed and nobody has compared yet.
    unread: String,
    /// The ids and names of the README, and those that stand for them today.
    names: HashMap<String, String>,
    prompt: Regex,
    variable: Regex,
}

impl Tour {
    fn begin(home: &Home) -> Self {
        home.write("inputrc", "set enable-bracketed-paste off\nset bell-style none\n");
        let mut command = CommandBuilder::new(PROGRAM);
        command.args(["sandbox", "--job-time", "2", "--", "bash", "--noprofile", "--norc", "-i"]);
        command.env_clear();
        command.cwd(home.path(""));
        for (name, value) in [("PATH", "/usr/local/bin:/usr/bin:/bin"), ("TERM", "dumb"), ("PS1", "$ "), ("PS2", "> ")]
        {
            command.env(name, value);
        }
        command.env("HOME", home.path(""));
        command.env("INPUTRC", home.path("inputrc"));
        let mut tour = Tour {
            terminal: Terminal::start(command, 400),
            unread: String::new(),
            names: HashMap::new(),
            prompt: Regex::new(PROMPT).unwrap(),
            variable: Regex::new(VARIABLE).unwrap(),
        };
        tour.read_to_prompt("the first one");
        tour
    }

    /// Types a line of the README. Returns what was typed, behind its prompt, and the lines that were printed until the
    /// next prompt stands there.
    fn step(&mut self, line: &str, printed: &[&str]) -> (String, Vec<String>) {
        let prompt = self.prompt.find(line).map_or(0, |prompt| prompt.end());
        let typed = self.translate(&line[prompt..]);
        let question = std::mem::take(&mut self.unread);
        let completed = typed.strip_suffix("<TAB><TAB>");
        self.press(&completed.map_or_else(|| format!("{typed}\n"), |start| format!("{start}\t\t")));
        let mut shown = match completed {
            Some(_) => self.completions(line),
            None => self.read_to_prompt(line),
        };
        assert_eq!(shown.remove(0), completed.unwrap_or(&typed), "the shell shows what is typed");
        if completed.is_some() {
            // Gives up the line that the shell completes.
            self.unread.clear();
            self.press("\u{3}");
            self.read_to_prompt(line);
            // What was asked for again may have come twice.
            self.press("echo given\\ up\n");
            self.unread.clear();
            while !self.read_to_prompt(line).iter().any(|line| line == "given up") {
                self.unread.clear();
            }
        }
        self.learn(printed, &shown);
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
                    self.press("\t\t");
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

    /// Takes down what stands today for the ids and names of the README, in the order in which they appear.
    fn learn(&mut self, printed: &[&str], shown: &[String]) {
        let new: Vec<_> = self.names_in(printed).into_iter().filter(|name| !self.names.contains_key(name)).collect();
        let known: Vec<_> = self.names.values().cloned().collect();
        let today = self.names_in(shown).into_iter().filter(|name| !known.contains(name));
        self.names.extend(new.into_iter().zip(today.collect::<Vec<_>>()));
    }

    /// What has a name of its own in each run, once each.
    fn names_in(&self, lines: &[impl AsRef<str>]) -> Vec<String> {
        let mut names = Vec::new();
        for found in lines.iter().flat_map(|line| self.variable.captures_iter(line.as_ref())) {
            let name = found.name("id").or(found.name("pod")).map(|found| found.as_str().to_owned());
            names.extend(name.filter(|name| !names.contains(name)));
        }
        names
    }

    fn skeletons(&self, lines: &[impl AsRef<str>]) -> Vec<String> {
        lines.iter().map(|line| self.skeleton(line.as_ref())).collect()
    }

    /// A line with today's names and without what else differs from run to run. Columns may be wider or narrower for it.
    fn skeleton(&self, line: &str) -> String {
        let line = self.translate(line);
        let line = self.variable.replace_all(&line, |found: &Captures| {
            let group = ["suffix", "time", "port", "duration"].into_iter().find(|group| found.name(group).is_some());
            group.map_or_else(|| found[0].to_owned(), |group| format!("<{group}>"))
        });
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What is to be typed today.
    fn translate(&self, typed: &str) -> String {
        let today = |found: &Captures| self.names.get(&found[0]).cloned().unwrap_or_else(|| found[0].to_owned());
        self.variable.replace_all(typed, today).into_owned()
    }

    fn press(&mut self, keys: &str) {
        self.terminal.press(keys);
    }
}

/// Whether a line tells what is waited for, or a state that a job passes through.
fn is_progress(line: &str) -> bool {
    let state = line.strip_prefix("Job ").and_then(|rest| rest.split_once(": ")).map(|(_, state)| state);
    let is_passing = state.is_some_and(|state| !matches!(state, "success" | "error" | "waiting_on_user"));
    is_passing || line.starts_with("Waiting ")
}

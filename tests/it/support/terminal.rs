//! A terminal, and what a person sees on it.

use super::{Home, PATIENCE, PROGRAM, until};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// How wide a terminal is.
pub const COLUMNS: usize = 80;

/// Runs the program on a terminal and types the answer once the prompt stands there. Returns what the terminal was sent, and
/// the exit status.
pub fn at_terminal(home: &Home, words: &[&str], prompt: &str, answer: &str) -> (String, u32) {
    // At Ctrl-C a terminal throws away what is not yet shown, and with it what the program says of the interruption.
    let mut command = CommandBuilder::new("/bin/sh");
    command.args(["-c", "stty noflsh && exec \"$0\" \"$@\"", PROGRAM]);
    command.args(words);
    command.env_clear();
    command.env("PATH", "/usr/bin:/bin");
    command.env("HOME", home.path(""));
    command.env("TERM", "xterm");
    let dialogue = [(prompt, answer)];
    converse(command, if prompt.is_empty() { &[] } else { &dialogue })
}

/// Runs a command on a terminal and types each answer once its prompt stands there. Returns what the terminal was sent, and
/// the exit status.
pub fn converse(command: CommandBuilder, dialogue: &[(&str, &str)]) -> (String, u32) {
    let mut terminal = Terminal::start(command, COLUMNS);
    let mut seen = 0;
    for (prompt, answer) in dialogue {
        terminal.until(&format!("{prompt:?} is shown"), |shown| shown[seen..].contains(prompt));
        let shown = terminal.shown();
        seen += shown[seen..].find(prompt).unwrap() + prompt.len();
        terminal.press(answer);
    }
    terminal.finish()
}

/// A command that runs on a terminal of its own, at which a test types. It is killed when this is dropped.
pub struct Terminal {
    sent: Arc<Mutex<Sent>>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
}

/// What the terminal was sent so far, and whether that is all.
#[derive(Default)]
struct Sent {
    bytes: Vec<u8>,
    is_over: bool,
}

impl Terminal {
    /// Starts a command on a terminal of so many columns.
    pub fn start(command: CommandBuilder, columns: usize) -> Self {
        let size = PtySize { rows: 24, cols: columns as u16, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let (mut reader, writer) = (pair.master.try_clone_reader().unwrap(), pair.master.take_writer().unwrap());
        let sent = Arc::new(Mutex::new(Sent::default()));
        let shared = sent.clone();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            // Once the command has ended, reading from its terminal fails.
            while let Ok(length) = reader.read(&mut buffer)
                && length > 0
            {
                shared.lock().unwrap().bytes.extend_from_slice(&buffer[..length]);
            }
            shared.lock().unwrap().is_over = true;
        });
        Terminal { sent, writer, child, _master: pair.master }
    }

    /// Presses keys.
    pub fn press(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    /// What the terminal was sent since it was last cleared.
    pub fn shown(&self) -> String {
        String::from_utf8_lossy(&self.sent.lock().unwrap().bytes).into_owned()
    }

    /// Takes what the terminal was sent since the last time, up to the last whole letter.
    pub fn take(&self) -> String {
        let bytes = &mut self.sent.lock().unwrap().bytes;
        let cut_off = bytes.utf8_chunks().last().map_or(0, |chunk| chunk.invalid().len());
        let rest = bytes.split_off(bytes.len() - cut_off);
        String::from_utf8_lossy(&std::mem::replace(bytes, rest)).into_owned()
    }

    /// Forgets what the terminal was sent.
    pub fn clear(&self) {
        self.sent.lock().unwrap().bytes.clear();
    }

    /// Waits until something is so of what is shown. Fails if the command ends before, or it takes too long.
    pub fn until(&self, what: &str, is_so: impl Fn(&str) -> bool) {
        let began = Instant::now();
        loop {
            // What is sent last comes before the end.
            let is_over = self.sent.lock().unwrap().is_over;
            let shown = self.shown();
            if is_so(&shown) {
                return;
            }
            assert!(!is_over && began.elapsed() < PATIENCE, "waited in vain until {what}. Shown: {shown}");
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits for the end. Returns what the terminal was sent, and the exit status.
    pub fn finish(mut self) -> (String, u32) {
        until("the command on the terminal ends", || self.sent.lock().unwrap().is_over);
        let shown = String::from_utf8(std::mem::take(&mut self.sent.lock().unwrap().bytes)).unwrap();
        (shown.replace("\r\n", "\n"), self.child.wait().unwrap().exit_code())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The rows that a person sees in the end, of what a terminal was sent; blanks at their ends are left out.
pub fn screen(sent: &str) -> Vec<String> {
    let mut rows: Vec<Vec<char>> = vec![Vec::new()];
    let (mut row, mut column) = (0, 0);
    let mut letters = sent.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\n' => (row, column) = (row + 1, 0),
            '\r' => column = 0,
            '\u{1b}' => {
                assert_eq!(letters.next(), Some('['), "only these sequences are known");
                let mut number = String::new();
                while let Some(digit) = letters.next_if(|letter| !letter.is_ascii_alphabetic()) {
                    number.push(digit);
                }
                let count = number.parse().unwrap_or(1);
                match letters.next() {
                    Some('A') => row -= count.min(row),
                    Some('B') => row += count,
                    Some('K') if number == "2" => rows[row].clear(),
                    Some('K') => rows[row].truncate(column),
                    Some('m') => {}
                    other => panic!("unknown sequence {number}{other:?}"),
                }
            }
            letter => {
                if column == COLUMNS {
                    (row, column) = (row + 1, 0);
                }
                if rows.len() <= row {
                    rows.resize(row + 1, Vec::new());
                }
                if rows[row].len() <= column {
                    rows[row].resize(column + 1, ' ');
                }
                rows[row][column] = letter;
                column += 1;
            }
        }
        if rows.len() <= row {
            rows.resize(row + 1, Vec::new());
        }
    }
    rows.iter().map(|row| row.iter().collect::<String>().trim_end().to_owned()).filter(|row| !row.is_empty()).collect()
}

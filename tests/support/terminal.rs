//! A terminal of 80 columns and 24 rows, and what a person sees on it.

use super::{Home, PATIENCE, PROGRAM};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Instant;

const COLUMNS: usize = 80;
const ROWS: u16 = 24;

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
    let size = PtySize { rows: ROWS, cols: COLUMNS as u16, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let (mut reader, mut writer) = (pair.master.try_clone_reader().unwrap(), pair.master.take_writer().unwrap());
    let (sender, sent) = channel();
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        // Once the program has ended, reading from its terminal fails.
        while let Ok(length) = reader.read(&mut buffer)
            && length > 0
            && sender.send(buffer[..length].to_vec()).is_ok()
        {}
    });
    let (deadline, mut bytes, mut seen, mut waiting) = (Instant::now() + PATIENCE, Vec::new(), 0, dialogue);
    loop {
        match sent.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(more) => bytes.extend(more),
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {
                let _ = (child.kill(), child.wait());
                panic!("it goes on after {PATIENCE:?}. Shown: {}", String::from_utf8_lossy(&bytes));
            }
        }
        let shown = String::from_utf8_lossy(&bytes);
        while let Some(((prompt, answer), later)) = waiting.split_first()
            && let Some(at) = shown[seen..].find(prompt)
        {
            seen += at + prompt.len();
            writer.write_all(answer.as_bytes()).unwrap();
            waiting = later;
        }
    }
    let shown = String::from_utf8(bytes).unwrap().replace("\r\n", "\n");
    assert!(waiting.is_empty(), "{waiting:?} was not asked for: {shown}");
    (shown, child.wait().unwrap().exit_code())
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

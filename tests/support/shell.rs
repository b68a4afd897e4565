//! An interactive shell on a terminal of its own, at which a test types.

use super::{Home, PATIENCE};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

pub struct Shell<'a> {
    home: &'a Home,
    shown: Arc<Mutex<Vec<u8>>>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    _terminal: Box<dyn MasterPty + Send>,
}

impl<'a> Shell<'a> {
    /// Starts a shell, which reads these lines first. In it `show` writes its arguments down; it is for the lines to see to it
    /// that it is completed as `cray-ims` is.
    pub fn start(home: &'a Home, path: &str, words: &[&str], lines: &[&str]) -> Self {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(words[0]);
        command.args(&words[1..]);
        command.env_clear();
        command.cwd(home.path(""));
        for (name, value) in [("PATH", path), ("TERM", "xterm"), ("LC_ALL", "C.UTF-8")] {
            command.env(name, value);
        }
        command.env("HOME", home.path(""));
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let shown = Arc::new(Mutex::new(Vec::new()));
        let seen = shown.clone();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(length) = reader.read(&mut buffer)
                && length > 0
            {
                seen.lock().unwrap().extend_from_slice(&buffer[..length]);
            }
        });
        let mut shell = Shell { home, shown, writer, child, _terminal: pair.master };
        for line in lines {
            shell.keys(&format!("{line}\n"));
        }
        shell.keys("show ready\n");
        shell.arguments();
        shell
    }

    /// Presses keys.
    pub fn keys(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    /// Types a line, has it completed and runs it. Returns the arguments that `show` then had.
    pub fn completed(&mut self, line: &str) -> Vec<String> {
        self.keys(&format!("{line}\t\n"));
        self.arguments()
    }

    /// The arguments of the next `show`.
    pub fn arguments(&mut self) -> Vec<String> {
        let path = self.home.path("shown");
        self.until(&|_| path.exists());
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::remove_file(path).unwrap();
        text.split_terminator('\0').map(str::to_owned).collect()
    }

    /// What the terminal shows after these keys, until this stands there.
    pub fn listed(&mut self, keys: &str, until: &str) -> String {
        self.shown.lock().unwrap().clear();
        self.keys(keys);
        self.until(&|shown| shown.contains(until));
        self.text()
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.shown.lock().unwrap()).into_owned()
    }

    fn until(&self, is_there: &dyn Fn(&str) -> bool) {
        let began = Instant::now();
        while !is_there(&self.text()) {
            assert!(began.elapsed() < PATIENCE, "{}", self.text());
            thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Shell<'_> {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

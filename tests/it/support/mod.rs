//! What the tests run the program with: a home of its own, and a server that answers as a test wants it to.

#![allow(dead_code)]

#[cfg(feature = "sandbox")]
pub mod alike;
#[cfg(feature = "sandbox")]
pub mod kubectl;
#[cfg(feature = "sandbox")]
pub mod replay;
pub mod shell;
pub mod terminal;
pub mod tls;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// The program under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_cray-ims");

/// How long a slow machine may take for what a fast one does at once. Only a test that fails takes as long.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// How long a server keeps silent that is never to answer: longer than any test waits.
pub const NEVER: Duration = Duration::from_secs(600);

/// Waits until something is so, and fails with what was waited for if it never is.
pub fn until(what: &str, mut condition: impl FnMut() -> bool) {
    let began = Instant::now();
    while !condition() {
        assert!(began.elapsed() < PATIENCE, "waited in vain for {PATIENCE:?} until {what}");
        thread::sleep(Duration::from_millis(10));
    }
}

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    pub target: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
    }

    /// Method and target on one line.
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.target)
    }
}

/// A server on loopback. It runs until the test ends.
pub struct Server {
    pub url: String,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// A server that sends the bytes that `answer` makes of each request, and closes the connection.
    pub fn raw(answer: impl Fn(&Request) -> Vec<u8> + Send + Sync + 'static) -> Self {
        // Whether the client still listens is for the test to judge.
        Server::writing(move |request, out| drop(out.write_all(&answer(request))))
    }

    /// A server whose `answer` writes what it likes, as slowly as it likes.
    pub fn writing(answer: impl Fn(&Request, &mut dyn Write) + Send + Sync + 'static) -> Self {
        Server::listening("http", answer, |stream, seen, answer| serve(stream, seen, answer))
    }

    /// A server whose connections are made by `serve`.
    fn listening<A: Fn(&Request, &mut dyn Write) + Send + Sync + 'static>(
        scheme: &str,
        answer: A,
        serve: impl Fn(TcpStream, &Mutex<Vec<Request>>, &A) + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("{scheme}://{}", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (seen, shared) = (requests.clone(), Arc::new((answer, serve)));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (seen, shared) = (seen.clone(), shared.clone());
                thread::spawn(move || shared.1(stream.unwrap(), &seen, &shared.0));
            }
        });
        Server { url, requests }
    }

    /// A server that answers everything with this status, this type of content and this body.
    pub fn answering(status: &str, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let answer = response(status, content_type, &body.into());
        Server::raw(move |_| answer.clone())
    }

    /// A server that answers everything with this JSON.
    pub fn json(body: &str) -> Self {
        Server::answering("200 OK", "application/json", body)
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }

    /// The lines of the requests so far.
    pub fn lines(&self) -> Vec<String> {
        self.requests().iter().map(Request::line).collect()
    }
}

/// A whole HTTP answer.
pub fn response(status: &str, content_type: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

fn serve(stream: impl Read + Write, seen: &Mutex<Vec<Request>>, answer: &dyn Fn(&Request, &mut dyn Write)) {
    let mut reader = BufReader::new(stream);
    let mut line = || {
        let mut line = String::new();
        reader.read_line(&mut line).map(|_| line.trim_end().to_owned())
    };
    let Ok(first) = line() else { return };
    let mut words = first.split(' ').map(str::to_owned);
    let (Some(method), Some(target)) = (words.next(), words.next()) else { return };
    let mut headers = Vec::new();
    while let Ok(header) = line()
        && let Some((name, value)) = header.split_once(": ")
    {
        headers.push((name.to_lowercase(), value.to_owned()));
    }
    let mut request = Request { method, target, headers, body: String::new() };
    let length = request.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    request.body = String::from_utf8(body).unwrap();
    seen.lock().unwrap().push(request.clone());
    answer(&request, reader.get_mut());
    let _ = reader.get_mut().flush();
}

/// A home directory of its own, in which the program runs.
pub struct Home {
    directory: tempfile::TempDir,
}

/// What a run of the program came to.
#[derive(Debug)]
pub struct Run {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Home {
    /// A home without any configuration.
    pub fn empty() -> Self {
        Home { directory: tempfile::tempdir().unwrap() }
    }

    /// A home whose configuration names the server.
    pub fn of(server: &Server) -> Self {
        Home::with_configuration(&format!("[core]\nhostname = \"{}\"\n", server.url))
    }

    /// A home with this text as its default configuration.
    pub fn with_configuration(text: &str) -> Self {
        let home = Home::empty();
        home.write(".config/cray/configurations/default", text);
        home
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Writes a script that can be run.
    pub fn write_program(&self, name: &str, text: &str) {
        self.write(name, "");
        write_program(&self.path(name), text);
    }

    /// The permission bits of a file or directory.
    pub fn mode(&self, name: &str) -> u32 {
        self.path(name).metadata().unwrap().permissions().mode() & 0o777
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// The program, to be run with nothing in its environment but this home.
    pub fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.env_clear().env("HOME", self.directory.path()).current_dir(self.directory.path());
        command
    }

    /// Runs the program with these words.
    pub fn run(&self, words: &[&str]) -> Run {
        self.run_with(words, &[], "")
    }

    /// Runs the program with these words, variables and standard input.
    pub fn run_with(&self, words: &[&str], variables: &[(&str, &str)], input: &str) -> Run {
        let mut command = self.command(Path::new(PROGRAM));
        command.args(words).envs(variables.iter().copied());
        finish(command, input)
    }
}

/// Runs a command to its end.
pub fn finish(mut command: Command, input: &str) -> Run {
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A program that does not read its input is no fault of the test.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Run {
        status: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs a shell script in a sandbox with these options. `bin` in the home comes first on the way to programs.
pub fn in_sandbox(home: &Home, options: &[&str], script: &str) -> Run {
    let mut command = home.command(Path::new(PROGRAM));
    let path = format!("{}:/usr/local/bin:/usr/bin:/bin", home.path("bin").display());
    command.env("PATH", path).arg("sandbox").args(options).args(["--", "sh", "-euc", script]);
    finish(command, "")
}

/// Writes a script that can be run. Another process writes it: while this one has a program open for writing, a process that
/// another thread starts has it open too, and nobody can run it.
pub fn write_program(path: &Path, text: &str) {
    let mut writer = Command::new("sh");
    writer.args(["-c", "cat > \"$1\" && chmod 755 \"$1\"", "sh"]).arg(path).stdin(Stdio::piped());
    let mut writer = writer.spawn().unwrap();
    writer.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    assert!(writer.wait().unwrap().success());
}

/// Copies a program, likewise.
pub fn copy_program(from: &str, to: &Path) {
    assert!(Command::new("cp").arg(from).arg(to).status().unwrap().success());
}

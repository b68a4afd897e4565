//! What becomes of a token that is about to expire, whatever happens meanwhile.

use crate::support::{Home, NEVER, PATIENCE, PROGRAM, Request, Run, Server, finish, response, until};
use serde_json::json;
use std::fs::File;
use std::io::Read;
use std::os::unix::fs::{MetadataExt, symlink};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

const ENDPOINT: &str = "POST /keycloak/realms/shasta/protocol/openid-connect/token";

/// A system whose token endpoint takes this long to answer.
fn system(pause: Duration) -> Server {
    Server::raw(move |request| {
        if request.line() != ENDPOINT {
            return response("200 OK", "application/json", b"{\"id\":\"7\",\"status\":\"success\"}");
        }
        thread::sleep(pause);
        let issued = br#"{"access_token":"sesame-new","expires_in":300,"refresh_token":"again-new"}"#;
        response("200 OK", "application/json", issued)
    })
}

fn token(left: f64) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs_f64();
    json!({"access_token": "sesame-old", "refresh_token": "again-old", "client_id": "shasta", "expires_in": 300,
        "expires_at": now + left})
    .to_string()
}

/// A home in which somebody logged in, with a token that has so many seconds left, and the name of its file.
fn logged_in(server: &Server, left: f64) -> (Home, String) {
    let home =
        Home::with_configuration(&format!("[core]\nhostname = \"{}\"\n[auth.login]\nusername = \"me\"\n", server.url));
    let path = format!(".config/cray/tokens/{}.me", server.url.trim_start_matches("http://").replace('.', "_"));
    home.write(&path, &token(left));
    (home, path)
}

fn started(home: &Home, words: &[&str]) -> Child {
    let mut command = home.command(PROGRAM.as_ref());
    command.args(words).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn signal(child: &Child, name: &str) {
    Command::new("kill").args([name, &child.id().to_string()]).status().unwrap();
}

/// Runs the program in a shell that sets something up for it.
fn in_shell(home: &Home, shell: &str, script: &str) -> Run {
    let mut command = home.command(shell.as_ref());
    command.env("PATH", "/usr/bin:/bin").env("PROGRAM", PROGRAM).args(["-c", script]);
    finish(command, "")
}

#[test]
fn a_renewal_on_the_wire_is_finished_and_saved_although_the_time_is_over() {
    // The answer begins after the time that the command had, however late the request came.
    let server = system(Duration::from_secs(11));
    let (home, path) = logged_in(&server, -5.0);
    let run = home.run(&["images", "describe", "7", "--timeout", "10"]);
    assert!(run.status == 2 && run.stdout.is_empty(), "{run:?}");
    assert!(home.read(&path).contains("sesame-new") && home.read(&path).contains("again-new"), "{run:?}");
    assert_eq!(server.lines(), [ENDPOINT], "nothing else was sent once the time was over");
}

#[test]
fn a_renewal_on_the_wire_is_finished_and_saved_after_ctrl_c() {
    for words in [&["images", "describe", "7"][..], &["check"], &["jobs", "wait", "1"]] {
        let server = system(Duration::from_secs(2));
        let (home, path) = logged_in(&server, -5.0);
        let child = started(&home, words);
        until("the renewal is sent", || server.lines().contains(&ENDPOINT.to_owned()));
        let before = server.lines().len();
        signal(&child, "-INT");
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(130), "{words:?}: {output:?}");
        assert!(home.read(&path).contains("again-new"), "{words:?}: {output:?}");
        assert_eq!(server.lines().len(), before, "{words:?}: nothing is begun any more");
    }
}

#[test]
fn a_token_is_not_spent_where_there_is_no_room_for_the_new_one() {
    for (left, status, sent) in [(-5.0, 2, &[][..]), (10.0, 0, &["GET /apis/ims/v3/images/7"])] {
        let server = system(Duration::ZERO);
        let (home, path) = logged_in(&server, left);
        let before = home.read(&path);
        // No file may grow over a few thousand bytes.
        let run = in_shell(&home, "sh", "trap '' XFSZ; ulimit -f 8; exec \"$PROGRAM\" images describe 7");
        assert_eq!((run.status, home.read(&path)), (status, before), "{run:?}");
        assert_eq!(server.lines(), sent, "{run:?}");
        assert_eq!(run.stderr.contains("because the new token could not be saved"), status == 2, "{run:?}");
        assert_eq!(std::fs::read_dir(home.path(".config/cray/tokens")).unwrap().count(), 1);
    }
}

#[test]
fn a_token_that_is_still_good_is_used_at_once_while_somebody_else_renews_it() {
    let server = system(Duration::ZERO);
    let (home, path) = logged_in(&server, 20.0);
    let file = File::open(home.path(&path)).unwrap();
    file.lock().unwrap();
    let run = home.run(&["images", "describe", "7", "--timeout", "5"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert_eq!(server.requests()[0].header("authorization"), Some("Bearer sesame-old"));
    assert_eq!(server.lines().len(), 1);
}

#[test]
fn a_token_that_is_still_good_does_not_wait_for_an_endpoint_that_is_slow_and_the_new_one_is_saved() {
    let server = system(Duration::from_secs(5));
    let (home, path) = logged_in(&server, 25.0);
    let run = home.run(&["images", "describe", "7", "-v"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.stderr.contains("still valid but could not be renewed: the token endpoint has not"), "{run:?}");
    let requests = server.requests();
    assert_eq!(requests[1].header("authorization"), Some("Bearer sesame-old"), "{run:?}");
    assert!(home.read(&path).contains("again-new"), "the program ended before the new token was saved");
}

#[test]
fn a_token_that_is_still_good_is_used_where_the_endpoint_cannot_be_reached() {
    let home = Home::with_configuration("[core]\nhostname = \"http://127.0.0.1:1\"\n");
    home.write("token", &token(20.0));
    let began = Instant::now();
    let run = home.run(&["images", "list", "--token", "token", "-v"]);
    assert_eq!(run.stderr.matches("openid-connect/token -> ").count(), 1, "one try: {run:?}");
    assert!(run.stderr.contains("GET http://127.0.0.1:1/apis/ims/v3/images -> "), "{run:?}");
    assert!(began.elapsed() < PATIENCE);
}

#[test]
fn a_token_in_a_pipe_serves_every_command() {
    for words in ["images describe 7", "jobs wait 1", "check --kubeconfig missing", "auth status", "jobs deleteall"] {
        let server = system(Duration::ZERO);
        let home = Home::of(&server);
        home.write("token", &token(100.0));
        let script = format!("timeout -s KILL 30 \"$PROGRAM\" {words} --token <(cat token)");
        let run = in_shell(&home, "bash", &script);
        let is_sent = server.requests().iter().all(|request| sent_with(request, "sesame-old"));
        assert!(is_sent && !run.stderr.contains("token file"), "{words}: {run:?}");
        assert_eq!(server.lines().is_empty(), words == "auth status", "{words}: {run:?}");
    }
}

/// Whether the request carried this token, unless it is one that needs none.
fn sent_with(request: &Request, token: &str) -> bool {
    let carried = request.header("authorization");
    carried == Some(&format!("Bearer {token}")) || (request.target == "/apis/ims/version" && carried.is_none())
}

#[test]
fn an_expired_token_in_a_pipe_is_refused_before_anything_is_sent() {
    let server = system(Duration::ZERO);
    let home = Home::of(&server);
    home.write("token", &token(-5.0));
    for words in ["images describe 7", "jobs wait 1", "jobs deleteall", "auth status"] {
        let run = in_shell(&home, "bash", &format!("timeout -s KILL 30 \"$PROGRAM\" {words} --token <(cat token)"));
        assert!(run.status == 2 && run.stderr.contains("Your session has expired"), "{words}: {run:?}");
    }
    assert_eq!(server.lines(), [""; 0]);
}

#[test]
fn a_login_never_replaces_what_is_no_regular_file_and_says_so_before_it_sends_the_password() {
    let server = system(Duration::ZERO);
    let home = Home::of(&server);
    let path = format!(".config/cray/tokens/{}.me", server.url.trim_start_matches("http://").replace('.', "_"));
    home.write(&format!("{path}x"), "");
    let _socket = std::os::unix::net::UnixListener::bind(home.path("socket")).unwrap();
    symlink(home.path("socket"), home.path(&path)).unwrap();
    let run = home.run_with(&["auth", "login", "--username", "me", "--password-stdin"], &[], "hunter22");
    assert!(run.status == 2 && run.stderr.contains("it is not a regular file"), "{run:?}");
    assert!(!home.path("socket").is_file() && home.path(&path).is_symlink());
    assert_eq!(server.lines(), [""; 0]);
}

#[test]
fn a_process_that_holds_a_token_leaves_no_core() {
    let server = Server::raw(|_| {
        thread::sleep(NEVER);
        Vec::new()
    });
    let (home, _) = logged_in(&server, 100.0);
    let mut child = dumping(&home, &format!("exec '{PROGRAM}' images list"));
    until("a request is sent", || !server.lines().is_empty());
    if !rustix::process::geteuid().is_root() {
        let owner = std::fs::metadata(format!("/proc/{}/environ", child.id())).unwrap().uid();
        assert_eq!(owner, 0, "its memory is open to other processes of the user");
    }
    let status = aborted(&mut child);
    assert_eq!((status.signal(), status.core_dumped()), (Some(6), false), "{status}");
    let left: Vec<_> = std::fs::read_dir(home.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, [".config"]);
}

/// Without this, that the program leaves none shows nothing.
#[test]
#[ignore = "needs cores"]
fn another_process_leaves_a_core() {
    let home = Home::empty();
    let mut unprotected = dumping(&home, "echo; exec sleep 1000");
    unprotected.stdout.as_mut().unwrap().read_exact(&mut [0]).unwrap();
    assert!(aborted(&mut unprotected).core_dumped());
}

/// A shell script that leaves a core when it is aborted, if the machine allows that.
fn dumping(home: &Home, script: &str) -> Child {
    let mut command = home.command("sh".as_ref());
    command.env("PATH", "/usr/bin:/bin").args(["-c", &format!("ulimit -c $(ulimit -H -c); {script}")]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
}

fn aborted(child: &mut Child) -> ExitStatus {
    signal(child, "-ABRT");
    until("it has ended", || child.try_wait().unwrap().is_some());
    child.wait().unwrap()
}

//! The dialogue of `init`, at a terminal and without one, as the installer of the system drives it.

use crate::support::terminal::converse;
use crate::support::{Home, PROGRAM, Server, response};
use portable_pty::CommandBuilder;

const DEFAULT: &str = ".config/cray/configurations/default";

/// Runs `cray init` on a terminal. Types each answer once its prompt stands there, as pexpect does. Returns what was shown,
/// and the exit status.
fn at_terminal(home: &Home, options: &[&str], dialogue: &[(&str, &str)]) -> (String, u32) {
    let link = home.path("bin/cray");
    if !link.exists() {
        std::fs::create_dir_all(home.path("bin")).unwrap();
        std::os::unix::fs::symlink(PROGRAM, &link).unwrap();
    }
    let mut command = CommandBuilder::new(link);
    command.arg("init");
    command.args(options);
    command.env_clear();
    command.env("HOME", home.path(""));
    let lines: Vec<_> = dialogue.iter().map(|(prompt, answer)| (*prompt, format!("{answer}\n"))).collect();
    let dialogue: Vec<_> = lines.iter().map(|(prompt, line)| (*prompt, line.as_str())).collect();
    converse(command, &dialogue)
}

/// A token endpoint that knows one password.
fn endpoint() -> Server {
    Server::raw(|request| match request.body.contains("password=hunter22") {
        true => response("200 OK", "application/json", br#"{"access_token":"sesame-new","expires_in":300}"#),
        false => response("401 X", "application/json", br#"{"error":"invalid_grant"}"#),
    })
}

#[test]
fn at_a_terminal_it_asks_for_host_user_and_password_and_for_no_tenant() {
    let (server, home) = (endpoint(), Home::empty());
    let dialogue = [("Hostname: ", server.url.as_str()), ("Username: ", "me"), ("Password: ", "hunter22")];
    let (shown, status) = at_terminal(&home, &[], &dialogue);
    assert!(status == 0 && shown.ends_with("Success!\n\nInitialization complete.\n"), "{shown}");
    assert!(!shown.contains("enant") && !shown.contains("hunter22"), "{shown}");
    assert!(server.requests()[0].body.contains("username=me&password=hunter22"), "{:?}", server.lines());
    let written = home.read(DEFAULT);
    assert!(written.contains("tenant = \"\"") && written.contains("username = \"me\""), "{written}");

    let dialogue = [("[y/N]: ", "perhaps"), ("[y/N]: ", "y"), ("Hostname: ", ""), ("Hostname: ", &server.url)];
    let (shown, status) = at_terminal(&home, &["--no-auth", "--tenant", "blue"], &dialogue);
    assert!(status == 0 && shown.ends_with("\nInitialization complete.\n"), "{shown}");
    assert!(home.read(DEFAULT).contains("tenant = \"blue\""));
}

#[test]
fn a_login_that_fails_ends_with_2_and_the_configuration_stays() {
    let (server, home) = (endpoint(), Home::empty());
    let dialogue = [("Hostname: ", server.url.as_str()), ("Username: ", "me"), ("Password: ", "wrong1")];
    let (shown, status) = at_terminal(&home, &[], &dialogue);
    assert!(status == 2 && !shown.contains("Initialization complete."), "{shown}");
    assert!(shown.contains("Invalid Credentials") && shown.contains("The configuration is saved."), "{shown}");
    assert!(home.read(DEFAULT).contains(&server.url));
    let run = home.run_with(&["init", "--overwrite"], &[], &format!("{}\nme\nwrong1\n", server.url));
    assert_eq!((run.stdout.as_str(), run.status), ("", 2), "{run:?}");
}

#[test]
fn without_a_terminal_the_answers_are_read_from_standard_input() {
    let (server, home) = (endpoint(), Home::empty());
    let run = home.run_with(&["init"], &[], &format!("\n{}\nme\nhunter22\n", server.url));
    assert_eq!((run.stdout.as_str(), run.status), ("Success!\n\nInitialization complete.\n", 0), "{run:?}");
    assert!(server.requests()[0].body.contains("username=me&password=hunter22"), "{:?}", server.lines());
    let run = home.run_with(&["init", "--quiet"], &[], &format!("y\n{}\nme\nhunter22\n", server.url));
    assert_eq!((run.stdout.as_str(), run.status), ("Initialization complete.\n", 0), "{run:?}");
}

#[test]
fn an_answer_that_is_missing_ends_with_1_and_one_that_declines_with_2() {
    let home = Home::empty();
    for input in ["", "\n\n"] {
        let run = home.run_with(&["init", "--no-auth"], &[], input);
        assert!(run.status == 1 && run.stdout.is_empty() && !home.path(DEFAULT).exists(), "{run:?}");
    }
    let home = Home::with_configuration("[core]\nhostname = \"https://old\"\n");
    for (input, status) in [("", 1), ("n\n", 2), ("\n", 2), ("perhaps\n", 1)] {
        let run = home.run_with(&["init", "--hostname", "https://new", "--no-auth"], &[], input);
        assert_eq!((run.stdout.as_str(), run.status), ("", status), "{run:?}");
        assert!(home.read(DEFAULT).contains("https://old"));
    }
}

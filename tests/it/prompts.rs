//! What a person at a terminal of 80 columns sees: questions that can be interrupted and suspended, and lines broken at words.

use crate::support::shell::Shell;
use crate::support::terminal::at_terminal;
use crate::support::{Home, PROGRAM, Server, response};
use std::os::unix::fs::symlink;

fn shell(home: &Home) -> Shell<'_> {
    home.write("bin/.keep", "");
    symlink(PROGRAM, home.path("bin/cray-ims")).unwrap();
    let path = format!("{}:/usr/local/bin:/usr/bin:/bin", home.path("bin").display());
    let lines = [
        r#"show() { printf '%s\0' "$@" >shown.new; mv shown.new shown; }"#,
        "bind 'set enable-bracketed-paste off'; stty noflsh",
    ];
    Shell::start(home, &path, &["bash", "--norc", "--noprofile", "-i"], &lines)
}

/// Whether the terminal shows what is typed, takes lines, and lets Ctrl-C through.
fn modes(shell: &mut Shell) -> Vec<String> {
    shell.keys("show $(stty -a | grep -oE -- '-?\\b(echo|icanon|isig)\\b')\n");
    shell.arguments()
}

const SOUND: [&str; 3] = ["isig", "icanon", "echo"];

#[test]
fn a_question_for_a_password_can_be_suspended_and_goes_on_afterwards() {
    let server = Server::answering("200 OK", "application/json", r#"{"access_token":"sesame","expires_in":300}"#);
    let home = Home::of(&server);
    let mut shell = shell(&home);
    shell.listed("cray-ims auth login --username me\n", "Password: ");
    shell.listed("\u{1a}", "Stopped");
    assert_eq!(modes(&mut shell), SOUND);
    shell.listed("fg\n", "Password: ");
    let shown = shell.listed("hunter22\n", "Success!");
    assert!(!shown.contains("hunter22"), "{shown}");
    assert!(server.requests()[0].body.contains("password=hunter22"), "{:?}", server.lines());
    assert_eq!(modes(&mut shell), SOUND);
}

#[test]
fn ctrl_c_ends_every_question_on_a_line_of_its_own() {
    let server = Server::raw(|request| match request.method.as_str() {
        "GET" => response("200 OK", "application/json", br#"[{"id":"1","name":"one","status":"error"}]"#),
        _ => response("204 NO CONTENT", "text/plain", b""),
    });
    let home = Home::of(&server);
    let mut shell = shell(&home);
    for (line, question) in [
        ("auth login --username me", "Password: "),
        ("auth login", "Username: "),
        ("images deleteall", "[y/N]: "),
        ("jobs deleteall --status error", "[y/N]: "),
    ] {
        shell.listed(&format!("cray-ims {line}\n"), question);
        let shown = shell.listed("\u{3}", "Error: Interrupted\r\n");
        assert!(shown.contains("\r\nError: Interrupted\r\n"), "{line}: {shown:?}");
        shell.keys("show $?\n");
        assert_eq!(shell.arguments(), ["130"], "{line}");
        assert_eq!(modes(&mut shell), SOUND, "{line}");
    }
    assert!(server.requests().iter().all(|request| request.method == "GET"), "{:?}", server.lines());
}

#[test]
fn a_question_that_was_suspended_stands_there_again() {
    let server = Server::raw(|request| match request.method.as_str() {
        "GET" => response("200 OK", "application/json", br#"[{"id":"1","name":"one"}]"#),
        _ => response("204 NO CONTENT", "text/plain", b""),
    });
    let home = Home::of(&server);
    let mut shell = shell(&home);
    shell.listed("cray-ims images deleteall\n", "[y/N]: ");
    shell.listed("\u{1a}", "Stopped");
    shell.listed("fg\n", "[y/N]: ");
    shell.listed("n\n", "nothing was deleted");
}

#[test]
fn the_end_of_the_input_at_a_question_for_a_password_is_an_error_on_its_own_line() {
    let server = Server::json("{}");
    let words = ["auth", "login", "--username", "me"];
    let (shown, status) = at_terminal(&Home::of(&server), &words, "Password: ", "\u{4}");
    assert!(status == 2 && shown.starts_with("Password: \nError: "), "{shown}");
    assert_eq!(server.lines(), [""; 0]);
}

#[test]
fn lines_on_a_terminal_are_broken_between_words() {
    let server = Server::answering("500 X", "text/plain", "");
    let long = ["word"; 30].join("-") + &" another word".repeat(20);
    let problem = serde_json::json!({"title": "Bad", "detail": long, "status": 400}).to_string();
    let refusing = Server::answering("400 BAD REQUEST", "application/problem+json", problem);
    for (home, words) in [
        (Home::of(&refusing), &["images", "list"][..]),
        (Home::of(&server), &["jobs", "describe", "nothing", "--timeout", "1s"]),
        (
            Home::with_configuration("[core]\nhostname = \"127.0.0.1:1\"\n"),
            &["images", "delete", "one", "--timeout", "1s"],
        ),
        (Home::empty(), &["recipes", "list", "--created-after", "soon"]),
        (Home::empty(), &["jobs", "create"]),
    ] {
        let (shown, _) = at_terminal(&home, words, "", "");
        let broken: Vec<_> = shown.lines().filter(|line| line.chars().count() > 80 && line.contains(' ')).collect();
        assert!(!shown.is_empty() && broken.is_empty(), "{words:?}: {broken:#?}");
    }
    let (shown, _) = at_terminal(&Home::of(&refusing), &["images", "list"], "", "");
    assert!(shown.contains(&["word"; 30].join("-")) && shown.lines().count() > 4, "{shown}");
    // A pipe gets every message on one line, as scripts look for it.
    let run = Home::of(&refusing).run(&["images", "list"]);
    assert!(run.stderr.lines().any(|line| line.ends_with(&long)), "{}", run.stderr);
}

#[test]
fn nobody_who_wants_a_record_back_is_pointed_to_a_delete() {
    let home = Home::empty();
    for words in [
        &["images", "undelete", "1"][..],
        &["deleted", "images", "undelete", "1"],
        &["deleted", "recipes", "restore", "1"],
        &["undelete", "1"],
    ] {
        let run = home.run(words);
        assert!(run.status == 2 && !run.stderr.contains("'delete"), "{}", run.stderr);
        assert!(run.stderr.contains("update ID --operation undelete"), "{}", run.stderr);
    }
    assert!(home.run(&["images", "delet", "1"]).stderr.contains("'delete', 'deleteall'"));
    assert!(home.run(&["images", "delte", "1"]).stderr.contains("'delete'"));
    assert!(home.run(&["images", "lst"]).stderr.contains("a similar subcommand exists: 'list'"));
}

#[test]
fn a_number_that_is_none_is_refused_in_plain_words() {
    for number in ["x", "-1", "1.5", ""] {
        let run = Home::empty().run(&["images", "list", &format!("--limit={number}")]);
        assert!(run.status == 2 && run.stderr.contains("--limit"), "{}", run.stderr);
        assert!(!run.stderr.contains("digit") && !run.stderr.contains("parse"), "{}", run.stderr);
    }
}

#[test]
fn the_options_of_every_command_stand_on_the_top_page_and_are_named_on_the_others() {
    let home = Home::empty();
    let page = |words: &[&str]| home.run(words).stdout;
    let (short, long) = (page(&["images", "describe", "-h"]), page(&["images", "describe", "--help"]));
    for page in [&short, &long] {
        assert!(page.lines().count() <= 24 && page.contains("(see `cray-ims --help`): --configuration, "), "{page}");
        assert!(!page.contains("PEM file"), "{page}");
    }
    for top in [page(&["-h"]), page(&["--help"])] {
        let (examples, options) = (top.find("Examples:").unwrap(), top.find("Global options:").unwrap());
        assert!(examples < options && top.contains("--cacert <FILE>"), "{top}");
    }
}

#[test]
fn help_before_a_command_shows_what_help_behind_it_does() {
    let home = Home::empty();
    for words in [&[][..], &["jobs"], &["jobs", "create"], &["dkms", "enable"]] {
        let before = home.run(&[&["help"], words].concat());
        assert_eq!((before.status, &before.stdout), (0, &home.run(&[words, &["--help"]].concat()).stdout), "{words:?}");
    }
    assert_eq!(home.run(&["help", "nonsense"]).status, 2);
}

//! What a user sees of the commands, through the program itself.

use crate::support::{Home, PROGRAM, Server, copy_program, finish, response};
use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};

const RECORD: &str = r#"{"arch":"x86_64","created":"2026-11-23T22:27:19","id":"7","name":"one","unknown":1e400}"#;

#[test]
fn a_record_is_printed_as_it_was_received_with_unknown_fields_and_numbers() {
    let server = Server::json(RECORD);
    let run = Home::of(&server).run(&["recipes", "describe", "7", "--format", "json"]);
    let printed = r#"{
  "arch": "x86_64",
  "created": "2026-11-23T22:27:19",
  "id": "7",
  "name": "one",
  "unknown": 1e400
}
"#;
    assert_eq!((run.stdout.as_str(), run.stderr.as_str(), run.status), (printed, "", 0));
    assert_eq!(server.lines(), ["GET /apis/ims/v3/recipes/7"]);
}

#[test]
fn options_stand_before_or_after_the_id() {
    let server = Server::json(RECORD);
    let home = Home::of(&server);
    for words in [
        ["images", "update", "7", "--arch", "aarch64"],
        ["images", "update", "--arch", "aarch64", "7"],
        ["images", "--format=toml", "update", "7", "--arch=aarch64"],
    ] {
        assert_eq!(home.run(&words).status, 0, "{words:?}");
    }
    for request in server.requests() {
        assert_eq!(
            (request.line().as_str(), request.body.as_str()),
            ("PATCH /apis/ims/v3/images/7", r#"{"arch":"aarch64"}"#)
        );
    }
}

#[test]
fn a_request_carries_tenant_version_and_nothing_that_was_not_given() {
    let server = Server::json(RECORD);
    let home = Home::with_configuration(&format!("[core]\nhostname = \"{}\"\ntenant = \"blue\"\n", server.url));
    home.run(&["remote-build-nodes", "create", "--xname", "x1c0s0b0n0"]);
    let request = &server.requests()[0];
    assert_eq!(request.line(), "POST /apis/ims/v3/remote-build-nodes");
    assert_eq!(request.body, r#"{"xname":"x1c0s0b0n0"}"#);
    assert_eq!(request.header("cray-tenant-name"), Some("blue"));
    assert_eq!(request.header("user-agent"), Some(concat!("cray-ims/", env!("CARGO_PKG_VERSION"))));
    assert_eq!(request.header("authorization"), None);
}

#[test]
fn an_id_is_one_segment_of_the_path() {
    let server = Server::json(RECORD);
    let home = Home::of(&server);
    home.run(&["recipes", "describe", "../images?a#b/c"]);
    assert_eq!(server.lines(), ["GET /apis/ims/v3/recipes/..%2Fimages%3Fa%23b%2Fc"]);
    let run = home.run(&["recipes", "delete", ""]);
    assert_eq!((run.status, server.lines().len()), (2, 1), "an empty id would address them all");
}

#[test]
fn an_update_with_nothing_to_change_is_refused_before_any_request() {
    let server = Server::json(RECORD);
    let home = Home::of(&server);
    for words in [&["recipes", "update", "7"][..], &["deleted", "images", "update", "7"]] {
        let run = home.run(words);
        assert_eq!(run.status, 2);
        assert!(run.stderr.starts_with("Error: There is nothing to change of the"), "{}", run.stderr);
    }
    assert_eq!(server.lines(), [""; 0]);
}

#[test]
fn a_deletion_prints_one_empty_line() {
    let server = Server::answering("204 NO CONTENT", "text/plain", "");
    let run = Home::of(&server).run(&["jobs", "delete", "7"]);
    assert_eq!((run.stdout.as_str(), run.status), ("\n", 0));
}

#[test]
fn a_script_is_not_asked_before_everything_is_deleted() {
    let server = Server::answering("204 NO CONTENT", "text/plain", "");
    let run =
        Home::of(&server).run(&["jobs", "deleteall", "--age", "1d6h", "--status", "error", "--status", "success"]);
    assert_eq!((run.stderr.as_str(), run.status), ("", 0));
    assert_eq!(server.lines(), ["DELETE /apis/ims/v3/jobs?status=error&status=success&age=30h"]);
}

#[test]
fn an_age_that_cannot_be_read_deletes_nothing() {
    let server = Server::answering("204 NO CONTENT", "text/plain", "");
    let run = Home::of(&server).run(&["jobs", "deleteall", "--age", "soon", "-y"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("Examples: 90m, 6h, 2d, 1w, 1d6h"), "{}", run.stderr);
    assert_eq!(server.lines(), [""; 0]);
}

#[test]
fn a_public_key_comes_from_a_file_or_from_standard_input_and_is_never_a_private_one() {
    let server = Server::json(RECORD);
    let home = Home::of(&server);
    home.write("key.pub", "ssh-ed25519 AAAA me\n");
    home.write("key", "-----BEGIN OPENSSH PRIVATE KEY-----\n");
    let create = |file: &str, input: &str| {
        home.run_with(&["public-keys", "create", "--name", "mine", "--public-key", file], &[], input)
    };
    assert_eq!(create("key.pub", "").status, 0);
    assert_eq!(create("-", "ssh-rsa BBBB\n").status, 0);
    assert_eq!(create("key", "").status, 2);
    assert_eq!(create("missing", "").status, 2);
    let bodies: Vec<_> = server.requests().into_iter().map(|request| request.body).collect();
    assert_eq!(
        bodies,
        [r#"{"name":"mine","public_key":"ssh-ed25519 AAAA me\n"}"#, r#"{"name":"mine","public_key":"ssh-rsa BBBB\n"}"#]
    );
}

#[test]
fn a_list_for_people_shows_the_columns_they_look_for() {
    let server = Server::json(
        r#"[{"arch":"x86_64","created":"2026","id":"7","metadata":{"a":"b"},"name":"é","x":1},{"id":"8"}]"#,
    );
    let run = Home::of(&server).run(&["images", "list", "--format", "table"]);
    assert_eq!(
        run.stdout,
        "ID  NAME  ARCH    CREATED  METADATA\n7   é     x86_64  2026     a=b\n8   -     -       -        -\n"
    );
}

#[test]
fn a_group_alone_prints_its_help_and_a_slip_gets_a_suggestion() {
    let home = Home::empty();
    for words in [
        &[][..],
        &["jobs"],
        &["deleted"],
        &["deleted", "recipes"],
        &["remote-build-nodes", "status"],
        &["jobs", "create", "-h"],
    ] {
        let run = home.run(words);
        assert!(
            run.status == 0 && run.stderr.is_empty() && run.stdout.contains("Usage: cray-ims"),
            "{words:?}: {run:?}"
        );
    }
    let run = home.run(&["recipes", "lst"]);
    let words = "Error: unrecognized subcommand 'lst'\n\n  tip: a similar subcommand exists: 'list'\n";
    assert!(run.status == 2 && run.stdout.is_empty() && run.stderr.starts_with(words), "{run:?}");
    let run = home.run(&["jobs", "create", "--job-type", "craete"]);
    assert!(run.status == 2 && run.stderr.contains("tip: a similar value exists: 'create'"), "{run:?}");
}

#[test]
fn an_error_shows_all_that_the_service_said() {
    let body = r#"{"status":422,"title":"Unprocessable Entity","detail":"Input data was not understood.",
        "errors":{"arch":["Must be one of: aarch64, x86_64."],"link":{"path":["Missing data for required field."]}}}"#;
    let server = Server::answering("422 UNPROCESSABLE ENTITY", "application/problem+json", body);
    let run = Home::of(&server).run(&["recipes", "describe", "7"]);
    let words = "Error: Unprocessable Entity: Input data was not understood.\n  arch: Must be one of: aarch64, x86_64.\n  link.path: Missing data for required field.\n";
    assert_eq!((run.stdout.as_str(), run.stderr.as_str(), run.status), ("", words, 2));
}

#[test]
fn what_is_not_there_is_said_with_the_way_to_find_it() {
    let body = r#"{"status":404,"title":"Not Found","detail":"Requested resource does not exist. Re-run request with valid ID."}"#;
    let server = Server::answering("404 NOT FOUND", "application/problem+json", body);
    let run = Home::of(&server).run(&["deleted", "images", "describe", "7"]);
    let words = "Error: Not Found: Requested resource does not exist. Re-run request with valid ID.\nNo deleted image has the id or the name 7. `cray-ims deleted images list` shows what exists.\n";
    assert_eq!((run.stderr.as_str(), run.status), (words, 2));
}

#[test]
fn an_expired_login_is_said_with_the_way_to_log_in() {
    let server = Server::answering("401 Unauthorized", "text/plain", "Jwt is expired");
    let home = Home::of(&server);
    home.write("token", r#"{"access_token":"sesame"}"#);
    let run = home.run(&["images", "list", "--token", "token"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("Your session has expired, please run:\n\t`cray auth login`\n"), "{}", run.stderr);
}

#[test]
fn a_network_fault_keeps_the_words_that_scripts_match_and_adds_the_cause() {
    let home = Home::with_configuration("[core]\nhostname = \"http://127.0.0.1:1\"\n");
    let run = home.run(&["images", "list"]);
    assert_eq!((run.stdout.as_str(), run.status), ("", 2));
    let words =
        "Error: Unable to connect to cray. Please verify your cray hostname:\n\tcray config get core.hostname\n";
    assert!(run.stderr.starts_with(words) && run.stderr.contains("refused"), "{}", run.stderr);
    let home = Home::with_configuration("[core]\nhostname = \"http://no-such-host.invalid\"\n");
    let run = home.run(&["images", "list"]);
    assert!(run.stderr.contains("the name of the host cannot be resolved"), "{}", run.stderr);
}

#[test]
fn a_token_is_sent_to_this_machine_and_never_in_the_clear_to_another() {
    let server = Server::json(RECORD);
    let home = Home::of(&server);
    home.write("token", r#"{"access_token":"sesame"}"#);
    let run = home.run(&["recipes", "describe", "7", "--token", "token", "-vvvv"]);
    assert_eq!(server.requests()[0].header("authorization"), Some("Bearer sesame"));
    assert!(run.stderr.contains("> authorization: ***") && !run.stderr.contains("sesame"), "{}", run.stderr);
    let home = Home::with_configuration("[core]\nhostname = \"http://ims.invalid\"\n");
    home.write("token", r#"{"access_token":"sesame"}"#);
    let run = home.run(&["recipes", "describe", "7", "--token", "token"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("The token was not sent"), "{}", run.stderr);
}

#[test]
fn a_redirect_is_not_followed() {
    let server = Server::raw(|_| {
        b"HTTP/1.1 302 Found\r\nLocation: http://elsewhere.invalid/\r\nContent-Length: 0\r\n\r\n".to_vec()
    });
    let run = Home::of(&server).run(&["recipes", "list"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("Redirects (here to http://elsewhere.invalid/) are not followed."), "{}", run.stderr);
}

#[test]
fn a_reader_that_has_seen_enough_ends_the_program_quietly() {
    let records = vec![RECORD; 20_000].join(",");
    let server = Server::json(&format!("[{records}]"));
    let home = Home::of(&server);
    let mut command = home.command("sh".as_ref());
    let pipe = format!("'{PROGRAM}' recipes list --format json | head -n 1; echo");
    command.args(["-c", &pipe]).env("PATH", "/usr/bin:/bin");
    let run = finish(command, "");
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("[\n\n", ""));
}

#[test]
fn a_full_disk_is_reported() {
    let server = Server::json(RECORD);
    let home = Home::of(&server);
    let mut command = home.command(PROGRAM.as_ref());
    command.args(["recipes", "list"]).stdout(std::fs::File::create("/dev/full").unwrap()).stderr(Stdio::piped());
    let output = command.output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr.starts_with("Error: Unable to write to standard output: "), "{stderr}");
}

#[test]
fn linked_as_cray_it_serves_ims_and_hands_everything_else_to_the_next_cray() {
    let home = Home::empty();
    for directory in ["first", "second", "third"] {
        std::fs::create_dir(home.path(directory)).unwrap();
    }
    symlink(PROGRAM, home.path("first/cray")).unwrap();
    symlink(PROGRAM, home.path("second/cray")).unwrap();
    let cray = |words: &[&str], path: &str| {
        let mut command = Command::new(home.path("first/cray"));
        command.env_clear().env("HOME", home.path("")).env("PATH", path).args(words);
        finish(command, "")
    };
    let paths = ["first", "second", "third"].map(|name| home.path(name).display().to_string());
    let run = cray(&["bos", "list"], &paths.join(":"));
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.contains("`cray bos` is not served by cray-ims, and there is no other `cray` on PATH"),
        "{}",
        run.stderr
    );
    // Another build of the program must not hand the command back.
    std::fs::remove_file(home.path("second/cray")).unwrap();
    copy_program(PROGRAM, &home.path("second/cray"));
    let run = cray(&["bos", "list"], &paths.join(":"));
    assert!(run.status == 2 && run.stderr.contains("there is no other `cray` on PATH"), "{run:?}");
    home.write_program("third/cray", "#!/bin/sh\nprintf '<%s>' \"$@\"; exit 7\n");
    let run = cray(&["bos", "list", "a b", "--format=x"], &paths.join(":"));
    assert_eq!((run.stdout.as_str(), run.status), ("<bos><list><a b><--format=x>", 7));
    let run = cray(&["ims", "recipes", "list"], &paths.join(":"));
    assert_eq!((run.stderr.as_str(), run.status), ("Error: No configuration exists. Run `cray init`\n", 2));
    let run = cray(&["ims", "jobs"], "");
    assert!(run.stdout.contains("Usage: cray ims jobs"), "{}", run.stdout);
}

#[test]
fn answers_of_no_use_are_errors_and_print_nothing() {
    let deep = "[".repeat(100_000);
    let html = format!("<html>{}\u{1b}[2J</html>", "x".repeat(3_000_000));
    let long_and_broken = format!("[{}", vec![RECORD; 20_000].join(","));
    let bodies: Vec<(&str, Vec<u8>)> = vec![
        ("nothing but brackets", deep.into_bytes()),
        ("HTML", html.into_bytes()),
        ("not UTF-8", b"{\"a\":\"\xff\"}".to_vec()),
        ("text behind the end", b"{} {}".to_vec()),
        ("a list that ends too early", long_and_broken.into_bytes()),
        ("a control in a string", b"{\"a\":\"\x01\"}".to_vec()),
    ];
    for (kind, body) in bodies {
        let server = Server::answering("200 OK", "application/json", body);
        let home = Home::of(&server);
        for format in ["json", "toml", "yaml", "table"] {
            let run = home.run(&["images", "list", "--format", format]);
            assert_eq!((run.stdout.as_str(), run.status), ("", 2), "{kind}, {format}");
            assert!(run.stderr.starts_with("Error: The service's answer cannot be used: "), "{kind}: {}", run.stderr);
            assert!(!run.stderr.contains('\u{1b}') && run.stderr.len() < 2000, "{kind}: {}", run.stderr);
        }
    }
}

#[test]
fn what_cannot_be_used_is_shown_when_somebody_asks_to_see_it() {
    let server = Server::answering("200 OK", "text/html", "<html>Log in here</html>");
    let run = Home::of(&server).run(&["images", "list", "-vv"]);
    assert!(run.status == 2 && run.stderr.contains("< <html>Log in here</html>"), "{}", run.stderr);
}

#[test]
fn an_answer_that_breaks_off_is_an_error() {
    let mut answer = response("200 OK", "application/json", RECORD.as_bytes());
    answer.truncate(answer.len() - 10);
    let server = Server::raw(move |_| answer.clone());
    let run = Home::of(&server).run(&["images", "list"]);
    assert_eq!((run.stdout.as_str(), run.status), ("", 2));
    assert!(run.stderr.contains("Cause: the connection was closed before the response was complete"), "{}", run.stderr);
}

#[test]
fn an_error_answer_cannot_drive_the_terminal() {
    let body = "{\"title\":\"\\u001b[2J\\u202eT\",\"detail\":\"a\\nb\"}";
    let server = Server::answering("500 OOPS", "application/problem+json", body);
    let run = Home::of(&server).run(&["images", "list"]);
    assert_eq!(run.status, 2);
    assert_eq!(run.stderr, "Error: \\u{1b}[2J\\u{202e}T: a\\nb\n");
}

//! Logging in, and what becomes of the token.

use crate::support::{Home, PROGRAM, Request, Run, Server, response};
use serde_json::{Value, json};
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const ENDPOINT: &str = "POST /keycloak/realms/shasta/protocol/openid-connect/token";

/// What must never be seen.
const SECRETS: [&str; 5] = ["hunter22", "sesame-new", "sesame-old", "again-new", "again-old"];

fn issued(request: &Request) -> Vec<u8> {
    match request.line() == ENDPOINT {
        true => response(
            "200 OK",
            "application/json",
            br#"{"access_token":"sesame-new","expires_in":300,"refresh_expires_in":1800,"refresh_token":"again-new","token_type":"Bearer","not-before-policy":0,"scope":"profile email"}"#,
        ),
        false => response("200 OK", "application/json", b"{\"id\":\"7\"}"),
    }
}

fn refused(request: &Request) -> Vec<u8> {
    let body = br#"{"error":"invalid_grant","error_description":"Invalid user credentials"}"#;
    match request.line() == ENDPOINT {
        true => response("401 Unauthorized", "application/json", body),
        false => response("200 OK", "application/json", b"{\"id\":\"7\"}"),
    }
}

fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs_f64()
}

/// Where the token of this user is saved.
fn token_of(server: &Server, user: &str) -> String {
    let host = server.url.trim_start_matches("http://").replace('.', "_");
    format!(".config/cray/tokens/{host}.{user}")
}

/// A home in which somebody logged in, with a token that has so many seconds left.
fn logged_in(server: &Server, left: f64) -> (Home, String) {
    let home =
        Home::with_configuration(&format!("[core]\nhostname = \"{}\"\n[auth.login]\nusername = \"me\"\n", server.url));
    let path = token_of(server, "me");
    home.write(&path, &old_token(left));
    (home, path)
}

fn old_token(left: f64) -> String {
    json!({"access_token": "sesame-old", "refresh_token": "again-old", "client_id": "shasta", "expires_in": 300,
        "expires_at": now() + left, "unknown": {"kept": true}})
    .to_string()
}

fn form(request: &Request) -> Vec<(String, String)> {
    url::form_urlencoded::parse(request.body.as_bytes()).into_owned().collect()
}

fn value<'a>(form: &'a [(String, String)], name: &str) -> Option<&'a str> {
    form.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
}

fn assert_no_secret(run: &Run) {
    for secret in SECRETS {
        assert!(!run.stdout.contains(secret) && !run.stderr.contains(secret), "{secret}: {run:?}");
    }
}

#[test]
fn a_login_is_saved_as_the_reference_client_saves_it() {
    let server = Server::raw(issued);
    let home = Home::of(&server);
    let words = ["auth", "login", "--username", "a.b", "--password-stdin", "-vvvv", "--rsa_token", "123456789"];
    let run = home.run_with(&words, &[], "hunter22\n");
    assert_eq!((run.stdout.as_str(), run.status), ("Success!\n\n", 0), "{run:?}");
    assert_no_secret(&run);
    assert!(!run.stderr.contains("123456789"), "{run:?}");
    let request = &server.requests()[0];
    assert_eq!(request.line(), ENDPOINT);
    assert_eq!(request.header("content-type"), Some("application/x-www-form-urlencoded"));
    let expected = [
        ("grant_type", "password"),
        ("client_id", "shasta"),
        ("username", "a.b"),
        ("password", "hunter22"),
        ("rsa_username", "a.b"),
        ("rsa_otp", "123456789"),
    ];
    let form = form(request);
    assert_eq!(form.len(), expected.len());
    for (name, text) in expected {
        assert_eq!(value(&form, name), Some(text), "{name}");
    }
    let path = token_of(&server, "a_b");
    let token: Value = serde_json::from_str(&home.read(&path)).unwrap();
    assert!((token["expires_at"].as_f64().unwrap() - now() - 300.0).abs() < 30.0);
    assert_eq!(
        (&token["client_id"], &token["refresh_token"], &token["scope"], &token["not-before-policy"]),
        (&json!("shasta"), &json!("again-new"), &json!(["profile", "email"]), &json!(0))
    );
    assert_eq!((home.mode(&path), home.mode(".config/cray/tokens")), (0o600, 0o700));
    assert_eq!(home.run(&["config", "get", "auth.login.username"]).stdout, "a.b\n");
    assert_eq!(home.run(&["images", "describe", "7"]).status, 0);
    assert_eq!(server.requests()[1].header("authorization"), Some("Bearer sesame-new"));
}

#[test]
fn a_password_on_the_command_line_is_taken_with_a_warning() {
    let server = Server::raw(issued);
    let home = Home::of(&server);
    let words = ["auth", "login", "--username", "me", "--password", "hunter22"];
    let run = home.run(&words);
    assert!(run.status == 0 && run.stderr.contains("--password-stdin keeps it to yourself"), "{run:?}");
    assert_no_secret(&run);
    assert_eq!(home.run(&[&words[..], &["--quiet"]].concat()).stderr, "");
}

#[test]
fn a_script_answers_the_questions_on_standard_input() {
    let server = Server::raw(issued);
    let run = Home::of(&server).run_with(&["auth", "login"], &[], "me\nhunter22\n");
    assert_eq!(run.status, 0, "{run:?}");
    let form = form(&server.requests()[0]);
    assert_eq!((value(&form, "username"), value(&form, "password")), (Some("me"), Some("hunter22")));
    let run = Home::of(&server).run_with(&["auth", "login", "--username", "me"], &[], "");
    assert!(run.status == 2 && run.stderr.contains("No password given."), "{run:?}");
    assert_eq!(server.lines().len(), 1);
}

#[test]
fn a_password_from_a_pipe_is_taken_whole_but_for_the_end_of_its_line() {
    for (input, password) in [
        ("  pass\tword  \n", "  pass\tword  "),
        ("two\nlines\n", "two\nlines"),
        ("end\n\n", "end\n"),
        ("dos\r\n", "dos"),
        ("none", "none"),
    ] {
        let server = Server::raw(issued);
        let words = ["auth", "login", "--username", "me", "--password-stdin"];
        let run = Home::of(&server).run_with(&words, &[], input);
        assert_eq!(run.status, 0, "{run:?}");
        assert_eq!(value(&form(&server.requests()[0]), "password"), Some(password), "{input:?}");
    }
    let server = Server::raw(issued);
    let run = Home::of(&server).run_with(&["auth", "login", "--username", "me"], &[], "  pass word \n");
    assert_eq!(value(&form(&server.requests()[0]), "password"), Some("  pass word "), "{run:?}");
}

#[test]
fn a_password_on_standard_input_needs_a_user_name_on_the_command_line() {
    let server = Server::raw(issued);
    let run = Home::of(&server).run_with(&["auth", "login", "--password-stdin"], &[], "me\nhunter22\n");
    assert!(run.status == 2 && run.stderr.contains("Error: No username given. --password-stdin"), "{run:?}");
    assert_eq!(server.lines(), [""; 0]);
}

#[test]
fn an_answer_without_a_token_is_a_login_that_failed_in_the_words_of_the_reference_client() {
    for body in ["{}", "<html>", "{\"error\":\"x\"}"] {
        let server = Server::json(body);
        let words = ["auth", "login", "--username", "me", "--password-stdin"];
        let run = Home::of(&server).run_with(&words, &[], "hunter22");
        assert!(run.status == 2 && run.stderr.starts_with("Error: Invalid Credentials\nCause: "), "{run:?}");
    }
    let server = Server::answering("401 X", "application/json", r#"{"error":"invalid_grant"}"#);
    let words = ["auth", "login", "--username", "me", "--password-stdin"];
    let run = Home::of(&server).run_with(&words, &[], "hunter22");
    assert_eq!(run.stderr, "Error: Invalid Credentials\nCause: invalid_grant\n");
}

#[test]
fn a_session_has_expired_only_for_who_had_one() {
    let server = Server::answering("401 Unauthorized", "text/plain", "");
    let run = Home::of(&server).run(&["images", "list"]);
    assert!(
        run.status == 2 && run.stderr.contains("You are not logged in. Please run:\n\t`cray auth login`"),
        "{run:?}"
    );
    assert!(!run.stderr.contains("expired"), "{run:?}");
}

#[test]
fn a_login_that_is_refused_changes_nothing() {
    let server = Server::raw(refused);
    let (home, path) = logged_in(&server, 300.0);
    let before = home.read(&path);
    let words = ["auth", "login", "--username", "me", "--password-stdin"];
    let run = home.run_with(&words, &[], "hunter22");
    assert_eq!((run.stdout.as_str(), run.status), ("", 2));
    assert_eq!(run.stderr, "Error: Invalid user credentials\n");
    assert_eq!(home.read(&path), before);
}

#[test]
fn a_secret_that_the_endpoint_repeats_in_any_form_is_not_printed() {
    for password in ["p@ss w\"ö/é%", "a b"] {
        let server = Server::raw(|request| {
            let described = json!({"error": "invalid_grant", "error_description": format!("Bad {}", request.body)});
            response("401 Unauthorized", "application/json", described.to_string().as_bytes())
        });
        let words = ["auth", "login", "--username", "me", "--password-stdin", "-vvvv"];
        let run = Home::of(&server).run_with(&words, &[], password);
        assert!(
            run.status == 2
                && run.stderr.contains(if password == "a b" {
                    // Where a secret is too short to be found, nothing of the words is shown.
                    "Error: Invalid Credentials"
                } else {
                    "Error: Bad grant_type=password"
                }),
            "{run:?}"
        );
        assert!(!run.stderr.contains("p%40") && !run.stderr.contains("a+b"), "{run:?}");
    }
}

#[test]
fn what_the_token_endpoint_answers_amiss_is_an_error_without_a_secret_and_saves_nothing() {
    let echo = |request: &Request| response("500 Oops", "text/plain", request.body.as_bytes());
    let answers: [fn(&Request) -> Vec<u8>; 7] = [
        echo,
        |_| response("200 OK", "application/json", b"{\"access_token\":\"sesame-new\""),
        |_| response("200 OK", "application/json", b"{\"token\":\"sesame-new\"}"),
        |_| response("200 OK", "text/html", b"<html>sesame-new</html>"),
        |_| b"HTTP/1.1 307 Moved\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n".to_vec(),
        |_| b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".to_vec(),
        |_| Vec::new(),
    ];
    for (number, answer) in answers.into_iter().enumerate() {
        let server = Server::raw(answer);
        let home = Home::of(&server);
        let words = ["auth", "login", "--username", "me", "--password-stdin", "-vvvv"];
        let run = home.run_with(&words, &[], "hunter22");
        let tells = run.stderr.contains("the token endpoint returned an invalid token (");
        assert_eq!(tells, (1..4).contains(&number), "{run:?}");
        assert!(run.stdout.is_empty() && run.status == 2 && run.stderr.contains("Error: "), "{run:?}");
        assert_no_secret(&run);
        assert_eq!(home.path(".config/cray/tokens").read_dir().unwrap().count(), 0);
        assert_eq!(server.lines(), [ENDPOINT], "a login is not repeated");
    }
}

#[test]
fn a_password_is_not_even_asked_for_when_others_could_read_it() {
    let home = Home::with_configuration("[core]\nhostname = \"http://ims.invalid\"\n");
    let run = home.run_with(&["auth", "login", "--username", "me"], &[], "hunter22\n");
    assert!(run.status == 2 && run.stderr.contains("reconfigure for https"), "{run:?}");
    assert!(!run.stderr.contains("Password"), "{run:?}");
}

#[test]
fn a_client_logs_in_with_credentials_from_the_environment_a_file_or_a_directory() {
    let server = Server::raw(issued);
    let home = Home::of(&server);
    home.write("file", r#"{"client-id":"robot","client-secret":"hunter22","endpoint":"x"}"#);
    home.write("secret/client-id", "robot");
    home.write("secret/client-secret", "hunter22\n");
    let login = ["auth", "login", "--client-credentials", "-vvvv"];
    let variables = [("CRAY_CLIENT_ID", "robot"), ("CRAY_CLIENT_SECRET", "hunter22")];
    let runs = [
        home.run_with(&login, &variables, ""),
        home.run(&[&login[..], &["--credentials-file", "file"]].concat()),
        home.run(&[&login[..], &["--credentials-file", "secret"]].concat()),
    ];
    for (run, request) in runs.iter().zip(server.requests()) {
        assert_eq!((run.stdout.as_str(), run.status), ("Success!\n\n", 0), "{run:?}");
        assert_no_secret(run);
        let form = form(&request);
        let expected = [("grant_type", "client_credentials"), ("client_secret", "hunter22"), ("client_id", "robot")];
        assert_eq!(form, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }
    assert!(home.read(&token_of(&server, "robot")).contains(r#""client_id":"robot""#));
    home.write("broken", "{\"client-id\": \"robot\",\n\"client-secret\": hunter22}");
    for words in [&login[..], &[&login[..], &["--credentials-file", "broken"]].concat()] {
        let run = home.run(words);
        assert!(run.status == 2 && run.stdout.is_empty(), "{run:?}");
        assert_no_secret(&run);
    }
    assert_eq!(server.lines().len(), 3);
}

#[test]
fn status_tells_who_until_when_and_where_without_a_secret() {
    let server = Server::raw(issued);
    let (home, path) = logged_in(&server, 300.0);
    let run = home.run(&["auth", "status", "--format", "json"]);
    let status: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(
        (&status["username"], &status["expired"], &status["renewable"]),
        (&json!("me"), &json!(false), &json!(true))
    );
    assert!(status["file"].as_str().unwrap().ends_with(&path));
    assert!(status["expires_at"].as_str().unwrap().ends_with('Z'));
    assert_no_secret(&run);
    home.write(&path, r#"{"access_token":"sesame-old","expires_at":1.5}"#);
    let run = home.run(&["auth", "status", "--format", "json"]);
    assert!(run.status == 2 && run.stderr.starts_with("Error: Your session has expired, please run:\n"), "{run:?}");
    let status: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(
        (&status["username"], &status["expired"], &status["renewable"]),
        (&json!("me"), &json!(true), &json!(false))
    );
    assert_eq!(status["expires_at"], json!("1970-01-01T00:00:01Z"));
    assert_eq!(server.lines(), [""; 0]);
}

#[test]
fn a_logout_removes_the_saved_token_and_no_other() {
    let server = Server::raw(issued);
    let (home, path) = logged_in(&server, 300.0);
    home.write("mine", &old_token(300.0));
    let run = home.run(&["auth", "logout", "--token", "mine"]);
    assert!(run.status == 2 && home.path("mine").exists() && home.path(&path).exists(), "{run:?}");
    let run = home.run(&["auth", "logout"]);
    assert!(run.status == 0 && run.stdout.starts_with("Logged out of 127.0.0.1:"), "{run:?}");
    assert!(!home.path(&path).exists());
    for verb in ["logout", "status"] {
        let run = home.run(&["auth", verb]);
        assert!(run.status == 2 && run.stderr.starts_with("Error: Not logged in to 127.0.0.1:"), "{run:?}");
    }
    assert_eq!(home.run(&["images", "list"]).status, 0);
    assert_eq!(server.requests()[0].header("authorization"), None);
}

#[test]
fn a_token_that_expires_is_renewed_before_the_request_and_saved_with_all_its_fields() {
    for left in [-5.0, 10.0] {
        let server = Server::raw(issued);
        let (home, path) = logged_in(&server, left);
        let run = home.run(&["images", "describe", "7", "-vvvv"]);
        assert_eq!(run.status, 0, "{run:?}");
        assert_no_secret(&run);
        let requests = server.requests();
        assert_eq!(server.lines(), [ENDPOINT, "GET /apis/ims/v3/images/7"]);
        let form = form(&requests[0]);
        assert_eq!(
            (value(&form, "grant_type"), value(&form, "refresh_token"), value(&form, "client_id")),
            (Some("refresh_token"), Some("again-old"), Some("shasta"))
        );
        assert_eq!(requests[1].header("authorization"), Some("Bearer sesame-new"));
        let token: Value = serde_json::from_str(&home.read(&path)).unwrap();
        assert_eq!((&token["access_token"], &token["unknown"]), (&json!("sesame-new"), &json!({"kept": true})));
        assert!(token["expires_at"].as_f64().unwrap() > now() + 200.0);
        assert_eq!(home.mode(&path), 0o600);
        assert_eq!(home.run(&["images", "describe", "7"]).status, 0);
        assert_eq!(server.lines().len(), 3, "the renewed token serves the next request");
    }
}

#[test]
fn a_token_file_that_was_named_is_renewed_where_it_lies_even_behind_a_link() {
    let server = Server::raw(issued);
    let home = Home::of(&server);
    home.write("vault/token", &old_token(-5.0));
    std::os::unix::fs::symlink("vault/token", home.path("link")).unwrap();
    let run = home.run_with(&["images", "describe", "7"], &[("CRAY_CREDENTIALS", "link")], "");
    assert_eq!(run.status, 0, "{run:?}");
    assert!(home.path("link").is_symlink() && home.read("vault/token").contains("sesame-new"));
    assert_eq!(std::fs::read_dir(home.path("vault")).unwrap().count(), 1, "nothing else lies there");
}

#[test]
fn twenty_processes_renew_the_token_once() {
    let asked = AtomicUsize::new(0);
    let server = Server::raw(move |request| {
        if request.line() == ENDPOINT {
            thread::sleep(Duration::from_millis(300));
            if asked.fetch_add(1, Ordering::SeqCst) > 0 {
                return refused(request);
            }
        }
        issued(request)
    });
    let (home, _) = logged_in(&server, -5.0);
    let processes: Vec<_> = (0..20)
        .map(|_| {
            let mut command = home.command(PROGRAM.as_ref());
            command.args(["images", "describe", "7"]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    for process in processes {
        let output = process.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let lines = server.lines();
    assert_eq!(lines.iter().filter(|line| *line == ENDPOINT).count(), 1);
    assert_eq!(lines.len(), 21);
}

#[test]
fn a_renewal_that_fails_says_how_to_log_in_and_keeps_the_file() {
    let server = Server::raw(refused);
    let (home, path) = logged_in(&server, -5.0);
    let before = home.read(&path);
    let run = home.run(&["images", "describe", "7"]);
    assert_eq!((run.stdout.as_str(), run.status), ("", 2));
    assert!(run.stderr.starts_with("Error: Your session has expired, please run:\n\t`cray auth login`\n"), "{run:?}");
    assert!(run.stderr.contains("was not renewed: Invalid user credentials"), "{run:?}");
    assert_eq!((home.read(&path), server.lines().len()), (before, 1));
}

#[test]
fn a_token_that_is_still_good_serves_although_it_cannot_be_renewed() {
    let server = Server::raw(refused);
    let (home, path) = logged_in(&server, 20.0);
    let before = home.read(&path);
    let run = home.run(&["images", "describe", "7", "--print", "id", "-v"]);
    assert_eq!((run.stdout.as_str(), run.status), ("7\n", 0), "{}", run.stderr);
    assert!(
        run.stderr.contains("The token is still valid but could not be renewed: Invalid user credentials"),
        "{run:?}"
    );
    assert_eq!(server.requests()[1].header("authorization"), Some("Bearer sesame-old"));
    assert_eq!(home.read(&path), before);
}

#[test]
fn a_renewal_that_the_endpoint_is_away_for_says_how_to_log_in_and_is_no_good_token() {
    let away = Server::raw(|request| match request.line() == ENDPOINT {
        true => response("503 Service Unavailable", "text/html", b"<html>"),
        false => response("200 OK", "application/json", b"{}"),
    });
    let (home, _) = logged_in(&away, -5.0);
    let run = home.run(&["images", "describe", "7"]);
    assert!(
        run.status == 2 && run.stderr.ends_with("If this persists, log in again:\n\t`cray auth login`\n"),
        "{}",
        run.stderr
    );
    let check = home.run(&["check"]);
    assert!(check.stdout.contains("FAILED   token ") && !check.stdout.contains("not expired"), "{}", check.stdout);
}

#[test]
fn a_wait_rides_out_that_its_token_cannot_be_renewed_for_a_while() {
    let [tries, looks] = [(); 2].map(|()| AtomicUsize::new(0));
    let server = Server::raw(move |request| match request.line() == ENDPOINT {
        true if tries.fetch_add(1, Ordering::SeqCst) == 1 => {
            response("503 Service Unavailable", "text/html", b"<html>")
        }
        // Each serves for one request only.
        true => response(
            "200 OK",
            "application/json",
            br#"{"access_token":"sesame-new","expires_in":0,"refresh_token":"again"}"#,
        ),
        false => {
            let status = if looks.fetch_add(1, Ordering::SeqCst) == 0 { "creating" } else { "success" };
            response("200 OK", "application/json", format!(r#"{{"id":"1","status":"{status}"}}"#).as_bytes())
        }
    });
    let (home, _) = logged_in(&server, -5.0);
    let run = home.run(&["jobs", "wait", "1", "--interval", "100ms", "--print", "status"]);
    assert_eq!((run.stdout.as_str(), run.status), ("success\n", 0), "{}", run.stderr);
    assert!(run.stderr.contains("503 Service Unavailable; retrying"), "{}", run.stderr);
}

#[test]
fn a_valid_token_that_is_refused_says_how_to_log_in() {
    let echo = |request: &Request| {
        let token = request.header("authorization").unwrap_or_default();
        response("401 Unauthorized", "text/plain", format!("Jwt verification fails: {token}").as_bytes())
    };
    let server = Server::raw(echo);
    let (home, _) = logged_in(&server, 300.0);
    let run = home.run(&["images", "describe", "7", "-vvvv"]);
    assert!(
        run.status == 2 && run.stderr.contains("Your session has expired, please run:\n\t`cray auth login`\n"),
        "{run:?}"
    );
    assert_no_secret(&run);
}

#[test]
fn a_broken_token_file_is_named_with_the_place_and_left_alone() {
    let server = Server::raw(issued);
    let (home, path) = logged_in(&server, 300.0);
    home.write(&path, "{\n\"access_token\": sesame-old}");
    for words in [&["images", "list"][..], &["auth", "status"]] {
        let run = home.run(words);
        assert!(
            run.status == 2 && run.stderr.starts_with("Error: Unable to open token file, is it valid JSON?\n"),
            "{run:?}"
        );
        assert!(run.stderr.contains(&path) && run.stderr.contains("line 2, column"), "{run:?}");
        assert_no_secret(&run);
    }
    assert_eq!((home.read(&path).as_str(), server.lines().len()), ("{\n\"access_token\": sesame-old}", 0));
}

#[test]
fn a_login_that_somebody_else_renews_is_waited_for_no_longer_than_allowed() {
    let server = Server::raw(issued);
    let (home, path) = logged_in(&server, -5.0);
    let file = std::fs::File::open(home.path(&path)).unwrap();
    file.lock().unwrap();
    let run = home.run(&["images", "list", "--timeout", "0.3"]);
    assert!(run.status == 2 && run.stderr.contains("another process kept it locked"), "{run:?}");
    assert_eq!(server.lines(), [""; 0]);
}

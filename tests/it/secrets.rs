//! Secrets that a service sends back are not shown, in whatever form it does.

use crate::support::{Home, Run, Server, finish, response};
use serde_json::json;

const PASSWORD: &str = "p@ss <w>\"ö/é% horse battery";

/// A try to log in at an endpoint that answers with this status and body.
fn login(status: &'static str, content_type: &'static str, body: String) -> Run {
    let server = Server::raw(move |_| {
        let mut answer = response(status, content_type, body.as_bytes());
        let headers = "\r\nX-Echo: p%40ss%20%3cw%3e%22%c3%b6%2f%c3%a9%25%20horse%20battery\r\n";
        let end = answer.windows(2).position(|two| two == b"\r\n").unwrap();
        answer.splice(end..end + 2, headers.bytes());
        answer
    });
    let words = ["auth", "login", "--username", "me", "--password-stdin", "-vvvv"];
    Home::of(&server).run_with(&words, &[], PASSWORD)
}

#[test]
fn nothing_is_shown_of_what_the_token_endpoint_answers_but_the_two_fields_of_the_standard() {
    for (status, content_type, body) in [
        ("500 p@ss", "text/html", "<p>p@ss &lt;w&gt;&quot;&ouml; p%40ss secret-of-another-form</p>".to_owned()),
        ("400 Bad Request", "application/json", json!({"secret-of-another-form": "p@ss", "x": "horse"}).to_string()),
        ("502 Bad Gateway", "application/json", json!(["secret-of-another-form"]).to_string()),
        (
            "401 Unauthorized",
            "application/json",
            json!({"error": "invalid_grant", "title": "secret-of-another-form", "detail": "p@ss", "errors": {"a": "p@ss"}})
                .to_string(),
        ),
    ] {
        let run = login(status, content_type, body);
        assert!(run.status == 2 && run.stderr.contains("Error: "), "{run:?}");
        for words in ["secret-of-another-form", "p@ss", "p%40ss", "horse"] {
            assert!(!run.stderr.contains(words), "{words}: {}", run.stderr);
        }
    }
}

#[test]
fn a_secret_is_masked_in_the_endpoints_words_in_every_encoding_and_in_part() {
    for echo in [
        PASSWORD,
        "p%40ss%20%3cw%3e%22%c3%b6%2f%c3%a9%25%20horse%20battery",
        "p%2540ss%2520%253cw%253e%2522",
        "p@ss &lt;w&gt;&quot;&#246;/&#xe9;% horse battery",
        r#"p@ss \u003cw\u003e\"\u00f6\/"#,
        "cEBzcyA8dz4iw7Yvw6klIGhvcnNlIGJhdHRlcnk=",
        "horse batt",
    ] {
        let body = json!({"error": "invalid_grant", "error_description": format!("I know <{echo}> and no more")});
        let run = login("401 Unauthorized", "application/json", body.to_string());
        let message = run.stderr.lines().find(|line| line.starts_with("Error: ")).unwrap();
        assert!(message.starts_with("Error: I know <") && message.ends_with("> and no more"), "{message}");
        assert!(message.contains("***") && message.len() < 45, "{echo} became {message}");
    }
}

#[test]
fn a_token_that_the_service_sends_back_in_part_is_masked() {
    let server = Server::answering("500 Oops", "text/plain", "no good: eyJhbGciOiJSUzI1NiIsInR5cCI6 at all");
    let home = Home::of(&server);
    home.write("token", r#"{"access_token":"eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.e30.c2lnbmF0dXJl"}"#);
    let run = home.run(&["images", "list", "--token", "token"]);
    assert!(run.stderr.contains("The answer was: no good: *** at all"), "{run:?}");
}

#[test]
fn the_command_line_for_curl_keeps_the_token_from_the_list_of_processes_and_works() {
    let server = Server::json("{\"id\":\"7\"}");
    let home = Home::of(&server);
    home.write("token", r#"{"access_token":"sesame-street"}"#);
    let recipe = ["recipes", "create", "--name", "it's", "--recipe-type", "kiwi-ng", "--linux-distribution", "sles15"];
    let line = home.run(&[&recipe[..], &["--token", "token", "--dry-run=curl"]].concat()).stdout;
    assert_eq!(server.lines(), [""; 0]);
    home.write_program("bin/curl", "#!/bin/sh\nprintf '%s\\n' \"$@\" > arguments\nexec /usr/bin/curl -s \"$@\"\n");
    let mut command = home.command("sh".as_ref());
    command.env("PATH", format!("{}:/usr/bin:/bin", home.path("bin").display())).env("TOKEN", "sesame-street");
    command.args(["-c", &line]);
    let run = finish(command, "");
    assert_eq!((run.stdout.as_str(), run.status), ("{\"id\":\"7\"}", 0), "{line}: {run:?}");
    let requests = server.requests();
    let request = &requests[0];
    assert_eq!(request.header("authorization"), Some("Bearer sesame-street"));
    assert!(request.method == "POST" && request.body.contains("\"name\":\"it's\""), "{request:?}");
    assert!(!home.read("arguments").contains("sesame"), "{}", home.read("arguments"));
}

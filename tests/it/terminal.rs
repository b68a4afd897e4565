//! What differs when somebody sits at a terminal.

use crate::support::terminal::at_terminal;
use crate::support::{Home, Server, response};

const JOBS: &str = r#"[{"id":"1","status":"success","job_type":"create","created":"2020-01-01T00:00:00"},
    {"id":"2","status":"error","job_type":"create","created":"2020-01-01T00:00:00"},
    {"id":"3","status":"success","job_type":"customize","created":"2020-01-01T00:00:00"}]"#;

fn jobs() -> Server {
    Server::raw(|request| match request.method.as_str() {
        "GET" => response("200 OK", "application/json", JOBS.as_bytes()),
        _ => response("204 NO CONTENT", "text/plain", b""),
    })
}

#[test]
fn deleteall_says_how_many_it_would_delete_and_takes_no_for_an_answer() {
    let server = jobs();
    let words = ["jobs", "deleteall", "--status", "success"];
    for answer in ["n\n", "\n", "yep\n", "\u{4}"] {
        let (shown, status) = at_terminal(&Home::of(&server), &words, "[y/N]: ", answer);
        assert!(shown.starts_with("  1\n  3\nThis deletes 2 jobs on 127.0.0.1:"), "{shown}");
        assert!(shown.contains("Error: Aborted: nothing was deleted") && status == 1, "{shown}");
    }
    assert!(server.requests().iter().all(|request| request.method == "GET"));
}

#[test]
fn deleteall_deletes_after_a_yes_and_does_not_ask_when_told_so() {
    let server = jobs();
    let (_, status) = at_terminal(&Home::of(&server), &["jobs", "deleteall", "--age", "1d"], "[y/N]: ", "y\n");
    assert_eq!((status, server.lines().pop().unwrap()), (0, "DELETE /apis/ims/v3/jobs?age=1d".into()));
    let (shown, status) = at_terminal(&Home::of(&server), &["images", "deleteall", "-y"], "", "");
    assert_eq!((shown.as_str(), status), ("\n", 0));
    assert_eq!(server.lines()[2..], ["DELETE /apis/ims/v3/images"]);
}

#[test]
fn a_table_fits_the_terminal() {
    let record = format!(r#"{{"id":"{}","name":"{}","arch":"x86_64"}}"#, "7".repeat(36), "long name ".repeat(20));
    let server = Server::json(&format!("[{record}]"));
    let (shown, _) = at_terminal(&Home::of(&server), &["images", "list", "--format", "table"], "", "");
    assert!(shown.contains(&"7".repeat(36)) && shown.contains('…'), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
}

#[test]
fn a_table_on_a_narrow_terminal_keeps_names_whole_and_says_what_is_left_out() {
    let record = |number: u8, end: &str| {
        format!(
            r#"{{"id":"{}","name":"compute-csm-1.6-24.7-{end}","arch":"x86_64","created":"2026-11-1{number}T13:36:27.123456","metadata":{{}}}}"#,
            number.to_string().repeat(36)
        )
    };
    let server = Server::json(&format!("[{},{}]", record(7, "x86_64"), record(8, "aarch64")));
    let (shown, _) = at_terminal(&Home::of(&server), &["images", "list", "--format", "table"], "", "");
    let ids = ["7", "8"].map(|number| number.repeat(36));
    let told = format!(
        "{:36}  {:28}  ARCH\n{}  compute-csm-1.6-24.7-x86_64   x86_64\n{}  compute-csm-1.6-24.7-aarch64  x86_64\n\
         left out: CREATED; `--columns` shows them\n",
        "ID", "NAME", ids[0], ids[1]
    );
    assert_eq!(shown, told);
    let quiet = ["images", "list", "--format", "table", "--quiet"];
    assert!(!at_terminal(&Home::of(&server), &quiet, "", "").0.contains("left out"));
    assert_eq!(Home::of(&server).run(&quiet[..4]).stderr, "", "in a pipe there is room");
}

#[test]
fn rows_that_differ_do_not_look_alike_on_a_narrow_terminal() {
    let record = |middle: &str| format!(r#"{{"arch":"x86_64","path":"s3://{0}/{middle}/{0}"}}"#, "x".repeat(60));
    let server = Server::json(&format!("[{},{}]", record("one"), record("two")));
    let words = ["images", "list", "--query", "[]", "--format", "table"];
    let (shown, _) = at_terminal(&Home::of(&server), &words, "", "");
    assert!(shown.contains("/one/") && shown.contains("/two/"), "{shown}");
}

#[test]
fn one_record_is_shown_whole() {
    let path = format!("s3://boot-images/{}/manifest.json", "7".repeat(60));
    let server = Server::json(&format!(r#"{{"id":"7","link":{{"path":"{path}"}}}}"#));
    let (shown, _) = at_terminal(&Home::of(&server), &["images", "describe", "7", "--format", "table"], "", "");
    assert!(shown.contains(&path), "{shown}");
}

#[test]
fn columns_that_were_asked_for_are_whole_on_any_terminal() {
    let server = Server::json(&format!(r#"[{{"id":"{}","name":"{}"}}]"#, "7".repeat(36), "long-name".repeat(8)));
    let words = ["images", "list", "--format", "table", "--columns", "name,id"];
    let (shown, _) = at_terminal(&Home::of(&server), &words, "", "");
    assert!(shown.contains(&"long-name".repeat(8)) && shown.contains(&"7".repeat(36)), "{shown}");
}

#[test]
fn a_terminal_is_not_driven_by_what_the_service_sends() {
    let server = Server::json(r#"{"id":"7","name":"\u001b[31mred\u0007\u202etxt\tend"}"#);
    for more in [&["--print", "name"][..], &["--format", "table"], &["--format", "yaml"], &["--format", "toml"]] {
        let (shown, _) = at_terminal(&Home::of(&server), &[&["images", "describe", "7"], more].concat(), "", "");
        assert!(shown.contains("red") && !shown.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{shown:?}");
    }
    let run = Home::of(&server).run(&["images", "describe", "7", "--print", "name"]);
    assert_eq!(run.stdout, "\u{1b}[31mred\u{7}\u{202e}txt\tend\n", "a pipe gets what was sent");
}

#[test]
fn dkms_asks_before_the_restart_and_says_how_to_revert() {
    let pod = r#"{"metadata":{"name":"cray-ims-7bf-x","uid":"u","labels":{"pod-template-hash":"7bf"},"ownerReferences":
        [{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"cray-ims-7bf","uid":"r"}]},"status":{"phase":"Running"}}"#;
    let items = format!(r#"{{"metadata":{{}},"items":[{pod}]}}"#);
    let server = Server::raw(move |request| {
        let body = match request.target.contains("configmaps") {
            true => r#"{"metadata":{"resourceVersion":"1"},"data":{"JOB_ENABLE_DKMS":"True"}}"#,
            false => &items,
        };
        response("200 OK", "application/json", body.as_bytes())
    });
    let home = Home::empty();
    let cluster = format!("clusters: [{{name: c, cluster: {{server: '{}'}}}}]", server.url);
    let context = "contexts: [{name: c, context: {cluster: c}}]\ncurrent-context: c\n";
    home.write(".kube/config", &format!("{cluster}\n{context}"));
    let (shown, status) = at_terminal(&home, &["dkms", "disable"], "[y/N]: ", "n\n");
    for words in [
        "JOB_ENABLE_DKMS: True -> False",
        "This restarts cray-ims-7bf-x",
        "Revert it with `cray-ims dkms enable`",
        "Error: Aborted: nothing was changed",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    assert_eq!(status, 1);
    let (shown, status) = at_terminal(&home, &["dkms", "disable"], "[y/N]: ", "\u{3}");
    assert!(status == 130 && shown.contains("Nothing was changed."), "{status}: {shown}");
    let asks = |target: &str| target.starts_with("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews");
    assert!(server.requests().iter().all(|request| request.method == "GET" || asks(&request.target)));
}

const TOKEN: &str = r#"{"access_token":"sesame","expires_in":300}"#;

#[test]
fn a_password_is_asked_for_and_not_shown() {
    let server = Server::json(TOKEN);
    let words = ["auth", "login", "--username", "me"];
    let (shown, status) = at_terminal(&Home::of(&server), &words, "Password: ", "hunter22\n");
    assert_eq!((shown.replace('\n', "").as_str(), status), ("Password: Success!", 0));
    assert!(server.requests()[0].body.contains("password=hunter22"));
}

#[test]
fn a_question_for_a_password_can_be_interrupted() {
    let server = Server::json(TOKEN);
    let (shown, status) =
        at_terminal(&Home::of(&server), &["auth", "login", "--username", "me"], "Password: ", "\u{3}");
    assert_eq!((status, server.lines().len()), (130, 0), "{shown}");
}

#[test]
fn a_further_try_is_said_once_to_whoever_waits_unless_they_want_quiet() {
    let server = Server::answering("503 Service Unavailable", "text/plain", "");
    let (shown, status) = at_terminal(&Home::of(&server), &["images", "list"], "", "");
    assert!(status == 2 && shown.matches("503 Service Unavailable); retrying.").count() == 1, "{shown}");
    let (shown, _) = at_terminal(&Home::of(&server), &["images", "list", "--quiet"], "", "");
    assert!(shown.starts_with("Error: "), "{shown}");
}

#[test]
fn who_restores_a_record_is_told_what_the_service_lost_of_it() {
    let server = Server::raw(|request| match (request.method.as_str(), request.target.contains("/deleted/")) {
        ("PATCH", _) => response("204 NO CONTENT", "application/json", b""),
        ("GET", true) => response("200 OK", "application/json", br#"{"id":"1","require_dkms":false,"deleted":"now"}"#),
        _ => response("200 OK", "application/json", br#"{"id":"1","require_dkms":true}"#),
    });
    let words = ["deleted", "recipes", "update", "1", "--operation", "undelete"];
    let (shown, status) = at_terminal(&Home::of(&server), &words, "", "");
    assert!(shown.contains("  cray-ims recipes update --require-dkms false 1\n") && status == 0, "{shown}");
    assert_eq!(server.requests().iter().filter(|request| request.method == "PATCH").count(), 1);
}

#[test]
fn a_wait_shows_one_line_that_lives() {
    let server = Server::json(r#"{"id":"1","status":"building_image"}"#);
    let (shown, status) = at_terminal(&Home::of(&server), &["jobs", "wait", "1", "--timeout", "1s"], "", "");
    assert!(shown.contains("building_image for 0s: job 1") && status == 4, "{shown}");
    assert!(!shown.contains("Job 1: building_image\n"), "{shown}");
}

#[test]
fn a_deletion_that_takes_long_says_on_a_terminal_what_is_being_deleted() {
    let server = Server::raw(|_| {
        std::thread::sleep(std::time::Duration::from_secs(4));
        response("204 NO CONTENT", "text/plain", b"")
    });
    let (shown, status) = at_terminal(&Home::of(&server), &["images", "delete", "7"], "", "");
    assert!(shown.contains("Deleting image 7") && shown.contains("Deleted image 7."), "{shown}");
    assert_eq!(status, 0);
    let (shown, _) = at_terminal(&Home::of(&server), &["images", "delete", "7", "--quiet"], "", "");
    assert_eq!(shown, "\n");
}

#[test]
fn who_waits_for_three_seconds_is_told_what_for() {
    let server = Server::raw(|_| {
        std::thread::sleep(std::time::Duration::from_secs(5));
        response("200 OK", "application/json", b"[]")
    });
    let host = server.url.trim_start_matches("http://").to_owned();
    let (shown, status) = at_terminal(&Home::of(&server), &["images", "list"], "", "");
    assert!(shown.contains(&format!("Waiting for {host} to answer GET /apis/ims/v3/images …\n")), "{shown}");
    assert_eq!(status, 0);
    let (shown, _) = at_terminal(&Home::of(&server), &["images", "list", "--quiet"], "", "");
    assert!(!shown.contains("Waiting"), "{shown}");
}

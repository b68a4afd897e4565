//! What becomes of an answer on its way to standard output: queries, order, and what is said where there is nothing.

use crate::support::{Home, Run, Server, finish, response};

fn run_on(body: &str, words: &[&str]) -> Run {
    Home::of(&Server::json(body)).run(words)
}

#[test]
fn a_query_prints_json_where_json_is_wanted() {
    let record = r#"{"id": "7", "name": "a \"b\" é", "n": 1.5, "on": true, "none": null, "list": ["x"]}"#;
    for (query, json, toml) in [
        ("id", "\"7\"\n", "7\n"),
        ("name", "\"a \\\"b\\\" \\u00e9\"\n", "a \"b\" é\n"),
        ("n", "1.5\n", "1.5\n"),
        ("on", "true\n", "True\n"),
        ("none", "null\n", "\n"),
        ("list", "[\n  \"x\"\n]\n", "results = [ \"x\",]\n\n"),
    ] {
        let home = Home::of(&Server::json(record));
        let words = ["images", "describe", "7", "--query", query];
        let flag = home.run(&[&words[..], &["--format", "json"]].concat());
        assert_eq!((flag.stdout.as_str(), flag.stderr.as_str(), flag.status), (json, "", 0), "{query}");
        assert_eq!(home.run_with(&words, &[("CRAY_FORMAT", "json")], "").stdout, json, "{query}");
        for format in ["toml", "yaml"] {
            let run = home.run(&[&words[..], &["--format", format]].concat());
            assert!(run.status == 0 && (query == "list" || run.stdout == toml), "{query}, {format}: {run:?}");
        }
        assert_eq!(home.run(&words).stdout, toml, "the default: {query}");
    }
    let yaml = run_on(record, &["images", "describe", "7", "--format", "json"]);
    assert!(yaml.stdout.contains("\"on\": true"), "{yaml:?}");
}

#[test]
fn null_is_no_text_to_sort_by() {
    let body = r#"[{"id": "1", "created": null, "name": "nil"}, {"id": "2", "created": "2026-01-01T00:00:00", "name": null},
        {"id": "3", "created": "2026-01-02T00:00:00", "name": "zero"}]"#;
    for (words, printed) in [
        (&["--latest"][..], "3\n"),
        (&["--sort", "created"], "2\n3\n1\n"),
        (&["--sort", "created", "--reverse"], "3\n2\n1\n"),
        (&["--sort", "name"], "1\n3\n2\n"),
        (&["--sort", "name", "--reverse"], "3\n1\n2\n"),
    ] {
        let run = run_on(body, &[&["images", "list", "--print", "id"], words].concat());
        assert_eq!((run.stdout.as_str(), run.status), (printed, 0), "{words:?}");
    }
}

#[test]
fn thirty_thousand_brackets_are_refused_and_do_not_exhaust_the_stack() {
    for brackets in ["[", "(", "[[", "!", "a."] {
        let server = Server::json("[]");
        let query = brackets.repeat(30_000);
        let run = Home::of(&server).run(&["images", "create", "--name", "n", "--query", &query]);
        assert!(run.status == 2 && run.stdout.is_empty() && run.stderr.len() < 1000, "{run:?}");
        assert!(run.stderr.starts_with("Error: The query cannot be used: "), "{run:?}");
        assert_eq!(server.lines(), [""; 0]);
    }
    let names = "[1]".repeat(30_000);
    let server = Server::json("{}");
    let words = ["recipes", "update", "7", "--template-dictionary-key", &names, "--template-dictionary-value", "v"];
    let run = Home::of(&server).run(&words);
    assert!(run.status == 0 && server.requests()[0].body.contains(&"1".repeat(30_000)), "{}", run.status);
}

#[test]
fn a_large_list_is_sorted_in_bounded_memory_and_is_too_large_for_a_query() {
    let record =
        |number: usize| format!(r#"{{"id":"{number}","created":"2026-01-01T00:00:00","n":[{}1]}}"#, "1,".repeat(90));
    let list = format!("[{}]", (0..100_000).map(record).collect::<Vec<_>>().join(","));
    let server = Server::raw(move |_| response("200 OK", "application/json", list.as_bytes()));
    let home = Home::of(&server);
    let bounded = |words: &str| {
        let mut command = home.command("sh".as_ref());
        command.env("PATH", "/usr/bin:/bin");
        command.args(["-c", &format!("ulimit -v 1048576; '{}' images list {words}", crate::support::PROGRAM)]);
        finish(command, "")
    };
    let sorted = bounded("--sort id --reverse --limit 2 --print id");
    assert_eq!((sorted.stdout.as_str(), sorted.stderr.as_str()), ("99999\n99998\n", ""));
    let queried = bounded("--query '[0].id'");
    assert!(queried.status == 2 && queried.stdout.is_empty(), "{queried:?}");
    assert!(
        queried.stderr.contains("the answer is too large for it") && queried.stderr.contains("--print"),
        "{queried:?}"
    );
}

#[test]
fn a_table_without_lines_says_that_nothing_matches() {
    for (body, words) in [
        ("[]", &["list"][..]),
        (r#"[{"id": "7", "name": "n"}]"#, &["list", "--name", "x*"]),
        ("[]", &["list", "--query", "[]"]),
    ] {
        let table = run_on(body, &[&["images"], words, &["--format", "table"]].concat());
        assert_eq!((table.stdout.as_str(), table.stderr.as_str(), table.status), ("", "No record matches.\n", 0));
        let quiet = run_on(body, &[&["images"], words, &["--format", "table", "--quiet"]].concat());
        assert_eq!((quiet.stdout.as_str(), quiet.stderr.as_str()), ("", ""));
        assert_eq!(run_on(body, &[&["images"], words, &["--format", "json"]].concat()).stderr, "");
    }
}

#[test]
fn a_node_that_is_not_known_does_not_make_the_service_ask_every_node() {
    let server =
        Server::answering("404 NOT FOUND", "application/problem+json", r#"{"title":"Not Found","detail":"no"}"#);
    let run = Home::of(&server).run(&["remote-build-nodes", "status", "describe", "x9"]);
    assert_eq!(server.lines(), ["GET /apis/ims/v3/remote-build-nodes/status/x9"]);
    assert!(run.status == 2 && run.stderr.contains("`cray-ims remote-build-nodes list` shows what exists."), "{run:?}");
}

#[test]
fn characters_that_cannot_be_seen_are_escaped_in_tables() {
    let body = r#"[{"id": "7", "name": "a\u061c\u200bb\u2060c\ufeff"}]"#;
    let run = run_on(body, &["images", "list", "--format", "table", "--columns", "name"]);
    assert_eq!(run.stdout, "NAME\na\\u{61c}\\u{200b}b\\u{2060}c\\u{feff}\n");
}

#[test]
fn blanks_before_an_answer_take_time_in_proportion_to_them() {
    let body = [&b" ".repeat(60_000_000)[..], b"[]"].concat();
    let server = Server::raw(move |_| response("200 OK", "application/json", &body));
    // Looked at from the front with every part that arrives, so many take minutes.
    let run = Home::of(&server).run(&["images", "list", "--format", "json", "--timeout", "100"]);
    assert_eq!((run.stdout.as_str(), run.status), ("[]\n", 0), "{}", run.stderr);
}

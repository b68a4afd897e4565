//! Names in place of ids, filters, single fields, queries and rehearsals.

use crate::support::{Home, Run, Server, response};

const IMAGES: &str = r#"[
    {"arch": "x86_64", "created": "2026-11-01T00:00:00", "id": "11111111-1111-4111-8111-111111111111", "name": "csm"},
    {"arch": "aarch64", "created": "2026-11-03T00:00:00", "id": "22222222-2222-4222-8222-222222222222", "name": "cos", "size": 1.50},
    {"arch": "x86_64", "created": "2026-11-02T00:00:00", "id": "33333333-3333-4333-8333-333333333333", "name": "cos"}
]"#;

/// A service with three images, two of them of one name, that can be described and deleted by their ids.
fn service() -> Server {
    Server::raw(|request| {
        let id = request.target.rsplit('/').next().unwrap();
        let images: serde_json::Value = serde_json::from_str(IMAGES).unwrap();
        let image = images.as_array().unwrap().iter().find(|image| image["id"] == id);
        match (request.method.as_str(), image) {
            ("GET", _) if id == "images" => response("200 OK", "application/json", IMAGES.as_bytes()),
            ("GET" | "PATCH", Some(image)) => response("200 OK", "application/json", image.to_string().as_bytes()),
            // One that cannot be deleted.
            ("DELETE", Some(image)) if image["arch"] == "aarch64" => {
                response("500 OOPS", "application/problem+json", br#"{"title":"No","detail":"not now"}"#)
            }
            ("DELETE", Some(_)) => response("204 NO CONTENT", "text/plain", b""),
            _ => response("404 NOT FOUND", "application/problem+json", br#"{"title":"Not Found","detail":"no"}"#),
        }
    })
}

fn run(words: &[&str]) -> (Run, Vec<String>) {
    let server = service();
    let run = Home::of(&server).run(words);
    (run, server.lines())
}

#[test]
fn a_name_serves_where_an_id_is_taken_once_nothing_of_that_id_was_found() {
    let (run, lines) = run(&["images", "describe", "csm", "--print", "id"]);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("11111111-1111-4111-8111-111111111111\n", ""));
    let asked = [
        "GET /apis/ims/v3/images/csm",
        "GET /apis/ims/v3/images",
        "GET /apis/ims/v3/images/11111111-1111-4111-8111-111111111111",
    ];
    assert_eq!(lines, asked);
}

#[test]
fn a_deletion_by_name_says_what_the_name_stood_for() {
    let (run, lines) = run(&["images", "delete", "csm"]);
    assert_eq!((run.stdout.as_str(), run.status), ("\n", 0));
    let id = "11111111-1111-4111-8111-111111111111";
    assert_eq!(run.stderr, format!("The image csm is {id}.\nDeleted image csm ({id}).\n"));
    assert_eq!(lines[2], "DELETE /apis/ims/v3/images/11111111-1111-4111-8111-111111111111");
}

#[test]
fn a_name_that_two_records_have_does_nothing_and_lists_them() {
    let (run, lines) = run(&["images", "delete", "cos"]);
    let words = "Error: There is more than one image of the name cos:
  22222222-2222-4222-8222-222222222222  2026-11-03T00:00:00Z
  33333333-3333-4333-8333-333333333333  2026-11-02T00:00:00Z
Nothing was done. Use an ID instead.
";
    assert_eq!((run.stdout.as_str(), run.stderr.as_str(), run.status), ("", words, 2));
    assert_eq!(lines, ["DELETE /apis/ims/v3/images/cos", "GET /apis/ims/v3/images"]);
}

#[test]
fn an_id_is_never_looked_up_as_a_name() {
    let (run, lines) = run(&["images", "describe", "44444444-4444-4444-8444-444444444444"]);
    assert_eq!((run.status, lines.len()), (2, 1));
}

#[test]
fn a_list_is_narrowed_sorted_and_cut_off_and_its_records_stay_as_they_were_received() {
    let (run, _) = run(&["images", "list", "--name", "co?", "--sort", "created", "--limit", "2", "--format", "json"]);
    let printed = r#"[
  {
    "arch": "x86_64",
    "created": "2026-11-02T00:00:00",
    "id": "33333333-3333-4333-8333-333333333333",
    "name": "cos"
  },
  {
    "arch": "aarch64",
    "created": "2026-11-03T00:00:00",
    "id": "22222222-2222-4222-8222-222222222222",
    "name": "cos",
    "size": 1.5
  }
]
"#;
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), (printed, ""));
}

#[test]
fn the_newest_image_of_a_name_is_found_with_one_command() {
    for (words, printed) in [
        (&["--name", "cos", "--latest", "--print", "id"][..], "22222222-2222-4222-8222-222222222222\n"),
        (&["--arch", "x86_64", "--created-after", "2026-11-01T12:00:00Z", "--print", "name"], "cos\n"),
        (&["--created-before", "2026-11-01T12:00:00Z", "--print", "name"], "csm\n"),
        (&["--name", "nothing*", "--print", "id"], ""),
        (
            &["--columns", "name,arch", "--format", "table", "--reverse"],
            "NAME  ARCH\ncos   x86_64\ncos   aarch64\ncsm   x86_64\n",
        ),
        (&["--query", "[?arch=='x86_64'].name", "--format", "json"], "[\n  \"csm\",\n  \"cos\"\n]\n"),
    ] {
        let (run, _) = run(&[&["images", "list"], words].concat());
        assert_eq!((run.stdout.as_str(), run.stderr.as_str(), run.status), (printed, "", 0), "{words:?}");
    }
}

#[test]
fn a_field_that_is_not_there_is_an_error_and_nothing_is_printed() {
    let (run, _) = run(&["images", "list", "--print", "size"]);
    assert_eq!(
        (run.stdout.as_str(), run.stderr.as_str(), run.status),
        ("", "Error: Record 1 of the list has no size\n", 2)
    );
}

#[test]
fn a_query_that_makes_no_sense_is_refused() {
    let (run, lines) = run(&["images", "create", "--name", "new", "--query", "[?"]);
    assert_eq!(lines, [""; 0]);
    assert!(
        run.status == 2 && run.stdout.is_empty() && run.stderr.starts_with("Error: The query cannot be used: "),
        "{run:?}"
    );
}

#[test]
fn a_rehearsal_shows_the_request_and_sends_nothing_that_changes() {
    let (update, lines) = run(&["images", "update", "csm", "--arch", "aarch64", "--dry-run"]);
    assert_eq!(
        lines,
        ["GET /apis/ims/v3/images"],
        "a name is looked up, or the request shown would not be the one sent"
    );
    let mut shown = update.stdout.splitn(2, '\n');
    let first = shown.next().unwrap();
    assert!(
        first.starts_with("PATCH http://127.0.0.1:") && first.ends_with("/images/11111111-1111-4111-8111-111111111111"),
        "{first}"
    );
    assert_eq!(shown.next().unwrap(), "{\n  \"arch\": \"aarch64\"\n}\n");
    let (deletion, lines) = run(&["images", "deleteall", "--arch", "x86_64", "--dry-run"]);
    assert_eq!(lines, ["GET /apis/ims/v3/images"]);
    assert_eq!(deletion.stdout.lines().count(), 2, "{}", deletion.stdout);
    let (curl, _) = run(&["images", "create", "--name", "it's", "--dry-run=curl"]);
    assert!(
        curl.stdout.starts_with(
            r#"curl -X POST -H 'Content-Type: application/json' --data-raw '{"name":"it'\''s"}' http://127.0.0.1:"#
        ),
        "{}",
        curl.stdout
    );
}

#[test]
fn a_rehearsal_of_what_sends_no_request_is_refused_and_changes_nothing() {
    let home = Home::with_configuration("[core]\nhostname = \"http://127.0.0.1:1\"\n");
    for words in [
        &["config", "set", "core", "format=json"][..],
        &["config", "unset", "core.hostname"],
        &["init", "--hostname", "x", "--overwrite", "--no-auth"],
        &["auth", "login", "--username", "x", "--password", "y"],
        &["auth", "logout"],
    ] {
        let run = home.run(&[words, &["--dry-run"]].concat());
        assert!(run.status == 2 && run.stderr.contains("sends none. Nothing was done."), "{words:?}: {run:?}");
    }
    assert_eq!(home.read(".config/cray/configurations/default"), "[core]\nhostname = \"http://127.0.0.1:1\"\n");
}

#[test]
fn deleteall_with_filters_deletes_one_by_one_and_goes_on_where_it_cannot() {
    let (run, lines) = run(&["images", "deleteall", "--created-after", "2026-11-01T12:00:00Z"]);
    assert_eq!((run.stdout.as_str(), run.status), ("", 2));
    assert_eq!(run.stderr, "22222222-2222-4222-8222-222222222222: No: not now\nError: 1 of 2 images were deleted\n");
    let mut deleted: Vec<_> = lines[1..].to_vec();
    deleted.sort();
    let expected = ["22222222-2222-4222-8222-222222222222", "33333333-3333-4333-8333-333333333333"];
    assert_eq!(deleted, expected.map(|id| format!("DELETE /apis/ims/v3/images/{id}")));
}

#[test]
fn several_records_are_deleted_at_once() {
    let third = "33333333-3333-4333-8333-333333333333";
    let (deletion, lines) = run(&["images", "delete", "csm", third, third, "csm"]);
    assert_eq!((deletion.stdout.as_str(), deletion.status), ("\n", 0));
    assert!(deletion.stderr.ends_with("Deleted 2 images.\n"), "{}", deletion.stderr);
    assert_eq!(lines.iter().filter(|line| line.starts_with("DELETE")).count(), 2, "{lines:?}");
    let (refused, lines) = run(&["images", "delete", third, "cos"]);
    assert!(refused.status == 2 && refused.stderr.contains("Nothing was done."), "{refused:?}");
    assert_eq!(lines, ["GET /apis/ims/v3/images"], "one name of several records, and no record is deleted");
}

#[test]
fn a_mistake_in_a_field_is_not_taken_for_an_answer() {
    for (words, told) in [
        (&["--sort", "creatd"][..], "None of the records has a field creatd. The first has: arch, created, id, name"),
        (&["--columns", "id,nope", "--format", "table"], "None of the records has a field nope."),
        (&["--columns", "id"], "--columns is for tables; add --format table."),
        (&["--name", "x*", "--latest", "--print", "id"], "No record matches."),
        (&["--print", ""], "a value is required for '--print"),
        (&["--created-before", "3M"], "expected a time such as"),
    ] {
        let (run, _) = run(&[&["images", "list"], words].concat());
        assert!(run.status == 2 && run.stdout.is_empty() && run.stderr.contains(told), "{words:?}: {run:?}");
    }
    for (body, words) in
        [("5", &["list", "--name", "x"][..]), ("{}", &["list", "--limit", "1"]), ("[1]", &["deleteall", "--name", "*"])]
    {
        let run = Home::of(&Server::json(body)).run(&[&["images"], words].concat());
        assert!(run.status == 2 && run.stdout.is_empty() && run.stderr.contains("it is not a list"), "{body}: {run:?}");
    }
    let (table, _) = run(&["images", "list", "--query", "[].{n: name}", "--format", "table"]);
    assert_eq!(table.stdout, "N\ncsm\ncos\ncos\n");
    let (nothing, _) = run(&["images", "list", "--query", "nope", "--format", "json"]);
    assert_eq!(nothing.stdout, "null\n");
}

#[test]
fn what_is_deleted_or_restored_is_not_printed_so_nothing_is_done() {
    for words in [
        &["images", "delete", "7", "--print", "id"][..],
        &["images", "deleteall", "--query", "id"],
        &["jobs", "deleteall", "--print", "id"],
        &["check", "--print", "name"],
        &["jobs", "logs", "7", "--print", "id"],
        &["deleted", "images", "update", "7", "--operation", "undelete", "--print", "id"],
    ] {
        let (run, lines) = run(words);
        assert!(run.status == 2 && run.stderr.contains("Nothing was done."), "{words:?}: {run:?}");
        assert_eq!(lines, [""; 0]);
    }
    for body in ["", "null", "5", "{}"] {
        let run = Home::of(&Server::answering("201 CREATED", "application/json", body));
        let run = run.run(&["images", "create", "--name", "n", "--print", "id"]);
        assert!(run.status == 2 && run.stderr.contains("it may have taken effect"), "{body}: {run:?}");
    }
    let created = Server::answering("201 CREATED", "application/json", r#"{"id":"9"}"#);
    for words in [&["images", "create", "--name", "n"][..], &["images", "update", "9", "--arch", "x86_64"]] {
        let run = Home::of(&created).run(&[words, &["--print", "nope"]].concat());
        assert!(run.status == 2 && run.stderr.contains("The id of the record is 9."), "{run:?}");
    }
}

//! Deletions: nothing is deleted by halves without a word, and what was done is said.

use crate::support::{Home, NEVER, PROGRAM, Run, Server, response, until};
use std::process::{Command, Stdio};
use std::thread;

const GONE: &[u8] = br#"{"title":"Not Found","detail":"no"}"#;

fn id(number: usize) -> String {
    format!("{number:08}-0000-4000-8000-000000000000")
}

/// The images image-1, image-2, … as a list.
fn images(count: usize) -> String {
    let one = |number| {
        let id = id(number);
        format!(r#"{{"id":"{id}","name":"image-{number}","created":"2026-01-0{}T00:00:00"}}"#, number % 9 + 1)
    };
    format!("[{}]", (1..=count).map(one).collect::<Vec<_>>().join(","))
}

/// A service with so many images, whose deletion `delete` answers, by the number of the image.
fn service(count: usize, delete: impl Fn(usize) -> Vec<u8> + Send + Sync + 'static) -> Server {
    Server::raw(move |request| {
        let last = request.target.rsplit('/').next().unwrap();
        let number = last.split('-').next().and_then(|number| number.parse().ok());
        match (request.method.as_str(), number) {
            ("GET", None) if last == "images" => response("200 OK", "application/json", images(count).as_bytes()),
            ("DELETE", Some(number)) if number <= count => delete(number),
            _ => response("404 NOT FOUND", "application/problem+json", GONE),
        }
    })
}

fn deleted() -> Vec<u8> {
    response("204 NO CONTENT", "text/plain", b"")
}

fn deletions(server: &Server) -> usize {
    server.lines().iter().filter(|line| line.starts_with("DELETE")).count()
}

fn run(server: &Server, words: &[&str]) -> Run {
    Home::of(server).run(&[&["images"], words].concat())
}

#[test]
fn one_word_that_is_neither_an_id_nor_a_name_and_nothing_is_deleted() {
    for unknown in ["typo", &id(77)] {
        let server = service(3, |_| deleted());
        let run = run(&server, &["delete", &id(1), "image-2", unknown]);
        assert_eq!((run.stdout.as_str(), run.status), ("", 2), "{run:?}");
        let told = format!("Error: No image has the id or the name {unknown}.");
        assert!(run.stderr.contains(&told) && run.stderr.contains("Nothing was deleted."), "{run:?}");
        assert_eq!(deletions(&server), 0);
    }
}

#[test]
fn a_refusal_that_holds_for_every_record_ends_the_deletion() {
    for (status, told) in [("401 Unauthorized", "cray auth login"), ("403 Forbidden", "403")] {
        let server = service(60, move |_| response(status, "text/plain", b"no"));
        let run = run(&server, &["deleteall", "--name", "image-*"]);
        assert_eq!((run.stdout.as_str(), run.status), ("", 2), "{run:?}");
        assert!(deletions(&server) <= 8, "{}", deletions(&server));
        assert!(run.stderr.contains("0 of 60 images were deleted") && run.stderr.contains(told), "{run:?}");
        assert_eq!(run.stderr.matches("Error").count(), 2, "the refusal once, and the sum: {run:?}");
    }
}

#[test]
fn a_service_that_no_longer_answers_ends_the_deletion_and_what_is_in_doubt_is_named() {
    let server = service(60, |number| if number <= 2 { deleted() } else { Vec::new() });
    let run = run(&server, &["deleteall", "--name", "image-*"]);
    assert_eq!((run.stdout.as_str(), run.status), ("", 2), "{run:?}");
    assert!(deletions(&server) <= 16, "{}", deletions(&server));
    assert!(run.stderr.contains("Error: 2 of 60 images were deleted\n"), "{run:?}");
    assert!(run.stderr.contains("may have been deleted:") && run.stderr.contains(&id(3)), "{run:?}");
    assert!(run.stderr.contains("`cray-ims images list`"), "{run:?}");
}

#[test]
fn a_refusal_of_one_record_does_not_end_the_deletion_of_others() {
    let server = service(20, |number| match number % 2 {
        0 => response("500 OOPS", "application/problem+json", br#"{"title":"No","detail":"not this one"}"#),
        _ => deleted(),
    });
    let run = run(&server, &["deleteall", "--name", "image-*"]);
    assert_eq!(deletions(&server), 20);
    assert!(run.status == 2 && run.stderr.ends_with("Error: 10 of 20 images were deleted\n"), "{run:?}");
}

#[test]
fn an_interruption_says_once_how_many_are_deleted_and_which_are_in_doubt() {
    let server = service(40, |number| {
        if number > 3 {
            thread::sleep(NEVER);
        }
        deleted()
    });
    let home = Home::of(&server);
    let mut command = home.command(PROGRAM.as_ref());
    command.args(["images", "deleteall", "--name", "image-*"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    // The first three are deleted, and eight more are under way.
    until("eleven deletions are sent", || deletions(&server) >= 11);
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(130), &b""[..]));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(stderr.matches("Interrupted").count(), 1, "{stderr}");
    assert!(stderr.contains("3 of 40 images were deleted"), "{stderr}");
    assert_eq!(stderr.matches("-0000-4000-8000-000000000000").count(), 8, "{stderr}");
    assert!(stderr.contains("may have been deleted:") && stderr.contains("`cray-ims images list`"), "{stderr}");
}

#[test]
fn a_deletion_and_a_restoration_are_confirmed_with_what_is_known() {
    let server = service(3, |_| deleted());
    let by_id = run(&server, &["delete", &id(1)]);
    assert_eq!((by_id.stdout.as_str(), by_id.status), ("\n", 0));
    assert_eq!(by_id.stderr, format!("Deleted image {}.\n", id(1)));
    assert_eq!(server.lines(), [format!("DELETE /apis/ims/v3/images/{}", id(1))], "the one request that cray sends");
    let by_name = run(&server, &["delete", "image-2"]);
    assert!(by_name.stderr.ends_with(&format!("Deleted image image-2 ({}).\n", id(2))), "{by_name:?}");
    let quiet = run(&server, &["delete", &id(1), "--quiet"]);
    assert_eq!((quiet.stdout.as_str(), quiet.stderr.as_str()), ("\n", ""));
    let server = Server::answering("204 NO CONTENT", "text/plain", "");
    let restored = Home::of(&server).run(&["deleted", "images", "update", "7", "--operation", "undelete"]);
    assert_eq!((restored.stdout.as_str(), restored.stderr.as_str()), ("\n", "Restored image 7.\n"));
    assert_eq!(server.lines().len(), 1);
    let server = Server::answering("200 OK", "text/html", "<html>Log in here</html>");
    let wrong = Home::of(&server).run(&["images", "delete", "7"]);
    assert!(wrong.status == 2 && !wrong.stderr.contains("Deleted"), "{wrong:?}");
}

#[test]
fn deleteall_says_in_a_dry_run_which_records_it_would_delete_and_how_many() {
    for words in [&["deleteall", "--dry-run"][..], &["deleteall", "--name", "image-*", "--dry-run"]] {
        let server = service(12, |_| deleted());
        let run = run(&server, words);
        assert_eq!(deletions(&server), 0);
        assert!(run.status == 0 && run.stdout.starts_with("DELETE http://127.0.0.1:"), "{run:?}");
        assert!(run.stderr.contains("12 images"), "{run:?}");
        assert!((1..=12).all(|number| run.stderr.contains(&format!("{}  image-{number}\n", id(number)))), "{run:?}");
    }
    let server = service(0, |_| deleted());
    assert!(run(&server, &["deleteall", "--dry-run"]).stderr.contains("no images"));
}

#[test]
fn records_created_before_a_time_in_the_future_are_deleted_only_by_force() {
    let server = service(3, |_| deleted());
    let words = ["deleteall", "--created-before", "2999-01-01"];
    let refused = run(&server, &words);
    assert_eq!((refused.stdout.as_str(), refused.status, deletions(&server)), ("", 2, 0), "{refused:?}");
    assert!(refused.stderr.contains("2999-01-01") && refused.stderr.contains("--force"), "{refused:?}");
    let forced = run(&server, &[&words[..], &["--force"]].concat());
    assert_eq!((forced.status, deletions(&server)), (0, 3), "{forced:?}");
    // A list may ask for what it likes.
    assert_eq!(run(&server, &["list", "--created-before", "2999-01-01"]).status, 0);
}

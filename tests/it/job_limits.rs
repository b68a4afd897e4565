//! How long commands about jobs may take, and what is never lost sight of.

use crate::support::terminal::at_terminal;
use crate::support::{Home, NEVER, PATIENCE, Server, response};
use std::time::{Duration, Instant};

const CREATE: [&str; 10] = [
    "jobs",
    "create",
    "--job-type",
    "create",
    "--image-root-archive-name",
    "n",
    "--artifact-id",
    "2e1fa77e-1c69-481b-b027-0f8c3f2c9df3",
    "--public-key-id",
    "a4e9f0d1-1c69-481b-b027-0f8c3f2c9df3",
];

fn record(status: &str) -> Vec<u8> {
    response("200 OK", "application/json", format!(r#"{{"id": "1", "status": "{status}"}}"#).as_bytes())
}

#[test]
fn there_is_one_deadline_for_finding_the_job_and_waiting_for_it() {
    let server = Server::writing(|request, out| {
        // The first look takes most of the time, and the next ones would take the same again.
        std::thread::sleep(Duration::from_secs(7));
        let _ = request;
        let _ = out.write_all(&record("creating"));
    });
    let began = Instant::now();
    let run = Home::of(&server).run(&["jobs", "wait", "1", "--timeout", "8s", "--print", "status"]);
    assert_eq!((run.stdout.as_str(), run.status), ("creating\n", 4), "{run:?}");
    assert!(began.elapsed() < Duration::from_secs(14), "{:?}", began.elapsed());
}

#[test]
fn a_timeout_of_0_looks_once() {
    for (status, ends_with) in [("creating", 4), ("success", 0), ("error", 3)] {
        for words in [["jobs", "wait", "1", "--timeout", "0"], ["--timeout", "0s", "jobs", "wait", "1"]] {
            let server = Server::raw(move |_| record(status));
            let run = Home::of(&server).run(&[&words[..], &["--print", "status"]].concat());
            assert_eq!((run.stdout, run.status), (format!("{status}\n"), ends_with), "{}", run.stderr);
            assert_eq!(server.lines(), ["GET /apis/ims/v3/jobs/1"]);
        }
    }
    let server = Server::raw(|_| record("creating"));
    let run = Home::of(&server).run(&["jobs", "ssh", "1", "--timeout", "0"]);
    assert_eq!((run.status, server.lines().len()), (4, 1), "{run:?}");
    assert!(run.stderr.contains("Job 1 is still in the state creating."), "{run:?}");
    assert!(run.stderr.contains("`cray-ims jobs logs 1` shows what keeps it."), "{run:?}");
    let run = Home::of(&server).run(&[&CREATE[..], &["--wait", "--timeout", "0", "--print", "id"]].concat());
    assert_eq!((run.stdout.as_str(), run.status), ("1\n", 4), "{run:?}");
}

#[test]
fn a_request_cannot_be_given_no_time() {
    let server = Server::json("[]");
    for words in [&["images", "list", "--timeout", "0"][..], &["--timeout", "0s", "jobs", "logs", "1"]] {
        let run = Home::of(&server).run(words);
        assert!(run.status == 2 && run.stderr.contains("--timeout"), "{run:?}");
    }
    assert_eq!(server.lines(), [""; 0]);
}

#[test]
fn how_to_wait_without_waiting_is_refused_before_any_request() {
    let server = Server::json("{}");
    for option in [&["--interval", "1h"], &["--until", "waiting_on_user"], &["--timeout", "10m"]] {
        let is_global = option[0] == "--timeout";
        let elsewhere = format!("unexpected argument '{}' found", option[0]);
        for (words, told) in [
            ([&CREATE[..], option].concat(), "require --wait"),
            ([option, &CREATE[..]].concat(), if is_global { "require --wait" } else { &elsewhere }),
        ] {
            let run = Home::of(&server).run(&words);
            assert_eq!((run.stdout.as_str(), run.status), ("", 2), "{words:?} {run:?}");
            assert!(run.stderr.contains(told), "{words:?} {run:?}");
        }
    }
    assert_eq!(server.lines(), [""; 0]);
}

#[test]
fn a_job_whose_creation_takes_longer_than_the_wait_is_not_lost_sight_of() {
    let server = Server::writing(|_, out| {
        std::thread::sleep(Duration::from_secs(3));
        let _ = out.write_all(&record("creating"));
    });
    let run = Home::of(&server).run(&[&CREATE[..], &["--wait", "--timeout", "500ms", "--print", "id"]].concat());
    assert_eq!((run.stdout.as_str(), run.status), ("1\n", 4), "{run:?}");
    assert!(run.stderr.ends_with("Resume waiting with `cray-ims jobs wait 1`.\n"), "{run:?}");
    assert_eq!(server.requests().iter().filter(|request| request.method == "POST").count(), 1);
}

#[test]
fn names_that_are_looked_up_in_vain_until_the_time_is_over_create_nothing() {
    let server = Server::writing(|request, out| match request.method.as_str() {
        "POST" => drop(out.write_all(&response("400 BAD REQUEST", "application/problem+json", br#"{"title":"no"}"#))),
        _ => std::thread::sleep(NEVER),
    });
    let began = Instant::now();
    let words = [&CREATE[..7], &["compute", "--public-key-id", "key", "--wait", "--timeout", "1s"]].concat();
    let run = Home::of(&server).run(&words);
    assert_eq!(run.status, 4, "{run:?}");
    assert!(run.stderr.contains("No job was created."), "{run:?}");
    assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());
}

#[test]
fn what_is_of_the_other_kind_than_the_job_type_needs_is_named() {
    const ID: &str = "2e1fa77e-1c69-481b-b027-0f8c3f2c9df3";
    let server = |existing: &'static str| {
        Server::raw(move |request| match request.method.as_str() {
            "POST" => response(
                "400 BAD REQUEST",
                "application/problem+json",
                br#"{"title":"Bad Request","detail":"Invalid artifact_id value"}"#,
            ),
            _ if request.target == format!("/apis/ims/v3/{existing}/{ID}") => {
                let record = format!(r#"{{"id": "{ID}", "name": "compute"}}"#);
                response("200 OK", "application/json", record.as_bytes())
            }
            _ => response("404 NOT FOUND", "application/problem+json", br#"{"title":"Not Found","detail":"no"}"#),
        })
    };
    let image = server("images");
    // A terminal breaks lines between words.
    let (shown, status) = at_terminal(&Home::of(&image), &CREATE, "", "");
    let shown = shown.replace('\n', " ");
    assert_eq!(status, 2, "{shown}");
    assert!(shown.contains(&format!("{ID} is an image (compute), and --job-type create builds a recipe.")), "{shown}");
    assert!(shown.contains("--job-type customize changes an image."), "{shown}");
    let recipe = server("recipes");
    let customize: Vec<_> =
        CREATE.iter().enumerate().map(|(at, word)| if at == 3 { "customize" } else { word }).collect();
    let (shown, _) = at_terminal(&Home::of(&recipe), &customize, "", "");
    let shown = shown.replace('\n', " ");
    assert!(
        shown.contains(&format!("{ID} is a recipe (compute), and --job-type customize changes an image.")),
        "{shown}"
    );
    let neither = server("nothing");
    let run = Home::of(&neither).run(&CREATE);
    let hint = format!("--job-type create builds a recipe. If {ID} is an image, use --job-type customize.");
    assert!(run.status == 2 && run.stderr.contains(&hint), "{run:?}");
    assert_eq!(neither.lines(), ["POST /apis/ims/v3/jobs"], "a script sends what `cray` sends");
}

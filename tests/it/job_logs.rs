//! `jobs logs` where Kubernetes or IMS does not do as it should.

use crate::support::{Home, NEVER, PROGRAM, Request, Server, response};
use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

const JOB: &str = r#"{"id":"1","status":"building_image","kubernetes_job":"j","kubernetes_namespace":"ims"}"#;

/// A home that leads to these servers.
fn home(ims: &Server, kubernetes: &Server) -> Home {
    let home = Home::of(ims);
    let cluster = format!("clusters: [{{name: c, cluster: {{server: '{}'}}}}]", kubernetes.url);
    let context = "contexts: [{name: c, context: {cluster: c}}]\ncurrent-context: c\n";
    home.write(".kube/config", &format!("{cluster}\n{context}"));
    home
}

fn json(body: &str) -> Vec<u8> {
    response("200 OK", "application/json", body.as_bytes())
}

fn list(items: &str) -> Vec<u8> {
    json(&format!(r#"{{"metadata":{{}},"items":[{items}]}}"#))
}

/// A pod with one container in this state.
fn pod(phase: &str, state: &str) -> String {
    let status = format!(r#"{{"name":"build","ready":true,"restartCount":0,"image":"","imageID":"","state":{state}}}"#);
    format!(
        r#"{{"metadata":{{"name":"p","uid":"u"}},"spec":{{"containers":[{{"name":"build"}}]}},"status":{{"phase":"{phase}","containerStatuses":[{status}]}}}}"#
    )
}

fn running() -> String {
    pod("Running", r#"{"running":{}}"#)
}

fn ended() -> String {
    pod("Succeeded", r#"{"terminated":{"exitCode":0}}"#)
}

fn log(lines: &str) -> Vec<u8> {
    response("200 OK", "text/plain", lines.as_bytes())
}

const FIRST: &str = "2026-11-24T12:00:01Z one\n";
const ALL: &str = "2026-11-24T12:00:01Z one\n2026-11-24T12:00:02Z two\n";

fn is_log(request: &Request) -> bool {
    request.target.contains("/log?")
}

#[test]
fn a_hiccup_of_kubernetes_is_ridden_out() {
    let away = || response("503 Service Unavailable", "text/plain", b"away");
    let (lists, logs) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let kubernetes = Server::raw(move |request| match is_log(request) {
        false => match lists.fetch_add(1, Ordering::SeqCst) {
            0 => list(&running()),
            // After the first part of the log the API server is away, as an answer and as a connection that is lost.
            1 => away(),
            2 => Vec::new(),
            3 => list(&running()),
            _ => list(&ended()),
        },
        true => match logs.fetch_add(1, Ordering::SeqCst) {
            0 => log(FIRST),
            1 => away(),
            2 => Vec::new(),
            _ => log(ALL),
        },
    });
    let run = home(&Server::json(JOB), &kubernetes).run(&["jobs", "logs", "1", "--follow"]);
    assert_eq!((run.stdout.as_str(), run.status), ("[build] one\n[build] two\n", 0), "{run:?}");
    assert!(run.stderr.contains("; retrying."), "{run:?}");
}

#[test]
fn a_hiccup_of_ims_is_ridden_out_while_there_is_no_pod_yet() {
    let (looks, lists) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let ims = Server::raw(move |_| match looks.fetch_add(1, Ordering::SeqCst) {
        // Four tries make one request.
        1..=4 => response("503 Service Unavailable", "text/html", b"<html>"),
        _ => json(JOB),
    });
    let kubernetes = Server::raw(move |request| match (is_log(request), request.target.contains("/pods?")) {
        (true, _) => log(ALL),
        (_, true) if lists.fetch_add(1, Ordering::SeqCst) < 3 => list(""),
        (_, true) => list(&ended()),
        _ => list(""),
    });
    let run = home(&ims, &kubernetes).run(&["jobs", "logs", "1", "--follow"]);
    assert_eq!((run.stdout.as_str(), run.status), ("[build] one\n[build] two\n", 0), "{run:?}");
}

#[test]
fn what_kubernetes_will_never_allow_ends_it() {
    let lists = AtomicUsize::new(0);
    let forbidden = br#"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"pods is forbidden","reason":"Forbidden","code":403}"#;
    let kubernetes = Server::raw(move |request| match (is_log(request), lists.fetch_add(1, Ordering::SeqCst)) {
        (false, 0) => list(&running()),
        (true, _) => log(FIRST),
        _ => response("403 Forbidden", "application/json", forbidden),
    });
    let run = home(&Server::json(JOB), &kubernetes).run(&["jobs", "logs", "1", "--follow"]);
    assert_eq!((run.stdout.as_str(), run.status), ("[build] one\n", 2), "{run:?}");
    assert!(run.stderr.contains("pods is forbidden"), "{run:?}");
}

#[test]
fn a_line_that_never_ends_is_shown_as_it_comes() {
    let kubernetes = Server::writing(|request, out| {
        if !is_log(request) {
            return drop(out.write_all(&list(&running())));
        }
        let _ = out.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n2026-11-24T12:00:01Z ");
        // No end of a line in a megabyte; then nothing more comes.
        for _ in 0..256 {
            let _ = out.write_all("é".repeat(2048).as_bytes());
        }
        let _ = out.flush();
        std::thread::sleep(NEVER);
    });
    let home = home(&Server::json(JOB), &kubernetes);
    let mut command = home.command(PROGRAM.as_ref());
    command.args(["jobs", "logs", "1", "--follow"]).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut letters = 0;
    while letters < 256 * 1024 {
        let line = lines.next().unwrap().unwrap();
        letters += line.strip_prefix("[build] ").unwrap().chars().inspect(|letter| assert_eq!(*letter, 'é')).count();
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Kubernetes with a Job whose pod is refused, and pods from the `pods`-th look on.
fn refusing(pods: usize) -> Server {
    let looks = Arc::new(AtomicUsize::new(0));
    let event = r#"{"metadata":{"name":"e","namespace":"ims"},"involvedObject":{"kind":"Job","name":"j","uid":"job-uid"},"type":"Warning",
        "reason":"FailedCreate","count":3,"message":"Error creating: pods \"j-x\" is forbidden: exceeded quota: full, used: pods=1, limited: pods=1"}"#;
    let job = r#"{"kind":"Job","apiVersion":"batch/v1","metadata":{"name":"j","uid":"job-uid"}}"#;
    Server::raw(move |request| match request.target.as_str() {
        _ if is_log(request) => log(ALL),
        target if target.contains("/jobs/") => json(job),
        target if target.contains("/events") => list(event),
        target if target.contains("limit") || target.contains("/pods?") => {
            match looks.fetch_add(1, Ordering::SeqCst) >= pods {
                true => list(&ended()),
                false => list(""),
            }
        }
        _ => list(""),
    })
}

const QUOTA: &str = "exceeded quota: full, used: pods=1, limited: pods=1";

#[test]
fn where_there_is_no_pod_kubernetes_says_why() {
    let run = home(&Server::json(JOB), &refusing(usize::MAX)).run(&["jobs", "logs", "1"]);
    assert_eq!((run.stdout.as_str(), run.status), ("", 2), "{run:?}");
    assert!(run.stderr.contains("Event FailedCreate (3 times)") && run.stderr.contains(QUOTA), "{run:?}");
}

#[test]
fn where_the_cause_is_known_nobody_is_asked_for_it() {
    const QUESTION: &str = "Has it just been created, or is this another cluster?";
    let suspended =
        r#"{"kind":"Job","apiVersion":"batch/v1","metadata":{"name":"j"},"spec":{"suspend":true,"template":{}}}"#;
    let sound = r#"{"kind":"Job","apiVersion":"batch/v1","metadata":{"name":"j"}}"#;
    let refused = |code: u16, reason: &str| {
        format!(
            r#"{{"kind":"Status","apiVersion":"v1","metadata":{{}},"status":"Failure","message":"jobs j {reason}","reason":"{reason}","code":{code}}}"#
        )
    };
    for (status, job, told, is_asked) in [
        ("200 OK", suspended.to_owned(), "The Job is suspended.", false),
        ("403 Forbidden", refused(403, "Forbidden"), "Unable to read the Job j", false),
        ("404 Not Found", refused(404, "NotFound"), "There is no Job j in the namespace ims.", true),
        ("200 OK", sound.to_owned(), "", true),
    ] {
        let kubernetes = Server::raw(move |request| match request.target.contains("/jobs/") {
            true => response(status, "application/json", job.as_bytes()),
            false => list(""),
        });
        let run = home(&Server::json(JOB), &kubernetes).run(&["jobs", "logs", "1"]);
        assert!(run.status == 2 && run.stderr.contains(told), "{told}: {run:?}");
        assert_eq!(run.stderr.contains(QUESTION), is_asked, "{told}: {run:?}");
    }
}

#[test]
fn why_there_is_no_pod_is_said_once_while_it_is_waited_for() {
    let run = home(&Server::json(JOB), &refusing(8)).run(&["jobs", "logs", "1", "--follow"]);
    assert_eq!((run.stdout.as_str(), run.status), ("[build] one\n[build] two\n", 0), "{run:?}");
    assert_eq!(run.stderr.matches(QUOTA).count(), 1, "{run:?}");
    let words = ["jobs", "logs", "1", "--follow", "--timeout", "3s"];
    let run = home(&Server::json(JOB), &refusing(usize::MAX)).run(&words);
    assert!(run.status == 4 && run.stderr.contains(QUOTA), "{run:?}");
}

#[test]
fn the_time_allowed_is_that_of_the_whole_command() {
    let silent = || Server::writing(|_, _| std::thread::sleep(NEVER));
    let words = ["jobs", "logs", "1", "--follow", "--timeout", "1s"];
    let run = home(&silent(), &silent()).run(&words);
    assert_eq!(run.status, 4, "{run:?}");
    let run = home(&Server::json(JOB), &silent()).run(&words);
    assert_eq!(run.status, 4, "{run:?}");
}

#[test]
fn a_timeout_of_0_shows_what_there_is() {
    let kubernetes = |pod: String| {
        Server::raw(move |request| match is_log(request) {
            true => log(ALL),
            false => list(&pod),
        })
    };
    for (pod, status) in [(running(), 4), (ended(), 0)] {
        let words = ["jobs", "logs", "1", "--follow", "--timeout", "0"];
        let run = home(&Server::json(JOB), &kubernetes(pod)).run(&words);
        assert_eq!((run.stdout.as_str(), run.status), ("[build] one\n[build] two\n", status), "{run:?}");
    }
}

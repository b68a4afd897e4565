//! Services that misbehave: one error in bounded time and memory, and no change made twice.

use crate::support::{Home, PATIENCE, PROGRAM, Run, Server, finish, response, until};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const FORMATS: [&str; 4] = ["json", "toml", "yaml", "table"];
const CREATE: [&str; 7] = ["recipes", "create", "--name", "n", "--recipe-type", "kiwi-ng", "--linux-distribution"];
const DOUBT: &str = "was sent: it may have taken effect.\nCheck with `cray-ims recipes list` before you retry.\n";

fn create(home: &Home, words: &[&str]) -> Run {
    home.run(&[&CREATE[..], &["sles15"], words].concat())
}

/// Answers with these bytes for as long as anybody listens.
fn endless(head: &'static str, part: Vec<u8>, pause: Duration) -> Server {
    Server::writing(move |_, out| {
        let mut sent = out.write_all(head.as_bytes());
        while sent.is_ok() {
            thread::sleep(pause);
            sent = out.write_all(&part).and_then(|()| out.flush());
        }
    })
}

/// A server that answers with an error so many times, and well from then on.
fn recovering(failures: usize, failure: &str) -> Server {
    let (left, failure) = (AtomicUsize::new(failures), failure.as_bytes().to_vec());
    Server::raw(move |_| match left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)) {
        Ok(_) => failure.clone(),
        Err(_) => response("200 OK", "application/json", b"{\"id\":\"7\"}"),
    })
}

#[test]
fn no_service_holds_the_program_longer_than_the_time_allowed() {
    let dripping = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[";
    let (pause, space) = (Duration::from_millis(20), b" ".to_vec());
    let servers = [
        ("silence", endless("", Vec::new(), pause)),
        ("dripping headers", endless("HTTP/1.1 200 OK\r\nX: ", b"x".to_vec(), pause)),
        ("a dripping body", endless(dripping, space.clone(), pause)),
        ("a dripping error", endless("HTTP/1.1 500 Oops\r\n\r\n", space, pause)),
        ("interim answers", endless("", b"HTTP/1.1 102 Processing\r\n\r\n".to_vec(), pause)),
    ];
    for (kind, server) in servers {
        let home = Home::of(&server);
        for format in FORMATS {
            let began = Instant::now();
            let run = home.run(&["images", "list", "--format", format, "--timeout", "0.2"]);
            assert_eq!((run.stdout.as_str(), run.status), ("", 2), "{kind}: {run:?}");
            assert!(run.stderr.starts_with("Error: "), "{kind}: {run:?}");
            assert!(began.elapsed() < PATIENCE, "{kind}");
        }
    }
}

#[test]
fn an_endless_answer_ends_at_a_limit() {
    let list = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[{\"a\":\"";
    let error = "HTTP/1.1 500 Oops\r\nContent-Type: application/json\r\n\r\n{\"title\":\"";
    let headers = "HTTP/1.1 200 OK\r\nX: ";
    let object = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"a\":\"";
    for (head, words) in [
        (object, "Error: The service's answer cannot be used: it is longer than"),
        (list, "Error: The service's answer cannot be used: it is longer than"),
        (error, "Error: Error received from server: 500 Oops\n"),
        (headers, "Error: Unable to connect to cray."),
    ] {
        let server = endless(head, vec![b'x'; 1 << 20], Duration::ZERO);
        let home = Home::of(&server);
        // 1 GiB of memory is enough.
        let mut command = home.command("sh".as_ref());
        command.args(["-c", &format!("ulimit -v 1048576; '{PROGRAM}' images list --timeout 60")]);
        command.env("PATH", "/usr/bin:/bin");
        let run = finish(command, "");
        assert_eq!((run.stdout.as_str(), run.status), ("", 2), "{}", run.stderr);
        assert!(run.stderr.starts_with(words) && run.stderr.len() < 5000, "{}", run.stderr);
    }
}

#[test]
fn a_compressed_answer_is_not_unpacked() {
    let server = Server::raw(|request| {
        assert_eq!(request.header("accept-encoding"), None);
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nbomb".to_vec()
    });
    let run = Home::of(&server).run(&["images", "list"]);
    assert!(run.status == 2 && run.stderr.contains("it is compressed (gzip), which was not requested"), "{run:?}");
}

#[test]
fn a_part_of_an_answer_and_odd_transfer_encodings_are_refused() {
    let part = "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-1/9\r\nContent-Length: 2\r\n\r\n[]";
    let chunked = "\r\n\r\n2\r\n[]\r\n0\r\n\r\n";
    for (answer, words) in [
        (part.to_owned(), "it is a partial response (206)"),
        (format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked{chunked}"), "is not supported (gzip, chunked)"),
        (format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\nTransfer-Encoding: chunked{chunked}"), "(gzip)"),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n\r\n[]".to_owned(), "(identity)"),
    ] {
        let server = Server::raw(move |_| answer.clone().into_bytes());
        let run = Home::of(&server).run(&["images", "list"]);
        assert_eq!((run.stdout.as_str(), run.status), ("", 2), "{run:?}");
        assert!(run.stderr.contains("cannot be used: it") && run.stderr.contains(words), "{words}: {run:?}");
    }
    let good = Server::raw(move |_| format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked{chunked}").into_bytes());
    assert_eq!(Home::of(&good).run(&["images", "list", "--format", "json"]).stdout, "[]\n");
}

#[test]
fn a_connection_error_names_the_host_and_the_configuration() {
    let home = Home::empty();
    home.write(".config/cray/configurations/other", "[core]\nhostname = \"http://127.0.0.1:1\"\n");
    let run = home.run(&["images", "list", "--configuration", "other"]);
    assert!(run.stderr.ends_with("\nHost: 127.0.0.1:1, core.hostname of the configuration other\n"), "{run:?}");
}

#[test]
fn a_closed_standard_output_is_an_error_before_anything_is_sent() {
    let server = Server::json("[]");
    let home = Home::of(&server);
    for words in ["images list", "jobs deleteall", "--help", "config list"] {
        let mut command = home.command("sh".as_ref());
        command.args(["-c", &format!("'{PROGRAM}' {words} >&-")]);
        let run = finish(command, "");
        assert!(run.status == 1 && run.stderr.contains("Unable to write to standard output: it is closed"), "{run:?}");
    }
    assert_eq!(server.lines(), [""; 0]);
    let mut command = home.command("sh".as_ref());
    command.args(["-c", &format!("'{PROGRAM}' images list 1<>/dev/null && '{PROGRAM}' images list 2>&- 0<&-")]);
    let run = finish(command, "");
    assert_eq!((run.status, server.lines().len()), (0, 2), "{run:?}");
}

#[test]
fn a_read_is_tried_again_until_the_service_recovers() {
    for failure in [
        "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 504 Gateway Timeout\r\nContent-Length: 0\r\n\r\n",
        "",
        "HTTP/1.1 2",
    ] {
        let server = recovering(2, failure);
        let run = Home::of(&server).run(&["images", "describe", "7"]);
        assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("id = \"7\"\n\n", ""), "{failure}");
        assert_eq!(server.lines().len(), 3);
    }
}

#[test]
fn a_service_that_does_not_recover_is_given_up_with_the_last_answer() {
    let server = recovering(usize::MAX, "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
    let run = Home::of(&server).run(&["images", "list", "-v"]);
    assert!(run.stderr.ends_with("The service may be restarting; retry in a few minutes.\n"), "{run:?}");
    assert!(run.stderr.contains("Error: Error received from server: 503 Service Unavailable\n"), "{run:?}");
    assert_eq!(run.stderr.matches("retrying").count(), 1, "said once: {run:?}");
    assert_eq!(server.lines().len(), 4);
}

#[test]
fn other_errors_are_not_tried_again() {
    for status in ["400 Bad Request", "401 Unauthorized", "404 Not Found", "500 Oops"] {
        let server = Server::answering(status, "text/plain", "");
        assert_eq!(Home::of(&server).run(&["images", "list"]).status, 2);
        assert_eq!(server.lines().len(), 1, "{status}");
    }
}

#[test]
fn the_service_is_left_alone_for_as_long_as_it_asks_within_the_time_allowed() {
    let failure = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nContent-Length: 0\r\n\r\n";
    let (server, began) = (recovering(1, failure), Instant::now());
    assert_eq!(Home::of(&server).run(&["images", "list"]).status, 0);
    assert!(began.elapsed() >= Duration::from_secs(2));
    let failure = failure.replace(": 2", ": 200");
    let (server, began) = (recovering(1, &failure), Instant::now());
    let run = Home::of(&server).run(&["images", "list", "--timeout", "150"]);
    assert!(run.status == 2 && run.stderr.contains("The service asks to retry after 200 s."), "{run:?}");
    assert!(began.elapsed() < Duration::from_secs(150), "a pause that is too long is not begun");
    assert_eq!(server.lines().len(), 1);
}

#[test]
fn a_pause_that_nobody_waits_for_is_not_shown_as_a_number() {
    for pause in ["99999999999999999999", "18446744073709551615", "Wed, 01 Jan 2200 00:00:00 GMT"] {
        let failure = format!("HTTP/1.1 503 Service Unavailable\r\nRetry-After: {pause}\r\nContent-Length: 0\r\n\r\n");
        let run = Home::of(&recovering(usize::MAX, &failure)).run(&["images", "list"]);
        assert!(run.stderr.contains("\nThe service asks to retry after more than a day.\n"), "{run:?}");
    }
}

#[test]
fn a_change_is_never_sent_twice() {
    for failure in [
        "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n",
        "",
    ] {
        let server = recovering(1, failure);
        let home = Home::of(&server);
        assert_eq!(create(&home, &[]).status, 2, "{failure}");
        assert_eq!(server.lines().len(), 1, "{failure}");
        let server = recovering(1, failure);
        let home = Home::of(&server);
        assert_eq!(home.run(&["jobs", "deleteall"]).status, 2, "{failure}");
        assert_eq!(server.lines().len(), 1, "{failure}");
    }
}

#[test]
fn a_change_that_breaks_off_half_way_may_have_been_carried_out_and_that_is_said() {
    for failure in [
        "",
        "HTTP/1.1 201 Crea",
        "HTTP/1.1 201 Created\r\nContent-Length: 10\r\n\r\n{",
        "HTTP/1.1 201 Created\r\n\r\n{garbled",
        "HTTP/1.1 504 Gateway Timeout\r\nContent-Length: 0\r\n\r\n",
    ] {
        let server = Server::raw(|_| failure.as_bytes().to_vec());
        let home = Home::of(&server);
        let run = create(&home, &[]);
        assert_eq!((run.stdout.as_str(), run.status), ("", 2), "{failure}: {run:?}");
        assert!(run.stderr.ends_with(&format!("POST /apis/ims/v3/recipes {DOUBT}")), "{failure}: {run:?}");
    }
    let server = endless("", Vec::new(), Duration::from_millis(20));
    let home = Home::of(&server);
    let run = create(&home, &["--timeout", "0.3"]);
    assert!(run.stderr.contains("the request timed out") && run.stderr.ends_with(DOUBT), "{run:?}");
    let run = Home::of(&Server::raw(|_| Vec::new())).run(&["recipes", "describe", "7", "--timeout", "0.3"]);
    assert!(run.status == 2 && !run.stderr.contains("carried out"), "{run:?}");
}

#[test]
fn a_change_whose_connection_was_never_made_is_tried_again_and_in_no_doubt() {
    let home = Home::with_configuration("[core]\nhostname = \"http://127.0.0.1:1\"\n");
    let run = create(&home, &["-v"]);
    assert_eq!(
        run.stderr.matches("POST http://127.0.0.1:1/apis/ims/v3/recipes -> no connection").count(),
        4,
        "{run:?}"
    );
    assert_eq!(run.stderr.matches("retrying").count(), 1, "{run:?}");
    assert!(run.status == 2 && !run.stderr.contains("carried out"), "{run:?}");
}

#[test]
fn an_interruption_ends_the_program_at_once_and_says_what_was_under_way() {
    let changing = [&CREATE[..], &["sles15"]].concat();
    for (words, said) in [
        (&["images", "list"][..], "Interrupted: GET http://".to_owned()),
        (&changing, format!("Interrupted.\nPOST /apis/ims/v3/recipes {DOUBT}")),
    ] {
        let server = endless("", Vec::new(), Duration::from_millis(20));
        let home = Home::of(&server);
        let mut command = home.command(PROGRAM.as_ref());
        command.args(words).args(["--timeout", "10m"]).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        until("a request is sent", || !server.lines().is_empty());
        Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
        // Nothing else ends it: the service never answers.
        until("the program has ended", || child.try_wait().unwrap().is_some());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(130), &b""[..]));
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(stderr.starts_with(&said), "{stderr}");
    }
}

#[test]
fn a_time_that_makes_no_sense_is_refused() {
    let (no_time, nothing) = ("expected seconds, or a time such as 90s", "--timeout 0 is for commands that wait");
    let texts = ["-1", "soon", "nan", "inf", "1e300", ""].map(|text| (text, no_time));
    for (text, told) in texts.into_iter().chain([("0", nothing), ("0s", nothing)]) {
        let run = Home::empty().run(&["images", "list", "--timeout", text]);
        assert!(run.status == 2 && run.stderr.contains(told), "{text}: {run:?}");
    }
}

#[test]
fn a_hostname_with_a_password_in_it_is_refused_without_showing_it() {
    let home = Home::with_configuration("[core]\nhostname = \"https://me:hunter22@api.example\"\n");
    let run = home.run(&["images", "list", "-vv"]);
    assert!(run.status == 2 && run.stderr.contains("core.hostname") && !run.stderr.contains("hunter22"), "{run:?}");
}

//! `artifacts`: what goes to the gateway and to S3, and what becomes of answers that are not right. The recorded cases, against
//! a real implementation of S3, are replayed by `.ci/run`.

use crate::support::{Home, Request, Server, response};
use std::sync::{Arc, Mutex};

/// The MD5 of `hello`.
const MD5: &str = "5d41402abc4b2a76b9719d911017c592";

/// S3 with one object, `hello` in `ims/k`, that sends this content for it; and the gateway that hands out its keys.
struct System {
    home: Home,
    s3: Server,
    gateway: Server,
}

fn system(content: &'static str, failures: usize) -> System {
    let left = Arc::new(Mutex::new(failures));
    let s3 = Server::raw(move |request| {
        let mut left = left.lock().unwrap();
        if *left > 0 && request.method != "HEAD" {
            *left -= 1;
            let busy = b"<Error><Code>SlowDown</Code><Message>Reduce your rate</Message></Error>";
            return response("503 Service Unavailable", "application/xml", busy);
        }
        let headers = format!("ETag: \"{MD5}\"\r\nx-amz-meta-md5sum: {MD5}\r\nConnection: close\r\n");
        match request.method.as_str() {
            "HEAD" => format!("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n{headers}\r\n").into_bytes(),
            "GET" if request.target.starts_with("/ims/") => {
                format!("HTTP/1.1 206 Partial Content\r\nContent-Length: {}\r\n{headers}\r\n{content}", content.len())
                    .into_bytes()
            }
            "PUT" => format!("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n{headers}\r\n").into_bytes(),
            _ => response(
                "200 OK",
                "application/xml",
                b"<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>",
            ),
        }
    });
    let keys = format!(
        r#"{{"Credentials": {{"AccessKeyId": "AK", "SecretAccessKey": "hidden-secret", "SessionToken": "hidden-session",
        "EndpointURL": "{}", "Expiration": "2999-01-01T00:00:00+00:00"}}}}"#,
        s3.url
    );
    let gateway = Server::answering("201 Created", "application/json", keys.as_str());
    let home = Home::of(&gateway);
    System { home, s3, gateway }
}

fn header(request: &Request, name: &str) -> String {
    let found = request.headers.iter().find(|(known, _)| known == name);
    found.map(|(_, value)| value.clone()).unwrap_or_default()
}

#[test]
fn requests_are_signed_with_the_keys_that_the_gateway_gave() {
    let system = system("hello", 0);
    let run = system.home.run(&["artifacts", "list", "ims", "--format", "json", "-vv"]);
    assert_eq!((run.stdout.as_str(), run.status), ("{\n  \"artifacts\": []\n}\n", 0), "{run:?}");
    assert!(!run.stderr.contains("hidden-"), "{run:?}");
    assert_eq!(system.gateway.lines(), ["PUT /apis/sts/token"]);
    let requests = system.s3.requests();
    assert_eq!(requests.len(), 1);
    let signature = header(&requests[0], "authorization");
    assert!(
        signature.starts_with("AWS4-HMAC-SHA256 Credential=AK/") && signature.contains("/us-east-1/s3/"),
        "{signature}"
    );
    assert_eq!(header(&requests[0], "x-amz-security-token"), "hidden-session");
    assert!(!requests[0].headers.iter().any(|(name, _)| name.starts_with("x-amz-checksum")), "{requests:?}");
}

#[test]
fn an_upload_carries_its_md5_and_is_tried_again_when_s3_is_busy() {
    let system = system("hello", 2);
    system.home.write("file", "hello");
    let run = system.home.run(&["artifacts", "create", "ims", "k", "file"]);
    assert_eq!((run.stdout.as_str(), run.status), ("artifact = \"k\"\nKey = \"k\"\n\n", 0), "{run:?}");
    assert_eq!(run.stderr, "Uploaded file to s3://ims/k.\n");
    let requests = system.s3.requests();
    assert_eq!(requests.iter().map(Request::line).collect::<Vec<_>>(), ["PUT /ims/k"; 3]);
    assert_eq!(header(&requests[2], "x-amz-meta-md5sum"), MD5);
    assert_eq!(header(&requests[2], "content-md5"), "XUFAKrxLKna5cZ2REBfFkg==");
}

#[test]
fn what_s3_received_is_compared_with_the_file() {
    let system = system("hello", 0);
    system.home.write("file", "other");
    let run = system.home.run(&["artifacts", "create", "ims", "k", "file"]);
    assert!(run.status == 1 && run.stderr.contains("S3 received something else for s3://ims/k"), "{run:?}");
}

#[test]
fn a_damaged_download_leaves_the_file_that_was_there() {
    for (content, status, left) in [("hello", 0, "hello"), ("jello", 1, "before")] {
        let system = system(content, 0);
        system.home.write("out", "before");
        let run = system.home.run(&["artifacts", "get", "ims", "k", "out"]);
        assert_eq!((run.status, system.home.read("out").as_str()), (status, left), "{run:?}");
        assert_eq!(run.stderr.contains("was damaged on the way"), status == 1, "{run:?}");
        let names: Vec<_> =
            std::fs::read_dir(system.home.path("")).unwrap().map(|file| file.unwrap().file_name()).collect();
        assert!(!names.iter().any(|name| name.to_string_lossy().ends_with(".part")), "{names:?}");
    }
}

#[test]
fn a_dry_run_sends_nothing() {
    let system = system("hello", 0);
    system.home.write("file", "hello");
    for (words, shown) in [
        (&["create", "s3://ims/k", "file"][..], "PUT s3://ims/k < file\n"),
        (&["delete", "ims", "k"], "DELETE s3://ims/k\n"),
    ] {
        let run = system.home.run(&[&["artifacts"], words, &["--dry-run"]].concat());
        assert_eq!((run.stdout.as_str(), run.status), (shown, 0), "{run:?}");
    }
    assert_eq!((system.s3.lines(), system.gateway.lines()), (vec![], vec![]));
}

#[test]
fn a_word_too_many_or_too_few_is_refused_before_anything_is_sent() {
    let system = system("hello", 0);
    for (words, told) in [
        (&["delete", "s3://ims/k", "other"][..], "Error: Got unexpected extra argument (other)\n"),
        (&["delete", "ims"], "Error: Missing argument 'OBJECT'.\n"),
    ] {
        let run = system.home.run(&[&["artifacts"], words].concat());
        let usage =
            "Usage: cray-ims artifacts delete [OPTIONS] BUCKET OBJECT\nTry 'cray-ims artifacts delete -h' for help.\n";
        assert_eq!((run.stderr, run.status), (format!("{told}{usage}"), 2));
    }
    assert_eq!((system.s3.lines(), system.gateway.lines()), (vec![], vec![]));
}

#[test]
fn a_place_without_a_key_or_a_bucket_is_refused_before_anything_is_sent() {
    let system = system("hello", 0);
    system.home.write("file", "hello");
    for words in [
        &["delete", "ims", ""][..],
        &["delete", "", "k"],
        &["delete", "ims?", "k"],
        &["describe", "ims", ""],
        &["create", "ims", "", "file"],
        &["get", "ims", "", "out"],
        &["list", ""],
        &["list", "a b"],
        &["uploads", "delete", "ims", ""],
    ] {
        let run = system.home.run(&[&["artifacts"], words].concat());
        assert!(run.status == 1 && run.stderr.ends_with("Nothing was done.\n"), "{words:?}: {run:?}");
    }
    assert_eq!((system.s3.lines(), system.gateway.lines()), (vec![], vec![]));
}

#[test]
fn an_upload_in_parts_is_begun_only_once_where_no_answer_comes() {
    let s3 = Server::raw(|_| Vec::new());
    let keys =
        format!(r#"{{"Credentials": {{"AccessKeyId": "AK", "SecretAccessKey": "SK", "EndpointURL": "{}"}}}}"#, s3.url);
    let gateway = Server::answering("201 Created", "application/json", keys.as_str());
    let home = Home::of(&gateway);
    home.write("file", &"x".repeat(8 * 1024 * 1024));
    let run = home.run(&["artifacts", "create", "ims", "k", "file"]);
    assert!(run.status == 1 && run.stderr.contains("Unable to reach S3 at "), "{run:?}");
    assert_eq!(s3.lines(), ["POST /ims/k?uploads="]);
}

#[test]
fn a_download_keeps_the_mode_of_a_file_and_follows_no_link_of_its_temporary_name() {
    use std::os::unix::fs::PermissionsExt;
    let system = system("hello", 0);
    system.home.write("out", "before");
    std::fs::set_permissions(system.home.path("out"), std::fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(system.home.run(&["artifacts", "get", "ims", "k", "out"]).status, 0);
    assert_eq!((system.home.read("out").as_str(), system.home.mode("out")), ("hello", 0o640));
    system.home.write("victim", "mine");
    std::os::unix::fs::symlink("victim", system.home.path(".out.2f6e2015.part")).unwrap();
    let run = system.home.run(&["artifacts", "get", "ims", "k", "out"]);
    assert!(run.status == 1 && run.stderr.contains("Unable to write "), "{run:?}");
    assert_eq!(system.home.read("victim"), "mine");
}

#[test]
fn a_gateway_without_keys_is_told_as_such() {
    let home = Home::of(&Server::answering("404 Not Found", "application/json", "{}"));
    let run = home.run(&["artifacts", "list", "ims"]);
    assert!(run.status == 2 && run.stderr.contains("The gateway gives no keys for S3."), "{run:?}");
    assert!(!run.stderr.contains("may have taken effect"), "{run:?}");
    let lost = Home::of(&Server::raw(|_| Vec::new())).run(&["artifacts", "list", "ims"]);
    assert!(lost.status == 2 && !lost.stderr.contains("may have taken effect"), "{lost:?}");
}

#[test]
fn a_download_goes_on_where_it_was_and_begins_anew_if_what_was_left_is_damaged() {
    const PART: usize = 8 * 1024 * 1024;
    for is_damaged in [false, true] {
        let refusals = Arc::new(Mutex::new(1));
        let s3 = Server::raw(move |request| {
            let etag = "etag: \"75a8f4fb1f9ae1fbb4d6a2d1fb3d5d18-9\"\r\nConnection: close\r\nx-amz-meta-md5sum: ";
            let etag = format!("{etag}{}\r\n", "6da085075a42c68475b00073348604be");
            let head = |length: usize, body: &[u8]| {
                [format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n{etag}\r\n").as_bytes(), body].concat()
            };
            let range = header(request, "range");
            match (request.method.as_str(), range.as_str()) {
                ("HEAD", _) => head(PART + 1, b""),
                (_, "bytes=0-8388607") => head(PART, &[b'x'; PART]),
                _ if std::mem::take(&mut *refusals.lock().unwrap()) > 0 => {
                    // The other part is there meanwhile.
                    std::thread::sleep(std::time::Duration::from_secs(1));
                    response("403 Forbidden", "application/xml", b"<Error><Code>AccessDenied</Code></Error>")
                }
                _ => head(1, b"x"),
            }
        });
        let keys = format!(
            r#"{{"Credentials": {{"AccessKeyId": "AK", "SecretAccessKey": "SK", "EndpointURL": "{}"}}}}"#,
            s3.url
        );
        let home = Home::of(&Server::answering("201 Created", "application/json", keys.as_str()));
        let get = ["artifacts", "get", "ims", "k", "out"];
        let broken = home.run(&get);
        assert!(broken.status == 1 && broken.stderr.contains("AccessDenied"), "{broken:?}");
        let entries = std::fs::read_dir(home.path("")).unwrap().map(|file| file.unwrap().path());
        let partial = entries.filter(|path| path.extension().is_some_and(|part| part == "part")).collect::<Vec<_>>();
        assert_eq!(partial.len(), 1);
        if is_damaged {
            std::fs::write(&partial[0], vec![b'?'; PART + 1]).unwrap();
        }
        let run = home.run(&get);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:?}");
        assert_eq!(home.read("out"), "x".repeat(PART + 1));
        let fetched = s3.requests().iter().filter(|request| header(request, "range") == "bytes=0-8388607").count();
        assert_eq!(fetched, if is_damaged { 2 } else { 1 });
    }
}

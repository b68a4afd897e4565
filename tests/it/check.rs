//! The smoke check, step by step and in all its forms.

use crate::support::{Home, Server, in_sandbox, response};

#[test]
fn a_sound_system_passes_every_step() {
    let run =
        in_sandbox(&Home::empty(), &[], "cray-ims check; cray-ims check --format json --query '[].outcome | [0]'");
    assert_eq!((run.stderr.as_str(), run.status), ("", 0), "{}", run.stdout);
    for step in ["configuration", "name resolution", "connection", "gateway", "recipes", "Kubernetes", "DKMS settings"]
    {
        let line = run.stdout.lines().find(|line| line.contains(&format!("  {step} ")));
        assert!(line.is_some_and(|line| line.starts_with("ok ") && line.contains(" ms  ")), "{step}: {}", run.stdout);
    }
    assert!(run.stdout.contains("skipped  TLS "), "{}", run.stdout);
    assert!(run.stdout.ends_with("\n\"ok\"\n"), "{}", run.stdout);
}

#[test]
fn unsound_settings_are_told_with_what_to_do() {
    let script = "cray-ims check --format junit";
    let run = in_sandbox(&Home::empty(), &["--setting", "JOB_KATA_RUNTIME=runc"], script);
    assert_eq!((run.stderr.as_str(), run.status), ("Error: 1 of 19 checks failed\n", 2), "{}", run.stdout);
    assert!(run.stdout.contains("tests=\"19\" failures=\"1\" errors=\"0\""), "{}", run.stdout);
    assert!(run.stdout.contains("<failure message=\"JOB_KATA_RUNTIME is &quot;runc&quot;"), "{}", run.stdout);
}

#[test]
fn where_the_way_ends_the_rest_is_skipped() {
    let home = Home::with_configuration("[core]\nhostname = \"http://127.0.0.1:1\"\n");
    let run = home.run(&["check", "--kubeconfig", "missing"]);
    assert_eq!(run.status, 2);
    assert!(
        run.stdout.contains("FAILED   connection ") && run.stdout.contains("skipped  IMS version"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("FAILED   Kubernetes ") && run.stdout.contains("skipped  IMS pods"), "{}", run.stdout);
    let run = Home::empty().run(&["check"]);
    assert!(run.status == 2 && run.stdout.starts_with("FAILED   configuration "), "{run:?}");
    assert!(run.stdout.contains("No configuration exists. Run `cray init`"), "{run:?}");
}

#[test]
fn no_direct_way_is_no_fault_where_a_proxy_is_named() {
    let home = Home::with_configuration("[core]\nhostname = \"http://api.invalid\"\n");
    let proxy = Server::json(r#"{"version": "3.33.0"}"#);
    let run = home.run_with(&["check", "--kubeconfig", "missing"], &[("http_proxy", proxy.url.as_str())], "");
    assert!(run.stdout.contains("skipped  name resolution "), "{}", run.stdout);
    assert!(run.stdout.contains("ok       IMS version ") && run.stdout.contains("3.33.0"), "{}", run.stdout);
    let gone = home.run_with(&["images", "list"], &[("HTTP_PROXY", "http://127.0.0.1:1")], "");
    assert!(gone.stderr.contains("a proxy is configured in HTTP_PROXY"), "{}", gone.stderr);
    let direct = home.run_with(&["images", "list"], &[("http_proxy", proxy.url.as_str()), ("NO_PROXY", "*")], "");
    assert!(direct.status == 2 && direct.stderr.contains("cannot be resolved"), "{}", direct.stderr);
    assert!(!direct.stderr.contains("proxy"), "{}", direct.stderr);
}

#[test]
fn a_service_that_is_away_or_refuses_the_token_is_told_from_a_gateway_that_is_away() {
    for (status, words) in
        [("503 Service Unavailable", "no IMS behind it"), ("401 Unauthorized", "the service does not accept it")]
    {
        let server = Server::answering(status, "text/html", "<html>");
        let home = Home::of(&server);
        home.write("token", r#"{"access_token": "sesame"}"#);
        let run = home.run(&["check", "--token", "token"]);
        assert!(
            run.stdout.contains("ok       gateway ") && run.stdout.contains("FAILED   IMS version "),
            "{}",
            run.stdout
        );
        assert!(run.status == 2 && run.stdout.contains(words), "{}", run.stdout);
    }
}

/// The names of the rows, in their order.
fn rows(run: &crate::support::Run) -> Vec<String> {
    let names = run.stdout.lines().filter(|line| !line.starts_with(' '));
    names.map(|line| line[9..].split("  ").next().unwrap().to_owned()).collect()
}

/// A service that gives its version to everybody, and answers all else with this status.
fn open_version(status: &'static str) -> Server {
    Server::raw(move |request| match request.target.as_str() {
        "/apis/ims/version" => response("200 OK", "application/json", b"{\"version\": \"3.33.0\"}"),
        _ => response(status, "application/json", b"[]"),
    })
}

#[test]
fn every_row_stands_there_in_one_order_whatever_happens() {
    let words = ["check", "--kubeconfig", "missing"];
    let sound = open_version("200 OK");
    let expected = rows(&Home::of(&sound).run(&words));
    assert_eq!(expected.len(), 19, "{expected:?}");
    assert_eq!(expected[..3], ["configuration", "token", "name resolution"]);
    let expired = Home::of(&sound);
    expired.write("token", r#"{"access_token": "sesame", "expires_at": 1.5}"#);
    let broken = Home::of(&sound);
    broken.write("token", "{");
    let denying = Home::of(&open_version("401 Unauthorized"));
    denying.write("token", r#"{"access_token": "sesame"}"#);
    let away = Home::with_configuration("[core]\nhostname = \"http://127.0.0.1:1\"\n");
    away.write("token", r#"{"access_token": "sesame"}"#);
    for home in [&expired, &broken, &denying, &away] {
        let run = home.run(&[&words[..], &["--token", "token"]].concat());
        assert_eq!((rows(&run), run.status), (expected.clone(), 2), "{}", run.stdout);
    }
    assert_eq!(rows(&Home::empty().run(&words)), expected);
}

#[test]
fn an_expired_token_hides_nothing_that_needs_none() {
    let server = open_version("200 OK");
    let home = Home::of(&server);
    home.write("token", r#"{"access_token": "sesame", "expires_at": 1.5}"#);
    let run = home.run(&["check", "--token", "token"]);
    for row in ["FAILED   token ", "ok       gateway ", "ok       IMS version ", "skipped  recipes "] {
        assert!(run.stdout.contains(row), "{row}: {}", run.stdout);
    }
    assert!(run.stdout.contains("  3.33.0\n"), "{}", run.stdout);
}

#[test]
fn a_token_that_the_service_refuses_is_not_called_good() {
    let server = open_version("401 Unauthorized");
    let home = Home::of(&server);
    home.write("token", r#"{"access_token": "sesame"}"#);
    let run = home.run(&["check", "--token", "token"]);
    assert!(run.stdout.contains("FAILED   token ") && run.stdout.contains("does not accept it"), "{}", run.stdout);
    assert!(run.stdout.contains("skipped  images ") && !run.stdout.contains("expired"), "{}", run.stdout);
    let nobody = Home::of(&server).run(&["check"]);
    assert!(nobody.stdout.contains("not logged in, and the service requires a token"), "{}", nobody.stdout);
}

#[test]
fn fields_of_the_check_are_asked_for_in_its_own_words() {
    for words in [&["check", "--print", "TLS"][..], &["check", "--query", "[0]", "--format", "junit"]] {
        let run = Home::empty().run(words);
        assert!(run.status == 2 && run.stderr.starts_with("Error: check prints lines for people"), "{run:?}");
        assert!(run.stderr.contains("--format json --query"), "{run:?}");
    }
}

#[test]
fn nodes_that_cannot_run_jobs_are_named_and_nothing_is_changed() {
    let server = Server::raw(|request| {
        let body = match request.target.as_str() {
            "/apis/ims/version" => r#"{"version": "3.33.0"}"#,
            "/apis/ims/v3/remote-build-nodes" => r#"[{"xname": "x1"}, {"xname": "x2"}]"#,
            "/apis/ims/v3/remote-build-nodes/status" => {
                r#"[{"xname": "x1", "ableToRunJobs": true},
                    {"xname": "x2", "ableToRunJobs": false, "sshStatus": "refused", "podmanStatus": "absent"}]"#
            }
            _ => "[]",
        };
        response("200 OK", "application/json", body.as_bytes())
    });
    let run = Home::of(&server).run(&["check"]);
    assert!(run.stdout.contains("1 of 2 cannot run jobs") && run.stdout.contains("x2: ssh: refused; podman: absent"));
    assert!(run.status == 2 && run.stdout.contains("3.33.0"), "{}", run.stdout);
    assert!(server.requests().iter().all(|request| request.method == "GET"));
}

#[test]
fn junit_is_a_form_of_the_check_alone() {
    let server = Server::json("[]");
    let run = Home::of(&server).run(&["recipes", "list", "--format", "junit"]);
    assert!(run.status == 2 && run.stderr.contains("invalid value 'junit'"), "{run:?}");
    assert_eq!(server.lines(), [""; 0]);
}

#[test]
fn the_report_is_written_as_junit_beside_the_normal_output() {
    let home = Home::with_configuration("[core]\nhostname = \"http://127.0.0.1:1\"\n");
    let words = |file: &str| home.run(&["check", "--kubeconfig", "missing", "--junit", file]);
    let file = home.path("ims.xml");
    let run = words(&file.display().to_string());
    assert!(run.status == 2 && run.stdout.contains("FAILED "), "{run:?}");
    let report = std::fs::read_to_string(file).unwrap();
    assert!(report.starts_with("<?xml ") && report.ends_with("</testsuites>\n"), "{report}");
    let refused = words("/missing/ims.xml");
    assert!(refused.status == 2 && refused.stderr.contains("Unable to write /missing/ims.xml"), "{refused:?}");
}

//! The way to Kubernetes: configurations, proxies and credentials, sound and unsound.

use crate::support::{Home, Run, Server, response};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;

const CLASSES: &str = r#"{"apiVersion":"node.k8s.io/v1","kind":"RuntimeClassList","metadata":{},"items":[
    {"metadata":{"name":"kata-qemu"},"handler":"kata"}]}"#;

const SETTINGS: &str = r#"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"ims-config"},"data":{}}"#;

/// What an API server answers to a request with this path.
fn answer(path: &str) -> &'static str {
    if path.contains("runtimeclasses") { CLASSES } else { SETTINGS }
}

fn api_server() -> Server {
    Server::raw(|request| response("200 OK", "application/json", answer(&request.target).as_bytes()))
}

const WORDS: [&str; 3] = ["dkms", "runtimes", "--kubeconfig"];

/// A home with a configuration of this cluster and this user.
fn home(cluster: &str, user: &str) -> Home {
    let home = Home::with_configuration("[core]\nhostname = \"http://127.0.0.1:1\"\n");
    let text = format!(
        r#"{{"apiVersion":"v1","kind":"Config","current-context":"c","clusters":[{{"name":"k","cluster":{cluster}}}],
        "users":[{{"name":"u","user":{user}}}],"contexts":[{{"name":"c","context":{{"cluster":"k","user":"u"}}}}]}}"#
    );
    home.write("kube", &text);
    home
}

fn server(url: &str) -> String {
    format!(r#"{{"server":"{url}"}}"#)
}

fn run(home: &Home, words: &[&str], variables: &[(&str, &str)]) -> Run {
    home.run_with(&[&WORDS[..], &["kube"], words].concat(), variables, "precious input\n")
}

fn assert_good(run: &Run) {
    assert!(run.status == 0 && run.stdout.contains("kata-qemu"), "{run:?}");
}

/// Checks that the run failed with these words, in a person's language, and did not blame the network.
fn assert_local_fault(run: &Run, words: &str) {
    assert!(run.status == 2 && run.stdout.is_empty() && run.stderr.contains(words), "{words}: {run:?}");
    for strange in ["reach", "panicked", "Internal error", "ServiceError", "AuthExec", "Output {", "Feature"] {
        assert!(!run.stderr.contains(strange), "{strange}: {run:?}");
    }
}

/// A proxy that answers what is sent through it as an API server would, and the requests that it was sent.
fn proxy() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let seen = Arc::new(Mutex::new(Vec::new()));
    let lines = seen.clone();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut reader = BufReader::new(stream.unwrap());
            for is_tunnel in [true, false] {
                let head: Vec<_> =
                    (&mut reader).lines().map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
                let first = head.first().cloned().unwrap_or_default();
                let answer = match is_tunnel {
                    true => b"HTTP/1.1 200 OK\r\n\r\n".to_vec(),
                    false => response("200 OK", "application/json", answer(&first).as_bytes()),
                };
                lines.lock().unwrap().push(first);
                let _ = reader.get_mut().write_all(&answer);
            }
        }
    });
    (url, seen)
}

#[test]
fn a_server_without_a_scheme_is_taken_as_kubectl_takes_it_and_one_that_is_no_url_is_named() {
    let kubernetes = api_server();
    let address = kubernetes.url.trim_start_matches("http://");
    assert_good(&run(&home(&server(address), "{}"), &[], &[]));
    for bad in ["ftp://k8s.example", "http://", "https:///x", "a b", "/var/run/socket"] {
        assert_local_fault(&run(&home(&server(bad), "{}"), &[], &[]), "is not an http or https URL");
    }
    assert_local_fault(&run(&home("{}", "{}"), &[], &[]), "its cluster has no server");
}

#[test]
fn what_is_missing_in_a_configuration_is_named() {
    let home = home(&server("http://127.0.0.1:1"), "{}");
    let text = home.read("kube");
    for (from, to, words) in [
        (r#""user":"u""#, r#""user":"w""#, "it has no user w, which its context c names"),
        (r#""cluster":"k","#, r#""cluster":"w","#, "it has no cluster w, which its context c names"),
        (r#""current-context":"c""#, r#""current-context":"w""#, "it has no context w"),
        (r#""current-context":"c","#, "", "it names no current context"),
    ] {
        home.write("kube", &text.replace(from, to));
        let run = run(&home, &[], &[]);
        assert_local_fault(&run, words);
        assert!(run.stderr.contains("Kubernetes configuration kube\n"), "{run:?}");
    }
}

#[test]
fn the_token_of_a_file_may_have_an_end_of_line() {
    let kubernetes = api_server();
    let home = home(&server(&kubernetes.url), r#"{"tokenFile":"sesame"}"#);
    home.write("sesame", "sesame-street\n");
    assert_good(&run(&home, &[], &[]));
    assert_eq!(kubernetes.requests()[0].header("authorization"), Some("Bearer sesame-street"));
    home.write("sesame", "\n");
    assert_local_fault(&run(&home, &[], &[]), "it is empty");
    std::fs::remove_file(home.path("sesame")).unwrap();
    assert_local_fault(&run(&home, &[], &[]), "No such file");
}

#[test]
fn a_credential_plugin_that_fails_or_hangs_is_named_and_gets_no_input_of_ours() {
    let kubernetes = api_server();
    let version = r#""apiVersion":"client.authentication.k8s.io/v1""#;
    let user = format!(r#"{{"exec":{{{version},"command":"./plugin","interactiveMode":"IfAvailable"}}}}"#);
    let home = home(&server(&kubernetes.url), &user);
    let path = [("PATH", "/usr/bin:/bin")];
    let plugin = |script: &str| {
        home.write_program("plugin", &format!("#!/bin/sh\n{script}\n"));
    };
    assert_local_fault(&run(&home, &[], &path), "plugin\nCause: it cannot be run: No such file");
    plugin("echo '{\"status\":{\"token\":\"sesame\"}}'; echo 'please log in first' >&2; exit 3");
    let failed = run(&home, &[], &path);
    assert_local_fault(&failed, "plugin\nCause: it ended with exit status: 3: please log in first");
    assert!(!failed.stderr.contains("sesame"), "{failed:?}");
    plugin("echo nonsense");
    assert_local_fault(&run(&home, &[], &path), "it printed no credentials");
    plugin("exec sleep 20");
    assert_local_fault(&run(&home, &["--timeout", "1"], &path), "it timed out after 1s");
    plugin(&format!(
        "cat > input; echo '{{{version},\"kind\":\"ExecCredential\",\"status\":{{\"token\":\"sesame-street\"}}}}'"
    ));
    assert_good(&run(&home, &[], &path));
    assert_eq!(home.read("input"), "");
    assert_eq!(kubernetes.requests()[0].header("authorization"), Some("Bearer sesame-street"));
}

#[test]
fn no_proxy_is_on_the_way_to_this_machine_whatever_the_environment_says() {
    let kubernetes = api_server();
    let home = home(&server(&kubernetes.url), "{}");
    for variable in ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"] {
        for proxy in ["http://127.0.0.1:1", "https://proxy.invalid", "nonsense://x"] {
            assert_good(&run(&home, &[], &[(variable, proxy)]));
        }
    }
}

#[test]
fn a_proxy_of_the_environment_is_used_unless_the_host_is_excluded() {
    let home = home(&server("http://192.0.2.7:6443"), "{}");
    let (url, seen) = proxy();
    assert_good(&run(&home, &[], &[("HTTP_PROXY", &url), ("NO_PROXY", "k8s.example,")]));
    assert_eq!(seen.lock().unwrap()[0], "CONNECT 192.0.2.7:6443 HTTP/1.1");
    let before = seen.lock().unwrap().len();
    for excluded in ["192.0.2.0/24", "a.example, 192.0.2.7", "*"] {
        let run = run(&home, &["--timeout", "1"], &[("HTTP_PROXY", &url), ("NO_PROXY", excluded)]);
        assert!(run.status == 2 && run.stderr.contains("Unable to reach the Kubernetes API server"), "{run:?}");
    }
    assert_eq!(seen.lock().unwrap().len(), before);
    assert_local_fault(
        &run(&home, &[], &[("HTTP_PROXY", "ftp://x:y@z")]),
        "The variable HTTP_PROXY is not the URL of a proxy",
    );
}

#[test]
fn the_proxy_of_the_configuration_comes_first() {
    let (url, seen) = proxy();
    let cluster = format!(r#"{{"server":"http://k8s.invalid:8080","proxy-url":"{url}"}}"#);
    assert_good(&run(&home(&cluster, "{}"), &[], &[("HTTP_PROXY", "http://127.0.0.1:1"), ("NO_PROXY", "*")]));
    assert_eq!(seen.lock().unwrap()[0], "CONNECT k8s.invalid:8080 HTTP/1.1");
}

#[cfg(feature = "sandbox")]
#[test]
fn the_sandbox_works_behind_a_proxy() {
    let script = "HTTPS_PROXY=http://127.0.0.1:1 HTTP_PROXY=http://127.0.0.1:1 cray-ims dkms runtimes";
    assert_good(&crate::support::in_sandbox(&Home::empty(), &[], script));
}

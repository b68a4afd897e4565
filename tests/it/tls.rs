//! Which certificates are believed, over real TLS.

use crate::support::tls::{Authority, self_signed, self_signed_authority, server};
use crate::support::{Home, Run, Server, response};

const WORDS: [&str; 3] = ["images", "describe", "7"];
const HOSTS: [&str; 2] = ["localhost", "127.0.0.1"];

fn answer(_: &crate::support::Request) -> Vec<u8> {
    response("200 OK", "application/json", b"{\"id\":\"7\"}")
}

fn run(home: &Home, words: &[&str]) -> Run {
    home.run(&[&WORDS, words].concat())
}

/// Checks that nothing was sent, and that the message has these words and what the user can do.
fn assert_refused(run: &Run, server: &Server, words: &[&str]) {
    assert_eq!((run.stdout.as_str(), run.status), ("", 2), "{run:?}");
    assert!(run.stderr.starts_with("Error: Unable to connect to cray. Please verify your cray hostname:\n"), "{run:?}");
    for word in words.iter().chain(&[
        "install the certificate of its CA",
        "--cacert FILE",
        "or skip verification with --insecure",
    ]) {
        assert!(run.stderr.contains(word), "{word}: {}", run.stderr);
    }
    assert_eq!(server.lines(), [""; 0]);
}

#[test]
fn an_authority_is_trusted_by_option_configuration_or_the_trust_store() {
    let authority = Authority::new("Platform CA");
    let server = server(authority.identity(&HOSTS), answer);
    let home = Home::of(&server);
    home.write("ca.pem", &authority.pem());
    home.write("token", r#"{"access_token":"sesame"}"#);
    let with_option = run(&home, &["--cacert", "ca.pem", "--token", "token"]);
    assert_eq!((with_option.stdout.as_str(), with_option.stderr.as_str()), ("id = \"7\"\n\n", ""));
    assert_eq!(server.requests()[0].header("authorization"), Some("Bearer sesame"));
    let store = home.path("ca.pem").display().to_string();
    assert_eq!(home.run_with(&WORDS, &[("SSL_CERT_FILE", &store)], "").status, 0);
    home.run(&["config", "set", "core", &format!("cacert={store}")]);
    assert_eq!(run(&home, &[]).status, 0);
}

#[test]
fn an_unknown_authority_is_refused_and_named() {
    let server = server(Authority::new("Platform CA").identity(&HOSTS), answer);
    let home = Home::of(&server);
    assert_refused(
        &run(&home, &[]),
        &server,
        &["certificate of 127.0.0.1", "Platform CA", "was not accepted", "not trusted on this machine"],
    );
    home.write("ca.pem", &Authority::new("Platform CA").pem());
    let other = run(&home, &["--cacert", "ca.pem"]);
    assert_refused(&other, &server, &["certificate of 127.0.0.1", "Platform CA"]);
}

#[test]
fn a_certificate_for_another_host_is_refused_with_the_hosts_it_is_for() {
    let authority = Authority::new("Platform CA");
    let server = server(authority.identity(&["api.example", "10.1.2.3"]), answer);
    let home = Home::of(&server);
    home.write("ca.pem", &authority.pem());
    let run = run(&home, &["--cacert", "ca.pem"]);
    assert_refused(&run, &server, &["it is for api.example, 10.1.2.3, not for 127.0.0.1", "Platform CA"]);
}

#[test]
fn a_certificate_out_of_its_time_is_refused_with_the_time() {
    let authority = Authority::new("Platform CA");
    for (from, to, words) in
        [(2001, 2002, "it expired on Jan  1 00:00:00 2002"), (2190, 2199, "it is not valid before")]
    {
        let server = server(authority.identity_between(&HOSTS, from, to), answer);
        let home = Home::of(&server);
        home.write("ca.pem", &authority.pem());
        assert_refused(&run(&home, &["--cacert", "ca.pem"]), &server, &[words, "Platform CA"]);
    }
}

#[test]
fn a_self_signed_certificate_is_refused_unless_it_is_named() {
    let identity = self_signed(&HOSTS);
    let pem = identity.pem.clone();
    let server = server(identity, answer);
    let home = Home::of(&server);
    assert_refused(&run(&home, &[]), &server, &["it is self-signed", "CN=lonely"]);
    home.write("ca.pem", &pem);
    assert_eq!(run(&home, &["--cacert", "ca.pem"]).status, 0);
}

#[test]
fn an_authority_that_shows_its_own_certificate_is_trusted_only_if_it_is_named_itself() {
    for (hosts, from, to, is_good) in
        [(&HOSTS[..], 2001, 2199, true), (&["api.example"], 2001, 2199, false), (&HOSTS, 2001, 2002, false)]
    {
        let own = self_signed_authority(hosts, from, to);
        let pem = own.pem.clone();
        let server = server(own, answer);
        let home = Home::of(&server);
        home.write("other.pem", &self_signed_authority(hosts, from, to).pem);
        assert_eq!(run(&home, &["--cacert", "other.pem"]).status, 2);
        assert_eq!(server.lines(), [""; 0]);
        home.write("own.pem", &pem);
        let run = run(&home, &["--cacert", "own.pem"]);
        assert_eq!(run.status, if is_good { 0 } else { 2 }, "{hosts:?} {from} {to}: {run:?}");
        assert_eq!(server.lines().len(), usize::from(is_good));
    }
}

#[test]
fn an_intermediate_authority_that_shows_its_own_certificate_stays_refused() {
    let identity = Authority::new("Platform CA").intermediate(&HOSTS);
    let pem = identity.pem.clone();
    let server = server(identity, answer);
    let home = Home::of(&server);
    home.write("ca.pem", &pem);
    assert_refused(&run(&home, &["--cacert", "ca.pem"]), &server, &["CA:TRUE"]);
}

#[test]
fn without_any_authority_the_trust_store_is_blamed() {
    let server = server(Authority::new("Platform CA").identity(&HOSTS), answer);
    let home = Home::of(&server);
    let run = home.run_with(&WORDS, &[("SSL_CERT_FILE", "/nowhere/ca.pem")], "");
    assert_refused(&run, &server, &["the system's trust store", "SSL_CERT_FILE names /nowhere/ca.pem: No such file"]);
}

#[test]
fn the_check_is_left_out_only_with_one_line_of_warning() {
    let server = server(Authority::new("Platform CA").identity(&["api.example"]), answer);
    let home = Home::of(&server);
    let warning =
        format!("Warning: the certificate of {} is not verified (--insecure).\n", &server.url["https://".len()..]);
    for words in [&["--insecure"][..], &["--insecure", "--quiet"]] {
        let run = run(&home, words);
        assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("id = \"7\"\n\n", warning.as_str()));
    }
    let check = home.run(&["check", "--insecure"]);
    assert!(check.stdout.contains("skipped  TLS ") && check.stdout.contains("(--insecure)"), "{}", check.stdout);
    home.run(&["config", "set", "core", "insecure=true"]);
    assert_eq!(run(&home, &[]).stderr, warning);
    home.write("ca.pem", &Authority::new("Other CA").pem());
    let checked = run(&home, &["--cacert", "ca.pem"]);
    assert_eq!(checked.status, 2, "the option wins over the configuration");
}

#[test]
fn a_wait_with_its_many_requests_warns_once_too() {
    let job =
        |_: &crate::support::Request| response("200 OK", "application/json", br#"{"id":"7","status":"creating"}"#);
    let server = server(Authority::new("Platform CA").identity(&HOSTS), job);
    let run = Home::of(&server).run(&["jobs", "wait", "7", "--insecure", "--timeout", "800ms"]);
    assert_eq!((run.stderr.matches("is not verified").count(), run.status), (1, 4), "{}", run.stderr);
}

#[test]
fn settings_that_contradict_each_other_are_refused_and_can_be_mended() {
    let server = server(Authority::new("Platform CA").identity(&HOSTS), answer);
    let home = Home::of(&server);
    home.run(&["config", "set", "core", "insecure=true", "cacert=ca.pem"]);
    let both = run(&home, &[]);
    assert!(both.status == 2 && both.stderr.contains("core.cacert and core.insecure are both set"), "{both:?}");
    let both = run(&home, &["--insecure", "--cacert", "x"]);
    assert!(both.status == 2 && both.stderr.contains("cannot be used with"), "{both:?}");
    home.run(&["config", "set", "core", "insecure=perhaps"]);
    let unclear = run(&home, &[]);
    assert!(unclear.status == 2 && unclear.stderr.contains("core.insecure"), "{unclear:?}");
    assert_eq!(home.run(&["config", "unset", "core.insecure", "core.cacert"]).status, 0);
    assert_eq!(server.lines(), [""; 0]);
}

#[test]
fn a_file_without_certificates_is_named() {
    let server = server(Authority::new("Platform CA").identity(&HOSTS), answer);
    let home = Home::of(&server);
    home.write("empty.pem", "not a certificate\n");
    home.write("broken.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    for (file, words) in
        [("empty.pem", "it contains no certificate"), ("broken.pem", ""), ("missing.pem", "No such file")]
    {
        let run = run(&home, &["--cacert", file]);
        let message = format!("Error: Unable to read the CA certificates {file}\n");
        assert!(run.status == 2 && run.stderr.starts_with(&message) && run.stderr.contains(words), "{run:?}");
    }
    assert_eq!(server.lines(), [""; 0]);
}

#[test]
fn a_service_that_speaks_no_tls_is_told_as_such() {
    let server = Server::json("{}");
    let home = Home::with_configuration(&format!("[core]\nhostname = \"{}\"\n", server.url.replace("http:", "https:")));
    let run = run(&home, &[]);
    assert!(run.status == 2 && run.stderr.contains("Cause: TLS: the host does not speak TLS"), "{run:?}");
}

#[test]
fn requests_go_through_the_proxy_that_the_environment_names_and_the_token_stays_in_the_tunnel() {
    let proxy = Server::answering("502 Bad Gateway", "text/plain", "");
    let home = Home::with_configuration("[core]\nhostname = \"https://ims.invalid\"\n");
    home.write("token", r#"{"access_token":"sesame"}"#);
    let run = home.run_with(&[&WORDS[..], &["--token", "token"]].concat(), &[("HTTPS_PROXY", &proxy.url)], "");
    assert_eq!(run.status, 2, "{run:?}");
    assert_eq!(proxy.lines()[0], "CONNECT ims.invalid:443");
    assert!(proxy.requests().iter().all(|request| request.header("authorization").is_none()));
}

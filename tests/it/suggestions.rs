//! Suggested commands can be copied into a shell, whatever the service calls its records, and hostile names reach no path.

use crate::support::terminal::at_terminal;
use crate::support::{Home, Server, response};

const FAILED: &str = "error";

/// What is said of a job of this id that has this state.
fn said_of(id: &str, status: &str) -> String {
    let record = serde_json::json!({"id": id, "status": status}).to_string();
    let run = Home::of(&Server::json(&record)).run(&["jobs", "wait", "--timeout", "0", "--", "7"]);
    run.stderr
}

#[test]
fn ids_in_suggested_commands_are_words_of_a_shell_and_no_options() {
    for (id, word) in [
        ("1", "1"),
        ("1;reboot", "'1;reboot'"),
        ("$(reboot)", "'$(reboot)'"),
        ("`reboot`", "'`reboot`'"),
        ("it's", r"'it'\''s'"),
        ("-rf", "-- -rf"),
        ("--help; reboot", "-- '--help; reboot'"),
        ("=reboot", "'=reboot'"),
    ] {
        let failed = said_of(id, FAILED);
        assert!(failed.contains(&format!("`cray-ims jobs logs {word}` shows why.")), "{id}: {failed}");
        let going = said_of(id, "creating");
        assert!(going.contains(&format!("Resume waiting with `cray-ims jobs wait {word}`.")), "{id}: {going}");
    }
    let waiting = said_of("1;reboot", "waiting_on_user");
    assert!(waiting.contains("`cray-ims jobs ssh '1;reboot'` opens the shell"), "{waiting}");
    assert!(waiting.contains("`cray-ims jobs complete '1;reboot'` ends the wait"), "{waiting}");
    let waiting = said_of("-rf", "waiting_on_user");
    assert!(!waiting.contains("jobs ssh") && waiting.contains("`cray-ims jobs complete -- -rf`"), "{waiting}");
}

#[test]
fn what_restores_a_field_is_a_command_whatever_the_id() {
    let server = Server::raw(|request| match (request.method.as_str(), request.target.contains("/deleted/")) {
        ("PATCH", _) => response("204 NO CONTENT", "application/json", b""),
        ("GET", true) => response("200 OK", "application/json", br#"{"id":"-1","require_dkms":false,"deleted":"now"}"#),
        _ => response("200 OK", "application/json", br#"{"id":"-1","require_dkms":true}"#),
    });
    let words = ["deleted", "recipes", "update", "--operation", "undelete", "--", "-1"];
    let (shown, _) = at_terminal(&Home::of(&server), &words, "", "");
    assert!(shown.contains("  cray-ims recipes update --require-dkms false -- -1\n"), "{shown}");
}

#[test]
fn the_name_of_a_configuration_is_one_word() {
    let run = Home::empty().run(&["images", "list", "--configuration", "a b;reboot"]);
    assert!(run.stderr.contains("Run `cray init --configuration 'a b;reboot'`"), "{run:?}");
    let run = Home::empty().run(&["images", "list", "--configuration", "blue"]);
    assert!(run.stderr.contains("Run `cray init --configuration blue`"), "{run:?}");
}

/// A home with this configuration of Kubernetes' server.
fn with_kubernetes(ims: &Server, kubernetes: &Server) -> Home {
    let home = Home::of(ims);
    let cluster = format!("clusters: [{{name: c, cluster: {{server: '{}'}}}}]", kubernetes.url);
    let context = "contexts: [{name: c, context: {cluster: c}}]\ncurrent-context: c\n";
    home.write(".kube/config", &format!("{cluster}\n{context}"));
    home
}

#[test]
fn only_names_of_dns_go_into_paths_of_kubernetes() {
    let kubernetes = Server::json(r#"{"metadata":{},"items":[]}"#);
    for (job, namespace, bad) in [
        ("j", "../kube-system", "../kube-system"),
        ("j", "ims/pods?x=", "ims/pods?x="),
        ("j", "Ims", "Ims"),
        ("a,job-name!=a", "ims", "a,job-name!=a"),
        ("-j", "ims", "-j"),
    ] {
        let record = serde_json::json!({"id": "1", "status": "creating", "kubernetes_job": job, "kubernetes_namespace": namespace});
        let ims = Server::json(&record.to_string());
        for more in [&[][..], &["--follow"]] {
            let run = with_kubernetes(&ims, &kubernetes).run(&[&["jobs", "logs", "1"][..], more].concat());
            assert!(run.status == 2 && run.stderr.contains(bad), "{run:?}");
        }
    }
    let run = with_kubernetes(&Server::json("{}"), &kubernetes).run(&["dkms", "status", "--namespace", "../default"]);
    assert!(run.status == 2 && run.stderr.contains("../default"), "{run:?}");
    assert_eq!(kubernetes.lines(), [""; 0]);
}

#[test]
fn the_name_of_a_pod_that_is_none_is_not_asked_for() {
    let pod = r#"{"metadata":{"name":"../secrets/x"},"spec":{"containers":[{"name":"a"}]},
        "status":{"phase":"Running","containerStatuses":[{"name":"a","ready":true,"restartCount":0,"image":"","imageID":"","state":{"running":{}}}]}}"#;
    let kubernetes = Server::json(&format!(r#"{{"metadata":{{}},"items":[{pod}]}}"#));
    let ims = Server::json(r#"{"id":"1","status":"creating","kubernetes_job":"j","kubernetes_namespace":"ims"}"#);
    let run = with_kubernetes(&ims, &kubernetes).run(&["jobs", "logs", "1"]);
    assert!(run.status == 2 && run.stderr.contains("../secrets/x"), "{run:?}");
    assert!(
        kubernetes.lines().iter().all(|line| line.starts_with("GET /api/v1/namespaces/ims/pods?")),
        "{kubernetes:?}",
        kubernetes = kubernetes.lines()
    );
}

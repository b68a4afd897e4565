//! Ctrl-C and the live line: the first Ctrl-C counts whatever the program is about, and nothing that is said garbles a terminal.

use crate::support::terminal::{at_terminal, screen};
use crate::support::{Home, PROGRAM, Server, response, until};
use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A named pipe in the home, into which nobody writes.
fn pipe(home: &Home, name: &str) {
    let path = home.path(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// Opens a pipe as soon as somebody reads from it, who then waits for what is never written.
fn hold(path: &Path) -> File {
    // O_NONBLOCK: as long as nobody reads, the pipe cannot be opened.
    let mut held = None;
    until("somebody reads from the pipe", || {
        held = OpenOptions::new().write(true).custom_flags(0o4000).open(path).ok();
        held.is_some()
    });
    held.unwrap()
}

fn start(home: &Home, words: &[&str], variables: &[(&str, &str)]) -> Child {
    let mut command = home.command(PROGRAM.as_ref());
    command.args(words).envs(variables.iter().copied());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Interrupts once. Returns the exit status, and what was said.
fn interrupt(mut child: Child) -> (Option<i32>, String) {
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    until("the program has ended", || child.try_wait().unwrap().is_some());
    let output = child.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn the_first_ctrl_c_counts_while_a_file_is_read_that_never_ends() {
    let record = r#"{"id": "1", "status": "creating", "kubernetes_job": "j", "kubernetes_namespace": "n"}"#;
    let server = Server::json(record);
    let home = Home::of(&server);
    pipe(&home, "pipe");
    for words in [
        &["dkms", "enable", "--kubeconfig", "pipe"][..],
        &["check", "--kubeconfig", "pipe"],
        &["jobs", "logs", "1", "--follow", "--kubeconfig", "pipe"],
        &["jobs", "wait", "1", "--token", "pipe"],
    ] {
        let child = start(&home, words, &[]);
        let _held = hold(&home.path("pipe"));
        let (status, said) = interrupt(child);
        assert_eq!(status, Some(130), "{words:?}: {said}");
    }
}

#[test]
fn the_first_ctrl_c_counts_while_the_trust_store_is_read() {
    let home = Home::with_configuration("[core]\nhostname = \"https://127.0.0.1:1\"\n");
    pipe(&home, "pipe");
    let path = home.path("pipe");
    for words in [&["check"][..], &["jobs", "ssh", "1"]] {
        let child = start(&home, words, &[("SSL_CERT_FILE", path.to_str().unwrap())]);
        let _held = hold(&path);
        let (status, said) = interrupt(child);
        assert_eq!(status, Some(130), "{words:?}: {said}");
    }
}

/// A configuration of Kubernetes whose credentials come from a program that says that it runs, and then hangs.
fn hanging_plugin(home: &Home) {
    home.write_program("plugin", "#!/bin/sh\ntouch \"$HOME/runs\"\nexec sleep 60\n");
    let plugin = home.path("plugin");
    let exec = format!(
        "{{apiVersion: client.authentication.k8s.io/v1, command: '{}', interactiveMode: Never}}",
        plugin.display()
    );
    home.write(
        ".kube/config",
        &format!(
            "clusters: [{{name: c, cluster: {{server: 'https://127.0.0.1:1'}}}}]\n\
             users: [{{name: u, user: {{exec: {exec}}}}}]\n\
             contexts: [{{name: c, context: {{cluster: c, user: u}}}}]\ncurrent-context: c\n"
        ),
    );
}

#[test]
fn the_first_ctrl_c_counts_while_a_plugin_is_asked_for_credentials() {
    let home = Home::of(&Server::json("{}"));
    hanging_plugin(&home);
    for words in [&["dkms", "enable"][..], &["dkms", "status"], &["check"]] {
        let _ = std::fs::remove_file(home.path("runs"));
        let child = start(&home, words, &[("PATH", "/usr/bin:/bin")]);
        until("the plugin runs", || home.path("runs").exists());
        let (status, said) = interrupt(child);
        assert_eq!(status, Some(130), "{words:?}: {said}");
    }
}

const BUILDING: &str = r#"{"id": "1", "status": "building_image", "image_root_archive_name": "compute"}"#;

#[test]
fn what_is_said_while_a_live_line_stands_does_not_garble_it() {
    let server = Server::json(BUILDING);
    let words = ["jobs", "wait", "1", "--timeout", "6s", "--interval", "500ms", "-v"];
    let (shown, status) = at_terminal(&Home::of(&server), &words, "", "");
    let rows = screen(&shown);
    assert_eq!(status, 4, "{rows:#?}");
    let requests = rows.iter().filter(|row| row.starts_with("GET http://127.0.0.1:")).count();
    assert_eq!(requests, server.requests().len(), "each on a line of its own: {rows:#?}");
    assert!(rows.iter().all(|row| !row.contains("building_image for")), "the live line is gone: {rows:#?}");
}

#[test]
fn the_live_line_is_gone_after_ctrl_c_and_so_is_its_echo() {
    let server = Server::json(BUILDING);
    let home = Home::of(&server);
    let (shown, status) = at_terminal(&home, &["jobs", "wait", "1"], "building_image for", "\u{3}");
    let told = ["Error: Interrupted", "The job goes on. Resume waiting with `cray-ims jobs wait 1`."];
    assert_eq!((screen(&shown), status), (told.map(str::to_owned).to_vec(), 130));
}

#[test]
fn the_state_comes_first_on_the_live_line_and_images_are_named() {
    let server = Server::raw(|request| {
        let status = if request.target.ends_with('1') { "success" } else { "building_image" };
        let id = request.target.rsplit('/').next().unwrap();
        let record = format!(r#"{{"id": "{id}", "status": "{status}", "image_root_archive_name": "compute-{id}"}}"#);
        response("200 OK", "application/json", record.as_bytes())
    });
    let (shown, _) = at_terminal(&Home::of(&server), &["jobs", "wait", "1", "2"], "1 of 2 jobs have ended", "\u{3}");
    let named = "compute-2 (job 2), 1 of 2 jobs have ended";
    // How long it has been in that state depends on the machine.
    let mut lines = shown.split("building_image for ").skip(1).filter_map(|line| line.split_once(": "));
    assert!(lines.any(|(_, rest)| rest.starts_with(named)), "{:#?}", screen(&shown));
}

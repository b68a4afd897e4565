//! Configurations as files: named by a path, written by several at once, printed as the reference client prints them.

use crate::support::{Home, PROGRAM, Server, response};
use std::io::Write;
use std::path::Path;
use std::process::Stdio;
use std::sync::mpsc;

const DEFAULT: &str = ".config/cray/configurations/default";

#[test]
fn settings_that_are_written_at_once_are_all_kept() {
    let home = Home::with_configuration("[core]\nhostname = \"https://a\"\n");
    let children: Vec<_> = (0..20)
        .map(|number| {
            let mut command = home.command(Path::new(PROGRAM));
            command.args(["config", "set", "mine", &format!("key{number}=x")]);
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let written = home.read(DEFAULT);
    assert_eq!(written.matches("key").count(), 20, "{written}");
    assert!(home.path(".config/cray/configurations").read_dir().unwrap().count() == 1);
}

#[test]
fn a_configuration_that_does_not_exist_yet_is_written_by_one_at_a_time() {
    let home = Home::empty();
    let children: Vec<_> = (0..8)
        .map(|number| {
            let mut command = home.command(Path::new(PROGRAM));
            command.args(["init", "--hostname", &format!("h{number}"), "--no-auth", "--overwrite"]);
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let written = home.read(DEFAULT);
    assert!(written.starts_with("[core]\nhostname = \"https://h") && written.lines().count() == 3, "{written}");
}

#[test]
fn a_login_keeps_what_was_written_while_it_waited() {
    let (begun, waits) = mpsc::channel();
    let (go, goes_on) = mpsc::channel::<()>();
    let goes_on = std::sync::Mutex::new(goes_on);
    let server = Server::raw(move |_| {
        begun.send(()).unwrap();
        goes_on.lock().unwrap().recv().unwrap();
        response("200 OK", "application/json", br#"{"access_token":"sesame-new","expires_in":300}"#)
    });
    let home = Home::of(&server);
    let mut command = home.command(Path::new(PROGRAM));
    command.args(["auth", "login", "--username", "me", "--password-stdin"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"hunter22\n").unwrap();
    waits.recv().unwrap();
    assert_eq!(home.run(&["config", "set", "core", "format=json"]).status, 0);
    go.send(()).unwrap();
    assert!(child.wait().unwrap().success());
    let written = home.read(DEFAULT);
    assert!(written.contains("format = \"json\"") && written.contains("username = \"me\""), "{written}");
}

#[test]
fn an_absolute_path_names_the_configuration_itself() {
    let server = Server::json("{}");
    let home = Home::empty();
    home.write("c.toml", &format!("[core]\nhostname = \"{}\"\nformat = \"JSON\"\n", server.url));
    let path = home.path("c.toml").display().to_string();
    let by_variable = home.run_with(&["images", "list"], &[("CRAY_CONFIG", &path)], "");
    assert_eq!((by_variable.stdout.as_str(), by_variable.status), ("{}\n", 0), "{by_variable:?}");
    let by_option = ["config", "set", "core", "format=Yaml", "--configuration", &path];
    assert_eq!(home.run(&by_option).status, 0);
    assert!(home.read("c.toml").contains("format = \"Yaml\""));
    let missing = home.run(&["images", "list", "--configuration", "/no/such"]);
    assert_eq!(missing.stderr, "Error: No configuration exists. Run `cray init --configuration /no/such`\n");
    assert_eq!(home.run_with(&["images", "list"], &[("CRAY_CONFIG", &path), ("CRAY_FORMAT", "JSON")], "").status, 2);
}

#[test]
fn describe_says_on_standard_output_which_configuration_is_active() {
    let home = Home::with_configuration("[core]\nhostname = \"https://a\"\n");
    home.write(".config/cray/configurations/blue", "[core]\nhostname = \"https://b\"\n");
    let printed = |words: &[&str]| home.run(&[&["config", "describe"], words].concat()).stdout;
    let active = "Your active configuration is: default\n";
    assert_eq!(printed(&[]), format!("{active}[core]\nhostname = \"https://a\"\n\n"));
    let other = printed(&["--configuration", "blue", "--format", "json"]);
    let document = "{\n  \"core\": {\n    \"hostname\": \"https://b\"\n  }\n}\n";
    assert_eq!(other, format!("{active}Describing configuration: blue\n{document}"));
    assert_eq!(printed(&["--quiet"]), "[core]\nhostname = \"https://a\"\n\n");
    assert_eq!(printed(&["--print", "core.hostname"]), "https://a\n");
}

#[test]
fn dates_are_printed_as_the_reference_client_prints_them() {
    let home = Home::with_configuration(
        "[x]\nd = 2026-01-02T03:04:05Z\ne = 2026-01-02\nf = 03:04:05\ng = 2026-01-02T03:04:05.5+02:00\ns = \"2026-01-02\"\n",
    );
    let toml = "d = 2026-01-02T03:04:05Z\ne = 2026-01-02\nf = 03:04:05\ng = 2026-01-02T03:04:05.500000+02:00\ns = \"2026-01-02\"\n";
    let run = home.run(&["config", "describe"]);
    assert_eq!(run.stdout, format!("Your active configuration is: default\n[x]\n{toml}\n"));
    assert_eq!(home.run(&["config", "get", "x"]).stdout, format!("{toml}\n"));
    assert_eq!(home.run(&["config", "get", "x.d"]).stdout, "2026-01-02 03:04:05+00:00\n");
    assert_eq!(home.run(&["config", "get", "x.e"]).stdout, "2026-01-02\n");
    let json: serde_json::Value =
        serde_json::from_str(&home.run(&["config", "get", "x", "--format", "json"]).stdout).unwrap();
    assert_eq!((&json["d"], &json["e"]), (&"2026-01-02T03:04:05Z".into(), &"2026-01-02".into()));
    assert_eq!(home.run(&["config", "describe", "--print", "x.e"]).stdout, "2026-01-02\n");
}

#[test]
fn the_list_of_configurations_has_columns_as_a_table() {
    let home = Home::with_configuration("[core]\nhostname = \"https://a\"\n");
    home.write(".config/cray/configurations/blue", "[core]\nhostname = \"https://b\"\n");
    let run = home.run(&["config", "list", "--format", "table"]);
    assert_eq!(run.stdout, "NAME     IS_ACTIVE\nblue     false\ndefault  true\n");
    let run = home.run(&["config", "use", "nope"]);
    assert!(run.status == 2 && run.stderr.contains("These exist: blue, default."), "{run:?}");
}

#[test]
fn certificates_are_named_relative_to_the_configuration() {
    let home = Home::with_configuration("[core]\nhostname = \"https://127.0.0.1:1\"\ncacert = \"ca.pem\"\n");
    home.write("ca.pem", "nothing");
    let run = home.run(&["images", "list"]);
    assert!(run.stderr.contains("configurations/ca.pem"), "{run:?}");
    let run = home.run(&["config", "set", "core", "cacert=../other.pem"]);
    assert!(run.status == 0 && run.stderr.contains("configurations/../other.pem, which does not exist"), "{run:?}");
}

#[test]
fn files_without_an_end_are_refused() {
    let home = Home::with_configuration("[core]\nhostname = \"https://127.0.0.1:1\"\n");
    for words in [
        &["images", "list", "--cacert", "/dev/zero"][..],
        &["dkms", "status", "--kubeconfig", "/dev/zero"],
        &["auth", "login", "--client-credentials", "--credentials-file", "/dev/zero"],
    ] {
        let run = home.run(words);
        assert!(
            run.status == 2 && (run.stderr.contains("bytes") || run.stderr.contains("device")),
            "{words:?}: {run:?}"
        );
    }
    // Those that a Kubernetes configuration names.
    for (cluster, user) in [
        ("certificate-authority: /dev/zero", ""),
        ("", "client-certificate: /dev/zero, client-key-data: eA=="),
        ("", "client-certificate-data: eA==, client-key: /dev/zero"),
    ] {
        let text = format!(
            "clusters: [{{name: c, cluster: {{server: 'https://127.0.0.1:1', {cluster}}}}}]\n\
             users: [{{name: u, user: {{{user}}}}}]\n\
             contexts: [{{name: c, context: {{cluster: c, user: u}}}}]\ncurrent-context: c\n"
        );
        home.write("kube", &text);
        let run = home.run(&["dkms", "status", "--kubeconfig", "kube"]);
        let told = run.stderr.contains("/dev/zero cannot be read: it ");
        assert!(run.status == 2 && told && run.stderr.contains("kube\n"), "{cluster}{user}: {run:?}");
    }
    std::fs::File::create(home.path("large")).unwrap().set_len(1 << 30).unwrap();
    let run = home.run(&["dkms", "status", "--kubeconfig", "large"]);
    assert!(run.status == 2 && run.stderr.contains("more than 16777216 bytes"), "{run:?}");
}

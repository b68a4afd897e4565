//! The sandbox, through the program: what it keeps away from the user's secrets and files, and from everybody else.

use crate::support::{Home, PROGRAM, Run, finish, until};
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

fn command(home: &Home, options: &[&str], script: &str) -> Command {
    let mut command = home.command(Path::new(PROGRAM));
    command.env("PATH", "/usr/local/bin:/usr/bin:/bin").env("TMPDIR", home.path("")).arg("sandbox");
    command.args(options).args(["--", "sh", "-euc", script]);
    command
}

fn sandbox(home: &Home, options: &[&str], script: &str) -> Run {
    finish(command(home, options, script), "")
}

/// A sandbox whose script has printed its first line, and that line.
fn started(mut command: Command) -> (Child, String) {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    (child, line.trim().to_owned())
}

/// The directories of sandboxes in the directory for temporary files.
fn directories(home: &Home) -> Vec<String> {
    let entries = std::fs::read_dir(home.path("")).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name.starts_with("cray-ims-sandbox-"));
    names
}

#[test]
fn secrets_and_settings_of_the_users_own_system_stay_outside() {
    let home = Home::empty();
    let names = [
        "CRAY_CREDENTIALS",
        "CRAY_CONFIG",
        "CRAY_FORMAT",
        "CRAY_CLIENT_SECRET",
        "CRAY_IMS_JOBS_DELETEALL_STATUS",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
        "HTTPS_PROXY",
        "https_proxy",
        "ALL_PROXY",
        "NO_PROXY",
        "REQUESTS_CA_BUNDLE",
        "AWS_SECRET_ACCESS_KEY",
        "KUBERNETES_SERVICE_HOST",
    ];
    let mut with_all = command(&home, &[], "env; cray-ims recipes list --format json >/dev/null");
    with_all.envs(names.map(|name| (name, "a-secret"))).env("MY_OWN", "kept");
    let run = finish(with_all, "");
    assert_eq!((run.stderr.as_str(), run.status), ("", 0), "{}", run.stdout);
    assert!(run.stdout.contains("MY_OWN=kept\n") && !run.stdout.contains("a-secret"), "{}", run.stdout);
}

#[test]
fn the_lines_for_another_shell_clear_what_must_stay_outside() {
    let home = Home::empty();
    let mut program = home.command(Path::new(PROGRAM));
    program.env("TMPDIR", home.path("")).env("PATH", "/usr/bin:/bin").arg("sandbox").stdin(Stdio::null());
    let mut child = program.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    let mut lines = String::new();
    while reader.read_line(&mut lines).unwrap() > 0 && !lines.contains("IMS_PUBLIC_KEY_ID") {}
    let mut shell = Command::new("sh");
    shell.env("PATH", "/usr/bin:/bin").env("CRAY_CREDENTIALS", "/a-secret").env("https_proxy", "http://a-secret");
    shell.env("CRAY_IMS_JOBS_DELETEALL_STATUS", "a-secret").args(["-euc", &format!("{lines}\nenv")]);
    let run = finish(shell, "");
    let _ = (child.kill(), child.wait());
    assert!(run.status == 0 && run.stdout.contains("CRAY_CONFIG_DIR=") && !run.stdout.contains("a-secret"), "{run:?}");
}

#[test]
fn a_token_from_elsewhere_is_neither_renewed_nor_replaced() {
    let home = Home::empty();
    let token = r#"{"access_token": "real", "refresh_token": "real", "client_id": "shasta", "expires_at": 1}"#;
    std::fs::write(home.path("token.json"), token).unwrap();
    let path = home.path("token.json");
    for options in [&[][..], &["--auth"]] {
        // Even where nothing tells the client that it is in a sandbox.
        for unset in ["true", "unset IMS_SANDBOX_HOME"] {
            let script = format!("{unset}; CRAY_CREDENTIALS='{}' cray-ims recipes list || echo $?", path.display());
            let run = sandbox(&home, options, &script);
            assert!(run.stdout.ends_with("2\n"), "{options:?} {unset}: {run:?}");
            assert_eq!(home.read("token.json"), token, "{options:?} {unset}");
        }
    }
}

#[test]
fn a_login_is_not_saved_outside() {
    let home = Home::empty();
    let script = format!(
        "outside='{}'; mkdir -p $outside/.config/cray/configurations $outside/.config/cray/tokens
         cp $CRAY_CONFIG_DIR/.config/cray/configurations/default $outside/.config/cray/configurations/
         echo anything | CRAY_CONFIG_DIR=$outside cray-ims auth login --username admin --password-stdin || echo $?
         ls $outside/.config/cray/tokens
         echo anything | cray-ims auth login --username admin --password-stdin >/dev/null
         ls $CRAY_CONFIG_DIR/.config/cray/tokens",
        home.path("outside").display()
    );
    let run = sandbox(&home, &[], &script);
    assert!(run.status == 0 && run.stdout.starts_with("2\n127_0_0_1"), "{run:?}");
    assert!(run.stderr.contains("Unable to write") && run.stderr.contains("sandbox"), "{run:?}");
}

#[test]
fn its_directory_is_the_users_alone_whatever_the_umask() {
    let home = Home::empty();
    let mut shell = Command::new("sh");
    shell.env_clear().env("PATH", "/usr/bin:/bin").env("TMPDIR", home.path(""));
    let script = "find $CRAY_CONFIG_DIR -type d -printf '%m %P\\n' -o -type f -printf '%m %P\\n'";
    shell.args(["-c", "umask 0; exec \"$0\" sandbox -- sh -c \"$1\"", PROGRAM, script]);
    let run = finish(shell, "");
    assert!(run.status == 0 && run.stdout.lines().count() > 8, "{run:?}");
    for line in run.stdout.lines() {
        assert!(line.starts_with("700 ") || line.starts_with("600 "), "{line}");
    }
}

#[test]
fn a_web_page_that_gives_loopback_its_own_name_reaches_nothing() {
    let home = Home::empty();
    let script = "url=$(cray-ims config get core.hostname)
        ask() { curl -s -o /dev/null -w '%{http_code}\n' \"$@\" $url/apis/ims/v3/recipes; }
        ask; ask -H 'Host: localhost:80'; ask -H 'Host: [::1]'; ask -H 'Origin: http://127.0.0.1:3000'
        ask -X DELETE -H 'Host: evil.example'; ask -X DELETE -H 'Host: 127.0.0.1.evil.example:80'
        ask -X DELETE -H 'Origin: https://evil.example'; ask -X DELETE -H 'Host: 10.0.0.1'; ask";
    let run = sandbox(&home, &[], script);
    assert_eq!(run.stdout, "200\n200\n200\n200\n403\n403\n403\n403\n200\n", "{run:?}");
}

#[test]
#[ignore = "needs root"]
fn other_users_of_the_machine_change_nothing() {
    let home = Home::empty();
    let script = "echo $(cray-ims config get core.hostname) $(sed -n 's/.*server: //p' $KUBECONFIG); sleep 1000";
    let (mut child, urls) = started(command(&home, &[], script));
    let (gateway, kubernetes) = urls.split_once(' ').unwrap();
    let ask = |user: u32, url: &str, words: &[&str]| {
        let mut curl = Command::new("curl");
        curl.uid(user).gid(user).current_dir("/").args(["-sk", "-o", "/dev/null", "-w", "%{http_code}"]).args(words);
        curl.arg(url);
        finish(curl, "").stdout
    };
    let recipes = format!("{gateway}/apis/ims/v3/recipes");
    assert_eq!(ask(65534, &recipes, &["-X", "DELETE"]), "403");
    assert_eq!(ask(65534, &recipes, &[]), "403");
    assert_eq!(ask(0, &recipes, &[]), "200");
    let version = format!("{kubernetes}/version");
    // Somebody else does not come as far as a request.
    assert_eq!(ask(65534, &version, &[]), "000");
    assert_eq!(ask(0, &version, &[]), "200");
    let _ = (child.kill(), child.wait());
}

#[test]
fn a_place_that_cannot_be_on_path_is_refused() {
    let home = Home::empty();
    std::fs::create_dir(home.path("a:b")).unwrap();
    let mut program = command(&home, &[], "echo reached");
    program.env("TMPDIR", home.path("a:b"));
    let run = finish(program, "");
    assert!(run.status == 2 && run.stdout.is_empty(), "{run:?}");
    assert!(run.stderr.contains("TMPDIR") && run.stderr.contains("a:b"), "{run:?}");
}

#[test]
fn when_it_is_killed_the_command_ends_and_the_next_sandbox_removes_its_files() {
    let home = Home::empty();
    // The shell, and what it started.
    let (mut killed, pids) = started(command(&home, &[], "sleep 1000 & echo $$ $!; wait; true"));
    let (mut living, _) = started(command(&home, &[], "echo; exec sleep 1000"));
    let is_alive = || pids.split(' ').any(|pid| Path::new("/proc").join(pid).join("exe").exists());
    assert!(is_alive());
    let _ = (killed.kill(), killed.wait());
    until("the command has ended", || !is_alive());
    assert_eq!(directories(&home).len(), 2);
    std::fs::create_dir(home.path("cray-ims-sandbox-mine")).unwrap();
    std::fs::write(home.path("cray-ims-sandbox-mine/file"), "kept").unwrap();
    assert_eq!(sandbox(&home, &[], "true").status, 0);
    assert_eq!(directories(&home).len(), 2, "only what was left behind is removed");
    assert_eq!(home.read("cray-ims-sandbox-mine/file"), "kept");
    assert!(living.try_wait().unwrap().is_none());
    let _ = (living.kill(), living.wait());
}

#[test]
fn two_sandboxes_do_not_share_a_state() {
    let home = Home::empty();
    let state = home.path("state.json").display().to_string();
    let (mut first, _) = started(command(&home, &["--state", &state], "echo; exec sleep 1000"));
    let refused = sandbox(&home, &["--state", &state], "echo reached");
    assert!(refused.status == 2 && refused.stdout.is_empty(), "{refused:?}");
    assert!(refused.stderr.contains("state.json") && refused.stderr.contains("another sandbox"), "{refused:?}");
    let _ = (first.kill(), first.wait());
    assert_eq!(sandbox(&home, &["--state", &state], "echo reached").stdout, "reached\n");
}

#[test]
fn files_and_directories_that_it_did_not_make_are_left_alone() {
    let home = Home::empty();
    home.write("state.lock", "precious");
    home.write("cray-ims-sandbox-notes/lock", "");
    home.write("cray-ims-sandbox-notes/thesis", "precious");
    let state = home.path("state");
    let run = sandbox(&home, &["--state", state.to_str().unwrap()], "true");
    assert_eq!(run.status, 0, "{run:?}");
    assert_eq!(
        (home.read("state.lock"), home.read("cray-ims-sandbox-notes/thesis")),
        ("precious".into(), "precious".into())
    );
    let run = sandbox(&home, &["--state", "/dev/zero"], "true");
    assert!(run.status == 2 && run.stderr.contains("it is not a regular file"), "{run:?}");
}

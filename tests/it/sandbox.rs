//! The sandbox, through the program: what a command in it finds, how it ends, and what stays behind.

use crate::support::{Home, PROGRAM, Run, finish, until};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Runs the sandbox with these options around a shell script.
fn sandbox(home: &Home, options: &[&str], script: &str) -> Run {
    finish(command(home, options, script), "")
}

fn command(home: &Home, options: &[&str], script: &str) -> Command {
    let mut command = home.command(Path::new(PROGRAM));
    command.env("PATH", "/usr/local/bin:/usr/bin:/bin").env("TMPDIR", home.path("")).arg("sandbox");
    command.args(options).args(["--", "sh", "-euc", script]);
    command
}

/// What is in the directory for temporary files.
fn leftovers(home: &Home) -> Vec<String> {
    let entries = std::fs::read_dir(home.path("")).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn a_command_finds_the_client_under_both_its_names_and_records_to_begin_with() {
    let home = Home::empty();
    let run = sandbox(
        &home,
        &[],
        "cray ims recipes describe $IMS_RECIPE_ID --format json
         cray-ims images describe $IMS_IMAGE_ID >/dev/null
         cray-ims public-keys describe $IMS_PUBLIC_KEY_ID >/dev/null
         test -f $KUBECONFIG && test -d $CRAY_CONFIG_DIR/.config/cray/tokens",
    );
    assert_eq!((run.stderr.as_str(), run.status), ("", 0));
    let recipe: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((&recipe["linux_distribution"], &recipe["recipe_type"]), (&"sles15".into(), &"kiwi-ng".into()));
    assert_eq!((&recipe["require_dkms"], &recipe["arch"]), (&false.into(), &"x86_64".into()));
    assert_eq!(leftovers(&home), [""; 0]);
}

#[test]
fn the_exit_status_is_that_of_the_command() {
    let home = Home::empty();
    assert_eq!(sandbox(&home, &[], "exit 7").status, 7);
    assert_eq!(sandbox(&home, &[], "kill -9 $$").status, 137);
    let mut missing = home.command(Path::new(PROGRAM));
    missing.args(["sandbox", "--", "no-such-command"]);
    let run = finish(missing, "");
    assert!(run.status == 2 && run.stderr.starts_with("Error: Unable to run no-such-command: "), "{run:?}");
    assert_eq!(leftovers(&home), [""; 0]);
}

#[test]
fn the_users_own_configuration_is_not_touched_and_need_not_be_whole() {
    let home = Home::with_configuration("this is no TOML");
    let run = sandbox(&home, &["--empty"], "cray-ims recipes list --format json; cray-ims config set core format=json");
    assert_eq!((run.stdout.as_str(), run.stderr.as_str(), run.status), ("[]\n\n", "", 0));
    assert_eq!(home.read(".config/cray/configurations/default"), "this is no TOML");
}

#[test]
fn it_refuses_to_listen_anywhere_but_on_loopback() {
    let home = Home::empty();
    for address in ["0.0.0.0:0", "[::]:0", "10.0.0.1"] {
        let run = sandbox(&home, &["--listen", address], "echo reached");
        assert!(run.status == 2 && run.stdout.is_empty() && run.stderr.contains("loopback"), "{run:?}");
    }
}

#[test]
fn an_interruption_ends_the_command_and_all_it_started() {
    for signal in ["INT", "TERM", "HUP"] {
        let home = Home::empty();
        let mut child = command(&home, &[], "sleep 1000 & echo $!; wait; sleep 1000")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        tell(&child, signal);
        ends_soon(&mut child);
        // A process that was killed may need a moment to be gone.
        let process = Path::new("/proc").join(line.trim()).join("exe");
        let is_gone = (0..500).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(10));
            !process.exists()
        });
        assert!(is_gone, "{signal} left a process");
        assert_eq!(leftovers(&home), [""; 0], "{signal} left files");
    }
}

#[test]
fn without_a_command_it_shows_the_way_and_serves_until_it_is_interrupted() {
    let home = Home::empty();
    let mut program = home.command(Path::new(PROGRAM));
    program.env("TMPDIR", home.path("")).arg("sandbox").stdin(Stdio::null());
    let mut child = program.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    let mut exports = String::new();
    while reader.read_line(&mut exports).unwrap() > 0 && !exports.contains("IMS_PUBLIC_KEY_ID") {}
    let mut shell = Command::new("sh");
    shell.env("PATH", "/usr/bin:/bin").args(["-euc", &format!("{exports}\ncray ims version list --format json")]);
    let run = finish(shell, "");
    assert!(run.status == 0 && run.stdout.contains("\"version\""), "{run:?}");
    tell(&child, "INT");
    ends_soon(&mut child);
    let mut rest = String::new();
    reader.read_to_string(&mut rest).unwrap();
    assert_eq!((rest.as_str(), leftovers(&home)), ("", Vec::<String>::new()));
}

#[test]
fn records_are_kept_between_runs_in_a_file_of_the_user() {
    let home = Home::empty();
    let state = home.path("state.json").display().to_string();
    let options = ["--state", &state];
    let run = sandbox(
        &home,
        &options,
        "cray-ims recipes update $IMS_RECIPE_ID --require-dkms true >/dev/null; echo $IMS_RECIPE_ID",
    );
    assert_eq!(run.status, 0, "{}", run.stderr);
    let again = sandbox(&home, &options, "echo $IMS_RECIPE_ID; cray-ims recipes describe $IMS_RECIPE_ID");
    assert_eq!(again.stdout.lines().next(), run.stdout.lines().next());
    assert!(again.stdout.contains("require_dkms = true"), "{}", again.stdout);
    std::fs::write(home.path("state.json"), "{\n\"recipes\": nonsense").unwrap();
    let broken = sandbox(&home, &options, "echo reached");
    assert!(
        broken.status == 2 && broken.stderr.contains("state.json") && broken.stderr.contains("line 2"),
        "{broken:?}"
    );
    assert_eq!(home.read("state.json"), "{\n\"recipes\": nonsense");
}

#[test]
fn a_job_whose_wait_was_ended_goes_on_in_the_next_run() {
    let home = Home::empty();
    let state = home.path("state.json").display().to_string();
    let run = sandbox(
        &home,
        &["--state", &state, "--job-time", "0"],
        "job=$(cray-ims jobs create --job-type customize --artifact-id $IMS_IMAGE_ID --public-key-id $IMS_PUBLIC_KEY_ID \
             --image-root-archive-name n --ssh-containers-name s --ssh-containers-jail false --print id)
         cray-ims jobs wait $job --quiet --until waiting_on_user --print id",
    );
    let script = format!("ssh root@{}.ims.cmn.shasta.local 'touch /mnt/image/complete'", run.stdout.trim());
    let marked = sandbox(&home, &["--state", &state, "--job-time", "3600"], &script);
    assert_eq!((marked.stdout.as_str(), marked.stderr.as_str(), marked.status), ("", "", 0));
    assert!(home.read("state.json").contains("\"status\": \"packaging_artifacts\""), "{run:?}");
    let script = format!("cray-ims jobs wait {} --quiet --print status", run.stdout.trim());
    assert_eq!(sandbox(&home, &["--state", &state, "--job-time", "0"], &script).stdout, "success\n");
}

fn tell(child: &Child, signal: &str) {
    Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status().unwrap();
}

fn ends_soon(child: &mut Child) {
    until("the sandbox has ended", || child.try_wait().unwrap().is_some());
}

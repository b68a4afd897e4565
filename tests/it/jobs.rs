//! Jobs through their lives: waiting for them, their logs, their shells.

use crate::support::{Home, NEVER, PATIENCE, PROGRAM, Run, Server, finish, in_sandbox, response, until};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Shell functions that start a job that builds a recipe, and one that customizes an image with a shell.
const START: &str = r#"
options="--image-root-archive-name my-image --public-key-id $IMS_PUBLIC_KEY_ID"
build() { cray ims jobs create --job-type create --artifact-id $IMS_RECIPE_ID $options "$@"; }
customize() {
    cray ims jobs create --job-type customize --artifact-id $IMS_IMAGE_ID $options \
        --ssh-containers-name shell --ssh-containers-jail $1 --print id
}
failing() {
    recipe=$(cray ims recipes create --name fail-it --recipe-type kiwi-ng --linux-distribution sles15 \
        --link-type s3 --link-path s3://ims/recipes/fail.tgz --print id)
    cray ims jobs create --job-type create --artifact-id $recipe $options "$@"
}
"#;

fn sandbox(home: &Home, job_time: &str, script: &str) -> Run {
    let options = ["--job-time", job_time, "--artifact", "s3://ims/recipes/fail.tgz"];
    in_sandbox(home, &options, &format!("{START}{script}"))
}

fn record(status: &str) -> Vec<u8> {
    let body = format!(r#"{{"id": "1", "status": "{status}", "big": 12345678901234567890123}}"#);
    response("200 OK", "application/json", body.as_bytes())
}

/// A service that answers these, one after the other, and the last for ever.
fn answering(answers: Vec<Vec<u8>>) -> Server {
    let next = AtomicUsize::new(0);
    Server::raw(move |_| answers[next.fetch_add(1, Ordering::SeqCst).min(answers.len() - 1)].clone())
}

#[test]
fn a_job_that_is_built_is_waited_for_and_its_record_is_the_result() {
    let run = sandbox(
        &Home::empty(),
        "1",
        "image=$(cray-ims jobs wait $(build --print id) --print resultant_image_id)
         cray-ims images describe $image --print name
         build --wait --print status",
    );
    assert_eq!((run.stdout.as_str(), run.status), ("my-image\nsuccess\n", 0), "{}", run.stderr);
    assert_eq!(run.stderr.lines().filter(|line| line.ends_with(": success")).count(), 2, "{}", run.stderr);
    assert!(run.stderr.lines().all(|line| line.starts_with("Job ")), "{}", run.stderr);
}

#[test]
fn a_job_that_fails_ends_with_3_and_its_record_is_printed() {
    let run = sandbox(
        &Home::empty(),
        "0.5",
        "failing --wait --print status || echo $?
         cray-ims jobs wait my-image --print resultant_image_id || echo $?
         cray-ims jobs logs my-image --container build-image",
    );
    let log = "[build-image] build-image: nothing to do in the sandbox
[build-image] ERROR: the build of this recipe fails, as the sandbox does with such a name
";
    assert_eq!(run.stdout, format!("error\n3\n3\n{log}"), "{}", run.stderr);
    assert!(run.stderr.contains("Error: The job ") && run.stderr.contains(" failed\n`cray-ims jobs logs "));
}

#[test]
fn a_job_that_waits_for_its_user_says_how_to_get_there_and_the_time_runs_out() {
    let run = sandbox(
        &Home::empty(),
        "0",
        "job=$(customize false); echo $job
         cray-ims jobs wait $job --until waiting_on_user --print status
         cray-ims jobs wait $job --timeout 3s --print status || echo $?",
    );
    let job = run.stdout.lines().next().unwrap();
    assert_eq!(run.stdout, format!("{job}\nwaiting_on_user\nwaiting_on_user\n4\n"), "{}", run.stderr);
    let ssh = format!("  ssh -p 22 -o StrictHostKeyChecking=accept-new root@{job}.ims.cmn.shasta.local\n");
    assert!(run.stderr.contains(&ssh) && run.stderr.contains("touch /mnt/image/complete\n"), "{}", run.stderr);
    assert!(run.stderr.contains(&format!("Error: Not finished after 3s\nJob {job} is still")), "{}", run.stderr);
    assert!(run.stderr.ends_with(&format!("Resume waiting with `cray-ims jobs wait {job}`.\n")), "{}", run.stderr);
}

#[test]
fn several_jobs_become_a_list_as_they_were_received() {
    let server = Server::raw(|request| {
        let id = request.target.rsplit('/').next().unwrap();
        let status = if id == "1" { "success" } else { "error" };
        response(
            "200 OK",
            "application/json",
            format!(r#"{{"status": "{status}", "id": "{id}", "n": 1.50}}"#).as_bytes(),
        )
    });
    let run = Home::of(&server).run(&["jobs", "wait", "1", "2", "--query", "[].id", "--format", "json"]);
    assert_eq!((run.stdout.as_str(), run.status), ("[\n  \"1\",\n  \"2\"\n]\n", 3), "{}", run.stderr);
    assert!(run.stderr.ends_with("Error: 1 of 2 jobs failed\n`cray-ims jobs logs 2` shows why.\n"), "{}", run.stderr);
}

#[test]
fn a_connection_that_is_lost_in_between_is_ridden_out() {
    let away = response("503 Service Unavailable", "text/html", b"<html>");
    let server = answering(vec![record("creating"), Vec::new(), away, record("success")]);
    let run = Home::of(&server).run(&["jobs", "wait", "1", "--interval", "100ms", "--print", "big"]);
    assert_eq!((run.stdout.as_str(), run.status), ("12345678901234567890123\n", 0), "{}", run.stderr);
    assert_eq!(server.lines(), ["GET /apis/ims/v3/jobs/1"; 4]);
}

#[test]
fn what_does_not_pass_by_itself_ends_the_wait() {
    let gone = response("404 NOT FOUND", "application/problem+json", br#"{"title":"Not Found","detail":"gone"}"#);
    let server = answering(vec![record("creating"), gone]);
    let run = Home::of(&server).run(&["jobs", "wait", "1", "--interval", "100ms", "--print", "status"]);
    assert_eq!((run.stdout.as_str(), run.status), ("creating\n", 2), "{}", run.stderr);
    assert!(run.stderr.ends_with("Error: Not Found: gone\n"), "{}", run.stderr);
    let nonsense = Home::of(&Server::json("[1]")).run(&["jobs", "wait", "1"]);
    assert!(nonsense.status == 2 && nonsense.stderr.contains("it is not a job"), "{nonsense:?}");
}

const CREATE: [&str; 10] = [
    "jobs",
    "create",
    "--job-type",
    "create",
    "--image-root-archive-name",
    "n",
    "--artifact-id",
    "compute",
    "--public-key-id",
    "my key",
];

#[test]
fn a_job_that_was_just_created_is_not_lost_sight_of() {
    let forbidden = response("403 Forbidden", "text/plain", b"no");
    let server = answering(vec![record("creating"), forbidden]);
    let words = [&CREATE[..], &["--wait", "--interval", "100ms", "--print", "id", "--quiet"]].concat();
    let run = Home::of(&server).run(&words);
    assert_eq!((run.stdout.as_str(), run.status), ("1\n", 2), "{}", run.stderr);
    assert!(run.stderr.ends_with("The job goes on. Resume waiting with `cray-ims jobs wait 1`.\n"), "{}", run.stderr);
    let garbled = Home::of(&Server::answering("201 CREATED", "text/html", "<html>"));
    for more in [&["--wait"][..], &["--print", "id"], &["--query", "id"]] {
        let run = garbled.run(&[&CREATE[..], more].concat());
        assert!(run.status == 2 && run.stderr.contains("it may have taken effect"), "{run:?}");
    }
}

#[test]
fn names_serve_for_the_ids_of_a_new_job_once_the_service_has_refused_them() {
    let refused =
        br#"{"title": "Unprocessable Entity", "detail": "no", "errors": {"artifact_id": ["Not a valid UUID."]}}"#;
    let server = Server::raw(|request| match (request.method.as_str(), request.target.as_str()) {
        ("POST", _) if request.body.contains("compute") => response("422 X", "application/problem+json", refused),
        ("POST", _) => response("201 CREATED", "application/json", br#"{"id": "1"}"#),
        (_, "/apis/ims/v3/recipes") => {
            response("200 OK", "application/json", br#"[{"id": "r1", "name": "compute"}, {"id": "r2", "name": "x"}]"#)
        }
        _ => response("200 OK", "application/json", br#"[{"id": "k1", "name": "my key"}]"#),
    });
    let run = Home::of(&server).run(&[&CREATE[..], &["--print", "id"]].concat());
    assert_eq!((run.stdout.as_str(), run.status), ("1\n", 0), "{}", run.stderr);
    assert_eq!(run.stderr, "The recipe compute is r1.\nThe public key my key is k1.\n");
    let (post, list) = ("POST /apis/ims/v3/jobs", "GET /apis/ims/v3/recipes");
    assert_eq!(server.lines(), [post, list, "GET /apis/ims/v3/public-keys", post]);
    let last = &server.requests()[3].body;
    assert!(last.contains(r#""artifact_id":"r1""#) && last.contains(r#""public_key_id":"k1""#), "{last}");
    let shown = Home::of(&server).run(&[&CREATE[..], &["--dry-run"]].concat());
    assert!(
        shown.stdout.contains(r#""artifact_id": "r1""#) && shown.status == 0,
        "a rehearsal looks names up: {shown:?}"
    );
    let unknown = [&CREATE[..7], &["computer", "--public-key-id", "key"]].concat();
    let run = Home::of(&server).run(&unknown);
    assert!(run.status == 2 && run.stderr.contains("artifact_id: Not a valid UUID."), "{run:?}");
    assert!(run.stderr.contains("No recipe has the id or the name computer. `cray-ims recipes list`"), "{run:?}");
}

#[test]
fn the_time_allowed_is_that_of_the_whole_wait_wherever_it_is_said() {
    let silent = Server::writing(|_, _| std::thread::sleep(NEVER));
    let silent_for_a_while = Server::writing(|_, _| std::thread::sleep(Duration::from_secs(2)));
    let create = Home::of(&silent_for_a_while).run(&[&CREATE[..], &["--wait", "--timeout", "500ms"]].concat());
    assert!(create.status == 2 && create.stderr.contains("it may have taken effect"), "{create:?}");
    for words in [
        ["--timeout", "0.5", "jobs", "wait", "1"],
        ["jobs", "wait", "1", "--timeout", "500ms"],
        ["jobs", "ssh", "1", "--timeout", "500ms"],
    ] {
        let run = Home::of(&silent).run(&words);
        assert_eq!((run.stderr.lines().next(), run.status), (Some("Error: Not finished after 500ms"), 4), "{run:?}");
    }
}

#[test]
fn a_signal_to_end_tells_how_to_wait_again_too() {
    for (signal, status) in [("TERM", 143), ("HUP", 129), ("INT", 130)] {
        let server = answering(vec![record("creating")]);
        let home = Home::of(&server);
        let mut command = home.command(PROGRAM.as_ref());
        command.args(CREATE).arg("--wait").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = command.spawn().unwrap();
        until("the job is waited for", || server.requests().len() >= 2);
        Command::new("kill").args(["-s", signal, &child.id().to_string()]).status().unwrap();
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(status), "{stderr}");
        assert!(
            stderr.ends_with("Resume waiting with `cray-ims jobs wait 1`.\n") && !stderr.contains("all the same"),
            "{stderr}"
        );
    }
}

#[test]
fn ctrl_c_ends_a_shell_that_is_not_there_yet() {
    let server = Server::writing(|_, _| std::thread::sleep(NEVER));
    let home = Home::of(&server);
    let mut command = home.command(PROGRAM.as_ref());
    command.args(["jobs", "ssh", "1"]).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    until("a request is sent", || !server.requests().is_empty());
    let began = Instant::now();
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert_eq!(child.wait_with_output().unwrap().status.code(), Some(130));
    assert!(began.elapsed() < PATIENCE);
}

#[test]
fn an_interruption_ends_the_wait_with_130_and_stops_nothing() {
    let server = answering(vec![record("creating")]);
    let home = Home::of(&server);
    let mut command = home.command(PROGRAM.as_ref());
    command.args(["jobs", "wait", "1"]).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    until("the job is waited for", || server.requests().len() >= 2);
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(130), 0), "{stderr}");
    assert!(
        stderr.ends_with("Error: Interrupted\nThe job goes on. Resume waiting with `cray-ims jobs wait 1`.\n"),
        "{stderr}"
    );
}

#[test]
fn logs_follow_the_containers_in_the_order_in_which_they_run_until_the_job_ends() {
    let run = sandbox(
        &Home::empty(),
        "2",
        "job=$(build --print id)
         cray-ims jobs logs $job --follow
         cray-ims jobs describe $job --print status
         cray-ims jobs logs $job --container nothing || echo $?
         cray-ims jobs logs $(customize false) --follow --timeout 1s >/dev/null || echo $?",
    );
    let names = ["fetch-recipe", "wait-for-repos", "build-ca-rpm", "build-image"];
    let mut told: Vec<_> = names.iter().map(|name| format!("[{name}] {name}: nothing to do in the sandbox")).collect();
    told.extend(["buildenv-sidecar", "sshd"].iter().map(|name| format!("[{name}] {name}: ready")));
    let lines: Vec<_> = run.stdout.lines().collect();
    assert_eq!(lines[..4], told[..4], "{run:?}");
    let mut last = lines[4..6].to_vec();
    last.sort_unstable();
    assert_eq!(last, told[4..], "{run:?}");
    assert_eq!(lines[6..], ["success", "2", "4"], "{run:?}");
    assert!(run.stderr.contains("Error: Timed out after 1s; the job has not ended\n"), "{}", run.stderr);
    assert!(run.stderr.contains("has no container nothing. It has: fetch-recipe, "), "{}", run.stderr);
}

/// Puts a script behind the sandbox's own ssh on the way to programs.
fn fake_ssh(home: &Home, script: &str) {
    home.write_program("bin/ssh", &format!("#!/bin/sh\n{script}\n"));
}

#[test]
fn a_shell_is_opened_and_a_wait_is_ended_over_ssh() {
    let home = Home::empty();
    fake_ssh(&home, "echo \"$@\" | tee -a \"$HOME/calls\"; exit ${SSH_STATUS:-0}");
    let run = sandbox(
        &home,
        "2",
        "PATH=$HOME/bin:$PATH
         job=$(customize true); echo $job
         cray-ims jobs complete $job || echo $?
         cray-ims jobs ssh $job --quiet -- -i key 'ls -l'
         cray-ims jobs complete $job --failed --inside
         SSH_STATUS=255 cray-ims jobs complete $job || echo $?
         SSH_STATUS=7 cray-ims jobs ssh $job --quiet --container shell >/dev/null || echo $?
         cray-ims jobs ssh $job --container other --quiet || echo $?",
    );
    let job = run.stdout.lines().next().unwrap();
    let ssh = format!("-p 22 -o StrictHostKeyChecking=accept-new root@{job}.ims.cmn.shasta.local");
    let told = format!("Marked the job {job} as failed.");
    assert_eq!(run.stdout, format!("{job}\n2\n{ssh} -i key ls -l\n{told}\n2\n7\n2\n"), "{}", run.stderr);
    assert!(run.stderr.contains(&format!("The job {job} is not waiting for its user.")), "{}", run.stderr);
    assert!(run.stderr.contains("has no ssh container other. It has: shell"), "{}", run.stderr);
    let calls = home.read("calls");
    assert!(calls.contains(&format!("cray-ims-{job}-service.ims.svc.cluster.local touch /tmp/failed\n")), "{calls}");
    assert!(calls.contains(&format!("{ssh} touch /tmp/complete\n")), "{calls}");
}

/// A job that waits for its user.
const WAITING: &str = r#"{"id":"1","status":"waiting_on_user","ssh_containers":[{"name":"customize","jail":false,
    "connection_info":{"customer_access":{"host":"job.cmn","port":22},"cluster.local":{"host":"job.svc","port":22}}}]}"#;

#[test]
fn what_a_command_starts_leaves_the_standard_input_alone() {
    let home = Home::of(&Server::json(WAITING));
    fake_ssh(&home, "cat >/dev/null; echo called >>\"$HOME/calls\"");
    home.write_program("bin/plugin", "#!/bin/sh\ncat >/dev/null; echo called >>\"$HOME/calls\"; exit 1\n");
    let exec = "{apiVersion: client.authentication.k8s.io/v1, command: plugin, interactiveMode: IfAvailable}";
    home.write(
        ".kube/config",
        &format!(
            "clusters: [{{name: c, cluster: {{server: 'https://127.0.0.1:1'}}}}]\n\
             users: [{{name: u, user: {{exec: {exec}}}}}]\n\
             contexts: [{{name: c, context: {{cluster: c, user: u}}}}]\ncurrent-context: c\n"
        ),
    );
    for words in ["jobs complete $job", "dkms status"] {
        let script = format!("while read job; do \"$0\" {words} || :; done");
        let mut command = home.command("/bin/sh".as_ref());
        command.env("PATH", format!("{}:/usr/bin:/bin", home.path("bin").display()));
        command.args(["-c", &script, PROGRAM]);
        let run = finish(command, "1\n2\n3\n");
        assert_eq!(home.read("calls"), "called\n".repeat(3), "{words}: {run:?}");
        std::fs::remove_file(home.path("calls")).unwrap();
    }
}

#[test]
fn how_to_get_into_a_job_is_said_only_if_ssh_fails() {
    let home = Home::of(&Server::json(WAITING));
    fake_ssh(&home, "cat; exit ${SSH_STATUS:-0}");
    let path = format!("{}:/usr/bin:/bin", home.path("bin").display());
    let run =
        |status: &str| home.run_with(&["jobs", "ssh", "1"], &[("PATH", &path), ("SSH_STATUS", status)], "typed\n");
    for (status, code) in [("0", 0), ("7", 7)] {
        let run = run(status);
        assert_eq!((run.stdout.as_str(), run.stderr.as_str(), run.status), ("typed\n", "", code), "{run:?}");
    }
    let failed = run("255");
    assert_eq!((failed.stdout.as_str(), failed.status), ("typed\n", 255), "{failed:?}");
    assert!(failed.stderr.contains("ssh -p 22 -o StrictHostKeyChecking=accept-new root@job.cmn\n"), "{failed:?}");
    assert!(failed.stderr.contains("--inside"), "{failed:?}");
    let missing = home.run_with(&["jobs", "ssh", "1"], &[("PATH", "/nowhere")], "");
    assert!(missing.status == 2 && missing.stderr.contains("Unable to run ssh"), "{missing:?}");
    assert!(missing.stderr.contains("root@job.cmn"), "{missing:?}");
}

#[test]
fn an_image_is_customized_over_ssh_from_start_to_end() {
    let run = sandbox(
        &Home::empty(),
        "0.3",
        "for jail in true false; do
             job=$(customize $jail)
             cray-ims jobs ssh $job --quiet -- 'zypper in x'
             cray-ims jobs complete $job >&2
             image=$(cray-ims jobs wait $job --quiet --print resultant_image_id)
             cray-ims images describe $image --print name
         done",
    );
    assert_eq!((run.stdout.as_str(), run.status), ("my-image\nmy-image\n", 0), "{}", run.stderr);
    assert!(run.stderr.contains("\nzypper: not run, the container is simulated\n"), "{}", run.stderr);
    assert_eq!(run.stderr.matches(" as complete.\n").count(), 2, "{}", run.stderr);
}

#[test]
fn a_job_that_is_given_up_over_ssh_ends_in_error() {
    let run = sandbox(
        &Home::empty(),
        "0.3",
        "for job in $(customize true) $(failing --enable-debug true --print id); do
             cray-ims jobs wait $job --until waiting_on_user --print status
             cray-ims jobs complete $job --failed --inside >&2
             cray-ims jobs wait $job --print status || echo $?
             cray-ims jobs logs $job --container buildenv-sidecar
         done",
    );
    let log = "[buildenv-sidecar] buildenv-sidecar: ready
[buildenv-sidecar] ERROR: the wait for the user is over, and there is no image to package
";
    assert_eq!(run.stdout, format!("waiting_on_user\nerror\n3\n{log}").repeat(2), "{}", run.stderr);
}

#[test]
fn a_script_leads_its_lines_into_a_container() {
    let run = sandbox(
        &Home::empty(),
        "1",
        "job=$(customize false)
         ssh=\"ssh -p 22 -o StrictHostKeyChecking=no root@$job.ims.cmn.shasta.local\"
         $ssh true || echo $?
         cray-ims jobs wait $job --until waiting_on_user --quiet --print status
         $ssh 'touch /tmp/complete; exit 1' || echo $?
         cray-ims jobs describe $job --print status
         printf '%s\\n' 'cd /mnt/image' 'chroot image-root' 'exit' 'touch complete' 'exit 5' 'echo never' | $ssh || echo $?
         cray-ims jobs wait $job --quiet --print status
         $ssh -p 2222 || echo $?
         ssh -n root@none.ims.cmn.shasta.local || echo $?",
    );
    let statuses = "255\nwaiting_on_user\n1\nwaiting_on_user\n5\nsuccess\n255\n255\n";
    assert_eq!(run.stdout, statuses, "{}", run.stderr);
    let lines: Vec<_> = run.stderr.lines().filter(|line| line.starts_with("ssh: ")).collect();
    assert_eq!(lines.len(), 3, "{}", run.stderr);
    assert!(lines[..2].iter().all(|line| line.ends_with(".ims.cmn.shasta.local port 22: Connection refused")));
    assert_eq!(lines[2], "ssh: Could not resolve hostname none.ims.cmn.shasta.local: Name or service not known");
}

#[test]
fn ssh_to_another_host_is_the_next_ssh_with_its_words_untouched() {
    let home = Home::empty();
    fake_ssh(&home, "printf '[%s]' \"$@\"; echo; exit 7");
    let script = "ssh -o 'A b' -p 22 -- root@example.org '' \"it's  \\$x\" --help || echo $?; ssh -V || echo $?";
    let run = sandbox(&home, "0", script);
    assert_eq!(run.stdout, "[-o][A b][-p][22][--][root@example.org][][it's  $x][--help]\n7\n[-V]\n7\n", "{run:?}");
    let alone = sandbox(&home, "0", "PATH=${PATH%%:*}; ssh example.org || echo $?");
    assert_eq!(alone.stdout, "255\n", "{alone:?}");
    assert!(alone.stderr.ends_with("there is no other ssh on PATH. Install one.\n"), "{alone:?}");
}

#[test]
fn a_host_that_would_be_an_option_is_never_given_to_ssh() {
    let container = r#"{"name":"s","jail":false,"connection_info":{"customer_access":{"host":"-oProxyCommand=touch x","port":22}}}"#;
    let server = Server::json(&format!(r#"{{"id":"1","status":"waiting_on_user","ssh_containers":[{container}]}}"#));
    let home = Home::of(&server);
    for verb in ["ssh", "complete"] {
        let mut command = home.command(PROGRAM.as_ref());
        command.env("PATH", "/usr/bin:/bin").args(["jobs", verb, "1"]);
        let run = finish(command, "");
        assert!(run.status == 2 && run.stderr.contains("does not say how the job 1 can be reached"), "{run:?}");
    }
}

//! Completing command lines in bash, and where the names and ids of records come from.

use crate::support::{Home, NEVER, PATIENCE, PROGRAM, Run, Server, finish, in_sandbox};
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

const IMAGES: &str = r#"[{"id":"11111111-aaaa","name":"alone","created":"2026-01-01T00:00:00"},
    {"id":"22222222-aaaa","name":"twin","created":"2026-01-02T00:00:00"},
    {"id":"22222222-bbbb","name":"twin","created":"2026-01-03T00:00:00"},
    {"id":"33333333-aaaa","name":"two words","created":"2026-01-04T00:00:00"},
    {"id":"44444444-aaaa","name":"with:colon","created":"2026-01-05T00:00:00"}]"#;

/// Where the program is on PATH as `cray-ims`, and as `cray` if that is wanted.
fn linked(home: &Home, names: &[&str]) -> String {
    home.write("bin/.keep", "");
    for name in names {
        symlink(PROGRAM, home.path("bin").join(name)).unwrap();
    }
    format!("{}:/usr/local/bin:/usr/bin:/bin", home.path("bin").display())
}

/// Lets bash complete the last of the words, as it does when TAB is pressed. Returns what it would offer.
fn completed(home: &Home, path: &str, before: &str, words: &[&str]) -> Vec<String> {
    let script = format!(
        r#"{before}
        source <(cray-ims completions bash)
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*"
        COMP_POINT=${{#COMP_LINE}}
        spec="$(complete -p "$1")" && [[ $spec =~ \ -F\ ([^ ]+) ]] || exit 1
        "${{BASH_REMATCH[1]}}" "$1" "${{@: -1}}" "${{@: -2:1}}"
        for word in "${{COMPREPLY[@]}}"; do echo "$word"; done"#
    );
    let mut bash = home.command(Path::new("bash"));
    bash.env("PATH", path).args(["-c", &script, "bash"]).args(words);
    let run = finish(bash, "");
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{words:?}: {}", run.stdout);
    run.stdout.lines().map(str::to_owned).collect()
}

fn asked(home: &Home, words: &[&str]) -> Run {
    home.run(&[&["complete", "fish", "--"], words].concat())
}

#[test]
fn bash_completes_commands_and_options_at_every_depth() {
    let home = Home::empty();
    let path = linked(&home, &["cray-ims"]);
    let of = |words: &[&str]| completed(&home, &path, "", words);
    assert_eq!(of(&["cray-ims", "rec"]), ["recipes"]);
    assert_eq!(of(&["cray-ims", "recipes", "des"]), ["describe"]);
    assert_eq!(of(&["cray-ims", "remote-build-nodes", "status", "li"]), ["list"]);
    assert_eq!(of(&["cray-ims", "deleted", "public-keys", "update", "--op"]), ["--operation"]);
    assert_eq!(of(&["cray-ims", "jobs", "create", "--job-type", "cu"]), ["customize"]);
    assert_eq!(of(&["cray-ims", "comp"]), ["completions"]);
}

#[test]
fn bash_completes_the_names_and_ids_of_records() {
    let server = Server::json(IMAGES);
    let home = Home::of(&server);
    let path = linked(&home, &["cray-ims"]);
    let of = |words: &[&str]| completed(&home, &path, "", words);
    assert_eq!(of(&["cray-ims", "images", "describe", "al"]), ["alone"]);
    assert_eq!(of(&["cray-ims", "images", "describe", "1"]), ["11111111-aaaa"]);
    let twins =
        ["22222222-aaaa  (twin, 2026-01-02T00:00)", "22222222-bbbb  (twin, 2026-01-03T00:00)"].map(str::to_owned);
    assert_eq!(of(&["cray-ims", "images", "describe", "2"]), twins);
    assert_eq!(of(&["cray-ims", "images", "delete", "alone", ""])[..2], twins);
    assert_eq!(of(&["cray-ims", "jobs", "create", "--job-type", "customize", "--artifact-id", "3"]), ["33333333-aaaa"]);
    assert_eq!(of(&["cray-ims", "images", "describe", "nothing"]), [""; 0]);
}

#[test]
fn the_linked_name_completes_what_is_served_here_and_leaves_the_rest_alone() {
    let server = Server::json(IMAGES);
    let home = Home::of(&server);
    let path = linked(&home, &["cray-ims", "cray"]);
    let original =
        "_original() { COMPREPLY=(\"original:$1:$2:$3:$COMP_CWORD\"); }; complete -F _original -o default cray";
    for before in ["", original] {
        let of = |words: &[&str]| completed(&home, &path, before, words);
        assert_eq!(of(&["cray", "ims", "images", "describe", "al"]), ["alone"]);
        assert_eq!(of(&["cray", "ims", "recipes", "des"]), ["describe"]);
        assert_eq!(of(&["cray", "config", "des"]), ["describe"]);
        assert_eq!(of(&["cray", "init", "--host"]), ["--hostname"]);
        assert_eq!(of(&["cray", "auth", "stat"]), ["status"]);
    }
    let of = |words: &[&str]| completed(&home, &path, original, words);
    assert_eq!(of(&["cray", "bos", "des"]), ["original:cray:des:bos:2"]);
    assert_eq!(of(&["cray", "i"]), ["original:cray:i:cray:1", "ims", "init"]);
    assert_eq!(completed(&home, &path, "", &["cray", "bos", "x"]), [""; 0]);
}

#[test]
fn another_program_of_the_name_cray_keeps_its_completion() {
    let home = Home::empty();
    let path = linked(&home, &["cray-ims"]);
    home.write_program("bin/cray", "#!/bin/sh\n");
    let original = "_original() { COMPREPLY=(\"$3\"); }; complete -F _original cray";
    assert_eq!(completed(&home, &path, original, &["cray", "ims", "rec"]), ["ims"]);
}

#[test]
fn records_are_kept_for_a_moment_for_this_user_alone() {
    let server = Server::json(IMAGES);
    let home = Home::of(&server);
    let words = ["cray-ims", "images", "describe", ""];
    let (first, second) = (asked(&home, &words), asked(&home, &words));
    assert_eq!((first.status, first.stdout.lines().next()), (0, Some("alone\t")));
    assert_eq!((second.stdout, server.lines()), (first.stdout, vec!["GET /apis/ims/v3/images".to_owned()]));
    let directory = home.path(".cache/cray-ims/records");
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let files: Vec<_> = std::fs::read_dir(&directory).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!((files.len(), mode(&files[0]), mode(&directory)), (1, 0o600, 0o700));
    // Another system has other records.
    home.write(".config/cray/configurations/blue", "[core]\nhostname = \"http://127.0.0.1:1\"\n");
    let other = asked(&home, &["cray-ims", "--configuration", "blue", "images", "describe", ""]);
    assert_eq!((other.status, other.stdout.as_str()), (0, ""));
    let old = Command::new("touch").args(["-d", "1 minute ago"]).arg(&files[0]).status().unwrap();
    assert!(old.success() && asked(&home, &words).status == 0);
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn nothing_is_said_and_nobody_waits_when_the_records_cannot_be_had() {
    let words = ["cray-ims", "images", "describe", ""];
    let slow = Server::raw(|_| {
        std::thread::sleep(NEVER);
        Vec::new()
    });
    let failing = Server::answering("503 Service Unavailable", "text/html", "<html>");
    let broken = Server::json("[1, 2]");
    for home in [Home::empty(), Home::of(&slow), Home::of(&failing), Home::of(&broken), Home::with_configuration("[")] {
        let began = Instant::now();
        let run = asked(&home, &words);
        assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""));
        assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());
    }
}

#[test]
fn an_expired_token_is_not_sent_to_complete_a_word() {
    let server = Server::json(IMAGES);
    let home = Home::of(&server);
    home.write("token", r#"{"access_token":"secret","expires_at":1}"#);
    let run = asked(&home, &["cray-ims", "--token", "token", "images", "describe", ""]);
    assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""));
    assert_eq!(server.lines(), [""; 0]);
}

#[test]
fn where_a_file_is_wanted_the_status_says_so() {
    let run = asked(&Home::empty(), &["cray-ims", "images", "list", "--cacert", ""]);
    assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (1, "", ""));
}

#[test]
fn the_cache_removes_nothing_but_its_own_lists() {
    let server = Server::json(IMAGES);
    let home = Home::of(&server);
    let words = ["cray-ims", "images", "describe", ""];
    let records = ".cache/cray-ims/records";
    let files = ["0123456789abcdef.json", "notes.txt", "0123456789abcdef.json.bak", "0123456789ABCDEF.json", "x.json"];
    for file in files {
        home.write(&format!("{records}/{file}"), "mine");
    }
    let old = || {
        let files = files.map(|file| home.path(records).join(file));
        assert!(Command::new("touch").args(["-d", "1 minute ago"]).args(files).status().unwrap().success());
    };
    let left = || files.map(|file| home.path(records).join(file).exists());
    old();
    assert!(asked(&home, &words).stdout.contains("alone"));
    assert_eq!(left(), [false, true, true, true, true]);
}

#[test]
fn the_cache_is_neither_read_nor_written_through_a_link() {
    for (link, below) in
        [(".cache/cray-ims/records", ""), (".cache/cray-ims", "records/"), (".cache", "cray-ims/records/")]
    {
        let server = Server::json(IMAGES);
        let home = Home::of(&server);
        let own = format!("elsewhere/{below}0123456789abcdef.json");
        home.write(&own, "[]");
        let link = home.path(link);
        std::fs::create_dir_all(link.parent().unwrap()).unwrap();
        symlink(home.path("elsewhere"), link).unwrap();
        let old = Command::new("touch").args(["-d", "1 minute ago"]).arg(home.path(&own)).status().unwrap();
        for count in [1, 2] {
            let run = asked(&home, &["cray-ims", "images", "describe", ""]);
            assert!(old.success() && run.stdout.contains("alone"), "{run:?}");
            assert_eq!(server.requests().len(), count, "nothing is kept there");
        }
        assert!(home.path(&own).exists());
        let directory = home.path(&own);
        assert_eq!(std::fs::read_dir(directory.parent().unwrap()).unwrap().count(), 1);
    }
}

#[test]
fn runtime_classes_are_those_of_the_cluster() {
    // What does not answer at once is left out, so a slow machine may have to ask again.
    let script = "tries=0\n\
        until cray-ims complete fish -- cray-ims dkms enable --kata-runtime kata- | grep .; do \
        tries=$((tries + 1)); test $tries -lt 60; done\n\
        echo elsewhere\n\
        cray-ims complete fish -- cray-ims dkms --context nowhere enable --kata-runtime kata-";
    let run = in_sandbox(&Home::empty(), &[], script);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let lines: Vec<_> = run.stdout.lines().collect();
    assert!(lines.contains(&"kata-qemu\t") && lines.last() == Some(&"elsewhere"), "{}", run.stdout);
}

#[test]
fn no_program_is_asked_for_credentials() {
    let home = Home::empty();
    home.write_program("plugin", "#!/bin/sh\ntouch \"$HOME/ran\"\n");
    home.write(
        ".kube/config",
        &format!(
            "clusters: [{{name: c, cluster: {{server: 'https://127.0.0.1:1'}}}}]\n\
             users: [{{name: u, user: {{exec: {{apiVersion: client.authentication.k8s.io/v1, command: '{}'}}}}}}]\n\
             contexts: [{{name: c, context: {{cluster: c, user: u}}}}]\ncurrent-context: c\n",
            home.path("plugin").display()
        ),
    );
    let run = asked(&home, &["cray-ims", "dkms", "enable", "--kata-runtime", ""]);
    assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""));
    assert!(!home.path("ran").exists());
}

#[test]
fn ssh_containers_are_those_of_the_job() {
    let server = Server::json(
        r#"[{"id":"1","ssh_containers":[{"name":"shell"},{"name":"other"}]},{"id":"2","ssh_containers":[{"name":"debug"}]},
        {"id":"3","ssh_containers":null}]"#,
    );
    let home = Home::of(&server);
    let of = |words: &[&str]| asked(&home, &[&["cray-ims", "jobs"], words, &["--container", ""]].concat()).stdout;
    assert_eq!(of(&["ssh", "1"]), "shell\t\nother\t\n");
    assert_eq!(of(&["complete", "--failed", "2"]), "debug\t\n");
    assert_eq!(of(&["ssh", "3"]), "");
    assert_eq!(of(&["ssh"]), "shell\t\nother\t\ndebug\t\n");
}

#[test]
#[ignore = "needs root"]
fn the_cache_is_not_kept_in_the_directory_of_another_user() {
    let server = Server::json(IMAGES);
    let home = Home::of(&server);
    home.write(".cache/cray-ims/records/0123456789abcdef.json", "[]");
    chown(home.path(".cache/cray-ims/records"), Some(65534), None).unwrap();
    let file = home.path(".cache/cray-ims/records/0123456789abcdef.json");
    assert!(Command::new("touch").args(["-d", "1 minute ago"]).arg(&file).status().unwrap().success());
    assert!(asked(&home, &["cray-ims", "images", "describe", ""]).stdout.contains("alone"));
    assert_eq!(std::fs::read_dir(file.parent().unwrap()).unwrap().count(), 1);
}

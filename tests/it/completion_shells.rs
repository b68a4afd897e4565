//! Completion as a person at a prompt has it: real shells on a terminal, and records whose names would run commands.

use crate::support::shell::Shell;
use crate::support::{Home, PROGRAM, Server};
use std::os::unix::fs::symlink;

/// What is typed of a name, and the name. If one of them is ever run, there is a file `x`.
const NAMES: [(&str, &str); 17] = [
    ("qa", "qa$(touch x)"),
    ("qb", "qb`touch x`"),
    ("qc", "qc'; touch x; '"),
    ("qd", "qd\"; touch x; \""),
    ("qe", "qe'$(touch x)'"),
    ("qf", "qf\"$(touch x)\""),
    ("qg", "qg!!"),
    ("qh", "qh!touch x!"),
    ("qi", "qi two  words"),
    ("qj", "qj:colon=equals@at"),
    ("qk", r"qk\back\\slashes\"),
    ("ql", "ql;touch x"),
    ("qm", "qm&touch x|touch x"),
    ("qn", "qn{a,b}*?[c]~#d"),
    ("qo", "qo${HOME}$HOME"),
    ("qp", "qp(touch x)<(touch x)>x"),
    ("qq", "qqé%^"),
];

fn server() -> Server {
    let records = NAMES.iter().map(|(begun, name)| serde_json::json!({"id": format!("id-of-{begun}"), "name": name}));
    let mut records: Vec<_> = records.collect();
    records.push(serde_json::json!({"id": "nl-id", "name": "qz\ntouch x\n"}));
    // What is known of an id is shown, and must not get into the line where two cannot be told apart.
    records.extend([
        serde_json::json!({"id": "same-id", "name": "$(touch x)"}),
        serde_json::json!({"id": "same-id", "name": "$(touch x)"}),
    ]);
    Server::json(&serde_json::to_string(&records).unwrap())
}

fn linked(home: &Home) -> String {
    home.write("bin/.keep", "");
    symlink(PROGRAM, home.path("bin/cray-ims")).unwrap();
    format!("{}:/usr/local/bin:/usr/bin:/bin", home.path("bin").display())
}

fn bash<'a>(home: &'a Home, path: &str) -> Shell<'a> {
    let lines = [
        "source <(cray-ims completions bash)",
        r#"show() { printf '%s\0' "$@" >shown.new; mv shown.new shown; }"#,
        "complete -F _cray_ims -o nosort -o bashdefault -o default show",
        "bind 'set enable-bracketed-paste off'; set -o histexpand",
    ];
    Shell::start(home, path, &["bash", "--norc", "--noprofile", "-i"], &lines)
}

fn zsh<'a>(home: &'a Home, path: &str) -> Shell<'a> {
    let lines = [
        "autoload -Uz compinit; compinit -D -u",
        "source <(cray-ims completions zsh)",
        r#"show() { printf '%s\0' "$@" >shown.new; mv shown.new shown; }"#,
        "compdef _cray-ims show",
    ];
    Shell::start(home, path, &["zsh", "-f", "-i"], &lines)
}

fn fish<'a>(home: &'a Home, path: &str) -> Shell<'a> {
    let lines = [
        "cray-ims completions fish | source",
        r"function show; printf '%s\0' $argv >shown.new; mv shown.new shown; end",
        "complete -c show -w cray-ims",
    ];
    Shell::start(home, path, &["fish", "--no-config", "-i"], &lines)
}

/// In every quoting the name that was begun becomes the very name, and nothing is run.
fn check_names(home: &Home, shell: &mut Shell) {
    for quote in ["", "'", "\""] {
        for (begun, name) in NAMES {
            let line = format!("show images describe {quote}{begun}");
            assert_eq!(shell.completed(&line), ["images", "describe", name], "{line}");
            assert!(!home.path("x").exists(), "{line}");
        }
        // A name that is no single line is not offered; its id is.
        for id in ["nl-id", "same-id"] {
            let line = format!("show images describe {quote}{}", &id[..2]);
            assert_eq!(shell.completed(&line), ["images", "describe", id], "{line}");
        }
    }
    assert!(!home.path("x").exists());
}

#[test]
fn bash_writes_names_so_that_nothing_in_them_is_run() {
    let server = server();
    let home = Home::of(&server);
    check_names(&home, &mut bash(&home, &linked(&home)));
}

#[test]
#[ignore = "needs zsh"]
fn zsh_writes_names_so_that_nothing_in_them_is_run() {
    let server = server();
    let home = Home::of(&server);
    check_names(&home, &mut zsh(&home, &linked(&home)));
}

#[test]
#[ignore = "needs fish"]
fn fish_writes_names_so_that_nothing_in_them_is_run() {
    let server = server();
    let home = Home::of(&server);
    check_names(&home, &mut fish(&home, &linked(&home)));
}

const IMAGES: &str = r#"[{"id":"11111111-aaaa","name":"alone","created":"2026-01-01T00:00:00"},
    {"id":"22222222-aaaa","name":"twin","created":"2026-01-02T00:00:00"},
    {"id":"22222222-bbbb","name":"twin","created":"2026-01-03T00:00:00"},
    {"id":"33333333-aaaa","name":"two words","created":"2026-01-04T00:00:00"}]"#;

/// What is typed, and what it becomes, in every shell.
const LINES: [(&str, &[&str]); 13] = [
    ("show rec", &["recipes"]),
    ("show deleted public-keys update --op", &["deleted", "public-keys", "update", "--operation"]),
    ("show images describe two\\ w", &["images", "describe", "two words"]),
    ("show images describe \"two w", &["images", "describe", "two words"]),
    ("show images list --format=j", &["images", "list", "--format=json"]),
    ("show images list --format j", &["images", "list", "--format", "json"]),
    ("show images list --sort cr", &["images", "list", "--sort", "created"]),
    ("show images list --columns name,me", &["images", "list", "--columns", "name,metadata"]),
    ("show images list --print=link.p", &["images", "list", "--print=link.path"]),
    ("show config use bl", &["config", "use", "blue moon"]),
    ("show images list --configuration=bl", &["images", "list", "--configuration=blue moon"]),
    ("show images list --token=tok", &["images", "list", "--token=token file"]),
    ("show images list --cacert tok", &["images", "list", "--cacert", "token file"]),
];

/// Where no file is wanted, none is offered, though there are some.
const NOTHING: [&str; 4] = [
    "show images list --sort tok",
    "show images list --print=tok",
    "show dkms enable --kata-runtime tok",
    "show jobs ssh 1 --container tok",
];

fn home_with_files(server: &Server) -> Home {
    let home = Home::of(server);
    home.write(".config/cray/configurations/blue moon", "[core]\nhostname = \"blue\"\n");
    home.write("token file", "");
    home
}

fn check_lines(shell: &mut Shell) {
    for (line, words) in LINES {
        assert_eq!(shell.completed(line), words, "{line}");
    }
    for line in NOTHING {
        let words: Vec<_> = line.split(' ').skip(1).collect();
        assert_eq!(shell.completed(line), words, "{line}");
    }
}

#[test]
fn bash_completes_commands_options_values_and_files() {
    let server = Server::json(IMAGES);
    let home = home_with_files(&server);
    let mut shell = bash(&home, &linked(&home));
    check_lines(&mut shell);
    let commands = shell.listed("show images \t\t", "--help");
    assert!(commands.find("deleteall").unwrap() < commands.find("--configuration").unwrap(), "{commands}");
    shell.keys("\u{15}");
    let twins = shell.listed("show images describe 2\t\t\t", "bbbb  (twin, 2026-01-03T00:00)");
    assert!(twins.contains("22222222-aaaa  (twin, 2026-01-02T00:00)"), "{twins}");
}

#[test]
#[ignore = "needs zsh"]
fn zsh_completes_commands_options_values_and_files() {
    let server = Server::json(IMAGES);
    let home = home_with_files(&server);
    check_lines(&mut zsh(&home, &linked(&home)));
}

#[test]
#[ignore = "needs fish"]
fn fish_completes_commands_options_values_and_files() {
    let server = Server::json(IMAGES);
    let home = home_with_files(&server);
    check_lines(&mut fish(&home, &linked(&home)));
}

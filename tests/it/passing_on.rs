//! Called as `cray`: what is not served here is passed on to the next `cray` on PATH.

use crate::support::{Home, PROGRAM, Run, copy_program, finish};
use std::os::unix::fs::symlink;
use std::path::Path;

/// Runs `cray` from the home, with these directories of it as PATH. What goes round in circles is stopped.
fn cray(home: &Home, directories: &[&str], words: &[&str]) -> Run {
    let place = |name: &&str| if name.is_empty() { String::new() } else { home.path(name).display().to_string() };
    let path =
        directories.iter().map(place).chain(["/usr/bin".to_owned(), "/bin".to_owned()]).collect::<Vec<_>>().join(":");
    let mut command = home.command(Path::new("/usr/bin/timeout"));
    command.env("PATH", path).args(["60", "cray"]).args(words);
    finish(command, "")
}

/// A home with the program twice, as a link and as a copy, and another `cray`.
fn home() -> Home {
    let home = Home::empty();
    home.write("link/.keep", "");
    home.write("copy/.keep", "");
    symlink(PROGRAM, home.path("link/cray")).unwrap();
    copy_program(PROGRAM, &home.path("copy/cray"));
    let script = "#!/bin/sh\ncase $1 in --help) printf 'Commands:\\n  bos  Boot\\n';; --version) echo 'cray, version 0.82';;\n\
        *) echo \"the other: $*\"; exit 7;; esac\n";
    home.write_program("other/cray", script);
    home
}

#[test]
fn other_commands_reach_the_other_cray_whatever_is_on_path() {
    let home = home();
    for path in [
        &["link", "other"][..],
        &["link", "link", "other"],
        &["link", "copy", "other"],
        &["copy", "link", "copy", "other"],
        &["link", "copy", "link", "copy", "other"],
    ] {
        let run = cray(&home, path, &["bos", "list", "--x"]);
        assert_eq!((run.status, run.stdout.as_str()), (7, "the other: bos list --x\n"), "{path:?}: {}", run.stderr);
    }
}

#[test]
fn an_empty_element_of_path_is_the_current_directory() {
    let home = home();
    symlink(PROGRAM, home.path("cray")).unwrap();
    let run = cray(&home, &["", "other"], &["bos"]);
    assert_eq!((run.status, run.stdout.as_str()), (7, "the other: bos\n"), "{}", run.stderr);
    let run = cray(&home, &["link", "", "other"], &["bos"]);
    assert_eq!((run.status, run.stdout.as_str()), (7, "the other: bos\n"), "{}", run.stderr);
    std::fs::remove_file(home.path("cray")).unwrap();
    home.write_program("cray", "#!/bin/sh\necho here\n");
    let run = cray(&home, &["link", "", "other"], &["bos"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, "here\n"), "{}", run.stderr);
}

#[test]
fn nothing_goes_round_in_circles() {
    let home = home();
    for path in [&["link"][..], &["copy", "link", "copy"], &["link", "", "link", ""]] {
        let run = cray(&home, path, &["bos"]);
        assert!(run.status == 2 && run.stderr.contains("there is no other `cray` on PATH"), "{path:?}: {run:?}");
    }
    // A script that calls the first `cray` on PATH, which is this program.
    home.write_program("script/cray", "#!/bin/sh\ncray \"$@\"\n");
    let run = cray(&home, &["link", "script"], &["bos"]);
    assert!(run.status == 2 && run.stderr.contains("was passed on 20 times"), "{run:?}");
    home.write_program("script/cray", "#!/bin/sh\nexec cray \"$@\"\n");
    let run = cray(&home, &["link", "script"], &["bos"]);
    assert!(run.status == 2 && run.stderr.contains("no other `cray`"), "{run:?}");
}

#[test]
fn a_command_that_the_other_cray_runs_is_passed_on_too() {
    let home = home();
    home.write_program("other/cray", "#!/bin/sh\n[ \"$1\" = inner ] && echo inner || { cray inner; cray inner; }\n");
    let run = cray(&home, &["link", "other"], &["outer"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, "inner\ninner\n"), "{}", run.stderr);
}

#[test]
fn help_and_version_do_not_hide_the_other_cray() {
    let home = home();
    let other = home.path("other/cray").display().to_string();
    for words in [&[][..], &["--help"], &["-h"]] {
        for path in [&["link", "other"][..], &["copy", "link", "copy", "other"]] {
            let run = cray(&home, path, words);
            assert_eq!((run.status, run.stderr.as_str()), (0, ""));
            assert!(run.stdout.contains("cray ims --help") && run.stdout.contains(&other), "{}", run.stdout);
            assert!(run.stdout.ends_with("Commands:\n  bos  Boot\n"), "{}", run.stdout);
        }
        let run = cray(&home, &["link"], words);
        assert!(run.status == 0 && run.stdout.ends_with("next `cray` on PATH; there is none.\n"), "{run:?}");
    }
    let own = concat!("cray-ims ", env!("CARGO_PKG_VERSION"), "\n");
    let run = cray(&home, &["link", "other"], &["--version"]);
    assert_eq!(run.stdout, format!("{own}Other commands are passed on to {other} (cray, version 0.82).\n"));
    assert_eq!(cray(&home, &["link"], &["--version"]).stdout, own);
    home.write_program("other/cray", "#!/bin/sh\nexit 1\n");
    let run = cray(&home, &["link", "other"], &["--help"]);
    assert!(run.status == 0 && run.stdout.contains("printed nothing that could be shown here"), "{run:?}");
}

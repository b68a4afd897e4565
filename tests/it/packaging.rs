//! What the RPM is made of exists, and the check of the program's glibc tells old from new.

use std::path::Path;
use std::process::{Command, Output};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn the_package_has_every_completion_manual_page_and_page_of_the_documentation() {
    let manifest = std::fs::read_to_string(Path::new(ROOT).join("Cargo.toml")).unwrap();
    let manifest: toml_edit::DocumentMut = manifest.parse().unwrap();
    let assets = manifest["package"]["metadata"]["generate-rpm"]["assets"].as_array().unwrap();
    let sources: Vec<_> =
        assets.iter().map(|asset| asset.as_inline_table().unwrap()["source"].as_str().unwrap()).collect();
    let matched: Vec<_> = sources
        .iter()
        .filter(|source| !source.starts_with("target/"))
        .flat_map(|source| {
            let found: Vec<_> = glob::glob(&format!("{ROOT}/{source}")).unwrap().map(Result::unwrap).collect();
            assert!(!found.is_empty(), "There is no {source}.");
            found
        })
        .collect();
    assert!(sources.contains(&"target/release/cray-ims"));
    for directory in ["completions", "man", "docs"] {
        for entry in std::fs::read_dir(Path::new(ROOT).join(directory)).unwrap() {
            let path = entry.unwrap().path();
            assert!(matched.contains(&path), "{} is not packed.", path.display());
        }
    }
}

#[test]
#[ignore = "needs readelf"]
fn a_program_that_needs_a_newer_glibc_is_refused() {
    let program = env!("CARGO_BIN_EXE_cray-ims");
    let allowed = checked(&[program, "99.0"]);
    assert!(allowed.status.success(), "{allowed:?}");
    let refused = checked(&[program, "2.3"]);
    let words = String::from_utf8(refused.stderr).unwrap();
    assert!(!refused.status.success() && words.contains("at most GLIBC_2.3 is allowed"), "{words}");
    let no_program = checked(&[&format!("{ROOT}/Cargo.toml")]);
    assert!(!no_program.status.success());
}

#[test]
fn the_lines_of_the_readme_install_the_program_and_its_manual_pages_where_nothing_is() {
    let readme = std::fs::read_to_string(Path::new(ROOT).join("README.md")).unwrap();
    let lines: Vec<_> = readme.lines().filter(|line| line.starts_with("install ")).collect();
    let prefix = tempfile::tempdir().unwrap();
    let script =
        lines.join("\n").replace("/usr/local", "\"$PREFIX\"").replace("target/release/cray-ims", "\"$PROGRAM\"");
    let mut shell = Command::new("sh");
    shell.current_dir(ROOT).args(["-euc", &script]).env("PREFIX", prefix.path().join("usr local"));
    let output = shell.env("PROGRAM", env!("CARGO_BIN_EXE_cray-ims")).output().unwrap();
    assert!(lines.len() == 3 && output.status.success(), "{script}: {output:?}");
    let installed = |name: &str| prefix.path().join("usr local").join(name).is_file();
    assert!(installed("bin/cray-ims") && installed("share/man/man1/cray-ims.1"));
    assert!(installed("share/man/man1/cray-ims-remote-build-nodes-status-describe.1"));
    assert!(installed("share/man/man7/cray-ims-dkms.7"));
}

fn checked(words: &[&str]) -> Output {
    Command::new(format!("{ROOT}/packaging/check-glibc")).args(words).output().unwrap()
}

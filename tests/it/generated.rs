//! The completion scripts and manual pages in the repository are what the command tree makes of them.

use crate::manual;
use clap_complete::Shell;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

#[test]
fn completions_and_manual_pages_are_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = BTreeMap::new();
    for (shell, name) in [(Shell::Bash, "cray-ims.bash"), (Shell::Zsh, "_cray-ims"), (Shell::Fish, "cray-ims.fish")] {
        files.insert(root.join("completions").join(name), cray_ims::cli::script(shell));
    }
    manual::pages(&cray_ims::cli::tree(), "cray-ims", &root.join("man"), &mut files);
    manual::topics::pages(&root.join("man"), &mut files);
    if std::env::var_os("UPDATE").is_some() {
        // Other tests read these directories at the same time, so what is right stays.
        for (path, content) in
            files.iter().filter(|(path, content)| std::fs::read(path).ok().as_ref() != Some(*content))
        {
            std::fs::write(path, content).unwrap();
        }
        committed(root)
            .keys()
            .filter(|path| !files.contains_key(*path))
            .for_each(|path| std::fs::remove_file(path).unwrap());
    }
    let committed = committed(root);
    let differing: Vec<_> = files
        .keys()
        .chain(committed.keys())
        .filter(|&path| files.get(path) != committed.get(path))
        .map(|path| path.strip_prefix(root).unwrap())
        .collect();
    assert!(differing.is_empty(), "Out of date: {differing:?}. Renew with: UPDATE=1 cargo test --test it generated::");
}

/// The files in the repository.
fn committed(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = ["completions", "man"].iter().flat_map(|directory| std::fs::read_dir(root.join(directory)).unwrap());
    files.map(|file| file.unwrap().path()).map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

#[test]
#[ignore = "needs groff"]
fn every_manual_page_can_be_typeset_in_80_columns() {
    let mut pages = BTreeMap::new();
    manual::pages(&cray_ims::cli::tree(), "cray-ims", Path::new(""), &mut pages);
    manual::topics::pages(Path::new(""), &mut pages);
    let mut groff = Command::new("groff");
    groff.args(["-man", "-Tutf8", "-ww", "-rLL=80n", "-P-cbou"]);
    groff.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut groff = groff.spawn().unwrap();
    let mut stdin = groff.stdin.take().unwrap();
    let writer = std::thread::spawn(move || pages.values().for_each(|page| stdin.write_all(page).unwrap()));
    let output = groff.wait_with_output().unwrap();
    writer.join().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let text = String::from_utf8(output.stdout).unwrap();
    // One word cannot be broken.
    let long: Vec<_> = text.lines().filter(|line| line.chars().count() > 80 && line.trim().contains(' ')).collect();
    assert!(text.len() > 10_000 && long.is_empty(), "{long:#?}");
}

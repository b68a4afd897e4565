//! The completion scripts and manual pages in the repository are what the command tree makes of them.

use clap_complete::Shell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

#[test]
fn completions_and_manual_pages_are_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = BTreeMap::new();
    for (shell, name) in [(Shell::Bash, "cray-ims.bash"), (Shell::Zsh, "_cray-ims"), (Shell::Fish, "cray-ims.fish")] {
        files.insert(root.join("completions").join(name), cray_ims::cli::completions(shell));
    }
    manual(&cray_ims::cli::tree(), "cray-ims", &root.join("man"), &mut files);
    if std::env::var_os("UPDATE").is_some() {
        for directory in ["completions", "man"] {
            let _ = std::fs::remove_dir_all(root.join(directory));
            std::fs::create_dir_all(root.join(directory)).unwrap();
        }
        files.iter().for_each(|(path, content)| std::fs::write(path, content).unwrap());
    }
    let committed = ["completions", "man"].iter().flat_map(|directory| {
        let entries = std::fs::read_dir(root.join(directory)).unwrap();
        entries.map(|entry| entry.unwrap().path())
    });
    let committed: BTreeMap<PathBuf, Vec<u8>> =
        committed.map(|path| (path.clone(), std::fs::read(path).unwrap())).collect();
    let differing: Vec<_> = files
        .keys()
        .chain(committed.keys())
        .filter(|&path| files.get(path) != committed.get(path))
        .map(|path| path.strip_prefix(root).unwrap())
        .collect();
    assert!(differing.is_empty(), "Out of date: {differing:?}. Renew with: UPDATE=1 cargo test --test generated");
}

/// Renders the pages of a command and of those below it. `words` is how the command is called.
fn manual(command: &clap::Command, words: &str, directory: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    let name = words.replace(' ', "-");
    // The options of every command stand in the page of the program alone.
    let page = command.clone().display_name(name.clone()).bin_name(words).mut_args(|argument| {
        let hidden = argument.is_global_set() && words != "cray-ims";
        argument.hide(hidden)
    });
    let mut text = Vec::new();
    clap_mangen::Man::new(page).title(name.as_str()).manual("cray-ims").source("cray-ims").render(&mut text).unwrap();
    files.insert(directory.join(format!("{name}.1")), text);
    for command in command.get_subcommands().filter(|command| !command.is_hide_set()) {
        manual(command, &format!("{words} {}", command.get_name()), directory, files);
    }
}

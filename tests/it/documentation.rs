//! What the documentation names is there: the paths of the repository, and the pages that links lead to.

use regex::Regex;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The pages at the top and those of `docs`, each with its text.
fn pages() -> Vec<(PathBuf, String)> {
    let patterns = [format!("{ROOT}/*.md"), format!("{ROOT}/docs/*.md")];
    let paths = patterns.iter().flat_map(|pattern| glob::glob(pattern).unwrap()).map(Result::unwrap);
    paths.map(|path| (path.clone(), std::fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn every_path_that_a_page_names_exists() {
    let path = Regex::new(r"`((?:src|tests|docs|benches|packaging|man|completions|\.ci)/[^`\s*]*)`").unwrap();
    let (mut named, mut missing) = (0, Vec::new());
    for (page, text) in pages() {
        for found in path.captures_iter(&text) {
            named += 1;
            if !Path::new(ROOT).join(&found[1]).exists() {
                missing.push(format!("{}: {}", page.display(), &found[1]));
            }
        }
    }
    assert!(named > 30 && missing.is_empty(), "of {named} paths: {missing:#?}");
}

#[test]
fn every_link_leads_to_a_page() {
    let link = Regex::new(r"\]\(([^)#:]+)(?:#[^)]*)?\)").unwrap();
    let (mut links, mut missing) = (0, Vec::new());
    for (page, text) in pages() {
        for found in link.captures_iter(&text) {
            links += 1;
            if !page.parent().unwrap().join(&found[1]).exists() {
                missing.push(format!("{}: {}", page.display(), &found[1]));
            }
        }
    }
    assert!(links > 20 && missing.is_empty(), "of {links} links: {missing:#?}");
}

#[test]
fn the_readme_is_short_and_leads_to_every_page() {
    let readme = std::fs::read_to_string(Path::new(ROOT).join("README.md")).unwrap();
    assert!(readme.lines().count() <= 200, "the README has {} lines", readme.lines().count());
    for (page, _) in pages() {
        let page = page.strip_prefix(ROOT).unwrap().to_str().unwrap();
        assert!(page == "README.md" || readme.contains(&format!("({page})")), "the README does not lead to {page}");
    }
}

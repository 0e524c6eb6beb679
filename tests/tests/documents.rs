//! What the project's pages lead to is there.
#![expect(clippy::unwrap_used, reason = "helpers of a test fail as the test does")]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The Markdown files of the project; not of what is built, nor of tools.
fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy();
        if name.starts_with('.') || name == "target" {
            continue;
        }
        if path.is_dir() {
            found.extend(pages(&path));
        } else if name.ends_with(".md") {
            found.push(path);
        }
    }
    found
}

#[test]
fn every_link_leads_to_a_file() {
    let (mut links, mut broken) = (0, Vec::new());
    for page in pages(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..")) {
        let text = fs::read_to_string(&page).unwrap();
        for (link, _) in text.split("](").skip(1).filter_map(|rest| rest.split_once(')')) {
            let file = link.split('#').next().unwrap_or_default();
            if !file.is_empty() && !file.contains("://") {
                links += 1;
                if !page.with_file_name(file).exists() {
                    broken.push(format!("{}: {link}", page.display()));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
    assert!(links > 50, "only {links} links");
}

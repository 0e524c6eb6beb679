//! What the project's pages say and lead to is there.
#![expect(clippy::unwrap_used, reason = "helpers of a test fail as the test does")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use voucher_core::{Language, Refusal};

/// The Markdown files of the project; not of what is built, nor of tools.
fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy();
        if name.starts_with('.') || name == "target" {
            continue;
        }
        // What a package links to is looked at where it stands.
        if path.is_symlink() {
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

#[test]
fn n36_the_page_on_refusals_quotes_the_texts() {
    let page = include_str!("../../docs/refusals.md");
    for refusal in Refusal::ALL {
        assert!(page.contains(&format!("### `{}`", refusal.code())), "{refusal:?}");
        for &language in Language::ALL {
            let text = refusal.texts().in_language(language);
            assert!(page.contains(text), "{text}");
        }
    }
}

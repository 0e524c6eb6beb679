//! What the tests of voucher-core from outside share.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use voucher_core::Journal;

pub mod vectors;

/// The folder of the whole project.
#[must_use]
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The texts of all files of such an ending in a folder of the workspace, by their path below it; not of what is built, nor of
/// tools, nor what is linked.
///
/// # Errors
///
/// As reading files does.
pub fn files(folder: &str, ending: &str) -> io::Result<BTreeMap<String, String>> {
    let (root, mut found) = (workspace().join(folder), BTreeMap::new());
    let mut open = vec![root.clone()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.starts_with('.') || name == "target" || path.is_symlink() {
                continue;
            }
            if path.is_dir() {
                open.push(path);
            } else if name.ends_with(ending) {
                let below = path.strip_prefix(&root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                found.insert(below, fs::read_to_string(&path)?);
            }
        }
    }
    Ok(found)
}

/// A journal that has taken these lines, each of them: none is in error, no fact is refused.
///
/// # Panics
///
/// Where one is not.
#[must_use]
#[track_caller]
pub fn told<T: AsRef<str>>(lines: &[T]) -> Journal {
    let mut journal = Journal::new();
    for line in lines.iter().map(AsRef::as_ref) {
        let answer = journal.answer(line.as_bytes()).unwrap_or_default();
        let taken = !answer.contains(r#""error""#) && !answer.contains(r#""accepted":false"#);
        assert!(taken, "{line}: {answer}");
    }
    journal
}

/// Whether two journals hold the same ledger, of whichever programme.
#[must_use]
pub fn hold_the_same(one: &Journal, other: &Journal) -> bool {
    one.gas() == other.gas()
        && one.meals() == other.meals()
        && one.medicines() == other.medicines()
        && one.family_card() == other.family_card()
        && one.targeted_assistance() == other.targeted_assistance()
}

//! The vectors: journals with the answers that they must get, byte for byte.

use std::{fs, io};

/// Where they stand, for every language: a folder a programme.
pub const FOLDER: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../bindings-python/python/voucher_core/testing/data/vectors");

/// A journal and the answers that it must get.
#[derive(Clone, Debug)]
pub struct Vector {
    /// The programme and what the files are called: `gas/window-edges`.
    pub name: String,
    /// The journal, byte for byte.
    pub journal: Vec<u8>,
    /// One answer a line.
    pub answers: String,
}

/// Every vector, by name.
///
/// # Errors
///
/// As reading files does.
pub fn all() -> io::Result<Vec<Vector>> {
    let mut vectors = Vec::new();
    for programme in fs::read_dir(FOLDER)? {
        let programme = programme?;
        if !programme.file_type()?.is_dir() {
            continue;
        }
        for file in fs::read_dir(programme.path())? {
            let path = file?.path();
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            if let Some(name) = file.strip_suffix(".in.jsonl") {
                let answers = fs::read_to_string(path.with_file_name(format!("{name}.out.jsonl")))?;
                let name = format!("{}/{name}", programme.file_name().to_string_lossy());
                vectors.push(Vector { name, journal: fs::read(&path)?, answers });
            }
        }
    }
    vectors.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(vectors)
}

impl Vector {
    /// The numbered lines of the journal, without line ends, that must be answered.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &[u8])> {
        // A byte order mark at the very start belongs to no line.
        let journal = self.journal.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.journal);
        let lines = journal.split(|byte| *byte == b'\n');
        let lines = lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        lines.enumerate().map(|(index, line)| (index + 1, line)).filter(|(_, line)| !line.is_empty())
    }

    /// The first answer that is not as it must be, told for people.
    #[must_use]
    pub fn first_difference(&self, given: &str) -> Option<String> {
        if given == self.answers {
            return None;
        }
        let (mut wanted, mut given) = (self.answers.split('\n'), given.split('\n'));
        loop {
            let (want, got) = (wanted.next(), given.next());
            if want != got {
                let [want, got] = [want, got].map(|line| line.unwrap_or("nothing"));
                return Some(format!("{}\n  expected {want}\n  given    {got}", self.name));
            }
        }
    }
}

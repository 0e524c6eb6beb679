//! The vectors: journals with the answers that they must get, and how the two are compared.

use std::{fs, io, path::Path};

use serde_json::Value;

/// A journal and the answers that it must get.
#[derive(Clone, Debug)]
pub struct Vector {
    /// What the files are called.
    pub name: String,
    /// The journal, byte for byte.
    pub journal: Vec<u8>,
    /// One answer a line.
    pub answers: String,
}

/// The vectors of a folder of this package, by name.
///
/// # Errors
///
/// As reading files does.
pub fn of_folder(folder: &str) -> io::Result<Vec<Vector>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut vectors = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        if let Some(name) = file.strip_suffix(".in.jsonl") {
            let answers = fs::read_to_string(folder.join(format!("{name}.out.jsonl")))?;
            vectors.push(Vector { name: name.into(), journal: fs::read(&path)?, answers });
        }
    }
    vectors.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(vectors)
}

/// The vectors shared by every implementation, then our own.
///
/// # Errors
///
/// As reading files does.
pub fn all() -> io::Result<Vec<Vector>> {
    Ok([of_folder("vectors")?, of_folder("vectors-own")?].concat())
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

    /// The first answer that is not as it must be, with its line, told for people.
    #[must_use]
    pub fn first_difference(&self, given: &str) -> Option<String> {
        let mut given = given.split_terminator('\n');
        let mut wanted = self.answers.split_terminator('\n');
        loop {
            let (want, given) = match (wanted.next(), given.next()) {
                (None, None) => return None,
                (want, given) => (want.unwrap_or("nothing"), given.unwrap_or("nothing")),
            };
            let read = |text| serde_json::from_str::<Value>(text).ok();
            let both = read(want).zip(read(given));
            if !both.is_some_and(|(want, given)| fits(None, &want, &given)) {
                return Some(format!("{}\n  expected {want}\n  given    {given}", self.name));
            }
        }
    }
}

/// Whether a value is as it must be: the same fields in the same order, with `"*"` for any digest
/// and for any text in three languages.
fn fits(name: Option<&str>, want: &Value, given: &Value) -> bool {
    match (name, want) {
        (Some("digest"), Value::String(open)) if open == "*" => {
            let digest = given.as_str().and_then(|text| text.strip_prefix("sha256:")).unwrap_or_default();
            digest.len() == 64 && digest.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        }
        (Some("text"), Value::String(open)) if open == "*" => given.as_object().is_some_and(|texts| {
            texts.keys().eq(["kk", "ru", "en"])
                && texts.values().all(|text| text.as_str().is_some_and(|text| !text.trim().is_empty()))
        }),
        (_, Value::Object(want)) => given.as_object().is_some_and(|given| {
            want.keys().eq(given.keys())
                && want.iter().zip(given.values()).all(|((name, want), given)| fits(Some(name), want, given))
        }),
        (_, Value::Array(want)) => given.as_array().is_some_and(|given| {
            want.len() == given.len() && want.iter().zip(given).all(|(want, given)| fits(None, want, given))
        }),
        (_, Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => want == given,
    }
}

//! What can go wrong here, in one plain line each.

use std::fmt;
use std::io;
use std::path::Path;

/// Why a command ends early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A file could not be read or written; the text names it.
    File(String),
    /// A step of the checks failed; the text names it.
    Step(String),
    /// The terminal or pipe that was written to did not take the words.
    Output(io::Error),
}

impl Failure {
    /// For `map_err`: what was tried, and on which file.
    pub(crate) fn file(tried: &str, path: &Path) -> impl FnOnce(io::Error) -> Failure {
        move |error| Failure::File(format!("cannot {tried} {}: {error}", path.display()))
    }

    /// Whether the reader at the other end of a pipe has gone, as `head` does: no failure of ours.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        matches!(self, Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

/// Only what is printed turns into a failure by itself: a file's error names its file.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Output(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::File(words) => f.write_str(words),
            Failure::Step(name) => write!(f, "failed: {name}"),
            Failure::Output(error) => write!(f, "cannot write: {error}"),
        }
    }
}

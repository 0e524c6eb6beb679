//! What can go wrong here, in one plain line each.

use std::io;
use std::path::Path;

/// Why a command ends early.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// A file could not be read or written; the text names it.
    #[error("{0}")]
    File(String),
    /// A step of the checks failed; the text names it.
    #[error("failed: {0}")]
    Step(String),
    /// The terminal or pipe that was written to did not take the words. Only this turns into a failure by itself: a file's error
    /// names its file.
    #[error("cannot write: {0}")]
    Output(#[from] io::Error),
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

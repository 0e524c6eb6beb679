//! The journal: a line of JSON in, a line of JSON out.

use std::{
    borrow::Cow,
    sync::{Mutex, MutexGuard, PoisonError},
};

use pyo3::{
    intern,
    prelude::*,
    sync::MutexExt,
    types::{PyBytes, PyString},
};
#[cfg(feature = "inspect")]
use pyo3::{inspect::PyStaticExpr, type_hint_identifier, type_hint_subscript, type_hint_union};
use voucher_core as core;

use crate::{
    argument::kind,
    class::Reduced,
    error::{Bind, BindError, catch},
    ledger::unsaved,
};

/// A journal: facts and queries as lines of JSON, each answered by one line.
///
/// The first line that is not in error takes a regulation. Nothing stops a journal: a line in error
/// gets its error and changes nothing. Memory grows with people and not with lines. Answers hold
/// personal data where the line asked for it (N34). `copy` makes an independent journal; it has no
/// saved form.
#[pyclass(frozen, module = "voucher_core")]
pub(crate) struct Journal(Mutex<core::Journal>);

impl Journal {
    /// Feeds while other Python threads run.
    fn detached<T: Send>(
        &self,
        py: Python<'_>,
        work: impl FnOnce(&mut core::Journal) -> T + Send,
    ) -> Bind<T> {
        catch(|| py.detach(|| Ok(work(&mut *self.0.lock().map_err(broken)?))))
    }
}

/// A panic left the journal half changed, so it answers no more.
fn broken(_: PoisonError<MutexGuard<'_, core::Journal>>) -> BindError {
    BindError::Panic("a journal that failed before".to_owned())
}

#[pymethods]
impl Journal {
    /// A journal without lines.
    #[new]
    fn new() -> Self {
        Self(Mutex::new(core::Journal::new()))
    }

    /// The answer to one line, without line end; none if the line is empty.
    ///
    /// The line may have its line end, LF or CRLF.
    fn answer(&self, py: Python<'_>, line: Line<'_>) -> Bind<Option<String>> {
        let line = without_end(line.0.as_bytes());
        catch(|| Ok(self.0.lock_py_attached(py).map_err(broken)?.answer(line)))
    }

    /// The answers to the lines that end in these bytes, each ended by LF.
    ///
    /// A line without its end waits for the next bytes, which may be cut anywhere.
    fn feed(&self, py: Python<'_>, chunk: Chunk<'_>) -> Bind<String> {
        let bytes = chunk.0.as_bytes();
        self.detached(py, |journal| {
            let mut answers = String::new();
            journal.feed(bytes, &mut answers);
            answers
        })
    }

    /// The answer to a last line that has no line end, ended by LF; empty if there is none.
    fn finish(&self, py: Python<'_>) -> Bind<String> {
        self.detached(py, |journal| {
            let mut answers = String::new();
            journal.finish(&mut answers);
            answers
        })
    }

    /// How many lines have come, empty ones counted.
    #[getter]
    fn lines(&self, py: Python<'_>) -> Bind<usize> {
        catch(|| Ok(self.0.lock_py_attached(py).map_err(broken)?.lines()))
    }

    /// Runs a whole journal, from its first line: an iterator of answers, each without its line end.
    ///
    /// The journal is a file, by its path, or any iterable of lines, each text or bytes, with or without
    /// its line end. Lines are read as answers are asked for, and none is kept. `progress` is called
    /// with the iterable of what is read, chunks of a file or lines, and gives it back: `tqdm` fits.
    ///
    /// Errors: `unsupported_type` for anything else, `OSError` of the file.
    #[staticmethod]
    #[pyo3(signature = (path_or_lines, *, progress = None))]
    fn run<'py>(path_or_lines: Source<'py>, progress: Option<Progress<'py>>) -> Bind<Answers<'py>> {
        let source = path_or_lines.0;
        let run = source.py().import("voucher_core._run")?.getattr(intern!(source.py(), "run"))?;
        Ok(Answers(run.call1((source, progress.map(|progress| progress.0)))?))
    }

    fn __copy__(&self, py: Python<'_>) -> Bind<Self> {
        self.detached(py, |journal| Self(Mutex::new(journal.clone())))
    }

    #[pyo3(signature = (_memo, /))]
    fn __deepcopy__(&self, py: Python<'_>, _memo: &Bound<'_, PyAny>) -> Bind<Self> {
        self.__copy__(py)
    }

    /// Errors: always `unsupported_type`, since a journal has no saved form.
    fn __reduce__(&self) -> Bind<Reduced<'_>> {
        Err(unsaved("a journal has no saved form yet: keep its lines, and feed them anew"))
    }

    fn __repr__(&self, py: Python<'_>) -> Bind<String> {
        Ok(format!("Journal({} lines)", self.lines(py)?))
    }
}

fn without_end(line: &[u8]) -> &[u8] {
    match line.strip_suffix(b"\n") {
        Some(line) => line.strip_suffix(b"\r").unwrap_or(line),
        None => line,
    }
}

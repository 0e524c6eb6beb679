//! The journal: a line of JSON in, a line of JSON out.

use std::{
    borrow::Cow,
    sync::{Mutex, MutexGuard, PoisonError},
};

#[cfg(feature = "inspect")]
use pyo3::{inspect::PyStaticExpr, type_hint_identifier, type_hint_subscript, type_hint_union};
use pyo3::{
    intern,
    prelude::*,
    sync::MutexExt,
    types::{PyBytes, PyString},
};
use voucher_core as core;

use crate::{
    argument::kind,
    class::Reduced,
    error::{Bind, BindError, catch},
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

/// Answers of so many bytes are handed over before more lines are fed: one query in a chunk of many
/// may be answered with the names of a whole country.
const ENOUGH: usize = 1 << 20;

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
        let line = without_end(line.bytes());
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

    /// What `run` feeds with: the answers to the lines of these bytes from `start` on, and where it
    /// stopped, which is before the end where the answers have become long.
    fn _feed_from(&self, py: Python<'_>, chunk: Chunk<'_>, start: usize) -> Bind<(String, usize)> {
        let rest = chunk.0.as_bytes().get(start..).unwrap_or_default();
        self.detached(py, |journal| {
            let (mut answers, mut done) = (String::new(), start);
            for line in rest.split_inclusive(|byte| *byte == b'\n') {
                journal.feed(line, &mut answers);
                done += line.len();
                if answers.len() >= ENOUGH {
                    break;
                }
            }
            (answers, done)
        })
    }

    /// Runs a whole journal, from its first line: an iterator of answers, each without its line end.
    ///
    /// The journal is a file, by its path, or any iterable of lines, each text or bytes, with or without
    /// its line end. Lines are read as answers are asked for, and none is kept. `progress` is called
    /// with the iterable of what is read, chunks of a file or lines, and gives it back: `tqdm` fits.
    ///
    /// Errors: `unsupported_type` for anything else; `OSError` of the file, when it is read.
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
        let text = "a journal has no saved form: keep its lines, and feed them anew";
        Err(BindError::wrong_type("unsupported_type", None, text))
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

/// One line as an argument: text or bytes.
pub(crate) enum Line<'py> {
    Text(Bound<'py, PyString>),
    Bytes(Bound<'py, PyBytes>),
}

impl Line<'_> {
    fn bytes(&self) -> &[u8] {
        match self {
            // What is no UTF-8 came as bytes.
            Self::Text(text) => text.to_str().unwrap_or_default().as_bytes(),
            Self::Bytes(bytes) => bytes.as_bytes(),
        }
    }
}

impl<'py> FromPyObject<'_, 'py> for Line<'py> {
    type Error = BindError;

    #[cfg(feature = "inspect")]
    const INPUT_TYPE: PyStaticExpr = type_hint_union!(
        type_hint_identifier!("builtins", "str"),
        type_hint_identifier!("builtins", "bytes")
    );

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> Bind<Self> {
        if let Ok(bytes) = value.cast::<PyBytes>() {
            return Ok(Self::Bytes(bytes.to_owned()));
        }
        let Ok(text) = value.cast::<PyString>() else {
            let text = format!("must be one line, text or bytes; {} came", kind(&value));
            return Err(BindError::wrong_type("not_text", Cow::Borrowed("line"), text));
        };
        if text.to_str().is_ok() {
            return Ok(Self::Text(text.to_owned()));
        }
        // Half a surrogate pair is for the journal to refuse, as it refuses any line that is no UTF-8.
        let bytes = text.call_method1("encode", ("utf-8", "surrogatepass"))?;
        Ok(Self::Bytes(bytes.cast_into::<PyBytes>().map_err(PyErr::from)?))
    }
}

/// A chunk of a journal as an argument.
pub(crate) struct Chunk<'py>(Bound<'py, PyBytes>);

impl<'py> FromPyObject<'_, 'py> for Chunk<'py> {
    type Error = BindError;

    #[cfg(feature = "inspect")]
    const INPUT_TYPE: PyStaticExpr = type_hint_identifier!("builtins", "bytes");

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> Bind<Self> {
        let Ok(bytes) = value.cast::<PyBytes>() else {
            let text = format!("must be bytes; {} came: .encode() or bytes(...) makes them", kind(&value));
            return Err(BindError::wrong_type("unsupported_type", Cow::Borrowed("chunk"), text));
        };
        Ok(Self(bytes.to_owned()))
    }
}

/// Arguments that are passed on to Python, where they have their types.
macro_rules! passed_on {
    ($($(#[$doc:meta])+ $name:ident;)+) => { $(
        $(#[$doc])+
        pub(crate) struct $name<'py>(Bound<'py, PyAny>);

        impl<'py> FromPyObject<'_, 'py> for $name<'py> {
            type Error = PyErr;

            #[cfg(feature = "inspect")]
            const INPUT_TYPE: PyStaticExpr = type_hint_identifier!("voucher_core._run", stringify!($name));

            fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
                Ok(Self(value.to_owned()))
            }
        }
    )+ };
}

passed_on! {
    /// Where the lines come from.
    Source;
    /// A callable like `tqdm`.
    Progress;
}

/// The answers of a run.
pub(crate) struct Answers<'py>(Bound<'py, PyAny>);

impl<'py> IntoPyObject<'py> for Answers<'py> {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    #[cfg(feature = "inspect")]
    const OUTPUT_TYPE: PyStaticExpr = type_hint_subscript!(
        type_hint_identifier!("collections.abc", "Iterator"),
        type_hint_identifier!("builtins", "str")
    );

    fn into_pyobject(self, _py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(self.0)
    }
}

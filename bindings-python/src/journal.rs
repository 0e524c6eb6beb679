//! The journal: a line of JSON in, a line of JSON out.

use std::{
    mem::take,
    sync::{
        Arc, LazyLock, Mutex, MutexGuard,
        atomic::{AtomicUsize, Ordering},
    },
};

use memchr::memmem::Finder;
use pyo3::{
    intern,
    prelude::*,
    pybacked::PyBackedBytes,
    types::{PyBytes, PyString},
};
use voucher_core as core;

use crate::{
    argument::{Text, kind},
    class::Reduced,
    columns::{Table, planned::planned},
    crossing,
    date::{ExactDate, read_optional},
    error::{Bind, BindError, catch},
    hint::{hint, kept_arguments, ready_answers},
    listen::{Talk, Then, answer, listening, lock},
    value::MonthArg,
};

/// A journal: facts and queries as lines of JSON, each answered by one line.
///
/// The first line that is not in error takes a regulation. Nothing stops a journal: a line in error
/// gets its error and changes nothing. Memory grows with people and not with lines. Answers hold
/// personal data where the line asked for it (N34). `copy` makes an independent journal; it
/// cannot be pickled: keep its lines, or save its ledger.
///
/// Of gas a line is `{"regulation":"gas-2025-08"}`, a `"fact"` with a date (`listed`, `delisted`, `sms_sent`, `replied`, `account_entered`,
/// `offer_accepted`, `account_checked`, `confirmed`, `register_sent`), or a `"query"` (`due`, `status`, `preview`, `register`, `receipt`,
/// `summary`), such as `{"query":"status","iin":"990101600002","on":"2025-09-10"}`.
#[pyclass(frozen, module = "voucher_core")]
pub(crate) struct Journal(Arc<Mutex<Inner>>);

#[derive(Clone, Default)]
pub(crate) struct Inner {
    journal: core::Journal,
    /// Answers that an interrupted call has left.
    kept: String,
    /// A line has begun whose end has not come.
    begun: bool,
    /// How many lines the text had that the journal was restored from.
    restored: usize,
    /// How many lines were questions asked in types, of which a calculator gets nothing else and keeps nothing.
    asked: usize,
}

impl Inner {
    /// About how many lines have led to what the journal knows.
    fn known(&self) -> usize {
        self.journal.lines().saturating_sub(self.asked) + self.restored
    }

    /// How many lines these bytes are worth: of a question about all people, in a journal that may know many, any number. A
    /// line that has begun may be one.
    fn size(&self, bytes: &[u8]) -> usize {
        let asks = |word: &Finder<'_>| word.find(bytes).is_some();
        let long = self.known() >= MANY && (self.begun || QUESTIONS.iter().any(asks));
        if long { usize::MAX } else { bytes.len() / LINE }
    }
}

impl Journal {
    fn inner(&self, py: Python<'_>) -> Bind<MutexGuard<'_, Inner>> {
        lock(py, &self.0)?.ok_or_else(broken)
    }

    /// Works on so many lines or more while other Python threads run and Ctrl-C is heard: `work` appends its answers, and
    /// looks now and then whether to go on. What an interrupted call has answered is lost, unless `keeps` says that the
    /// next call that keeps gives it.
    fn feeding(
        &self,
        py: Python<'_>,
        size: usize,
        keeps: bool,
        work: impl FnOnce(&mut Inner, &mut String, &dyn Fn() -> bool) + Send + 'static,
    ) -> Bind<String> {
        let (shared, mut answers) = (Arc::clone(&self.0), String::new());
        let work = move |talk: &Talk| {
            let mut inner = shared.lock().map_err(|_| broken())?;
            let mut answers = if keeps { take(&mut inner.kept) } else { String::new() };
            work(&mut inner, &mut answers, &|| talk.goes_on());
            if talk.ends() {
                talk.give(answers);
            } else if keeps {
                inner.kept.push_str(&answers);
            }
            Ok(())
        };
        let done = listening(py, size, Then::Leave, work, |said: String| {
            answers = said;
            Ok(())
        });
        if done.is_err() && keeps && !answers.is_empty() {
            // The work had ended when it was interrupted.
            self.inner(py)?.kept.push_str(&answers);
        }
        done.map(|()| answers)
    }

    /// Feeds the lines of a chunk from a place on, up to about so many bytes of answers; where it stopped.
    fn feed_lines(
        &self,
        py: Python<'_>,
        chunk: &Chunk<'_>,
        start: usize,
        most: usize,
    ) -> Bind<(String, usize)> {
        let (bytes, done) = (PyBackedBytes::from(chunk.0.clone()), Arc::new(AtomicUsize::new(start)));
        let (place, size) = (Arc::clone(&done), self.inner(py)?.size(chunk.0.as_bytes()));
        let answers = self.feeding(py, size, true, move |inner, answers, go_on| {
            let rest = bytes.get(start..).unwrap_or_default();
            for line in rest.split_inclusive(|byte| *byte == b'\n').take_while(|_| go_on()) {
                inner.journal.feed(line, answers);
                inner.begun = !line.ends_with(b"\n");
                place.fetch_add(line.len(), Ordering::Relaxed);
                if answers.len() >= most {
                    break;
                }
            }
        })?;
        Ok((answers, done.load(Ordering::Relaxed)))
    }

    /// The answer to one line, without line end.
    fn answered(&self, py: Python<'_>, line: &[u8]) -> Bind<Option<String>> {
        let at_once = || {
            let mut inner = self.inner(py)?;
            Ok((inner.size(line) < MANY).then(|| inner.journal.answer(line)))
        };
        if let Some(answer) = catch(at_once)? {
            return Ok(answer);
        }
        let text = line.to_owned();
        let mut answer = self.feeding(py, usize::MAX, false, move |inner, answers, _| {
            if let Some(answer) = inner.journal.answer(&text) {
                answers.push_str(&answer);
                answers.push('\n');
            }
        })?;
        Ok(answer.pop().map(|_| answer))
    }

    /// What is asked of all that the journal holds, while Ctrl-C is heard.
    fn asked<T: Send + 'static>(
        &self,
        py: Python<'_>,
        ask: impl FnOnce(&core::Journal) -> T + Send + 'static,
    ) -> Bind<T> {
        let (shared, size) = (Arc::clone(&self.0), self.inner(py)?.known());
        answer(py, size, move || {
            let inner = shared.lock().map_err(|_| broken())?;
            Ok(ask(&inner.journal))
        })
    }
}

/// The questions about all people, as they stand in a line.
static QUESTIONS: LazyLock<[Finder<'_>; 5]> = LazyLock::new(|| {
    ["\"due\"", "\"planned\"", "\"receiving\"", "\"register\"", "\"summary\""].map(Finder::new)
});

/// Answers of so many bytes are handed over before more lines are fed: one query in a chunk of many
/// may be answered with the names of a whole country.
const ENOUGH: usize = 1 << 20;

/// A journal of so many lines may know so many people that a question about all of them takes long.
const MANY: usize = 100_000;

/// About how many bytes a line has.
const LINE: usize = 64;

/// A panic left the journal half changed, so it answers no more.
fn broken() -> BindError {
    BindError::Panic("a journal that failed before".to_owned())
}

#[pymethods]
impl Journal {
    /// A journal without lines.
    #[new]
    fn new() -> Self {
        Self(Arc::default())
    }

    /// The answer to one line, without line end; none if the line is empty.
    ///
    /// The line may have its line end, LF or CRLF; a CR without an LF behind it belongs to the line. After Ctrl-C the
    /// line is taken, and its answer is lost: only questions take long, and they may be asked again.
    fn answer(&self, py: Python<'_>, line: Line<'_>) -> Bind<Option<String>> {
        let line = line.bytes();
        let without = line.strip_suffix(b"\n").map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        self.answered(py, without.unwrap_or(line))
    }

    /// The fields of the answer to a line: those of an object, with this name as its `kind`, a fact or a query, and a date
    /// (`crossing`).
    fn _cross<'py>(
        &self,
        value: &Bound<'py, PyAny>,
        kind: &str,
        name: &str,
        on: Option<ExactDate<'_>>,
        plain: &Bound<'py, PyAny>,
    ) -> Bind<Bound<'py, PyAny>> {
        let on = read_optional(on.as_ref(), "on")?;
        let (py, line) = (value.py(), catch(|| crossing::line(value, (kind, name), on, plain))?);
        let answer = self.answered(py, line.as_bytes())?;
        if kind == "query" {
            self.inner(py)?.asked += 1;
        }
        crossing::parts(py, &answer.unwrap_or_default())
    }

    /// The answers to the lines that end in these bytes, each ended by LF.
    ///
    /// A line without its end waits for the next bytes, which may be cut anywhere.
    ///
    /// Ctrl-C is heard between two lines. The journal then stands after the last one that was answered, and
    /// `lines` tells which; the rest of the bytes is not fed. The next call of `feed` or `finish` gives the
    /// answers so far before its own: `feed(b"")` gives them alone.
    fn feed(&self, py: Python<'_>, chunk: Chunk<'_>) -> Bind<String> {
        self.feed_lines(py, &chunk, 0, usize::MAX).map(|(answers, _)| answers)
    }

    /// The answer to a last line that has no line end, ended by LF; empty if there is none.
    ///
    /// After Ctrl-C the line is taken, and the next call gives its answer.
    fn finish(&self, py: Python<'_>) -> Bind<String> {
        let size = self.inner(py)?.size(b"");
        self.feeding(py, size, true, |inner, answers, _| {
            inner.journal.finish(answers);
            inner.begun = false;
        })
    }

    /// How many lines have come, empty ones counted.
    #[getter]
    fn lines(&self, py: Python<'_>) -> Bind<usize> {
        catch(|| Ok(self.inner(py)?.journal.lines()))
    }

    /// What `run` feeds with: the answers to the lines of these bytes from `start` on, and where it
    /// stopped, which is before the end where the answers have become long.
    fn _feed_from(&self, py: Python<'_>, chunk: Chunk<'_>, start: usize) -> Bind<(String, usize)> {
        self.feed_lines(py, &chunk, start, ENOUGH)
    }

    /// Runs a whole journal, from its first line: an iterator of answers, each without its line end.
    ///
    /// The journal is a file, by its path, or any iterable of lines, each text or bytes, with or without
    /// its line end: `io.StringIO(text)` is one, and so is what `text.split("\n")` gives. Lines are read as
    /// answers are asked for, and none is kept. `progress` is called with the iterable of what is read,
    /// chunks of a file or lines, and gives it back: `tqdm` fits. An exception, such as Ctrl-C, ends the run;
    /// who must go on after it feeds a `Journal`.
    ///
    /// Errors: `unsupported_type` for anything else; `OSError` of the file, when it is read.
    #[staticmethod]
    #[pyo3(signature = (path_or_lines, *, progress = None))]
    fn run<'py>(path_or_lines: Source<'py>, progress: Option<Progress<'py>>) -> Bind<Answers<'py>> {
        let source = path_or_lines.0;
        let run = source.py().import("voucher_core._run")?.getattr(intern!(source.py(), "run"))?;
        Ok(Answers(run.call1((source, progress.map(|progress| progress.0)))?))
    }

    /// The canonical JSON of the regulation; none before one is chosen.
    fn _regulation(&self, py: Python<'_>) -> Bind<Option<String>> {
        catch(|| Ok(self.inner(py)?.journal.regulation_json()))
    }

    /// The ledger of the journal as text; none before a regulation is chosen.
    fn _save(&self, py: Python<'_>) -> Bind<Option<String>> {
        self.asked(py, core::Journal::save)
    }

    /// A journal over the ledger that a text holds. Errors: those of the core.
    #[staticmethod]
    fn _restore(py: Python<'_>, text: Text<'_>) -> Bind<Self> {
        let text = text.keep("text")?;
        let restored = text.len() / LINE;
        answer(py, restored, move || {
            let inner = Inner { journal: core::Journal::restore(&text)?, restored, ..Inner::default() };
            Ok(Self(Arc::new(Mutex::new(inner))))
        })
    }

    /// Planned against given by school and day, or the codes of the refusals: none where the journal is not of meals.
    fn _planned(
        &self,
        py: Python<'_>,
        month: MonthArg,
        kind: Text<'_>,
        on: ExactDate<'_>,
    ) -> Bind<(Option<Table>, Vec<&'static str>)> {
        let (kind, on) = (kind.read("kind")?, on.read("on")?);
        let kind = core::Reference::parse(kind).map_err(|error| BindError::from(error).of_field("kind"))?;
        self.asked(py, move |journal| {
            match journal.meals().map(|meals| planned(meals, month.0, &kind, on)) {
                Some(Ok(table)) => table.map(|table| (Some(table), Vec::new())),
                Some(Err(refusals)) => Ok((None, refusals.iter().map(core::meals::Refusal::code).collect())),
                None => Ok((None, Vec::new())),
            }
        })?
    }

    fn __copy__(&self, py: Python<'_>) -> Bind<Self> {
        let shared = Arc::clone(&self.0);
        answer(py, self.lines(py)?, move || {
            let inner = shared.lock().map_err(|_| broken())?.clone();
            Ok(Self(Arc::new(Mutex::new(inner))))
        })
    }

    #[pyo3(signature = (_memo, /))]
    fn __deepcopy__(&self, py: Python<'_>, _memo: &Bound<'_, PyAny>) -> Bind<Self> {
        self.__copy__(py)
    }

    /// Errors: always `unsupported_type`, since a journal cannot be pickled.
    fn __reduce__(&self) -> Bind<Reduced<'_>> {
        let text = "a journal cannot be pickled: keep its lines, or save its ledger";
        Err(BindError::wrong_type("unsupported_type", None, text))
    }

    fn __repr__(&self, py: Python<'_>) -> Bind<String> {
        Ok(format!("Journal({} lines)", self.lines(py)?))
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

    hint!(INPUT_TYPE = type_hint_union!(STR, BYTES));

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> Bind<Self> {
        if let Ok(bytes) = value.cast::<PyBytes>() {
            return Ok(Self::Bytes(bytes.to_owned()));
        }
        let Ok(text) = value.cast::<PyString>() else {
            let text = format!("must be one line, text or bytes; {} came", kind(&value));
            return Err(BindError::wrong_type("not_text", "line", text));
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

    hint!(INPUT_TYPE = BYTES);

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> Bind<Self> {
        let Ok(bytes) = value.cast::<PyBytes>() else {
            let text = format!("must be bytes; {} came: .encode() or bytes(...) makes them", kind(&value));
            return Err(BindError::wrong_type("unsupported_type", "chunk", text));
        };
        Ok(Self(bytes.to_owned()))
    }
}

kept_arguments! {
    /// Where the lines come from; Python's function has its type.
    Source = type_hint_identifier!("voucher_core._run", "Source");
    /// A callable like `tqdm`, of the same function.
    Progress = type_hint_identifier!("voucher_core._run", "Progress");
}

ready_answers! {
    /// The answers of a run.
    Answers(PyAny) = type_hint_subscript!(type_hint_identifier!("collections.abc", "Iterator"), STR);
}

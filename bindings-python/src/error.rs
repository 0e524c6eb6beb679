//! Errors on their way to Python: built once, without the value, with code, field and place (N34).

use std::{
    borrow::Cow,
    cell::RefCell,
    collections::BTreeMap,
    panic::{self, AssertUnwindSafe, Location},
};

use pyo3::prelude::*;
use voucher_core as core;

mod own;

pub(crate) use own::OWN;

/// The exceptions, which are Python classes: with the stable ABI a Rust class cannot extend one.
mod exceptions {
    pyo3::import_exception!(voucher_core.errors, ColumnWarning);
    pyo3::import_exception!(voucher_core.errors, InternalError);
    pyo3::import_exception!(voucher_core.errors, RowErrors);
    pyo3::import_exception!(voucher_core.errors, VoucherError);
    pyo3::import_exception!(voucher_core.errors, WrongType);
}

pub(crate) use exceptions::ColumnWarning;

/// What a binding function gives.
pub(crate) type Bind<T> = Result<T, BindError>;

/// Why a call failed.
pub(crate) enum BindError {
    /// The core did not take the text.
    Core(core::Error, Option<&'static str>),
    /// The value has the right type and cannot be taken.
    Malformed(Fault),
    /// The value has a type that is never taken here.
    WrongType(Fault),
    /// Bad rows of a table that was to have none: the first of them, how many had which code in which column, how many in
    /// all.
    Rows { rows: Vec<(u64, String, &'static str)>, counts: Vec<(String, &'static str, u64)>, total: u64 },
    /// A source of rows failed after so many of them; why, in its own words.
    Failed { rows: u64, cause: Option<PyErr> },
    /// A panic was caught at this place of the code.
    Panic(String),
    /// Python itself raised.
    Python(PyErr),
}

/// What an exception says.
pub(crate) struct Fault {
    code: &'static str,
    field: Named,
    text: String,
}

/// The argument, column or field that an exception names, if any.
pub(crate) struct Named(Option<Cow<'static, str>>);

impl From<&'static str> for Named {
    fn from(name: &'static str) -> Self {
        Self(Some(name.into()))
    }
}

impl From<String> for Named {
    fn from(name: String) -> Self {
        Self(Some(name.into()))
    }
}

impl From<Option<Cow<'static, str>>> for Named {
    fn from(name: Option<Cow<'static, str>>) -> Self {
        Self(name)
    }
}

impl BindError {
    /// A value of a type that is never taken: `code` says what is wanted, `hint` what to do.
    #[cold]
    pub(crate) fn wrong_type(code: &'static str, field: impl Into<Named>, hint: impl Into<String>) -> Self {
        Self::WrongType(Fault { code, field: field.into(), text: hint.into() })
    }

    /// A value of the right type that cannot be taken.
    #[cold]
    pub(crate) fn malformed(code: &'static str, field: impl Into<Named>, text: impl Into<String>) -> Self {
        Self::Malformed(Fault { code, field: field.into(), text: text.into() })
    }

    /// The same fault, said of this argument.
    #[must_use]
    pub(crate) fn of_field(self, field: &'static str) -> Self {
        match self {
            Self::Core(error, _) => Self::Core(error, Some(field)),
            Self::Malformed(fault) => Self::Malformed(Fault { field: field.into(), ..fault }),
            Self::WrongType(fault) => Self::WrongType(Fault { field: field.into(), ..fault }),
            Self::Rows { .. } | Self::Failed { .. } | Self::Panic(_) | Self::Python(_) => self,
        }
    }
}

impl From<core::Error> for BindError {
    fn from(error: core::Error) -> Self {
        Self::Core(error, None)
    }
}

impl From<PyErr> for BindError {
    fn from(error: PyErr) -> Self {
        Self::Python(error)
    }
}

impl From<BindError> for PyErr {
    #[cold]
    fn from(error: BindError) -> Self {
        match error {
            BindError::Core(error, field) => {
                let own = error.field();
                let field = field.or(own);
                let text = error.to_string();
                let bare = own.and_then(|own| text.strip_prefix(own)?.strip_prefix(": ")).unwrap_or(&text);
                exceptions::VoucherError::new_err((
                    said_of(field, bare),
                    error.code(),
                    field,
                    error.position(),
                ))
            }
            BindError::Malformed(Fault { code, field, text }) => {
                exceptions::VoucherError::new_err((said_of(field.0.as_deref(), &text), code, field.0))
            }
            BindError::WrongType(Fault { code, field, text }) => {
                exceptions::WrongType::new_err((said_of(field.0.as_deref(), &text), code, field.0))
            }
            BindError::Rows { rows, counts, total } => {
                let text = rows_said(&counts, total);
                let mut by_code: BTreeMap<&'static str, u64> = BTreeMap::new();
                for (_, code, count) in counts {
                    *by_code.entry(code).or_default() += count;
                }
                exceptions::RowErrors::new_err((text, rows, by_code, total))
            }
            BindError::Failed { rows, cause } => {
                let text = format!("the Arrow stream failed after {rows} rows");
                let error = exceptions::VoucherError::new_err((text, "stream_failed"));
                // What caused it can repeat a value, so its words are in no text of ours (N34).
                Python::attach(|py| error.set_cause(py, cause));
                error
            }
            BindError::Panic(place) => exceptions::InternalError::new_err((
                format!("internal error at {place}: please report this place"),
                place,
            )),
            BindError::Python(error) => error,
        }
    }
}

/// How many rows are bad, by column and code, the most first.
fn rows_said(counts: &[(String, &'static str, u64)], total: u64) -> String {
    let mut most: Vec<_> = counts.iter().collect();
    most.sort_by_key(|(_, _, count)| u64::MAX - count);
    let said = most.iter().map(|(field, code, count)| format!("{field} {code} {count}"));
    let said = said.collect::<Vec<_>>().join(", ");
    format!(
        "{total} bad rows: {said}; the first of them are in .rows, counted from 0: row 0 is line 2 of a CSV with a heading"
    )
}

fn said_of(field: Option<&str>, text: &str) -> String {
    match field {
        Some(field) => format!("{field}: {text}"),
        None => text.to_owned(),
    }
}

thread_local! {
    /// Where the last panic of this thread was.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Panics of this library print nothing, since a panic's text can hold a value: only the place is kept.
///
/// The hook belongs to this library alone: each one that is loaded into Python has its own.
pub(crate) fn keep_panics_quiet() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(place);
        let _ = PLACE.try_with(|last| last.replace(place));
    }));
}

/// The last folders of a file and the line: a path of the machine that built it is nobody's business.
fn place(location: &Location<'_>) -> String {
    let mut parts: Vec<&str> = location.file().rsplit(['/', '\\']).take(3).collect();
    parts.reverse();
    format!("{}:{}", parts.join("/"), location.line())
}

/// The last resort: whatever panics inside becomes an [`InternalError`](exceptions::InternalError) that
/// says where. Every entry that does real work goes through it; a worker thread needs its own.
pub(crate) fn catch<T>(work: impl FnOnce() -> Bind<T>) -> Bind<T> {
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let place = PLACE.try_with(RefCell::take).ok().flatten();
        Err(BindError::Panic(place.unwrap_or_else(|| "an unknown place".to_owned())))
    })
}

/// Does long work under the last resort, while other threads of Python run.
pub(crate) fn detached<T: Send>(py: Python<'_>, work: impl FnOnce() -> Bind<T> + Send) -> Bind<T> {
    py.detach(|| catch(work))
}

/// Panics with this text under the last resort, so that a test can see what leaves.
#[pyfunction]
#[expect(clippy::panic, reason = "what it is for")]
pub(crate) fn _panic(text: &str) -> Bind<()> {
    catch(|| panic!("{text}"))
}

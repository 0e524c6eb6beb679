//! Civil dates: exactly `datetime.date` in and out, and the one way from an instant (N1, N2).

use std::borrow::Cow;

use chrono::{DateTime, Datelike, NaiveDate};
use pyo3::{
    ffi, intern,
    prelude::*,
    sync::PyOnceLock,
    types::{PyDate, PyDateTime, PyType},
};
#[cfg(feature = "inspect")]
use pyo3::{inspect::PyStaticExpr, type_hint_identifier};
use voucher_core as core;

use crate::{
    argument::kind,
    error::{Bind, BindError, catch},
};

/// A date argument. Nothing is taken for a date but a `datetime.date` that is no subclass: a
/// `datetime`, a `Timestamp` and `NaT` would lose their zone or their meaning without a word.
pub(crate) struct ExactDate<'a>(Borrowed<'a, 'a, PyAny>);

impl<'a, 'py: 'a> FromPyObject<'a, 'py> for ExactDate<'a> {
    type Error = PyErr;

    #[cfg(feature = "inspect")]
    const INPUT_TYPE: PyStaticExpr = type_hint_identifier!("datetime", "date");

    fn extract(value: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(value))
    }
}

impl ExactDate<'_> {
    /// The date, or `not_a_date` of this field.
    pub(crate) fn read(&self, field: &'static str) -> Bind<NaiveDate> {
        let day = self.days_from_ce(field)?;
        NaiveDate::from_num_days_from_ce_opt(day).ok_or_else(|| no_date(&self.0, field))
    }

    /// The date as the number of its day, where 1 is 0001-01-01.
    pub(crate) fn days_from_ce(&self, field: &'static str) -> Bind<i32> {
        if self.0.get_type_ptr() != date_type(self.0.py())?.as_type_ptr() {
            return Err(no_date(&self.0, field));
        }
        to_ordinal(self.0)
    }
}

/// `date.toordinal(value)`: by far the cheapest of what the stable ABI offers, one call for the whole date.
#[expect(unsafe_code, reason = "PyO3 calls with one argument through a tuple, which costs as much again")]
fn to_ordinal(date: Borrowed<'_, '_, PyAny>) -> Bind<i32> {
    static TO_ORDINAL: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let py = date.py();
    let to_ordinal = TO_ORDINAL.get_or_try_init(py, || {
        Ok::<_, BindError>(date_type(py)?.getattr(intern!(py, "toordinal"))?.unbind())
    })?;
    let end = std::ptr::null_mut::<ffi::PyObject>();
    // SAFETY: we hold the interpreter, both objects are alive, and the list of arguments ends with null.
    let ordinal = unsafe {
        let ordinal = ffi::PyObject_CallFunctionObjArgs(to_ordinal.as_ptr(), date.as_ptr(), end);
        Bound::from_owned_ptr_or_err(py, ordinal)
    }?;
    Ok(ordinal.extract()?)
}

/// The dates of several arguments, absent ones as they are.
pub(crate) fn read_optional(date: Option<&ExactDate<'_>>, field: &'static str) -> Bind<Option<NaiveDate>> {
    date.map(|date| date.read(field)).transpose()
}

#[cold]
fn no_date(value: &Bound<'_, PyAny>, field: &'static str) -> BindError {
    let kind = kind(value);
    let hint = match kind.as_str() {
        "datetime" | "Timestamp" => {
            "a moment is not a civil date: voucher_core.civil_date(moment) gives the date in Kazakhstan"
        }
        "NaTType" | "NAType" => "a missing date is None",
        "datetime64" => "ask it for .item()",
        "str" => "datetime.date.fromisoformat(text) reads one",
        _ => "pass a datetime.date",
    };
    let text = format!("must be exactly a datetime.date; {kind} came: {hint}");
    BindError::wrong_type("not_a_date", Cow::Borrowed(field), text)
}

fn date_type(py: Python<'_>) -> Bind<&Bound<'_, PyType>> {
    static DATE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let date = DATE.get_or_try_init(py, || Ok::<_, PyErr>(py.get_type::<PyDate>().unbind()))?;
    Ok(date.bind(py))
}

/// A date on its way out.
pub(crate) struct DateOut(pub(crate) NaiveDate);

impl<'py> IntoPyObject<'py> for DateOut {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = BindError;

    #[cfg(feature = "inspect")]
    const OUTPUT_TYPE: PyStaticExpr = type_hint_identifier!("datetime", "date");

    /// Fails outside Python's years 1 to 9999.
    fn into_pyobject(self, py: Python<'py>) -> Bind<Bound<'py, PyAny>> {
        static FROM_ORDINAL: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let from_ordinal = FROM_ORDINAL.get_or_try_init(py, || {
            date_type(py)?.getattr("fromordinal").map(Bound::unbind).map_err(BindError::from)
        })?;
        if !(1..=9999).contains(&self.0.year()) {
            return Err(BindError::malformed(
                "not_a_date",
                None,
                "Python has no date outside the years 1 to 9999",
            ));
        }
        Ok(from_ordinal.bind(py).call1((self.0.num_days_from_ce(),))?)
    }
}

/// The civil date in Kazakhstan at a moment: UTC+05:00, in force in the whole country since 2024-03-01 (N2).
///
/// The moment is a `datetime` with a zone.
///
/// Errors: `WrongType` `not_an_instant` for anything else, `VoucherError` `not_an_instant` without a
/// zone, `instant_before_single_zone` before 2024-02-29T19:00:00Z, when two zones existed.
#[pyfunction]
pub(crate) fn civil_date(instant: Instant<'_>) -> Bind<DateOut> {
    catch(|| Ok(DateOut(core::civil_date(&instant.read()?)?)))
}

/// A moment: exactly a `datetime.datetime`, with a zone.
pub(crate) struct Instant<'py>(Bound<'py, PyAny>);

impl<'py> FromPyObject<'_, 'py> for Instant<'py> {
    type Error = PyErr;

    #[cfg(feature = "inspect")]
    const INPUT_TYPE: PyStaticExpr = type_hint_identifier!("datetime", "datetime");

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(value.to_owned()))
    }
}

impl Instant<'_> {
    fn read(&self) -> Bind<DateTime<chrono::Utc>> {
        let (value, py) = (&self.0, self.0.py());
        let field = || Cow::Borrowed("instant");
        if !value.get_type().is(py.get_type::<PyDateTime>()) {
            let hint = match kind(value).as_str() {
                "Timestamp" => "ask it for .to_pydatetime()",
                "date" => "it is a civil date already",
                _ => "pass a datetime.datetime with a zone",
            };
            let text = format!("must be exactly a datetime.datetime; {} came: {hint}", kind(value));
            return Err(BindError::wrong_type("not_an_instant", field(), text));
        }
        if value.call_method0(intern!(py, "utcoffset"))?.is_none() {
            let text = "a datetime without a zone is no moment: give it its tzinfo";
            return Err(BindError::malformed("not_an_instant", field(), text));
        }
        let since = value.sub(epoch(py)?)?;
        let days: i64 = since.getattr(intern!(py, "days"))?.extract()?;
        let seconds: i64 = since.getattr(intern!(py, "seconds"))?.extract()?;
        let instant = DateTime::from_timestamp(days * 86_400 + seconds, 0);
        instant.ok_or_else(|| BindError::malformed("not_an_instant", field(), "outside the calendar"))
    }
}

/// 1970-01-01T00:00:00Z.
fn epoch(py: Python<'_>) -> Bind<&Bound<'_, PyAny>> {
    static EPOCH: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let epoch = EPOCH.get_or_try_init(py, || {
        let datetime = py.import("datetime")?;
        let utc = datetime.getattr("timezone")?.getattr("utc")?;
        let epoch = datetime.getattr("datetime")?.call1((1970, 1, 1, 0, 0, 0, 0, utc))?;
        Ok::<_, PyErr>(epoch.unbind())
    })?;
    Ok(epoch.bind(py))
}

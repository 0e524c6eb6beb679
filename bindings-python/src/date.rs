//! Civil dates: exactly `datetime.date` in and out, and the one way from an instant (N1, N2).

use chrono::{DateTime, Datelike, NaiveDate};
use pyo3::{exceptions::PyImportError, ffi, intern, prelude::*, sync::PyOnceLock, types::PyType};
use voucher_core as core;

use crate::{
    argument::kind,
    error::{Bind, BindError, catch},
    hint::{hint, kept_arguments},
};

/// The classes of `datetime` and what is called of them, as they are in themselves.
///
/// A clock that is patched puts subclasses in their place, for as long as a test runs. Whatever stands in the module
/// then, its real class is an ancestor, so no date that is met first decides what a date is.
pub(crate) struct Classes {
    date: Py<PyType>,
    datetime: Py<PyType>,
    to_ordinal: Py<PyAny>,
    from_ordinal: Py<PyAny>,
    first_date: Py<PyAny>,
    /// 1970-01-01T00:00:00Z.
    epoch: Py<PyAny>,
}

impl Classes {
    /// Finds them. Errors: `ImportError` where something else than a class is in their place.
    pub(crate) fn find(py: Python<'_>) -> PyResult<&'static Self> {
        static CLASSES: PyOnceLock<Classes> = PyOnceLock::new();
        CLASSES.get_or_try_init(py, || {
            let module = py.import("datetime")?;
            let date = real(&module, "date", "toordinal")?;
            let datetime = real(&module, "datetime", "utcoffset")?;
            let utc = module.getattr("timezone")?.getattr("utc")?;
            Ok(Self {
                to_ordinal: date.getattr("toordinal")?.unbind(),
                from_ordinal: date.getattr("fromordinal")?.unbind(),
                first_date: date.getattr("min")?.unbind(),
                epoch: datetime.call1((1970, 1, 1, 0, 0, 0, 0, utc))?.unbind(),
                date: date.unbind(),
                datetime: datetime.unbind(),
            })
        })
    }

    /// Whether a value is of the real class of dates, and of no other that says so.
    fn is_exact(&self, value: &Bound<'_, PyAny>) -> bool {
        value.get_type_ptr() == self.date.bind(value.py()).as_type_ptr()
    }
}

/// The class of this name: of what the module holds and its ancestors, the last one that has a method of its own kind.
fn real<'py>(module: &Bound<'py, PyModule>, name: &str, method: &str) -> PyResult<Bound<'py, PyType>> {
    let class = module.getattr(name)?.cast_into::<PyType>().map(|class| class.mro());
    let classes = class.iter().flatten().filter_map(|class| class.cast_into::<PyType>().ok());
    let last = classes.filter(|class| class.hasattr(method).unwrap_or(false)).last();
    last.ok_or_else(|| {
        let text = format!("datetime.{name} is no class now: import voucher_core before it is patched");
        PyImportError::new_err(text)
    })
}

/// Whether a value's class stands in for a real one, as that of a patched clock does: it is a subclass, and says that a
/// real value is one of its own.
#[cold]
fn stands_in(value: &Bound<'_, PyAny>, class: &Bound<'_, PyType>, real: &Py<PyAny>) -> bool {
    let claims = |own: &Bound<'_, PyType>| real.bind(value.py()).is_instance(own);
    value.is_instance(class).unwrap_or(false) && claims(&value.get_type()).unwrap_or(false)
}

/// A date argument. Nothing is taken for a date but a `datetime.date` that is no subclass, or what a patched clock puts
/// in its place: a `datetime`, a `Timestamp` and `NaT` would lose their zone or their meaning without a word.
pub(crate) struct ExactDate<'a>(Borrowed<'a, 'a, PyAny>);

impl<'a, 'py: 'a> FromPyObject<'a, 'py> for ExactDate<'a> {
    type Error = PyErr;

    hint!(INPUT_TYPE = DATE);

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
        let classes = Classes::find(self.0.py())?;
        if classes.is_exact(&self.0) || is_date(&self.0)? {
            return to_ordinal(self.0, &classes.to_ordinal);
        }
        Err(no_date(&self.0, field))
    }
}

/// The date that a value of the real class itself is.
pub(crate) fn exact(value: &Bound<'_, PyAny>) -> Bind<Option<NaiveDate>> {
    let classes = Classes::find(value.py())?;
    if !classes.is_exact(value) {
        return Ok(None);
    }
    to_ordinal(value.as_borrowed(), &classes.to_ordinal).map(NaiveDate::from_num_days_from_ce_opt)
}

/// Whether a value is a date: of that class and of no subclass, unless it stands in for it.
pub(crate) fn is_date(value: &Bound<'_, PyAny>) -> Bind<bool> {
    let (py, classes) = (value.py(), Classes::find(value.py())?);
    let date = classes.date.bind(py);
    let moment = value.is_instance(classes.datetime.bind(py))?;
    Ok(value.get_type().is(date) || !moment && stands_in(value, date, &classes.first_date))
}

/// `date.toordinal(value)`: by far the cheapest of what the stable ABI offers, one call for the whole date.
#[expect(unsafe_code, reason = "PyO3 calls with one argument through a tuple, which costs as much again")]
fn to_ordinal(date: Borrowed<'_, '_, PyAny>, to_ordinal: &Py<PyAny>) -> Bind<i32> {
    let end = std::ptr::null_mut::<ffi::PyObject>();
    // SAFETY: we hold the interpreter, both objects are alive, and the list of arguments ends with null.
    let ordinal = unsafe {
        let ordinal = ffi::PyObject_CallFunctionObjArgs(to_ordinal.as_ptr(), date.as_ptr(), end);
        Bound::from_owned_ptr_or_err(date.py(), ordinal)
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
    let is_a = |class: &Py<PyType>| value.is_instance(class.bind(value.py())).unwrap_or(false);
    let (a_moment, a_subclass) = Classes::find(value.py())
        .map_or((false, false), |classes| (is_a(&classes.datetime), is_a(&classes.date)));
    let hint = match kind.as_str() {
        "NaTType" | "NAType" => "a missing date is None",
        "datetime64" => "ask it for .item()",
        "str" => "datetime.date.fromisoformat(text) reads one",
        _ if a_moment => {
            "a moment is not a civil date: voucher_core.civil_date(moment) gives the date in Kazakhstan of one with a zone, .date() \
             that of one without"
        }
        _ if a_subclass => "a subclass of it: pass datetime.date(value.year, value.month, value.day)",
        _ => "pass a datetime.date",
    };
    let text = format!("must be exactly a datetime.date; {kind} came: {hint}");
    BindError::wrong_type("not_a_date", field, text)
}

/// A date on its way out.
pub(crate) struct DateOut(pub(crate) NaiveDate);

impl<'py> IntoPyObject<'py> for DateOut {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = BindError;

    hint!(OUTPUT_TYPE = DATE);

    /// Fails outside Python's years 1 to 9999.
    fn into_pyobject(self, py: Python<'py>) -> Bind<Bound<'py, PyAny>> {
        if !(1..=9999).contains(&self.0.year()) {
            return Err(BindError::malformed(
                "not_a_date",
                None,
                "Python has no date outside the years 1 to 9999",
            ));
        }
        Ok(Classes::find(py)?.from_ordinal.bind(py).call1((self.0.num_days_from_ce(),))?)
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

kept_arguments! {
    /// A moment: exactly a `datetime.datetime`, or what a patched clock puts in its place, with a zone.
    Instant = type_hint_identifier!("datetime", "datetime");
}

impl Instant<'_> {
    fn read(&self) -> Bind<DateTime<chrono::Utc>> {
        let (value, py) = (&self.0, self.0.py());
        let (field, classes) = ("instant", Classes::find(py)?);
        let (class, epoch) = (classes.datetime.bind(py), &classes.epoch);
        if !value.get_type().is(class) && !stands_in(value, class, epoch) {
            let hint = match kind(value).as_str() {
                "Timestamp" => "ask it for .to_pydatetime()",
                "date" => "it is a civil date already",
                _ => "pass a datetime.datetime with a zone",
            };
            let text = format!("must be exactly a datetime.datetime; {} came: {hint}", kind(value));
            return Err(BindError::wrong_type("not_an_instant", field, text));
        }
        if value.call_method0(intern!(py, "utcoffset"))?.is_none() {
            let text = "a datetime without a zone is no moment: give it its tzinfo, or take its .date() if that is the day in Kazakhstan";
            return Err(BindError::malformed("not_an_instant", field, text));
        }
        let since = class.call_method1(intern!(py, "__sub__"), (value, epoch))?;
        let days: i64 = since.getattr(intern!(py, "days"))?.extract()?;
        let seconds: i64 = since.getattr(intern!(py, "seconds"))?.extract()?;
        let instant = DateTime::from_timestamp(days * 86_400 + seconds, 0);
        instant.ok_or_else(|| BindError::malformed("not_an_instant", field, "outside the calendar"))
    }
}

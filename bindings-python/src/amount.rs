//! Amounts: text, `decimal.Decimal` or `int` in, `decimal.Decimal` out; never a float (N29).

use std::borrow::Cow;

use pyo3::{
    intern,
    prelude::*,
    sync::PyOnceLock,
    types::{PyFloat, PyString, PyType},
};
use voucher_core as core;

use crate::{
    argument::{kind, text, whole},
    error::{Bind, BindError},
    hint::{hint, kept_arguments},
};

kept_arguments! {
    /// An amount as it comes: the core reads it as one of its types.
    Amount = type_hint_union!(DECIMAL, INT, STR);
}

impl Amount<'_> {
    /// A volume in m³.
    pub(crate) fn volume(&self, field: &'static str) -> Bind<core::Volume> {
        self.read(field, core::Volume::parse)
    }

    /// A price in tenge per m³.
    pub(crate) fn price(&self, field: &'static str) -> Bind<core::Price> {
        self.read(field, core::Price::parse)
    }

    /// An amount in tenge.
    pub(crate) fn tenge(&self, field: &'static str) -> Bind<core::Amount> {
        self.read(field, core::Amount::parse)
    }

    /// A rate of discount, 0 to 1.
    pub(crate) fn rate(&self, field: &'static str) -> Bind<core::Rate> {
        match self.read(field, core::Rate::parse) {
            Err(BindError::Core(error, _)) if error.code() == "too_large" => {
                Err(BindError::malformed("too_large", field, "a rate is a share from 0 to 1"))
            }
            read @ (Ok(_) | Err(_)) => read,
        }
    }

    fn read<T>(&self, field: &'static str, parse: fn(&str) -> Result<T, core::Error>) -> Bind<T> {
        let text = decimal_text(&self.0, field)?;
        parse(&text).map_err(|error| BindError::from(error).of_field(field))
    }
}

/// More digits than any amount has, in front or behind: what is longer is not written out.
const FAR: i64 = 64;

/// Decimal text as the core reads it.
pub(crate) fn decimal_text<'a>(value: &'a Bound<'_, PyAny>, field: &'static str) -> Bind<Cow<'a, str>> {
    if value.is_instance_of::<PyString>() {
        return text(value, field, "must be text").map(Cow::Borrowed);
    }
    if is_decimal(value)? {
        return written_out(value, field).map(Cow::Owned);
    }
    let wrong = || {
        let hint = if value.is_instance_of::<PyFloat>() { ": a float is not exact" } else { "" };
        let text = format!("must be text, a decimal.Decimal or an int; {} came{hint}", kind(value));
        BindError::wrong_type("not_a_decimal", field, text)
    };
    let (number, negative) = whole(value, field).map_err(|_| wrong())?;
    number.map(|number| Cow::Owned(number.to_string())).ok_or_else(|| beyond(negative, field))
}

/// Whether it is a `decimal.Decimal`.
pub(crate) fn is_decimal(value: &Bound<'_, PyAny>) -> Bind<bool> {
    Ok(value.is_instance(decimal_type(value.py())?)?)
}

/// A `Decimal` without exponent and without zeros behind the last digit that counts.
fn written_out(value: &Bound<'_, PyAny>, field: &'static str) -> Bind<String> {
    let py = value.py();
    let finite: bool = value.call_method0(intern!(py, "is_finite"))?.extract()?;
    if !finite {
        let text = "must be a number, neither infinite nor NaN";
        return Err(BindError::malformed("not_a_decimal", field, text));
    }
    if !value.is_truthy()? {
        return Ok("0".to_owned());
    }
    let adjusted: i64 = value.call_method0(intern!(py, "adjusted"))?.extract()?;
    let negative: bool = value.call_method0(intern!(py, "is_signed"))?.extract()?;
    if adjusted > FAR {
        return Err(beyond(negative, field));
    }
    if adjusted < -FAR {
        let text = "more decimals than this amount may have";
        return Err(BindError::malformed("too_many_decimals", field, text));
    }
    let text = value.call_method1(intern!(py, "__format__"), ("f",))?;
    let text = text.cast::<PyString>().map_err(PyErr::from)?.to_str()?;
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    match decimals.trim_end_matches('0') {
        "" => Ok(whole.to_owned()),
        decimals => Ok(format!("{whole}.{decimals}")),
    }
}

#[cold]
fn beyond(negative: bool, field: &'static str) -> BindError {
    let (code, text) = if negative {
        ("negative", "must not be negative")
    } else {
        ("too_large", "too large for this amount")
    };
    BindError::malformed(code, field, text)
}

fn decimal_type(py: Python<'_>) -> Bind<&Bound<'_, PyType>> {
    static DECIMAL: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    DECIMAL.import(py, "decimal", "Decimal").map_err(BindError::from)
}

/// An amount on its way out: a `decimal.Decimal` of this text.
pub(crate) struct DecimalOut(String);

/// The amounts of the core, with the decimals that each has.
macro_rules! amounts {
    ($($amount:ty)+) => { $(
        impl From<$amount> for DecimalOut {
            fn from(amount: $amount) -> Self {
                Self(amount.to_string())
            }
        }
    )+ };
}

amounts! { core::Tiyn core::Volume core::Rate }

impl<'py> IntoPyObject<'py> for DecimalOut {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = BindError;

    hint!(OUTPUT_TYPE = DECIMAL);

    fn into_pyobject(self, py: Python<'py>) -> Bind<Bound<'py, PyAny>> {
        Ok(decimal_type(py)?.call1((self.0,))?)
    }
}

//! Arguments as they may come: text is `str`, a number is no `bool`, nothing is guessed.

use std::marker::PhantomData;

use pyo3::{
    prelude::*,
    pybacked::PyBackedStr,
    types::{PyBool, PyInt, PyString},
};

use crate::{
    error::{Bind, BindError},
    hint::{hint, kept_arguments},
};

kept_arguments! {
    /// Text; the field is named when it is read.
    Text = STR;
    /// Texts: any iterable of them, but no text by itself.
    Texts = type_hint_subscript!(ITERABLE, STR);
    /// A `bool`, or NumPy's.
    Flag = BOOL;
}

/// The kind of a value, for an error: the name of its class and never the value (N34).
pub(crate) fn kind(value: &Bound<'_, PyAny>) -> String {
    let name = value.get_type().name();
    name.map_or_else(|_| "an unnamed type".to_owned(), |name| name.to_string_lossy().into_owned())
}

/// The text of a `str` or of a subclass, or `not_text` with what was wanted.
pub(crate) fn text<'a>(value: &'a Bound<'_, PyAny>, field: &'static str, wanted: &str) -> Bind<&'a str> {
    let Ok(text) = value.cast::<PyString>() else {
        return Err(BindError::wrong_type("not_text", field, format!("{wanted}; {} came", kind(value))));
    };
    text.to_str().map_err(|_| BindError::malformed("not_utf8", field, "half a surrogate pair"))
}

impl Text<'_> {
    pub(crate) fn read(&self, field: &'static str) -> Bind<&str> {
        text(&self.0, field, "must be text")
    }

    /// The same, for who keeps it longer than the call.
    pub(crate) fn keep(&self, field: &'static str) -> Bind<PyBackedStr> {
        self.read(field)?;
        Ok(self.0.extract()?)
    }
}

impl Texts<'_> {
    /// Errors: `not_text` for anything else.
    pub(crate) fn read(&self, field: &'static str) -> Bind<Vec<String>> {
        texts(&self.0, field)
    }
}

/// The texts of an iterable. Errors: `not_text` for anything but an iterable of texts.
pub(crate) fn texts(value: &Bound<'_, PyAny>, field: &'static str) -> Bind<Vec<String>> {
    let wanted = "must be a list of names";
    if value.is_instance_of::<PyString>() {
        let text = format!("{wanted}; one str came: put it in a list");
        return Err(BindError::wrong_type("not_text", field, text));
    }
    let items = value.try_iter().map_err(|_| {
        let text = format!("{wanted}; {} came", kind(value));
        BindError::wrong_type("not_text", field, text)
    })?;
    items.map(|item| Ok(text(&item?, field, wanted)?.to_owned())).collect()
}

impl Flag<'_> {
    pub(crate) fn read(&self, field: &'static str) -> Bind<bool> {
        if let Ok(flag) = self.0.cast::<PyBool>() {
            return Ok(flag.is_true());
        }
        self.0.extract().map_err(|_| {
            let hint = format!("must be True or False; {} came", kind(&self.0));
            BindError::wrong_type("not_a_boolean", field, hint)
        })
    }
}

/// A whole number: an `int` or whatever says that it is one, and no `bool`.
pub(crate) struct Whole<'py, N>(Bound<'py, PyAny>, PhantomData<N>);

impl<N: TryFrom<i64>> Whole<'_, N> {
    /// Below zero where `N` is not, `negative`; too large for `N`, `too_large`.
    pub(crate) fn read(&self, field: &'static str) -> Bind<N> {
        let (number, negative) = whole(&self.0, field)?;
        number.and_then(|number| N::try_from(number).ok()).ok_or_else(|| {
            let (code, text) = if negative {
                ("negative", "must not be negative")
            } else {
                ("too_large", "too large for this number")
            };
            BindError::malformed(code, field, text)
        })
    }
}

/// A whole number if it has at most 64 bits, and whether it is below zero.
pub(crate) fn whole(value: &Bound<'_, PyAny>, field: &'static str) -> Bind<(Option<i64>, bool)> {
    let wrong = || {
        let hint = format!("must be an int; {} came", kind(value));
        BindError::wrong_type("not_an_integer", field, hint)
    };
    if value.is_instance_of::<PyBool>() {
        return Err(wrong());
    }
    let number = if value.is_instance_of::<PyInt>() {
        value.clone()
    } else {
        value.call_method0(pyo3::intern!(value.py(), "__index__")).map_err(|_| wrong())?
    };
    if let Ok(number) = number.extract::<i64>() {
        return Ok((Some(number), number < 0));
    }
    Ok((None, number.lt(0)?))
}

impl<'py, N> FromPyObject<'_, 'py> for Whole<'py, N> {
    type Error = PyErr;

    hint!(INPUT_TYPE = INT);

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(value.to_owned(), PhantomData))
    }
}

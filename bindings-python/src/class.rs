//! What every frozen class of this module can do: pickle, copy, match, show itself.

use std::marker::PhantomData;

use pyo3::{
    PyClass,
    prelude::*,
    types::{PyTuple, PyType},
};

use crate::{
    error::{Bind, BindError},
    hint::{hint, ready_answers},
    kept,
};

/// How many times the layout of pickles has changed, from 1.
const PICKLE_VERSION: u32 = 1;

ready_answers! {
    /// What `__reduce__` answers: `_restore(class, version, arguments, maker)`.
    Reduced(PyTuple) = type_hint_subscript!(TUPLE, ANY, ELLIPSIS);
}

/// A pickle of an object: its class, a version, and the arguments with which the class builds it
/// anew, or `maker`, one of its static methods.
pub(crate) fn reduce<'py, T: PyClass>(
    object: &Bound<'py, T>,
    arguments: impl IntoPyObject<'py, Target = PyTuple, Output = Bound<'py, PyTuple>, Error: Into<PyErr>>,
    maker: Option<&str>,
) -> Bind<Reduced<'py>> {
    let py = object.py();
    let restore = kept::restore(py)?;
    let arguments = arguments.into_pyobject(py).map_err(Into::into)?;
    let how = (object.as_any().get_type(), PICKLE_VERSION, arguments, maker);
    Ok(Reduced((restore, how).into_pyobject(py)?))
}

/// Builds an object from its pickle. Errors: `unsupported_version` for a pickle of another version.
#[pyfunction]
#[pyo3(signature = (kind, version, arguments, maker = None))]
pub(crate) fn _restore<'py>(
    kind: &Bound<'py, PyAny>,
    version: u32,
    arguments: &Bound<'py, PyAny>,
    maker: Option<&str>,
) -> Bind<Bound<'py, PyAny>> {
    if version != PICKLE_VERSION {
        let text = "pickled by another version of voucher_core";
        return Err(BindError::malformed("unsupported_version", "version", text));
    }
    let kind = kind.cast::<PyType>().map_err(PyErr::from)?;
    let arguments = arguments.cast::<PyTuple>().map_err(PyErr::from)?;
    match maker {
        Some(maker) => Ok(kind.getattr(maker)?.call1(arguments)?),
        None => Ok(kind.call1(arguments)?),
    }
}

/// The names that `match` binds by place.
pub(crate) trait Matched {
    const NAMES: &'static [&'static str];

    /// A tuple of literals, which is what type checkers need to see.
    #[cfg(feature = "inspect")]
    const HINT: pyo3::inspect::PyStaticExpr;
}

/// The value of `__match_args__`.
pub(crate) struct MatchArgs<T>(pub(crate) PhantomData<T>);

impl<'py, T: Matched> IntoPyObject<'py> for MatchArgs<T> {
    type Target = PyTuple;
    type Output = Bound<'py, PyTuple>;
    type Error = PyErr;

    hint!(OUTPUT_TYPE = T::HINT);

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, T::NAMES)
    }
}

/// Stamps the methods of a frozen class: the names that `match` binds by place, what it is built
/// from (which is also its pickle; with `by`, through that static method), its masked `repr`, and
/// then its own methods.
macro_rules! frozen_methods {
    (
        $class:ident($($attribute:literal),*),
        arguments: |$this:ident| $arguments:expr,
        $(by: $maker:literal,)?
        repr: |$shown:ident| $repr:expr,
        $($own:tt)*
    ) => {
        impl $crate::class::Matched for $class {
            const NAMES: &'static [&'static str] = &[$($attribute),*];

            $crate::hint::hint!(
                HINT = PyStaticExpr::Subscript {
                    value: &TUPLE,
                    slice: &PyStaticExpr::Tuple { elts: &[$(type_hint_subscript!(LITERAL, text($attribute))),*] },
                }
            );
        }

        #[pymethods]
        impl $class {
            #[classattr]
            fn __match_args__() -> $crate::class::MatchArgs<Self> {
                $crate::class::MatchArgs(std::marker::PhantomData)
            }

            fn __reduce__<'py>(slf: &Bound<'py, Self>) -> $crate::error::Bind<$crate::class::Reduced<'py>> {
                let $this = slf.get();
                let maker: &[&str] = &[$($maker)?];
                $crate::class::reduce(slf, $arguments, maker.first().copied())
            }

            fn __copy__(slf: Py<Self>) -> Py<Self> {
                slf
            }

            #[pyo3(signature = (_memo, /))]
            fn __deepcopy__(slf: Py<Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
                slf
            }

            fn __repr__(&self) -> String {
                let $shown = self;
                $repr
            }

            $($own)*
        }
    };
}

pub(crate) use frozen_methods;

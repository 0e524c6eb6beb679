//! How Python's types name what crosses the border: said where it is read or made, and compiled for who writes `_core.pyi` alone.

/// A hint of an `impl`, by the names of [`names`](self::names) and PyO3's macros.
macro_rules! hint {
    ($what:ident = $hint:expr) => {
        #[cfg(feature = "inspect")]
        const $what: pyo3::inspect::PyStaticExpr = {
            use $crate::hint::names::*;
            // Not every hint needs a name.
            type _Hint = PyStaticExpr;
            $hint
        };
    };
}

/// Arguments that are kept as they come: whoever knows their names reads them.
macro_rules! kept_arguments {
    ($($(#[$doc:meta])+ $name:ident = $hint:expr;)+) => { $(
        $(#[$doc])+
        pub(crate) struct $name<'py>(pub(crate) Bound<'py, PyAny>);

        impl<'py> FromPyObject<'_, 'py> for $name<'py> {
            type Error = PyErr;

            $crate::hint::hint!(INPUT_TYPE = $hint);

            fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
                Ok(Self(value.to_owned()))
            }
        }
    )+ };
}

/// Answers that are objects of Python already.
macro_rules! ready_answers {
    ($($(#[$doc:meta])+ $name:ident($class:ty) = $hint:expr;)+) => { $(
        $(#[$doc])+
        pub(crate) struct $name<'py>(pub(crate) Bound<'py, $class>);

        impl<'py> IntoPyObject<'py> for $name<'py> {
            type Target = $class;
            type Output = Bound<'py, $class>;
            type Error = std::convert::Infallible;

            $crate::hint::hint!(OUTPUT_TYPE = $hint);

            fn into_pyobject(self, _py: Python<'py>) -> Result<Self::Output, Self::Error> {
                Ok(self.0)
            }
        }
    )+ };
}

pub(crate) use {hint, kept_arguments, ready_answers};

/// What hints are made of.
#[cfg(feature = "inspect")]
pub(crate) mod names {
    pub(crate) use pyo3::{
        PyTypeInfo, inspect::PyStaticExpr, type_hint_identifier, type_hint_subscript, type_hint_union,
    };

    use pyo3::inspect::PyStaticConstant;

    pub(crate) const ANY: PyStaticExpr = type_hint_identifier!("typing", "Any");
    pub(crate) const BOOL: PyStaticExpr = type_hint_identifier!("builtins", "bool");
    pub(crate) const BYTES: PyStaticExpr = type_hint_identifier!("builtins", "bytes");
    pub(crate) const DATE: PyStaticExpr = type_hint_identifier!("datetime", "date");
    pub(crate) const DECIMAL: PyStaticExpr = type_hint_identifier!("decimal", "Decimal");
    pub(crate) const DICT: PyStaticExpr = type_hint_identifier!("builtins", "dict");
    pub(crate) const INT: PyStaticExpr = type_hint_identifier!("builtins", "int");
    pub(crate) const ITERABLE: PyStaticExpr = type_hint_identifier!("collections.abc", "Iterable");
    pub(crate) const LITERAL: PyStaticExpr = type_hint_identifier!("typing", "Literal");
    pub(crate) const STR: PyStaticExpr = type_hint_identifier!("builtins", "str");
    pub(crate) const TUPLE: PyStaticExpr = type_hint_identifier!("builtins", "tuple");

    pub(crate) const ELLIPSIS: PyStaticExpr = PyStaticExpr::Constant { value: PyStaticConstant::Ellipsis };

    /// A text or a truth inside of `Literal`.
    pub(crate) const fn text(value: &'static str) -> PyStaticExpr {
        PyStaticExpr::Constant { value: PyStaticConstant::Str(value) }
    }

    pub(crate) const fn truth(value: bool) -> PyStaticExpr {
        PyStaticExpr::Constant { value: PyStaticConstant::Bool(value) }
    }
}

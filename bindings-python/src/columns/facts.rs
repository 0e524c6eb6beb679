//! Which facts of a row count: all that the table has, or those that were known on the day of the question.

use pyo3::types::PyString;

use super::prelude::*;
use crate::{argument::kind, hint::hint};

/// Which facts of a row count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Facts {
    /// Every one, also those after the day of the question.
    #[default]
    All,
    /// Those of the day of the question or before: what came later has not happened yet.
    KnownOnAsOf,
}

impl Facts {
    const ALL: &str = "all";
    const KNOWN: &str = "known_on_as_of";
}

impl<'py> FromPyObject<'_, 'py> for Facts {
    type Error = BindError;

    hint!(INPUT_TYPE = type_hint_subscript!(LITERAL, text(Facts::ALL), text(Facts::KNOWN)));

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> Bind<Self> {
        const FIELD: &str = "facts";
        let wanted = format!("must be {:?} or {:?}", Self::ALL, Self::KNOWN);
        let Ok(text) = value.cast::<PyString>() else {
            return Err(BindError::wrong_type("not_text", FIELD, format!("{wanted}; {} came", kind(&value))));
        };
        match text.to_str().unwrap_or_default() {
            Self::ALL => Ok(Self::All),
            Self::KNOWN => Ok(Self::KnownOnAsOf),
            _ => Err(BindError::malformed("unknown_value", FIELD, wanted)),
        }
    }
}

//! What a ledger says: to a fact, or in place of what was asked for.

use std::convert::Infallible;

use pyo3::{IntoPyObjectExt, prelude::*, types::PyBool};
use voucher_core as core;

use crate::{
    class::frozen_methods,
    coded::Codes,
    hint::hint,
    html::Table,
    record::{CodesArg, Field, record},
};

record! {
    /// The ledger's word for a fact that counts (N15).
    Accepted {
        /// The person's stage on the date; none for a register.
        stage "stage": Option<core::gas::Stage>,
        /// Whether it states what was so already: nothing changed.
        repeat "repeat": bool,
        /// The step at which the activation then stands; none for facts of the list and of consent.
        next "next": Option<core::gas::Step>,
    }
    also {
        /// True: the fact counts.
        #[getter]
        fn accepted(&self) -> Always<true> {
            Always
        }

        fn __bool__(&self) -> bool {
            true
        }
    }
}

/// A *no* with every reason that applies, in the order of the norms; nothing changed.
#[pyclass(frozen, eq, hash, module = "voucher_core")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Refused(Vec<core::gas::Refusal>);

impl From<core::gas::Refusals> for Refused {
    fn from(refusals: core::gas::Refusals) -> Self {
        Self(refusals.iter().collect())
    }
}

frozen_methods! {
    Refused("refusals"),
    arguments: |refused| (refused.refusals(),),
    repr: |refused| {
        let codes: Vec<String> = refused.0.iter().map(Field::show).collect();
        format!("Refused(refusals=[{}])", codes.join(", "))
    },

    /// A refusal for these reasons.
    #[new]
    fn new(refusals: CodesArg<core::gas::Refusal>) -> Self {
        Self(refusals.0)
    }

    /// The reasons.
    #[getter]
    fn refusals(&self) -> Codes<core::gas::Refusal> {
        self.0.iter().copied().collect()
    }

    /// False: it does not count.
    #[getter]
    fn accepted(&self) -> Always<false> {
        Always
    }

    fn __bool__(&self) -> bool {
        false
    }

    fn _repr_html_(&self) -> String {
        let mut table = Table::new("Refused", &["code", "norm", "қазақша", "по-русски", "English"]);
        for refusal in &self.0 {
            let text = |language| refusal.texts().in_language(language);
            let [kk, ru, en] = [core::Language::Kk, core::Language::Ru, core::Language::En].map(text);
            table.row([refusal.code(), refusal.norm(), kk, ru, en]);
        }
        table.end()
    }
}

/// A truth by which type checkers tell one class from another.
pub(crate) struct Always<const TRUTH: bool>;

impl<'py, const TRUTH: bool> IntoPyObject<'py> for Always<TRUTH> {
    type Target = PyBool;
    type Output = Borrowed<'py, 'py, PyBool>;
    type Error = Infallible;

    hint!(OUTPUT_TYPE = type_hint_subscript!(LITERAL, truth(TRUTH)));

    fn into_pyobject(self, py: Python<'py>) -> Result<Self::Output, Infallible> {
        Ok(PyBool::new(py, TRUTH))
    }
}

/// What was asked for, or a refusal.
pub(crate) enum Or<T> {
    Given(T),
    Refused(Refused),
}

impl<'py, T: IntoPyObject<'py>> IntoPyObject<'py> for Or<T> {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    hint!(OUTPUT_TYPE = type_hint_union!(T::OUTPUT_TYPE, <Refused as PyTypeInfo>::TYPE_HINT));

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::Given(answer) => answer.into_bound_py_any(py),
            Self::Refused(refused) => refused.into_bound_py_any(py),
        }
    }
}

impl<T> Or<T> {
    pub(crate) fn of<U>(answer: Result<U, core::gas::Refusals>, give: impl FnOnce(U) -> T) -> Self {
        match answer {
            Ok(answer) => Self::Given(give(answer)),
            Err(refusals) => Self::Refused(refusals.into()),
        }
    }
}

impl From<core::gas::Outcome> for Or<Accepted> {
    fn from(outcome: core::gas::Outcome) -> Self {
        match outcome {
            core::gas::Outcome::Accepted { repeat, stage, next } => {
                Self::Given(Accepted { stage, repeat, next })
            }
            core::gas::Outcome::Refused(refusals) => Self::Refused(refusals.into()),
        }
    }
}

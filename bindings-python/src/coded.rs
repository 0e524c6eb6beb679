//! Closed lists: codes in Rust, members of the `StrEnum`s of `enums.py` in Python.

use std::collections::BTreeMap;

use pyo3::{
    prelude::*,
    sync::PyOnceLock,
    types::{PyString, PyTuple},
};
use voucher_core as core;

use crate::{
    argument::kind,
    error::{Bind, BindError, OWN},
    hint::hint,
};

/// A closed list whose values have codes.
pub(crate) trait Coded: core::Coded {
    /// The name of the `StrEnum`.
    const NAME: &'static str;

    /// The argument that an error names.
    const FIELD: &'static str;

    /// How Python's types name it.
    #[cfg(feature = "inspect")]
    const HINT: pyo3::inspect::PyStaticExpr;

    /// The members of the `StrEnum`, in the order of the list.
    fn members() -> &'static PyOnceLock<Vec<Py<PyAny>>>;
}

/// The codes of a list.
pub(crate) fn codes<T: core::Coded>() -> Vec<&'static str> {
    T::ALL.iter().map(|value| value.code()).collect()
}

/// A value of a closed list: as an argument its member or its code, as an answer its member.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Code<T>(pub(crate) T);

/// The member of a value.
pub(crate) fn member<T: Coded>(py: Python<'_>, value: T) -> Bind<Bound<'_, PyAny>> {
    let member = members::<T>(py)?.get(value.place());
    let member = member.ok_or_else(|| BindError::Panic(format!("enums.py, {}", T::NAME)))?;
    Ok(member.bind(py).clone())
}

fn members<T: Coded>(py: Python<'_>) -> Bind<&[Py<PyAny>]> {
    let members = T::members().get_or_try_init(py, || {
        let class = py.import("voucher_core.enums")?.getattr(T::NAME)?;
        T::ALL.iter().map(|value| Ok(class.call1((value.code(),))?.unbind())).collect::<Bind<Vec<_>>>()
    })?;
    Ok(members)
}

impl<'py, T: Coded> IntoPyObject<'py> for Code<T> {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = BindError;

    hint!(OUTPUT_TYPE = T::HINT);

    fn into_pyobject(self, py: Python<'py>) -> Bind<Bound<'py, PyAny>> {
        member(py, self.0)
    }
}

impl<'py, T: Coded> FromPyObject<'_, 'py> for Code<T> {
    type Error = BindError;

    hint!(INPUT_TYPE = type_hint_union!(T::HINT, STR));

    /// A member of another list is refused, even where the codes are the same word.
    fn extract(value: Borrowed<'_, 'py, PyAny>) -> Bind<Self> {
        let py = value.py();
        let place = members::<T>(py)?.iter().position(|member| member.is(value));
        if let Some(value) = place.and_then(|place| T::ALL.get(place)) {
            return Ok(Self(*value));
        }
        let wrong = |code, came: &str| {
            let text = format!("must be a {} or its code; {came} came", T::NAME);
            BindError::wrong_type(code, T::FIELD, text)
        };
        let Ok(text) = value.cast::<PyString>() else {
            return Err(wrong("not_text", &kind(&value)));
        };
        if !text.is_exact_instance_of::<PyString>() && value.is_instance(enum_type(py)?)? {
            return Err(wrong("unsupported_type", &kind(&value)));
        }
        let code = text.to_str().unwrap_or_default();
        T::ALL.iter().copied().find(|each| each.code() == code).map(Self).ok_or_else(|| {
            let text = format!("no {} has this code; there are {}", T::NAME, codes::<T>().join(", "));
            BindError::malformed("unknown_value", T::FIELD, text)
        })
    }
}

/// Several values of a closed list, as a tuple of their members.
pub(crate) struct Codes<T>(Vec<T>);

impl<T> Default for Codes<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> FromIterator<T> for Codes<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}

impl<'py, T: Coded> IntoPyObject<'py> for Codes<T> {
    type Target = PyTuple;
    type Output = Bound<'py, PyTuple>;
    type Error = BindError;

    hint!(OUTPUT_TYPE = type_hint_subscript!(TUPLE, T::HINT, ELLIPSIS));

    fn into_pyobject(self, py: Python<'py>) -> Bind<Bound<'py, PyTuple>> {
        let members = self.0.into_iter().map(|value| member(py, value)).collect::<Bind<Vec<_>>>()?;
        Ok(PyTuple::new(py, members)?)
    }
}

fn enum_type(py: Python<'_>) -> PyResult<&Bound<'_, PyAny>> {
    static ENUM: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let class = ENUM.get_or_try_init(py, || Ok::<_, PyErr>(py.import("enum")?.getattr("Enum")?.unbind()))?;
    Ok(class.bind(py))
}

/// One row a list: type, name of the `StrEnum`, argument.
macro_rules! closed_lists {
    ($($list:ty, $name:literal, $field:literal;)+) => {
        $(
            impl Coded for $list {
                const NAME: &'static str = $name;
                const FIELD: &'static str = $field;

                hint!(HINT = type_hint_identifier!("voucher_core.enums", $name));

                fn members() -> &'static PyOnceLock<Vec<Py<PyAny>>> {
                    static MEMBERS: PyOnceLock<Vec<Py<PyAny>>> = PyOnceLock::new();
                    &MEMBERS
                }
            }
        )+

        /// Every closed list by the name of its `StrEnum`, and the codes of errors as `error`: what
        /// a test compares the Python side with.
        #[pyfunction]
        pub(crate) fn _closed_lists() -> BTreeMap<&'static str, Vec<&'static str>> {
            let errors = core::Error::codes().chain(OWN.map(|(code, _)| code)).collect();
            BTreeMap::from([
                $(($name, codes::<$list>()),)+
                ("error", errors),
            ])
        }
    };
}

closed_lists! {
    Action, "Action", "action";
    core::gas::Answer, "Answer", "answer";
    core::gas::Assistance, "Assistance", "assistance";
    core::gas::Channel, "Channel", "channel";
    core::gas::ConsentScope, "ConsentScope", "scope";
    core::gas::ConsentState, "ConsentState", "consent";
    core::MissingDay, "MissingDay", "if_missing";
    core::Language, "Language", "language";
    MatchKind, "MatchKind", "kind";
    core::gas::MissingFact, "MissingFact", "missing";
    core::gas::Refusal, "Refusal", "refusal";
    core::Region, "Region", "region";
    core::gas::RegisterField, "RegisterField", "field";
    core::gas::Rounding, "Rounding", "rounding";
    core::gas::SmsKind, "SmsKind", "kind";
    core::gas::Stage, "Stage", "stage";
    core::gas::Step, "Step", "step";
}

/// What a system must do (N30): the kinds of [`core::gas::Due`].
#[derive(Clone, Copy, PartialEq, Eq)]
#[expect(clippy::enum_variant_names, reason = "the names of the norm: what there is to do is to send")]
pub(crate) enum Action {
    SendStartSms,
    SendRepeatSms,
    SendRegister,
}

impl Action {
    /// The kind of a duty.
    pub(crate) const fn of(due: &core::gas::Due) -> Self {
        match due {
            core::gas::Due::SendStartSms { .. } => Self::SendStartSms,
            core::gas::Due::SendRepeatSms { .. } => Self::SendRepeatSms,
            core::gas::Due::SendRegister { .. } => Self::SendRegister,
        }
    }
}

impl core::Coded for Action {
    const ALL: &'static [Self] = &[Self::SendStartSms, Self::SendRepeatSms, Self::SendRegister];

    fn code(self) -> &'static str {
        match self {
            Self::SendStartSms => "send_start_sms",
            Self::SendRepeatSms => "send_repeat_sms",
            Self::SendRegister => "send_register",
        }
    }
}

/// How a voucher compares in two registers (N28): the kinds of [`core::gas::Match`].
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum MatchKind {
    Equal,
    OnlyInWallet,
    OnlyAtProvider,
    Differs,
    Duplicated,
}

impl MatchKind {
    /// The kind of a comparison.
    pub(crate) const fn of<F>(found: &core::programme::Match<F>) -> Self {
        match found {
            core::programme::Match::Equal => Self::Equal,
            core::programme::Match::OnlyInWallet => Self::OnlyInWallet,
            core::programme::Match::OnlyAtProvider => Self::OnlyAtProvider,
            core::programme::Match::Differs(_) => Self::Differs,
            core::programme::Match::Duplicated { .. } => Self::Duplicated,
        }
    }

    /// How often the key of a comparison stands in the Wallet's register and in the other copy.
    pub(crate) const fn counts<F>(found: &core::programme::Match<F>) -> (usize, usize) {
        match found {
            core::programme::Match::Equal | core::programme::Match::Differs(_) => (1, 1),
            core::programme::Match::OnlyInWallet => (1, 0),
            core::programme::Match::OnlyAtProvider => (0, 1),
            core::programme::Match::Duplicated { in_wallet, at_provider } => (*in_wallet, *at_provider),
        }
    }
}

impl core::Coded for MatchKind {
    const ALL: &'static [Self] =
        &[Self::Equal, Self::OnlyInWallet, Self::OnlyAtProvider, Self::Differs, Self::Duplicated];

    fn code(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::OnlyInWallet => "only_in_wallet",
            Self::OnlyAtProvider => "only_at_provider",
            Self::Differs => "differs",
            Self::Duplicated => "duplicated",
        }
    }
}

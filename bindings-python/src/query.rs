//! What a ledger's queries answer with.
#![expect(clippy::too_many_arguments, reason = "a person's month has eleven fields")]

use chrono::NaiveDate;
use pyo3::{prelude::*, types::PyDict};
use voucher_core as core;

use crate::{
    class::frozen_methods,
    coded::{Action, Code, member},
    error::{Bind, BindError},
    hint::ready_answers,
    record::{Field, record, same_fields},
    value::{Iin, IinArg, Month, MonthArg},
};

/// Something that a system must do (N30). Orders by kind, then by iin or month.
#[pyclass(frozen, eq, ord, hash, module = "voucher_core")]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Due(pub(crate) core::gas::Due);

impl Due {
    const fn parts(&self) -> (Option<core::Iin>, Option<core::Month>) {
        match self.0 {
            core::gas::Due::SendStartSms { iin } | core::gas::Due::SendRepeatSms { iin } => (Some(iin), None),
            core::gas::Due::SendRegister { month } => (None, Some(month)),
        }
    }
}

frozen_methods! {
    Due("action", "iin", "month"),
    arguments: |due| (due.action(), due.iin(), due.month()),
    repr: |due| {
        let (iin, month) = due.parts();
        format!("Due(action='{}', iin={}, month={})", due.0.action(), iin.show(), month.show())
    },

    /// A duty: an SMS to a person, or the register of a month.
    ///
    /// Errors: `missing_field` and `unknown_field` where the action asks for the other of the two.
    #[new]
    #[pyo3(signature = (action, iin = None, month = None))]
    fn new(action: Code<Action>, iin: Option<IinArg>, month: Option<MonthArg>) -> Bind<Self> {
        let fault = |code, field: &'static str| {
            let text = "an SMS goes to a person, and a register is of a month";
            BindError::malformed(code, field, text)
        };
        let due = match action.0 {
            Action::SendStartSms => iin.map(|iin| core::gas::Due::SendStartSms { iin: iin.0 }),
            Action::SendRepeatSms => iin.map(|iin| core::gas::Due::SendRepeatSms { iin: iin.0 }),
            Action::SendRegister => month.map(|month| core::gas::Due::SendRegister { month: month.0 }),
        };
        let (wanted, other, both) = match action.0 {
            Action::SendStartSms | Action::SendRepeatSms => ("iin", "month", month.is_some()),
            Action::SendRegister => ("month", "iin", iin.is_some()),
        };
        let due = due.ok_or_else(|| fault("missing_field", wanted))?;
        if both { Err(fault("unknown_field", other)) } else { Ok(Self(due)) }
    }

    /// What to do.
    #[getter]
    fn action(&self) -> Code<Action> {
        Code(Action::of(&self.0))
    }

    /// The person who gets the SMS.
    #[getter]
    fn iin(&self) -> Option<Iin> {
        self.parts().0.map(Iin)
    }

    /// The month of the register.
    #[getter]
    fn month(&self) -> Option<Month> {
        self.parts().1.map(Month)
    }
}

record! {
    /// All that a ledger keeps of a person's month.
    PersonMonth {
        /// The person.
        iin "iin": core::Iin,
        /// The region last listed.
        region "region": core::Region,
        /// The kinds of assistance last listed.
        assistance "assistance": core::gas::AssistanceSet,
        /// Whether the person is on the list.
        on_list "on_list": bool,
        /// The day of the start SMS.
        asked_on "asked_on": Option<NaiveDate>,
        /// The day of the repeat SMS.
        reminded_on "reminded_on": Option<NaiveDate>,
        /// The answer that stands.
        answer "answer": Option<core::gas::Answer>,
        /// The step at which the activation stands.
        step "step": core::gas::Step,
        /// The account entered or activated on.
        account "account": Option<core::Account>,
        /// Where it was entered.
        channel "channel": Option<core::gas::Channel>,
        /// The day of activation.
        activated_on "activated_on": Option<NaiveDate>,
    }
}

same_fields! {
    PersonMonth, core::gas::PersonMonth,
    iin region assistance on_list asked_on reminded_on answer step account channel activated_on
}

ready_answers! {
    /// How many people stand at each stage.
    Summary(PyDict) = type_hint_subscript!(DICT, <core::gas::Stage as crate::coded::Coded>::HINT, INT);
}

impl<'py> Summary<'py> {
    pub(crate) fn of(py: Python<'py>, summary: &core::gas::Summary) -> Bind<Self> {
        let counts = PyDict::new(py);
        for (stage, count) in summary.iter() {
            counts.set_item(member(py, stage)?, count)?;
        }
        Ok(Self(counts))
    }
}

//! `voucher-core` in Python. Nothing is decided here: values come in, the core decides, values go out.
//!
//! One room a noun. `error`, `argument`, `coded`, `date`, `amount`, `class`, `record` and `hint` are how things cross
//! the border; every other room holds the classes and functions that its name says.

#![deny(unsafe_code)]

mod amount;
mod argument;
mod class;
mod coded;
mod columns;
mod crossing;
mod date;
mod decision;
mod error;
mod fact;
mod hint;
mod html;
mod journal;
mod kept;
mod ledger;
mod listen;
#[cfg(target_os = "linux")]
mod memory;
mod message;
mod outcome;
mod programme;
mod query;
mod receipt;
mod record;
mod register;
mod regulation;
mod value;

/// The extension module: a list of names, sorted within each kind.
#[pyo3::pymodule(gil_used = false)]
mod _core {
    use pyo3::prelude::*;

    // Classes.
    #[pymodule_export]
    use crate::columns::Table;
    #[pymodule_export]
    use crate::decision::{CommitKey, Decision, Preview};
    #[pymodule_export]
    use crate::fact::{
        AccountChecked, AccountEntered, Confirmed, Delisted, Listed, OfferAccepted, RegisterSent, Replied,
        SmsSent,
    };
    #[pymodule_export]
    use crate::journal::Journal;
    #[pymodule_export]
    use crate::ledger::Ledger;
    #[pymodule_export]
    use crate::outcome::{Accepted, Refused};
    #[pymodule_export]
    use crate::query::{Due, PersonMonth};
    #[pymodule_export]
    use crate::receipt::Receipt;
    #[pymodule_export]
    use crate::register::{Match, Register, RegisterRow};
    #[pymodule_export]
    use crate::regulation::{DiscountTerms, Regulation, difference::RegulationDifference};
    #[pymodule_export]
    use crate::value::{Account, Iin, Month, Phone};

    // Functions.
    #[pymodule_export]
    use crate::class::_restore;
    #[pymodule_export]
    use crate::coded::_closed_lists;
    #[pymodule_export]
    use crate::columns::{
        assistance::{_assess, _compare_assistance},
        card::_grade,
        card_moves::_grade_moves,
        check::check,
        compare::{compare, counts},
        due_actions,
        explain::explain_row,
        known_by::known_by,
        potential_recipients,
        prepare::_prepare,
        receipts::receipts,
        refusal_flags, refusal_lists,
        registers::{_csv_table, _reconcile, _register_csv, reconcile_tables},
        review,
    };
    #[pymodule_export]
    use crate::crossing::_written;
    #[pymodule_export]
    use crate::date::civil_date;
    #[pymodule_export]
    use crate::decision::{decide, preview};
    #[pymodule_export]
    use crate::error::_panic;
    #[pymodule_export]
    use crate::message::{
        _refusal_norm, _refusal_text, _region_iso, _region_label, _region_parse, _stage_text, _step_text,
        confirmation_sms, error_text, start_sms,
    };
    #[pymodule_export]
    use crate::programme::{_diff, _form_fault, _lists, _published};
    #[pymodule_export]
    use crate::receipt::receipt;
    #[pymodule_export]
    use crate::register::reconcile;

    /// The version of the library.
    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "Python's name for it")]
    const __version__: &str = env!("CARGO_PKG_VERSION");

    #[pymodule_init]
    fn init() -> PyResult<()> {
        crate::error::keep_panics_quiet();
        Python::attach(crate::kept::keep)
    }
}

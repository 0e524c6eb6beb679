//! `voucher-core` in Python. Nothing is decided here: values come in, the core decides, values go out.
//!
//! One room a noun. `error`, `argument`, `coded`, `date`, `amount` and `class` are how things cross the
//! border; every other room holds the classes and functions that its name says.

#![deny(unsafe_code)]

mod amount;
mod argument;
mod class;
mod coded;
mod columns;
mod date;
mod decision;
mod error;
mod html;
mod message;
mod regulation;
mod value;

/// The extension module: a list of names, sorted within each kind.
#[pyo3::pymodule(gil_used = false)]
mod _core {
    // Classes.
    #[pymodule_export]
    use crate::columns::Table;
    #[pymodule_export]
    use crate::decision::{CommitKey, Preview};
    #[pymodule_export]
    use crate::regulation::{DiscountTerms, Regulation};
    #[pymodule_export]
    use crate::value::{Account, Iin, Month, Phone};

    // Functions.
    #[pymodule_export]
    use crate::columns::review;
    #[pymodule_export]
    use crate::class::_restore;
    #[pymodule_export]
    use crate::coded::_closed_lists;
    #[pymodule_export]
    use crate::date::civil_date;
    #[pymodule_export]
    use crate::decision::preview;
    #[pymodule_export]
    use crate::error::_panic;
    #[pymodule_export]
    use crate::message::{
        _refusal_norm, _refusal_text, _region_iso, _region_label, _region_parse, _stage_text, _step_text,
        confirmation_sms, start_sms,
    };

    /// The version of the library.
    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "Python's name for it")]
    const __version__: &str = env!("CARGO_PKG_VERSION");

    #[pymodule_init]
    fn init() {
        crate::error::keep_panics_quiet();
    }
}

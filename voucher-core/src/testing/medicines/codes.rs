//! Closed lists of medicines, counts, and rows of registers.

use proptest::{
    prop_oneof,
    sample::select,
    strategy::{Just, Strategy},
};

use crate::{
    Count,
    medicines::{Dispensing, Evidence, MissingFact, Refusal, RegisterField, RegisterRow, Stage, Where},
    testing::{calendar::arb_date, codes::closed_lists, people::arb_reference, read},
};

closed_lists! { "medicines::",
    arb_dispensing: Dispensing,
    arb_evidence: Evidence,
    arb_missing_fact: MissingFact,
    arb_refusal: Refusal,
    arb_register_field: RegisterField,
    arb_stage: Stage,
    arb_where: Where,
}

/// A count: mostly small, sometimes none or as many as there can be.
///
/// ```
/// use voucher_core::{Count, testing::{draws, medicines::arb_count}};
///
/// let comes_up = |count| draws(arb_count()).take(99).any(|drawn| drawn == count);
/// assert!(comes_up(Count::ZERO) && comes_up(Count::MAX));
/// ```
pub fn arb_count() -> impl Strategy<Value = Count> {
    let small = read(1..=90_u32, |number| Count::new(number).ok());
    prop_oneof![6 => small, 1 => Just(Count::ZERO), 1 => Just(Count::MAX)]
}

/// A row of a register.
///
/// ```
/// use voucher_core::testing::{draws, medicines::arb_register_row};
///
/// assert!(draws(arb_register_row()).take(9).any(|row| row.quantity.number() > 0));
/// ```
pub fn arb_register_row() -> impl Strategy<Value = RegisterRow> {
    let references = (arb_reference(), arb_reference(), arb_reference());
    (arb_date(), references, arb_count(), arb_evidence()).prop_map(
        |(dispensed_on, (prescription, record, item), quantity, evidence)| RegisterRow {
            dispensed_on,
            prescription,
            record,
            item,
            quantity,
            evidence,
        },
    )
}

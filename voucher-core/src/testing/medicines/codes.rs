//! Closed lists of medicines, and rows of registers.

use proptest::{sample::select, strategy::Strategy};

use crate::{
    medicines::{Dispensing, Evidence, MissingFact, Refusal, RegisterField, RegisterRow, Stage, Where},
    testing::{amounts::arb_count, calendar::arb_date, codes::closed_lists, people::arb_reference},
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

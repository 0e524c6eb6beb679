//! The facts of a patient as a value, and the ledger that is fed with them.

use voucher_core::{
    Iin, Journal,
    medicines::{Ledger, Regulation},
};

use crate::{
    lines::FactLine,
    replay::{RefusedLine, replay},
};

/// What is known of one patient: lines in date order, as the server sent them. A value.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PrescriptionFacts {
    /// The patient.
    pub iin: Iin,
    /// What happened, in date order (N9).
    #[uniffi(default = [])]
    pub lines: Vec<FactLine>,
}

impl PrescriptionFacts {
    /// A ledger of these facts alone, and the lines that it did not take.
    pub(crate) fn replay(&self, regulation: Regulation) -> (Ledger, Vec<RefusedLine>) {
        replay(Ledger::new(regulation), Journal::medicines, &self.lines)
    }
}

//! The facts of an application as a value, and the ledger that is fed with them.

use voucher_core::{
    Journal, Reference,
    targeted_assistance::{Ledger, Regulation},
};

use crate::{
    lines::FactLine,
    replay::{RefusedLine, replay},
};

/// What is known of one application: lines in date order, as the server sent them. A value.
///
/// The applicant's other applications under the same rules stand among the lines, because what was broken on one of them
/// refuses this one (T27). What was broken before these rules stands in the history that is filed.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ApplicationFacts {
    /// The application that is shown.
    pub application: Reference,
    /// What happened, in date order (N9).
    #[uniffi(default = [])]
    pub lines: Vec<FactLine>,
}

impl ApplicationFacts {
    /// A ledger of these facts alone, and the lines that it did not take.
    pub(crate) fn replay(&self, regulation: Regulation) -> (Ledger, Vec<RefusedLine>) {
        replay(Ledger::new(regulation), Journal::targeted_assistance, &self.lines)
    }
}

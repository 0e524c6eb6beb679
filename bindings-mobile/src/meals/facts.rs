//! The facts of a child as a value, and the ledger that is fed with them.

use voucher_core::{
    Iin, Journal, Month,
    meals::{Ledger, Regulation},
};

use crate::{
    lines::FactLine,
    replay::{RefusedLine, replay},
};

/// What is known of one child, and the month that is shown: lines in date order, as the server sent them and the app added
/// them.
///
/// A value: a step hands back another one. Consent lasts for a school year, so the lines of the year's earlier months stand in
/// front; the days on which the school is closed are among them.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MealMonthFacts {
    /// The child.
    pub iin: Iin,
    /// The month that is shown.
    pub month: Month,
    /// What happened, in date order (N9).
    #[uniffi(default = [])]
    pub lines: Vec<FactLine>,
}

impl MealMonthFacts {
    /// A ledger of these facts alone, and the lines that it did not take.
    pub(crate) fn replay(&self, regulation: Regulation) -> (Ledger, Vec<RefusedLine>) {
        replay(Ledger::new(regulation), Journal::meals, &self.lines)
    }
}

//! The facts of a month as a value, and the ledger that is fed with them.

use voucher_core::{
    Iin, Month,
    gas::{Fact, Ledger, Outcome, Refusal, Regulation},
};

use crate::value::CivilDate;

/// What is known of one person's month: facts in date order, as the app got and added them.
///
/// A value: a step hands back another one. Facts of the month before may stand in front, where consent carries
/// over (N16).
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct GasMonthFacts {
    /// The person.
    pub iin: Iin,
    /// The month that is shown.
    pub month: Month,
    /// What happened, in date order (N9).
    pub facts: Vec<GasDatedFact>,
}

/// A fact and its date.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct GasDatedFact {
    /// The civil date in Kazakhstan.
    pub on: CivilDate,
    /// What happened.
    pub fact: Fact,
}

impl GasDatedFact {
    /// The month that it changes.
    pub(crate) fn month(&self) -> Month {
        match self.fact {
            Fact::RegisterSent { month } => month,
            Fact::Listed { .. }
            | Fact::Delisted { .. }
            | Fact::SmsSent { .. }
            | Fact::Replied { .. }
            | Fact::AccountEntered { .. }
            | Fact::OfferAccepted { .. }
            | Fact::AccountChecked { .. }
            | Fact::Confirmed { .. } => Month::of(self.on),
        }
    }
}

/// A fact that the rules refused: it changed nothing.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct GasRefusedFact {
    /// Its place in the list, from 0.
    pub place: u32,
    /// Every reason, in the order of the norms.
    pub refusals: Vec<Refusal>,
}

impl GasMonthFacts {
    /// A ledger of these facts alone, and the facts that it refused.
    pub(crate) fn replay(&self, regulation: Regulation) -> (Ledger, Vec<GasRefusedFact>) {
        let mut ledger = Ledger::new(regulation);
        let mut refused = Vec::new();
        for (dated, place) in self.facts.iter().zip(0..) {
            match ledger.record(dated.on, &dated.fact) {
                Outcome::Accepted { .. } => {}
                Outcome::Refused(refusals) => {
                    refused.push(GasRefusedFact { place, refusals: refusals.iter().collect() });
                }
            }
        }
        (ledger, refused)
    }
}

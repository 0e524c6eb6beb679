//! The facts of a month as a value, and the ledger that is fed with them.

use voucher_core::{
    Iin, Month,
    gas::{Fact, Guidance, Ledger, Outcome, Refusal, Regulation},
};

use crate::{gas::journal::GasUnreadLine, value::CivilDate};

/// What is known of one person's month: facts in date order, as the app got and added them.
///
/// A value: a step hands back another one. Facts of the month before may stand in front, where consent carries
/// over (N16). Facts of other people may stand among them, whose activations count for an account (A): a screen is about `iin`
/// alone.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct GasMonthFacts {
    /// The person.
    pub iin: Iin,
    /// The month that is shown.
    pub month: Month,
    /// What happened, in date order (N9).
    #[uniffi(default = [])]
    pub facts: Vec<GasDatedFact>,
    /// Lines of a journal that this version cannot read, kept with the facts: a newer version may.
    #[uniffi(default = [])]
    pub unread: Vec<GasUnreadLine>,
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

/// What a ledger makes of a month's facts.
pub(crate) struct Replayed {
    /// A ledger of these facts alone.
    pub(crate) ledger: Ledger,
    /// The facts that it refused.
    pub(crate) refused: Vec<GasRefusedFact>,
    /// What the provider said last of the account that the person entered last in the month, if it did.
    pub(crate) account_exists: Option<bool>,
}

impl GasMonthFacts {
    /// A ledger that was told these facts alone.
    pub(crate) fn replay(&self, regulation: Regulation) -> Replayed {
        let mut told =
            Replayed { ledger: Ledger::new(regulation), refused: Vec::new(), account_exists: None };
        for (dated, place) in self.facts.iter().zip(0..) {
            match told.ledger.record(dated.on, &dated.fact) {
                Outcome::Accepted { .. } if dated.month() == self.month => {
                    told.account_exists = self.account_exists(&dated.fact, told.account_exists);
                }
                Outcome::Accepted { .. } => {}
                Outcome::Refused(refusals) => {
                    told.refused.push(GasRefusedFact { place, refusals: refusals.iter().collect() });
                }
            }
        }
        told
    }

    /// What the person is told of the month on a date, and the ledger that it rests on.
    pub(crate) fn told(&self, regulation: Regulation, today: CivilDate) -> (Guidance, Replayed) {
        let replayed = self.replay(regulation);
        (replayed.ledger.guidance(self.iin, self.month, replayed.account_exists, today), replayed)
    }

    /// What the provider has said of the person's account after an accepted fact.
    fn account_exists(&self, fact: &Fact, before: Option<bool>) -> Option<bool> {
        match *fact {
            Fact::AccountEntered { iin, .. } if iin == self.iin => None,
            Fact::AccountChecked { iin, exists, .. } if iin == self.iin => Some(exists),
            Fact::AccountEntered { .. }
            | Fact::AccountChecked { .. }
            | Fact::Listed { .. }
            | Fact::Delisted { .. }
            | Fact::SmsSent { .. }
            | Fact::Replied { .. }
            | Fact::OfferAccepted { .. }
            | Fact::Confirmed { .. }
            | Fact::RegisterSent { .. } => before,
        }
    }
}

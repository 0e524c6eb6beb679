//! The reference machine: a ledger beside a system of yours, fact by fact.

use alloc::vec::Vec;

use chrono::NaiveDate;

use super::facts::Facts;
use crate::{
    family_card::{Due, Fact, Ledger, OfferKey, Outcome, Proactive, Stage},
    testing::machine::Pair,
};

/// A system that keeps the rules: a service with a database, a port to another language.
///
/// It begins without facts. Queries ask about the date of the latest fact or a later one.
pub trait SystemUnderTest {
    /// Takes a fact or refuses it (K21 to K26).
    fn record(&mut self, on: NaiveDate, fact: &Fact) -> Outcome;

    /// The stage of an offer, seen on a date (K28).
    fn stage(&mut self, key: &OfferKey, on: NaiveDate) -> Stage;

    /// What is due on a date, by action, then by key (K29).
    fn due(&mut self, on: NaiveDate) -> Vec<Due>;
}

impl SystemUnderTest for Ledger {
    fn record(&mut self, on: NaiveDate, fact: &Fact) -> Outcome {
        Self::record(self, on, fact)
    }

    fn stage(&mut self, key: &OfferKey, on: NaiveDate) -> Stage {
        Self::stage(self, key, on)
    }

    fn due(&mut self, on: NaiveDate) -> Vec<Due> {
        Self::due(self, on)
    }
}

/// What one side said, without personal data (N34).
///
/// Deliberately exhaustive: a new question must break your build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// To the fact.
    Outcome(Outcome),
    /// Of an offer's stage.
    Stage(Stage),
    /// How much is due, by count.
    Due(usize),
}

/// The first difference between a ledger and a system.
pub type Difference = crate::testing::Difference<Said>;

/// Drives a ledger beside a system and compares every answer: to each fact, then the offer's stage and all that is due; in
/// the end every stage.
///
/// Sound facts and unsound ones can be mixed: a refused fact must change neither.
///
/// # Errors
///
/// The first difference.
///
/// ```
/// use chrono::NaiveDate;
/// use voucher_core::{family_card::*, testing::{draws, family_card::{SystemUnderTest, arb_facts, check}}};
///
/// /// A system that forgets that silence lapses (K28).
/// struct Patient(Ledger);
///
/// impl SystemUnderTest for Patient {
///     fn record(&mut self, on: NaiveDate, fact: &Fact) -> Outcome { self.0.record(on, fact) }
///     fn stage(&mut self, key: &OfferKey, on: NaiveDate) -> Stage {
///         match self.0.stage(key, on) {
///             Stage::Lapsed => Stage::Asked,
///             stage => stage,
///         }
///     }
///     fn due(&mut self, on: NaiveDate) -> Vec<Due> { self.0.due(on) }
/// }
///
/// let regulation = Proactive::proactive_2025_09();
/// let new = || Ledger::new(regulation.clone());
/// let worlds: Vec<_> = draws(arb_facts(&regulation, 2)).take(50).collect();
/// assert!(worlds.iter().all(|facts| check(&regulation, &mut new(), facts).is_ok()));
/// assert!(worlds.iter().any(|facts| check(&regulation, &mut Patient(new()), facts).is_err()));
/// ```
pub fn check(
    regulation: &Proactive,
    system: &mut impl SystemUnderTest,
    facts: &Facts,
) -> Result<(), Difference> {
    let mut pair = Pair::new(Ledger::new(regulation.clone()), system);
    for (on, fact) in facts {
        pair.record(*on, fact)?;
    }
    let latest = pair.ledger.latest().unwrap_or(regulation.period().first);
    facts.keys().iter().try_for_each(|key| pair.stage(key, latest))
}

impl<S: SystemUnderTest> Pair<'_, Ledger, S> {
    fn record(&mut self, on: NaiveDate, fact: &Fact) -> Result<(), Difference> {
        self.tell(fact.code());
        let both = (self.ledger.record(on, fact), self.system.record(on, fact));
        self.same(both, Said::Outcome)?;
        let on = self.ledger.latest().unwrap_or(on).max(on);
        self.stage(fact.key(), on)?;
        let both = (self.ledger.due(on), self.system.due(on));
        self.same(both, |due| Said::Due(due.len()))
    }

    fn stage(&mut self, key: &OfferKey, on: NaiveDate) -> Result<(), Difference> {
        let both = (self.ledger.stage(key, on), self.system.stage(key, on));
        self.same(both, Said::Stage)
    }
}

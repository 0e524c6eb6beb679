//! The reference machine: a ledger beside a system of yours, fact by fact.

use alloc::vec::Vec;

use chrono::NaiveDate;

use super::facts::Facts;
use crate::{
    Iin, Reference,
    targeted_assistance::{Due, Fact, Ledger, Outcome, Regulation, Stage},
    testing::machine::Pair,
};

/// A system that keeps the rules. It begins without facts.
pub trait SystemUnderTest {
    /// Takes a fact or refuses it (T14-T22).
    fn record(&mut self, on: NaiveDate, fact: &Fact) -> Outcome;

    /// The stage of an application (T23).
    fn stage(&mut self, application: &Reference) -> Stage;

    /// What is due on a date, by action and then by reference (T23).
    fn due(&mut self, on: NaiveDate) -> Vec<Due>;

    /// Who receives assistance on a date, sorted (T31).
    fn receiving(&mut self, on: NaiveDate) -> Vec<Iin>;
}

impl SystemUnderTest for Ledger {
    fn record(&mut self, on: NaiveDate, fact: &Fact) -> Outcome {
        Self::record(self, on, fact)
    }

    fn stage(&mut self, application: &Reference) -> Stage {
        Self::stage(self, application)
    }

    fn due(&mut self, on: NaiveDate) -> Vec<Due> {
        Self::due(self, on)
    }

    fn receiving(&mut self, on: NaiveDate) -> Vec<Iin> {
        Self::receiving(self, on)
    }
}

/// What one side said, without personal data (N34).
///
/// Deliberately exhaustive: a new question must break your build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// To the fact.
    Outcome(Outcome),
    /// Of the application's stage.
    Stage(Stage),
    /// How much is due, by count.
    Due(usize),
    /// How many receive assistance.
    Receiving(usize),
}

/// The first difference between a ledger and a system.
pub type Difference = crate::testing::Difference<Said>;

/// Drives a ledger beside a system and compares every answer: to each fact, then the application's stage, all that is due
/// and who receives assistance.
///
/// # Errors
///
/// The first difference.
///
/// ```
/// use chrono::NaiveDate;
/// use voucher_core::{targeted_assistance::*, testing::{draws, targeted_assistance::{SystemUnderTest, arb_facts, check}}, *};
///
/// /// A system that forgets breaches (T21).
/// struct Forgetful(Ledger);
///
/// impl SystemUnderTest for Forgetful {
///     fn record(&mut self, on: NaiveDate, fact: &Fact) -> Outcome {
///         match fact {
///             Fact::BreachRecorded { .. } => Outcome::Accepted { repeat: false, stage: None },
///             _ => self.0.record(on, fact),
///         }
///     }
///     fn stage(&mut self, application: &Reference) -> Stage { self.0.stage(application) }
///     fn due(&mut self, on: NaiveDate) -> Vec<Due> { self.0.due(on) }
///     fn receiving(&mut self, on: NaiveDate) -> Vec<Iin> { self.0.receiving(on) }
/// }
///
/// let regulation = Regulation::asp_2025_01();
/// let new = || Ledger::new(regulation.clone());
/// let worlds: Vec<_> = draws(arb_facts(&regulation, 30)).take(20).collect();
/// assert!(worlds.iter().all(|facts| check(&regulation, &mut new(), facts).is_ok()));
/// let caught = worlds.iter().find_map(|facts| check(&regulation, &mut Forgetful(new()), facts).err()).unwrap();
/// assert_eq!(caught.fact, "breach_recorded");
/// ```
pub fn check(
    regulation: &Regulation,
    system: &mut impl SystemUnderTest,
    facts: &Facts,
) -> Result<(), Difference> {
    let mut pair = Pair::new(Ledger::new(regulation.clone()), system);
    facts.iter().try_for_each(|(on, fact)| pair.record(*on, fact))
}

impl<S: SystemUnderTest> Pair<'_, Ledger, S> {
    fn record(&mut self, on: NaiveDate, fact: &Fact) -> Result<(), Difference> {
        self.tell(fact.code());
        let application = fact.application();
        let both = (self.ledger.record(on, fact), self.system.record(on, fact));
        self.same(both, Said::Outcome)?;
        let both = (self.ledger.stage(&application), self.system.stage(&application));
        self.same(both, Said::Stage)?;
        let both = (self.ledger.due(on), self.system.due(on));
        self.same(both, |due| Said::Due(due.len()))?;
        let both = (self.ledger.receiving(on), self.system.receiving(on));
        self.same(both, |people| Said::Receiving(people.len()))
    }
}

//! The reference machine: a ledger beside a system of yours, fact by fact.

use alloc::vec::Vec;
use core::fmt;

use chrono::NaiveDate;

use super::facts::Facts;
use crate::{
    Iin, Reference,
    targeted_assistance::{Due, Fact, Ledger, Outcome, Regulation, Stage},
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

/// The first difference between a ledger and a system, without personal data (N34).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The number of the fact, from 1, after which they differ.
    pub step: usize,
    /// What was asked: `record`, `stage`, `due` or `receiving`.
    pub asked: &'static str,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "after fact {} the ledger and the system differ in {}", self.step, self.asked)
    }
}

impl core::error::Error for Difference {}

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
/// assert!(worlds.iter().any(|facts| check(&regulation, &mut Forgetful(new()), facts).is_err()));
/// ```
pub fn check(
    regulation: &Regulation,
    system: &mut impl SystemUnderTest,
    facts: &Facts,
) -> Result<(), Difference> {
    let mut ledger = Ledger::new(regulation.clone());
    for (place, (on, fact)) in facts.iter().enumerate() {
        let same = |same: bool, asked| if same { Ok(()) } else { Err(Difference { step: place + 1, asked }) };
        same(ledger.record(*on, fact) == system.record(*on, fact), "record")?;
        let application = fact.application();
        same(ledger.stage(&application) == system.stage(&application), "stage")?;
        same(ledger.due(*on) == system.due(*on), "due")?;
        same(ledger.receiving(*on) == system.receiving(*on), "receiving")?;
    }
    Ok(())
}

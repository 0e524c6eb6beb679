//! The reference machine: a ledger beside a system of yours, fact by fact.

use alloc::vec::Vec;

use chrono::NaiveDate;

use super::facts::Facts;
use crate::{
    Month, Reference,
    medicines::{Due, Fact, Ledger, Outcome, Refusals, RegisterRow, Regulation, Status},
    testing::machine::Pair,
};

/// A system that keeps the rules: a service with a database, a port to another language.
///
/// It begins without facts. Queries ask about the date of the latest fact or a later one.
pub trait SystemUnderTest {
    /// Takes a fact or refuses it (R4-R11).
    fn record(&mut self, on: NaiveDate, fact: &Fact) -> Outcome;

    /// Where a prescription stands on a date (R16).
    ///
    /// # Errors
    ///
    /// `no_such_prescription` if nobody prescribed it.
    fn status(&mut self, prescription: &Reference, on: NaiveDate) -> Result<Status, Refusals>;

    /// What is due on a date, in the order of R15.
    fn due(&mut self, on: NaiveDate) -> Vec<Due>;

    /// The rows of the register of a point and month, formed on a date (R13).
    ///
    /// # Errors
    ///
    /// Why it cannot be formed.
    fn register(
        &mut self,
        point: &Reference,
        month: Month,
        on: NaiveDate,
    ) -> Result<Vec<RegisterRow>, Refusals>;
}

impl SystemUnderTest for Ledger {
    fn record(&mut self, on: NaiveDate, fact: &Fact) -> Outcome {
        Self::record(self, on, fact)
    }

    fn status(&mut self, prescription: &Reference, on: NaiveDate) -> Result<Status, Refusals> {
        Self::status(self, prescription, on)
    }

    fn due(&mut self, on: NaiveDate) -> Vec<Due> {
        Self::due(self, on)
    }

    fn register(
        &mut self,
        point: &Reference,
        month: Month,
        on: NaiveDate,
    ) -> Result<Vec<RegisterRow>, Refusals> {
        Self::register(self, point, month, on).map(|register| register.rows().to_vec())
    }
}

/// What one side said, without personal data (N34).
///
/// Deliberately exhaustive: a new question must break your build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// To the fact.
    Outcome(Outcome),
    /// Of a prescription.
    Status(Result<Status, Refusals>),
    /// How much is due, by count.
    Due(usize),
    /// Of a register: its count of rows, or why it cannot be formed.
    Register(Result<usize, Refusals>),
}

/// The first difference between a ledger and a system.
pub type Difference = crate::testing::Difference<Said>;

/// Drives a ledger beside a system and compares every answer: to each fact, then the status of the prescription that it
/// changes and all that is due; in the end every status and every register that has a dispensing or was sent.
///
/// Sound facts and unsound ones can be mixed: a refused fact must change neither.
///
/// # Errors
///
/// The first difference.
///
/// ```
/// use chrono::NaiveDate;
/// use voucher_core::{Month, Reference, medicines::*, testing::{draws, medicines::{SystemUnderTest, arb_facts, check}}};
///
/// /// A system that lets a dispensing be withdrawn, and forgets that the quantity is free again (R9).
/// struct Forgetful(Ledger);
///
/// impl SystemUnderTest for Forgetful {
///     fn record(&mut self, on: NaiveDate, fact: &Fact) -> Outcome {
///         match fact {
///             Fact::DispensingWithdrawn { .. } => {
///                 Outcome::Accepted { repeat: false, stage: Some(Stage::Dispensed) }
///             }
///             _ => self.0.record(on, fact),
///         }
///     }
///     fn status(&mut self, prescription: &Reference, on: NaiveDate) -> Result<Status, Refusals> {
///         self.0.status(prescription, on)
///     }
///     fn due(&mut self, on: NaiveDate) -> Vec<Due> { self.0.due(on) }
///     fn register(&mut self, point: &Reference, month: Month, on: NaiveDate) -> Result<Vec<RegisterRow>, Refusals> {
///         self.0.register(point, month, on).map(|register| register.rows().to_vec())
///     }
/// }
///
/// let regulation = Regulation::medicines_2024_01();
/// let new = || Ledger::new(regulation.clone());
/// let worlds: Vec<_> = draws(arb_facts(&regulation, 2)).take(50).collect();
/// assert!(worlds.iter().all(|facts| check(&regulation, &mut new(), facts).is_ok()));
/// let caught = worlds.iter().find_map(|facts| check(&regulation, &mut Forgetful(new()), facts).err()).unwrap();
/// assert_eq!(caught.fact, "dispensing_withdrawn");
/// ```
pub fn check(
    regulation: &Regulation,
    system: &mut impl SystemUnderTest,
    facts: &Facts,
) -> Result<(), Difference> {
    let mut pair = Pair::new(Ledger::new(regulation.clone()), system);
    for (on, fact) in facts {
        pair.record(*on, fact, &facts.changed_by(fact))?;
    }
    let latest = pair.ledger.latest().unwrap_or(regulation.period().first);
    for prescription in facts.prescriptions() {
        pair.status(&prescription, latest)?;
    }
    for (point, month) in facts.registers() {
        let due = regulation.register_due(month).unwrap_or(latest);
        pair.register(&point, month, latest.max(due))?;
    }
    Ok(())
}

impl<S: SystemUnderTest> Pair<'_, Ledger, S> {
    fn record(&mut self, on: NaiveDate, fact: &Fact, changed: &[Reference]) -> Result<(), Difference> {
        self.tell(fact.code());
        let both = (self.ledger.record(on, fact), self.system.record(on, fact));
        self.same(both, Said::Outcome)?;
        let on = self.ledger.latest().unwrap_or(on).max(on);
        for prescription in changed {
            self.status(prescription, on)?;
        }
        let both = (self.ledger.due(on), self.system.due(on));
        self.same(both, |due| Said::Due(due.len()))
    }

    fn status(&mut self, prescription: &Reference, on: NaiveDate) -> Result<(), Difference> {
        let both = (self.ledger.status(prescription, on), self.system.status(prescription, on));
        self.same(both, Said::Status)
    }

    fn register(&mut self, point: &Reference, month: Month, on: NaiveDate) -> Result<(), Difference> {
        let ours = SystemUnderTest::register(&mut self.ledger, point, month, on);
        let theirs = self.system.register(point, month, on);
        self.same((ours, theirs), |side| Said::Register(side.map(|rows| rows.len())))
    }
}

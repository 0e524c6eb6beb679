//! The reference machine: a ledger beside a system of yours, fact by fact.

use alloc::vec::Vec;

use chrono::NaiveDate;

use super::facts::Facts;
use crate::{
    Month,
    meals::{Due, Fact, Ledger, Meal, Outcome, Refusals, RegisterRow, Regulation, Sheet},
    testing::machine::Pair,
};

/// A system that keeps the rules: a service with a database, a port to another language. It begins without facts.
pub trait SystemUnderTest {
    /// Takes a fact or refuses it (M8-M18).
    fn record(&mut self, on: NaiveDate, fact: &Fact) -> Outcome;

    /// What is due on a date, in the order of M24.
    fn due(&mut self, on: NaiveDate) -> Vec<Due>;

    /// The rows of a register, formed on a date (M21).
    ///
    /// # Errors
    ///
    /// Why it cannot be formed.
    fn register(&mut self, sheet: &Sheet, on: NaiveDate) -> Result<Vec<RegisterRow>, Refusals>;
}

impl SystemUnderTest for Ledger {
    fn record(&mut self, on: NaiveDate, fact: &Fact) -> Outcome {
        Self::record(self, on, fact)
    }

    fn due(&mut self, on: NaiveDate) -> Vec<Due> {
        Self::due(self, on)
    }

    fn register(&mut self, sheet: &Sheet, on: NaiveDate) -> Result<Vec<RegisterRow>, Refusals> {
        Self::register(self, sheet, on).map(|register| register.rows().to_vec())
    }
}

/// What one side said, without personal data (N34).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// To the fact.
    Outcome(Outcome),
    /// How much is due, by count.
    Due(usize),
    /// Of a register: its count of rows, or why it cannot be formed.
    Register(Result<usize, Refusals>),
}

/// The first difference between a ledger and a system.
pub type Difference = crate::testing::Difference<Said>;

/// Drives a ledger beside a system and compares every answer: to each fact, then all that is due, then the register that
/// the fact belongs to.
///
/// Sound facts and unsound ones can be mixed: a refused fact must change neither.
///
/// # Errors
///
/// The first difference.
///
/// ```
/// use chrono::NaiveDate;
/// use voucher_core::{meals::*, testing::{draws, meals::{SystemUnderTest, arb_facts, check}}};
///
/// /// A system that takes a meal twice (G).
/// struct Generous(Ledger);
///
/// impl SystemUnderTest for Generous {
///     fn record(&mut self, on: NaiveDate, fact: &Fact) -> Outcome {
///         match self.0.record(on, fact) {
///             Outcome::Refused(refusals) if refusals.iter().eq([Refusal::MealAlreadyGiven]) => {
///                 Outcome::Accepted { repeat: false, stage: Some(Stage::Active) }
///             }
///             outcome => outcome,
///         }
///     }
///     fn due(&mut self, on: NaiveDate) -> Vec<Due> { self.0.due(on) }
///     fn register(&mut self, sheet: &Sheet, on: NaiveDate) -> Result<Vec<RegisterRow>, Refusals> {
///         self.0.register(sheet, on).map(|register| register.rows().to_vec())
///     }
/// }
///
/// let regulation = Regulation::meals_2026_02();
/// let new = || Ledger::new(regulation.clone());
/// let worlds: Vec<_> = draws(arb_facts(&regulation, 3)).take(200).collect();
/// assert!(worlds.iter().all(|facts| check(&regulation, &mut new(), facts).is_ok()));
/// let caught = worlds.iter().find_map(|facts| check(&regulation, &mut Generous(new()), facts).err()).unwrap();
/// assert_eq!(caught.fact, "meal_given");
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
        let both = (self.ledger.record(on, fact), self.system.record(on, fact));
        self.same(both, Said::Outcome)?;
        let both = (self.ledger.due(on), self.system.due(on));
        self.same(both, |due| Said::Due(due.len()))?;
        let Some(sheet) = sheet_of(fact) else { return Ok(()) };
        let on = self.ledger.regulation().register_due(sheet.month).map_or(on, |due| due.max(on));
        let ours = SystemUnderTest::register(&mut self.ledger, &sheet, on);
        let theirs = self.system.register(&sheet, on);
        self.same((ours, theirs), |side| Said::Register(side.map(|rows| rows.len())))
    }
}

/// The register that a fact belongs to, if it names one.
fn sheet_of(fact: &Fact) -> Option<Sheet> {
    match *fact {
        Fact::RegisterSent(sheet) | Fact::RegisterRecalled(sheet) => Some(sheet),
        Fact::MealGiven { meal: Meal { school, supplier, given_on, .. }, .. } => {
            Some(Sheet { month: Month::of(given_on), school, supplier })
        }
        Fact::Listed { .. }
        | Fact::Delisted { .. }
        | Fact::Notified { .. }
        | Fact::Replied { .. }
        | Fact::Activated { .. }
        | Fact::DayClosed(_)
        | Fact::DayReopened(_)
        | Fact::MealWithdrawn { .. } => None,
    }
}

//! The reference machine: a ledger beside a system of yours, fact by fact.

use alloc::{collections::BTreeSet, vec::Vec};

use chrono::NaiveDate;

use super::facts::{Facts, iin_of};
use crate::{
    Iin, Month,
    gas::{Channel, Due, Fact, Ledger, Outcome, Refusals, RegisterRow, Regulation, Stage},
    testing::machine::Pair,
};

/// A system that keeps the rules: a service with a database, a port to another language.
///
/// It begins without facts. Queries ask about the date of the latest fact or a later one.
pub trait SystemUnderTest {
    /// Takes a fact or refuses it (N9-N23).
    fn record(&mut self, on: NaiveDate, fact: &Fact) -> Outcome;

    /// The stage of a person in a month, seen on a date (N18).
    fn stage(&mut self, iin: Iin, month: Month, on: NaiveDate) -> Stage;

    /// What is due on a date, by kind, then by iin or month (N30).
    fn due(&mut self, on: NaiveDate) -> Vec<Due>;

    /// The rows of a month's register by account and iin, formed on a date (N27).
    ///
    /// # Errors
    ///
    /// Why it cannot be formed.
    fn register(&mut self, month: Month, on: NaiveDate) -> Result<Vec<RegisterRow>, Refusals>;
}

impl SystemUnderTest for Ledger {
    fn record(&mut self, on: NaiveDate, fact: &Fact) -> Outcome {
        Self::record(self, on, fact)
    }

    fn stage(&mut self, iin: Iin, month: Month, on: NaiveDate) -> Stage {
        Self::stage(self, iin, month, on)
    }

    fn due(&mut self, on: NaiveDate) -> Vec<Due> {
        Self::due(self, on)
    }

    fn register(&mut self, month: Month, on: NaiveDate) -> Result<Vec<RegisterRow>, Refusals> {
        Self::register(self, month, on).map(|register| register.rows().to_vec())
    }
}

/// What one side said, without personal data (N34).
///
/// Deliberately exhaustive: a new question must break your build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// To the fact.
    Outcome(Outcome),
    /// Of a person's stage.
    Stage(Stage),
    /// Of the first duty in which the two lists differ.
    Due {
        /// Its place in the list, from 0.
        place: usize,
        /// Its action; none where the list has ended.
        action: Option<&'static str>,
    },
    /// The register cannot be formed.
    NoRegister(Refusals),
    /// Of the first row in which the two registers differ.
    Row {
        /// Its place in the register, from 0.
        place: usize,
        /// Its day and channel; none where the register has ended.
        activated: Option<(NaiveDate, Channel)>,
    },
}

/// The first difference between a ledger and a system.
pub type Difference = crate::testing::Difference<Said>;

/// Drives a ledger beside a system and compares every answer: to each fact, then the person's stage
/// and all that is due; after each register, its rows; in the end every stage and every register.
///
/// Sound facts and unsound ones can be mixed: a refused fact must change neither.
///
/// # Errors
///
/// The first difference.
///
/// ```
/// use chrono::NaiveDate;
/// use voucher_core::{gas::*, testing::{draws, gas::{SystemUnderTest, arb_racing_pair, check}}, *};
///
/// /// A system that forgets to look again, at the end, whether the account is still free (N22).
/// struct Forgetful(Ledger);
///
/// impl SystemUnderTest for Forgetful {
///     fn record(&mut self, on: NaiveDate, fact: &Fact) -> Outcome {
///         match (fact, self.0.record(on, fact)) {
///             (Fact::Confirmed { .. }, Outcome::Refused(_)) => {
///                 Outcome::Accepted { repeat: false, stage: Some(Stage::Activated), next: Some(Step::Done) }
///             }
///             (_, outcome) => outcome,
///         }
///     }
///     fn stage(&mut self, iin: Iin, month: Month, on: NaiveDate) -> Stage { self.0.stage(iin, month, on) }
///     fn due(&mut self, on: NaiveDate) -> Vec<Due> { self.0.due(on) }
///     fn register(&mut self, month: Month, on: NaiveDate) -> Result<Vec<RegisterRow>, Refusals> {
///         self.0.register(month, on).map(|register| register.rows().to_vec())
///     }
/// }
///
/// let regulation = Regulation::gas_2025_08();
/// let new = || Ledger::new(regulation.clone());
/// let races: Vec<_> = draws(arb_racing_pair(&regulation)).take(50).collect();
/// assert!(races.iter().all(|race| check(&regulation, &mut new(), race).is_ok()));
/// let caught = races.iter().find_map(|race| check(&regulation, &mut Forgetful(new()), race).err()).unwrap();
/// assert_eq!(caught.fact, "confirmed");
/// ```
pub fn check(
    regulation: &Regulation,
    system: &mut impl SystemUnderTest,
    facts: &Facts,
) -> Result<(), Difference> {
    let mut pair = Pair::new(Ledger::new(regulation.clone()), system);
    for (on, fact) in facts {
        pair.record(*on, fact)?;
    }
    let latest = pair.ledger.latest().unwrap_or(regulation.period().first);
    let months: BTreeSet<Month> = pair.ledger.months().collect();
    for month in months {
        for iin in facts.people() {
            pair.stage(iin, month, latest)?;
        }
        pair.register(month, latest)?;
        pair.register(month, latest.max(regulation.register_due(month)))?;
    }
    Ok(())
}

impl<S: SystemUnderTest> Pair<'_, Ledger, S> {
    fn record(&mut self, on: NaiveDate, fact: &Fact) -> Result<(), Difference> {
        self.tell(fact.code());
        let both = (self.ledger.record(on, fact), self.system.record(on, fact));
        self.same(both, Said::Outcome)?;
        let on = self.ledger.latest().unwrap_or(on).max(on);
        if let Some(iin) = iin_of(fact) {
            self.stage(iin, Month::of(on), on)?;
        }
        if let Fact::RegisterSent { month } = fact {
            self.register(*month, on)?;
        }
        self.due(on)
    }

    fn stage(&mut self, iin: Iin, month: Month, on: NaiveDate) -> Result<(), Difference> {
        let both = (self.ledger.stage(iin, month, on), self.system.stage(iin, month, on));
        self.same(both, Said::Stage)
    }

    fn due(&mut self, on: NaiveDate) -> Result<(), Difference> {
        let (ours, theirs) = (self.ledger.due(on), self.system.due(on));
        let place = first_difference(&ours, &theirs);
        self.same((ours, theirs), |list| Said::Due { place, action: list.get(place).map(Due::action) })
    }

    fn register(&mut self, month: Month, on: NaiveDate) -> Result<(), Difference> {
        let ours = SystemUnderTest::register(&mut self.ledger, month, on);
        let theirs = self.system.register(month, on);
        let rows = |side: &Result<Vec<RegisterRow>, Refusals>| side.clone().unwrap_or_default();
        let place = first_difference(&rows(&ours), &rows(&theirs));
        self.same((ours, theirs), |side| match side {
            Ok(rows) => {
                let activated = rows.get(place).map(|row| (row.activated_on, row.channel));
                Said::Row { place, activated }
            }
            Err(refusals) => Said::NoRegister(refusals),
        })
    }
}

/// The first place in which two lists differ; the end of the shorter where one begins the other.
fn first_difference<T: PartialEq>(ours: &[T], theirs: &[T]) -> usize {
    ours.iter().zip(theirs).take_while(|(ours, theirs)| ours == theirs).count()
}

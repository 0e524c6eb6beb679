//! School meals (S2): one meal of a kind a pupil and school day; the supplier is paid for the meals given.
//!
//! [`Ledger`] holds the meals of all pupils, [`Regulation`] the rules as data, with the school years.

mod book;
mod fact;
mod grade;
#[cfg(feature = "json")]
pub(crate) mod journal;
mod ledger;
mod query;
mod refusal;
mod register;
mod regulation;
#[cfg(feature = "serde")]
mod serialise;
#[cfg(feature = "json")]
mod snapshot;
mod stage;
mod texts;

pub use crate::programme::{DayRule, reconcile};
pub use fact::{Answer, Entry, Fact, Ground, GroundSet, Meal, Outcome, SchoolDay, Sheet, Source};
pub use grade::Grade;
pub use ledger::Ledger;
pub use query::{
    Action, Amount, AmountPart, CommitKey, Due, MissingFact, MissingFacts, Planned, Preview, Summary,
};
pub use refusal::{Refusal, Refusals};
pub use register::{Match, Register, RegisterField, RegisterRow};
pub use regulation::{
    Activation, BreakParts, GradeRange, PriceParts, Regulation, RegulationParts, RegulationSet,
    SchoolYearParts, Weekday,
};
pub use stage::Stage;

/// The causes of error of a regulation of school meals.
pub(crate) const CAUSES: &[&[crate::value::error::ErrorKind]] = &[regulation::CAUSES];

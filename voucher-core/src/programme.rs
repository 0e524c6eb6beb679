//! What every programme is made of: refusals, verdicts, texts, registers, regulations by date, and claims (who
//! comes first).
//!
//! A programme gives the generic types names of its own, such as [`gas::Refusals`](crate::gas::Refusals).

#[cfg(feature = "json")]
pub(crate) mod answers;
pub(crate) mod by_person;
pub(crate) mod by_reference;
mod claims;
mod counts;
mod day_rule;
#[cfg(feature = "json")]
pub(crate) mod difference;
mod fault;
mod in_force;
pub(crate) mod index;
pub(crate) mod month_after;
mod name;
mod outcome;
pub(crate) mod refusals;
mod register;
pub(crate) mod regulation;
#[cfg(feature = "serde")]
mod serialise;
#[cfg(feature = "json")]
pub(crate) mod snapshot;
mod texts;
mod transition;
mod verdict;
mod wallet;

pub use claims::{Claimants, Claims, Conflict, PartitionedClaims, Resolver};
pub use counts::Counts;
pub use day_rule::DayRule;
#[cfg(feature = "json")]
pub use difference::FieldDifference;
pub use fault::Fault;
pub(crate) use in_force::is_written;
pub use in_force::{Edition, InForce};
pub use name::Programme;
pub use outcome::Outcome;
pub use refusals::Refusals;
pub use register::{Match, Register, Row, reconcile};
pub use texts::Texts;
pub(crate) use texts::{OUT_OF_ORDER, official, ours};
pub(crate) use transition::Transition;
pub use verdict::Verdict;
pub use wallet::{PersonAction, Reminder, ReminderKind, Timing, Urgency};

/// The causes of error of a regulation of any programme.
pub(crate) const CAUSES: &[&[crate::value::error::ErrorKind]] = &[
    in_force::CAUSES,
    #[cfg(feature = "json")]
    snapshot::CAUSES,
];

//! Medicines on prescription (S2): a patient gets them free at a pharmacy point, and the point is paid for its register.
//!
//! [`Ledger`] holds patients, prescriptions and dispensings, and answers queries. No diagnosis is ever seen: an item is an
//! opaque code, a quantity a number.

mod book;
mod dispensing;
mod fact;
#[cfg(feature = "json")]
pub(crate) mod journal;
mod ledger;
mod prescription;
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
pub use dispensing::{CommitKey, Evidence, MissingFact, MissingFacts, Preview};
pub use fact::{Fact, Outcome};
pub use ledger::Ledger;
pub use query::{Action, Dispensed, Due, Prescribed, Status, Summary};
pub use refusal::{Refusal, Refusals};
pub use register::{Match, PointMonth, Register, RegisterField, RegisterRow};
pub use regulation::{DaysOfSupply, Dispensing, Regulation, RegulationParts, RegulationSet, Where};
pub use stage::Stage;

/// The causes of error of a regulation of medicines.
pub(crate) const CAUSES: &[&[crate::value::error::ErrorKind]] = &[regulation::CAUSES];

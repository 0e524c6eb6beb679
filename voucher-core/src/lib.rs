//! **The contract.** Pure and total: no function reads a clock, a file, the network, the environment, a
//! locale or a random number; none panics; the same input gives the same answer, byte for byte. A
//! rule that says *no* is a value with every reason ([`Refusals`]); malformed input is an [`Error`]
//! with a code and a place, never the value. Dates are civil dates in Kazakhstan, given by the
//! caller. Norms are cited as `N12`, the activation conditions as A, sources as S0 to S4 and P.
//!
//! Where to begin: [`preview`] for one question, [`Ledger`] for the months of many people,
//! `Journal` (feature `json`) for the same as lines of JSON, [`Regulation`] for the rules as data.
#![cfg_attr(feature = "json", doc = "\n")]
#![cfg_attr(feature = "json", doc = include_str!("../../README.md"))]
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;
#[cfg(test)]
extern crate std;

mod activation;
mod assistance;
mod book;
mod calendar;
mod characters;
mod coded;
pub mod columns;
mod consent;
mod error;
mod fact;
mod identity;
#[cfg(feature = "json")]
mod json;
mod language;
mod ledger;
mod listing;
mod message;
mod money;
#[cfg(feature = "pseudonym")]
mod pseudonym;
mod query;
mod receipt;
mod reference;
mod refusal;
mod region;
mod register;
mod regulation;
#[cfg(feature = "serde")]
mod serialise;
mod stage;
#[cfg(feature = "proptest")]
pub mod testing;
mod text;
mod today;

pub use activation::{Channel, CommitKey, MissingFact, MissingFacts, Preview, PreviewFacts, Step, preview};
pub use assistance::{Assistance, AssistanceSet};
pub use calendar::{DayOfMonth, IfMissing, Month, civil_date, parse_date, parse_instant};
pub use consent::{Answer, ConsentState, SmsKind};
pub use error::Error;
pub use fact::{Fact, Outcome};
pub use identity::{Account, Iin, Phone};
#[cfg(feature = "json")]
pub use json::Journal;
pub use language::Language;
pub use ledger::Ledger;
pub use message::{Sms, Texts};
pub use money::{Price, Rate, Tiyn, Volume};
#[cfg(feature = "pseudonym")]
pub use pseudonym::Pseudonymiser;
pub use query::{Due, PersonMonth, Summary};
pub use receipt::{Receipt, receipt};
pub use reference::Reference;
pub use refusal::{Refusal, Refusals};
pub use region::{Region, RegionSet};
pub use register::{Match, Register, RegisterField, RegisterRow, reconcile};
pub use regulation::{
    ConsentParts, ConsentScope, DayRule, DiscountParts, DiscountTerms, Period, Regulation, RegulationParts,
    RegulationSet, Reply, Rounding, Window,
};
pub use stage::Stage;

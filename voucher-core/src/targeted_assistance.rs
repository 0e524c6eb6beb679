//! Targeted social assistance (S4): an application from its filing to the decision, the evidence it needs, and the decision
//! itself.
//!
//! [`assess`] answers for a family by the caller's word, [`checklist`] tells what evidence it needs, [`Ledger`] holds the
//! applications of many people.

mod amount;
mod answer;
mod application;
mod bans;
mod book;
mod case;
pub mod columns;
mod decision;
mod evidence;
mod fact;
mod family;
mod filing;
mod finding;
mod history;
mod household;
mod income;
#[cfg(feature = "json")]
pub(crate) mod journal;
mod kept;
mod kind;
mod ledger;
mod measures;
mod missing;
mod missing_fact;
mod names;
mod party;
mod quarter;
mod reasons;
mod refusal;
mod regulation;
#[cfg(feature = "serde")]
mod serialise;
#[cfg(feature = "json")]
mod snapshot;
mod stage;
mod status;
mod texts;

pub use amount::{Figures, MonthAmount, gas_months};
pub use answer::Answer;
pub use application::Decided;
pub use decision::{Assessment, Calculation, Decision};
pub use evidence::{Condition, Evidence, EvidenceSet, Item, ItemState, NextStep};
pub use fact::{Fact, Outcome, Ruling, Source};
pub use family::{Family, Told, assess, checklist};
pub use filing::{Channel, Filing, Notice, Signature};
pub use history::{Breach, Event};
pub use household::{CaresFor, Household, Member, Role, Stated, StatedSet};
pub use income::{Income, IncomeKind, IncomeKindSet};
pub use kind::AssistanceKind;
pub use ledger::{Ledger, Standing};
pub use measures::{Contract, Survey};
pub use missing::Missing;
pub use missing_fact::{MissingFact, MissingFacts};
pub use party::Party;
pub use quarter::Quarter;
pub use refusal::{Refusal, Refusals};
pub use regulation::{
    AbsentMembers, AgeOn, BanParts, ChannelParts, ChannelsParts, EqualToLine, IncomeParts, LineParts,
    OpenPeriod, PerCapitaRounding, Regulation, RegulationParts, RegulationSet, Rounding, TopUpParts,
    WholeLineParts,
};
pub use stage::{Action, Due, Stage};
pub use status::Status;

/// The causes of error of targeted assistance.
pub(crate) const CAUSES: &[&[crate::value::error::ErrorKind]] = &[household::CAUSES, regulation::CAUSES];

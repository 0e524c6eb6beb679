//! Gas vouchers (S0, S1): a discount on gas, once an account and month.
//!
//! [`preview`] answers one question, [`Ledger`] holds the months of many people, [`columns`] answers tables of them.

mod activation;
mod assistance;
mod book;
pub mod columns;
mod consent;
mod decide;
mod difference;
mod fact;
mod guidance;
#[cfg(feature = "json")]
pub(crate) mod journal;
mod ledger;
mod listing;
mod query;
mod receipt;
mod refusal;
mod register;
mod regulation;
#[cfg(feature = "serde")]
mod serialise;
#[cfg(feature = "json")]
mod snapshot;
mod stage;
mod texts;
mod today;
mod trail;

pub use crate::programme::{DayRule, reconcile};
pub use activation::{Channel, CommitKey, MissingFact, MissingFacts, Preview, PreviewFacts, Step, preview};
pub use assistance::{Assistance, AssistanceSet};
pub use consent::{Answer, ConsentState, Reply, SmsKind};
pub use difference::{AnswerDifference, Question};
pub use fact::{Fact, Outcome};
pub use guidance::{Action, Actions, Guidance};
pub use ledger::Ledger;
pub use query::{Due, PersonMonth, Summary};
pub use receipt::{Receipt, receipt};
pub use refusal::{Refusal, Refusals};
pub use register::{Match, Register, RegisterField, RegisterRow};
pub use regulation::{
    ConsentParts, ConsentScope, DiscountParts, DiscountTerms, Regulation, RegulationParts, RegulationSet,
    Rounding, Window,
};
pub use stage::Stage;
pub use texts::{PreviewPhrase, Sms, TrailPhrase};
pub use trail::{Deed, Trail, TrailEvent, TrailStep};

/// The causes of error of a regulation of gas.
pub(crate) const CAUSES: &[&[crate::value::error::ErrorKind]] = &[regulation::CAUSES];

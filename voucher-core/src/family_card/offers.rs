//! Offers: the dialogue from 1414, from the right that arose to the benefit that is assigned (K19 to K31).

pub use dialogue::{Answer, Reply, Said};
pub use fact::Fact;
pub use key::OfferKey;
pub use ledger::Ledger;
pub use query::{Action, Due, Offer, Summary};
pub use stage::{NextStep, Stage};

mod book;
mod dialogue;
mod fact;
mod key;
mod ledger;
mod query;
#[cfg(feature = "json")]
mod snapshot;
mod stage;

/// The answer of a ledger to a fact (K21 to K26).
///
/// [`Stage::next`] tells what the person does next.
pub type Outcome = crate::programme::Outcome<Stage, crate::family_card::refusal::Refusal>;

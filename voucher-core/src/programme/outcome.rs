//! The answer of a ledger to a fact.

use super::Refusals;
use crate::value::coded::Coded;

/// The answer of a ledger to a fact: accepted, or refused with every reason.
///
/// `S` is the programme's stages, `R` its refusals. A programme calls it `Outcome`; gas has one of its own, which also names
/// the next step.
///
/// Deliberately exhaustive: a fact is accepted or refused.
///
/// ```
/// use voucher_core::{meals::{Refusal, Refusals, Stage}, programme::Outcome};
///
/// let accepted = Outcome::<Stage, Refusal>::Accepted { repeat: true, stage: Some(Stage::Active) };
/// assert!(accepted.is_accepted());
/// assert!(!Outcome::<Stage, Refusal>::Refused(Refusals::from_iter([Refusal::NotListed])).is_accepted());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome<S, R: Coded> {
    /// The fact counts.
    Accepted {
        /// The fact states what was so already: nothing changed.
        repeat: bool,
        /// The stage on the fact's date of what the fact is about, where it has one.
        stage: Option<S>,
    },
    /// The fact does not count and changed nothing, for every one of these reasons.
    Refused(Refusals<R>),
}

impl<S, R: Coded> Outcome<S, R> {
    /// Whether the fact counts, repeats included.
    #[must_use]
    pub const fn is_accepted(&self) -> bool {
        match self {
            Self::Accepted { .. } => true,
            Self::Refused(_) => false,
        }
    }
}

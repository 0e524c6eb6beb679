//! Closed lists of gas, and sets of their values.

use alloc::vec::Vec;

use proptest::{
    collection::vec,
    prop_oneof,
    sample::select,
    strategy::{Just, Strategy},
};

use crate::{
    Region,
    gas::{
        Answer, Assistance, AssistanceSet, Channel, ConsentScope, ConsentState, MissingFact, Refusal,
        Refusals, RegisterField, Regulation, Reply, Rounding, Sms, SmsKind, Stage, Step,
    },
    testing::codes::closed_lists,
};

closed_lists! { "gas::",
    arb_answer: Answer,
    arb_assistance: Assistance,
    arb_channel: Channel,
    arb_consent_scope: ConsentScope,
    arb_consent_state: ConsentState,
    arb_missing_fact: MissingFact,
    arb_refusal: Refusal,
    arb_register_field: RegisterField,
    arb_rounding: Rounding,
    arb_sms: Sms,
    arb_sms_kind: SmsKind,
    arb_stage: Stage,
    arb_step: Step,
}

/// A reply, mostly one that was recognised.
///
/// ```
/// use voucher_core::{gas::Reply, testing::{draws, gas::arb_reply}};
///
/// assert!(draws(arb_reply()).take(99).any(|reply| reply == Reply::Unrecognised));
/// ```
pub fn arb_reply() -> impl Strategy<Value = Reply> {
    prop_oneof![4 => Just(Reply::Agree), 2 => Just(Reply::Refuse), 1 => Just(Reply::Unrecognised)]
}

/// A list of refusals in any order, up to as many as fit.
///
/// ```
/// use voucher_core::testing::{draws, gas::arb_refusals};
///
/// assert!(draws(arb_refusals()).take(99).any(|refusals| refusals.is_empty()));
/// ```
pub fn arb_refusals() -> impl Strategy<Value = Refusals> {
    vec(arb_refusal(), 0..=12).prop_map(Refusals::from_iter)
}

/// A set of kinds of assistance, the empty one too.
///
/// ```
/// use voucher_core::{gas::AssistanceSet, testing::{draws, gas::arb_assistance_set}};
///
/// assert!(draws(arb_assistance_set()).take(99).any(|kinds| kinds == AssistanceSet::default()));
/// ```
pub fn arb_assistance_set() -> impl Strategy<Value = AssistanceSet> {
    vec(arb_assistance(), 0..=2).prop_map(AssistanceSet::from_iter)
}

/// A region that takes part.
///
/// ```
/// use voucher_core::{gas::Regulation, testing::{draws, gas::arb_region_in_pilot}};
///
/// let regulation = Regulation::gas_2024_12();
/// assert!(draws(arb_region_in_pilot(&regulation)).take(99).all(|region| regulation.regions().contains(region)));
/// ```
pub fn arb_region_in_pilot(regulation: &Regulation) -> impl Strategy<Value = Region> + use<> {
    // A regulation has at least one region (N7).
    select(regulation.regions().iter().collect::<Vec<_>>())
}

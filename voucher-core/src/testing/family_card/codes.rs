//! Closed lists of the family card.

use proptest::{
    prop_oneof,
    sample::select,
    strategy::{Just, Strategy},
};

use crate::{
    family_card::{
        Action, Answer, Award, Cause, Criterion, Group, Level, MissingFact, NextStep, Refusal, RefusalRule,
        RegulationKind, Reply, Rounding, Service, Stage, Unit,
    },
    testing::codes::closed_lists,
};

closed_lists! { "family_card::",
    arb_action: Action,
    arb_answer: Answer,
    arb_award: Award,
    arb_cause: Cause,
    arb_criterion: Criterion,
    arb_group: Group,
    arb_level: Level,
    arb_missing_fact: MissingFact,
    arb_next_step: NextStep,
    arb_refusal: Refusal,
    arb_refusal_rule: RefusalRule,
    arb_regulation_kind: RegulationKind,
    arb_rounding: Rounding,
    arb_service: Service,
    arb_stage: Stage,
    arb_unit: Unit,
}

/// A reply, mostly one that was recognised.
///
/// ```
/// use voucher_core::{family_card::Reply, testing::{draws, family_card::arb_reply}};
///
/// assert!(draws(arb_reply()).take(99).any(|reply| reply == Reply::OtherSender));
/// ```
pub fn arb_reply() -> impl Strategy<Value = Reply> {
    prop_oneof![
        4 => Just(Reply::Agree),
        2 => Just(Reply::Refuse),
        1 => Just(Reply::Unrecognised),
        1 => Just(Reply::OtherSender),
    ]
}

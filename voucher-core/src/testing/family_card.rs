//! Strategies for the family card: gradings and families, facts about rights, worlds of offers, and the reference machine.

mod codes;
mod facts;
mod families;
mod machine;
mod rights;
mod rules;
mod world;

pub use codes::{
    arb_action, arb_answer, arb_award, arb_cause, arb_criterion, arb_group, arb_level, arb_missing_fact,
    arb_next_step, arb_refusal, arb_refusal_rule, arb_regulation_kind, arb_reply, arb_rounding, arb_service,
    arb_stage, arb_unit,
};
pub use facts::{Facts, arb_fact, arb_offer_key};
pub use families::{arb_family, arb_grading};
pub use machine::{Difference, Said, SystemUnderTest, check};
pub use rights::{arb_child, arb_day_or_none, arb_right_facts};
pub use rules::{arb_proactive, arb_proactive_parts};
pub use world::{arb_facts, arb_ledger, arb_unsound_facts};

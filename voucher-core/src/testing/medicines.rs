//! Strategies for medicines: regulations, facts, whole worlds, and the reference machine.

mod codes;
mod facts;
mod machine;
mod rules;
mod world;

pub use codes::{
    arb_dispensing, arb_evidence, arb_missing_fact, arb_refusal, arb_register_field, arb_register_row,
    arb_stage, arb_where,
};
pub use facts::{Facts, arb_fact, prescription_of};
pub use machine::{Difference, Said, SystemUnderTest, check};
pub use rules::{arb_regulation, arb_regulation_parts};
pub use world::{arb_facts, arb_ledger, arb_unsound_facts};

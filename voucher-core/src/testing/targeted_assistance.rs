//! Strategies for targeted assistance, and the reference machine (feature `proptest`).

mod facts;
mod machine;
mod values;

pub use facts::{Facts, arb_fact, arb_facts, arb_filing};
pub use machine::{Difference, Said, SystemUnderTest, check};
pub use values::{
    arb_event, arb_evidence, arb_family, arb_figures, arb_household, arb_income, arb_income_kind,
    arb_known_family, arb_published_regulation, arb_refusal, arb_role, arb_stage, arb_status,
};

//! Strategies for school meals: facts, whole worlds, and the reference machine.

mod facts;
mod machine;
mod world;

pub use facts::{Facts, arb_fact};
pub use machine::{Difference, Said, SystemUnderTest, check};
pub use world::{arb_facts, arb_unsound_facts};

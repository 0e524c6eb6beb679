//! What the benchmarks of voucher-core share: a made-up month, questions, what is written by hand, and rounds in
//! which rivals take turns.

pub use by_hand::{Reasons, Verdict, every_reason, first_reason};
pub use measure::{Samples, Thousandths, is_test, rounds, timed};
pub use questions::{Case, Question, cases, mix};
pub use world::{World, lines};

mod by_hand;
mod measure;
mod questions;
mod world;

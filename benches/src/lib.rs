//! What the benchmarks of voucher-core share: questions, what is written by hand, and rounds in which rivals take turns.
//! The month that they measure on is the demo's.

pub use by_hand::{Reasons, Verdict, every_reason, first_reason};
pub use measure::{Samples, Thousandths, is_test, rounds, timed};
pub use questions::{Case, Question, cases, mix};

mod by_hand;
mod measure;
mod questions;
